package app.akin.core.kit;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Runs a TorchScript archive with DJL on the CPU, for tests and measurements of archives. Not
/// thread-safe; the opener closes it.
public final class ArchiveRunner implements AutoCloseable {
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final NDManager manager;

  private ArchiveRunner(Model model) {
    this.model = model;
    this.predictor = model.newPredictor(new NoopTranslator());
    this.manager = model.getNDManager().newSubManager();
  }

  /// Loads an archive.
  public static ArchiveRunner open(Path archive) {
    setUpEngine();
    Model model = Model.newInstance("archive", Device.cpu(), "PyTorch");
    try {
      model.load(
          archive.toAbsolutePath().getParent(),
          String.valueOf(archive.getFileName()).replaceAll("\\.pt$", ""));
      return new ArchiveRunner(model);
    } catch (IOException e) {
      model.close();
      throw new UncheckedIOException(e);
    } catch (MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalStateException(e);
    }
  }

  /// Disables DJL's network access and unpacks its libraries into a cache shared by builds, unless
  /// system properties say otherwise.
  public static void setUpEngine() {
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    // As in Akin.
    setIfAbsent("ai.djl.pytorch.graph_optimizer", "false");
    setIfAbsent(
        "DJL_CACHE_DIR", Path.of(System.getProperty("user.home"), ".cache/akin-build").toString());
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  /// Runs the archive on float32 values and returns the rows of the result.
  public float[][] run(float[] values, long... shape) {
    try (NDManager scope = manager.newSubManager()) {
      return run(scope.create(values, new Shape(shape)));
    }
  }

  /// Runs the archive on int64 values and returns the rows of the result.
  public float[][] run(long[] values, long... shape) {
    try (NDManager scope = manager.newSubManager()) {
      return run(scope.create(values, new Shape(shape)));
    }
  }

  private float[][] run(NDArray input) {
    try (NDList output = predictor.predict(new NDList(input))) {
      NDArray features = output.singletonOrThrow();
      float[] flat = features.toFloatArray();
      int rows = (int) features.getShape().get(0);
      int width = (int) features.getShape().get(1);
      float[][] result = new float[rows][width];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(flat, row * width, result[row], 0, width);
      }
      return result;
    } catch (TranslateException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    manager.close();
    predictor.close();
    model.close();
  }
}
