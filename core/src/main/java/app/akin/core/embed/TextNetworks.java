package app.akin.core.embed;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import app.akin.core.photo.AkinException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/// The networks that read text in images: a detector of lines, a recognizer of characters, and a
/// classifier of the direction. They run on the CPU. Not thread-safe.
public final class TextNetworks implements AutoCloseable {
  /// Height of an image of a line in pixels.
  public static final int LINE_HEIGHT = 48;

  /// Width of an image of a line for the classifier of the direction.
  public static final int TURN_WIDTH = 192;

  /// Number of pixels of a line's width for each step of the recognizer.
  public static final int STEP = 8;

  private final List<SharedArchive> archives;
  private final SharedArchive.Lease<Input, float[]> detector;
  private final SharedArchive.Lease<Input, float[]> recognizer;
  private final SharedArchive.Lease<Input, float[]> classifier;

  /// @param values channels blue, green, red of each image
  // Used for one inference and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Input(float[] values, int count, int height, int width) {
    Input {
      if (values.length != (long) count * 3 * height * width) {
        throw new IllegalArgumentException(
            values.length + " floats, not " + count + "x3x" + height + 'x' + width);
      }
    }
  }

  private TextNetworks(List<SharedArchive> archives, int threads) {
    this.archives = archives;
    this.detector = lease(archives.get(0), threads);
    this.recognizer = lease(archives.get(1), threads);
    this.classifier = lease(archives.get(2), threads);
  }

  /// Opens the networks `det.pt`, `rec.pt` and `turn.pt`.
  ///
  /// @param files their files
  /// @param settings the settings of the engine
  /// @param threads number of CPU threads of an inference
  /// @throws AkinException `ModelArchive` if an archive is damaged, `Engine` if the engine cannot
  ///   start
  public static TextNetworks open(ModelFiles files, EmbedSettings settings, int threads) {
    TorchRuntime runtime = new TorchRuntime(settings);
    List<SharedArchive> archives =
        List.of("det.pt", "rec.pt", "turn.pt").stream()
            .map(
                name ->
                    new SharedArchive(
                        runtime, Device::cpu, List.of(() -> new ArchiveFile(files, name, false))))
            .toList();
    try {
      return new TextNetworks(archives, threads);
    } catch (AkinException e) {
      archives.forEach(SharedArchive::close);
      throw e;
    }
  }

  private static SharedArchive.Lease<Input, float[]> lease(SharedArchive archive, int threads) {
    return archive.lease(threads, _ -> new FloatTranslator());
  }

  /// Returns for each pixel the probability that it belongs to the core of a line of text.
  ///
  /// @param image channels blue, green, red, normalized
  /// @param height height of the image, a multiple of 32
  /// @param width width of the image, a multiple of 32
  /// @throws AkinException `ModelArchive` if the network fails
  public float[] detect(float[] image, int height, int width) {
    return run(detector, new Input(image, 1, height, width), height * width);
  }

  /// Returns for each line and each step of [#STEP] pixels the number of a character, 0 for none,
  /// and its probability.
  ///
  /// @param lines channels blue, green, red of each line, normalized; 0 behind its end
  /// @param count number of lines
  /// @param width width of the lines, a multiple of [#STEP]
  /// @throws AkinException `ModelArchive` if the network fails
  public float[] recognize(float[] lines, int count, int width) {
    return run(recognizer, new Input(lines, count, LINE_HEIGHT, width), count * (width / STEP) * 2);
  }

  /// Returns for each line the probabilities that it is upright and that it is upside down.
  ///
  /// @param lines channels blue, green, red of each line, [#TURN_WIDTH] pixels wide
  /// @param count number of lines
  /// @throws AkinException `ModelArchive` if the network fails
  public float[] classifyTurn(float[] lines, int count) {
    return run(classifier, new Input(lines, count, LINE_HEIGHT, TURN_WIDTH), count * 2);
  }

  private static float[] run(
      SharedArchive.Lease<Input, float[]> lease, Input input, int expectedLength) {
    float[] output = lease.run(input);
    if (output.length != expectedLength) {
      throw lease
          .file()
          .problem(
              new IllegalStateException(
                  String.format(
                      Locale.ROOT, "it returns %d values, not %d", output.length, expectedLength)));
    }
    return output;
  }

  @Override
  public void close() {
    detector.close();
    recognizer.close();
    classifier.close();
    archives.forEach(SharedArchive::close);
  }

  /// Creates the tensor in one reused buffer, which would otherwise stay allocated until the next
  /// garbage collection.
  private static final class FloatTranslator implements NoBatchifyTranslator<Input, float[]> {
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

    @Override
    public NDList processInput(TranslatorContext context, Input input) {
      int bytes = input.values().length * Float.BYTES;
      if (buffer.capacity() < bytes) {
        buffer = ByteBuffer.allocateDirect(bytes);
      }
      ByteBuffer batch = buffer.slice(0, bytes).order(ByteOrder.nativeOrder());
      batch.asFloatBuffer().put(input.values());
      NDManager manager = context.getNDManager();
      NDArray tensor =
          manager.create(
              batch, new Shape(input.count(), 3, input.height(), input.width()), DataType.FLOAT32);
      return new NDList(tensor);
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList output) {
      return output.singletonOrThrow().toFloatArray();
    }
  }
}
