package app.akin.core.embed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import app.akin.core.photo.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Prepared pictures to raw features. For one thread at a time, a platform thread; several towers
/// of one model may run at once and share its weights. The one who asked for it closes it.
public final class ImageTower implements AutoCloseable {
  private final SharedArchive.Lease<List<float[]>, List<Embedding>> lease;
  private final BatchPace pace;
  private final int length;

  private ImageTower(
      SharedArchive.Lease<List<float[]>, List<Embedding>> lease, BatchPace pace, int length) {
    this.lease = lease;
    this.pace = pace;
    this.length = length;
  }

  /// A tower on a shared archive.
  ///
  /// @param archive the image archive, loaded now where it is not
  /// @param pace the batch size of all towers of this archive that use as many threads
  /// @param threads how many processor threads it uses
  /// @param preparation what pictures have gone through
  /// @param dimension the width of raw features
  static ImageTower open(
      SharedArchive archive,
      BatchPace pace,
      int threads,
      PicturePreparation preparation,
      int dimension) {
    int height = preparation.height();
    int width = preparation.width();
    return new ImageTower(
        archive.lease(
            threads, file -> new Pictures(new RawFeatures(file, dimension), height, width)),
        pace,
        3 * height * width);
  }

  /// The most pictures that [#embed] runs at once. The first call on a model runs some batches to
  /// find it out, which also warms the engine up.
  public int batchSize() {
    return pace.size(this::measure);
  }

  /// The embeddings of prepared pictures, in their order. Any number is taken; they are run in
  /// batches of at most [#batchSize], and one alone without measuring that.
  ///
  /// @param pictures what [EmbeddingModel#prepare] gave
  /// @throws app.akin.core.photo.AkinException `MODEL_ARCHIVE` or `MODEL_WIDTH` where the archive
  ///   does not do its part
  public List<Embedding> embed(List<float[]> pictures) {
    for (float[] picture : pictures) {
      if (picture.length != length) {
        throw new IllegalArgumentException(picture.length + " floats, not " + length);
      }
    }
    List<Embedding> embeddings = new ArrayList<>(pictures.size());
    while (embeddings.size() < pictures.size()) {
      int done = embeddings.size();
      int left = pictures.size() - done;
      int count = left == 1 ? 1 : BatchPace.largest(Math.min(left, batchSize()));
      embeddings.addAll(lease.run(pictures.subList(done, done + count)));
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

  /// Makes the tensor of a batch, in one buffer that is used again and again: a new one for each
  /// batch would stay until the next garbage collection.
  private static final class Pictures
      implements NoBatchifyTranslator<List<float[]>, List<Embedding>> {
    private final RawFeatures features;
    private final int height;
    private final int width;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    private int count;

    Pictures(RawFeatures features, int height, int width) {
      this.features = features;
      this.height = height;
      this.width = width;
    }

    @Override
    public NDList processInput(TranslatorContext context, List<float[]> pictures) {
      count = pictures.size();
      int bytes = count * 3 * height * width * Float.BYTES;
      if (buffer.capacity() < bytes) {
        buffer = ByteBuffer.allocateDirect(bytes);
      }
      ByteBuffer batch = buffer.slice(0, bytes).order(ByteOrder.nativeOrder());
      FloatBuffer floats = batch.asFloatBuffer();
      pictures.forEach(floats::put);
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
