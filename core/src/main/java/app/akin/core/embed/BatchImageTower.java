package app.akin.core.embed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The image tower of a [TowerModel].
final class BatchImageTower implements ImageTower {
  private final SharedArchive.Lease<List<float[]>, List<Embedding>> lease;
  private final BatchSizer batchSizer;
  private final int length;

  private BatchImageTower(
      SharedArchive.Lease<List<float[]>, List<Embedding>> lease,
      BatchSizer batchSizer,
      int length) {
    this.lease = lease;
    this.batchSizer = batchSizer;
    this.length = length;
  }

  /// Opens a tower on a shared archive.
  ///
  /// @param archive the image archive, loaded now if it is not loaded yet
  /// @param batchSizer the batch sizer shared by all towers of this archive with the same number of
  ///   threads
  /// @param threads the number of CPU threads the tower uses
  /// @param preparation the preparation that the images have passed
  /// @param dimension the number of dimensions of raw features
  static BatchImageTower open(
      SharedArchive archive,
      BatchSizer batchSizer,
      int threads,
      ImagePreparation preparation,
      int dimension) {
    int height = preparation.height();
    int width = preparation.width();
    return new BatchImageTower(
        archive.lease(
            threads, file -> new BatchTranslator(new RawFeatures(file, dimension), height, width)),
        batchSizer,
        3 * height * width);
  }

  @Override
  public int batchSize(int images) {
    return batchSizer.size(images, this::measure);
  }

  @Override
  public List<Embedding> embed(List<PreparedImage> prepared, BooleanSupplier stopped) {
    List<float[]> images = prepared.stream().map(PreparedImage::values).toList();
    for (float[] image : images) {
      if (image.length != length) {
        throw new IllegalArgumentException(image.length + " floats, not " + length);
      }
    }
    List<Embedding> embeddings = new ArrayList<>(images.size());
    while (embeddings.size() < images.size()) {
      if (stopped.getAsBoolean()) {
        return List.of();
      }
      int done = embeddings.size();
      int remaining = images.size() - done;
      int count = BatchSizer.largest(Math.min(remaining, batchSize(images.size())));
      embeddings.addAll(lease.run(images.subList(done, done + count)));
    }
    return embeddings;
  }

  @Override
  public void close() {
    lease.close();
  }

  private long measure(int count) {
    List<float[]> blank = Collections.nCopies(count, new float[length]);
    long start = System.nanoTime();
    lease.run(blank);
    return System.nanoTime() - start;
  }

  /// Creates the tensor of a batch in one reused buffer: a new buffer for each batch would stay
  /// allocated until the next garbage collection.
  private static final class BatchTranslator
      implements NoBatchifyTranslator<List<float[]>, List<Embedding>> {
    private final RawFeatures features;
    private final int height;
    private final int width;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    private int count;

    BatchTranslator(RawFeatures features, int height, int width) {
      this.features = features;
      this.height = height;
      this.width = width;
    }

    @Override
    public NDList processInput(TranslatorContext context, List<float[]> images) {
      count = images.size();
      int bytes = count * 3 * height * width * Float.BYTES;
      if (buffer.capacity() < bytes) {
        buffer = ByteBuffer.allocateDirect(bytes);
      }
      ByteBuffer batch = buffer.slice(0, bytes).order(ByteOrder.nativeOrder());
      FloatBuffer floats = batch.asFloatBuffer();
      images.forEach(floats::put);
      NDManager manager = context.getNDManager();
      NDArray tensor = manager.create(batch, new Shape(count, 3, height, width), DataType.FLOAT32);
      return new NDList(tensor);
    }

    @Override
    public List<Embedding> processOutput(TranslatorContext context, NDList output) {
      return features.read(output, count);
    }
  }
}
