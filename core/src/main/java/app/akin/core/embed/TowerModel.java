package app.akin.core.embed;

import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A model with two towers, a tokenizer and an image preparation, in either model format.
///
/// Each tower's archive is loaded on first use and shared, so a caller that only searches by text
/// never loads the image tower; see [TowerParts].
final class TowerModel implements EmbeddingModel {
  /// More concurrent towers would need more memory and gain little.
  private static final int MAX_STREAMS = 4;

  private final ModelFiles files;
  private final EmbedSettings settings;
  private final ModelFormat format;
  private final TorchRuntime runtime;
  private final TowerParts parts;
  private final BatchSizer batchSizer;
  private final BatchSizer streamBatchSizer;

  private final AtomicBoolean closed = new AtomicBoolean();
  private final Object fingerprintLock = new Object();
  private @Nullable String fingerprint;
  private volatile BackgroundLoad backgroundLoad = BackgroundLoad.none();

  private TowerModel(
      ModelFiles files, EmbedSettings settings, ModelFormat form, TorchRuntime runtime) {
    this.files = files;
    this.settings = settings;
    this.format = form;
    this.runtime = runtime;
    batchSizer = BatchSizer.forDevice(settings.device());
    streamBatchSizer = BatchSizer.forDevice(settings.device());
    parts = TowerParts.open(files, settings, form, runtime);
  }

  /// Opens a model.
  ///
  /// @throws AkinException if the files are not a model, a settings file is invalid, or the
  ///   requested device or precision is unavailable
  static TowerModel open(ModelFiles files, EmbedSettings settings) {
    ModelFormat form = ModelFormat.read(files, settings);
    if (!form.precisions(settings.device()).contains(settings.precision())) {
      throw new AkinException(
          new Problem.PrecisionAbsent(settings.precision().word(), form.name()));
    }
    TorchRuntime runtime = new TorchRuntime(settings);
    if (settings.device() != Device.AUTO && settings.device() != Device.CPU) {
      // Fail now rather than after hours: a search by text would never check the device.
      runtime.device();
    }
    return new TowerModel(files, settings, form, runtime);
  }

  @Override
  public String name() {
    return format.name();
  }

  @Override
  public String fingerprint() {
    synchronized (fingerprintLock) {
      String known = fingerprint;
      if (known == null) {
        known = format.fingerprint();
        fingerprint = known;
      }
      return known;
    }
  }

  @Override
  public int dimension() {
    return format.dimension();
  }

  @Override
  public Precision precision() {
    return settings.precision();
  }

  @Override
  public String engine() {
    return runtime.description();
  }

  @Override
  public Optional<String> unavailableReason(Device device) {
    return runtime.unavailableReason(device);
  }

  @Override
  public List<Precision> precisions() {
    return format.precisions(settings.device());
  }

  @Override
  public void deleteOtherPrecisions(List<Precision> kept) {
    format.deleteOtherPrecisions(kept);
  }

  @Override
  public PreparedImage prepare(Raster raster) {
    return new PreparedImage(format.preparation().prepare(raster));
  }

  @Override
  public int imageSide() {
    return format.preparation().shortSide();
  }

  @Override
  public long[] tokens(String text) {
    long[] ids = parts().tokens(text);
    OptionalInt size = format.vocabularySize();
    if (size.isPresent()) {
      for (long id : ids) {
        if (id >= size.getAsInt()) {
          throw new AkinException(
              new Problem.ModelTokenizer(
                  ModelFormat.location(files, format.tokenizer()),
                  "makes the token " + id + " of a model that has " + size.getAsInt()));
        }
      }
    }
    return ids;
  }

  @Override
  public void loadAhead(boolean images, boolean texts) {
    backgroundLoad =
        BackgroundLoad.start(
            "akin-model",
            () -> {
              BackgroundLoad tokens = texts ? loadTokenizerAhead() : BackgroundLoad.none();
              try {
                runtime.start();
                if (texts) {
                  parts().texts().loadAhead();
                }
                if (images) {
                  parts().images().loadAhead();
                }
              } finally {
                tokens.awaitEnd();
              }
            });
  }

  /// Reading the tokenizer takes about as long as starting the engine. Its library is started
  /// first, because libraries start one at a time.
  private BackgroundLoad loadTokenizerAhead() {
    runtime.startTokenizers();
    return BackgroundLoad.start("akin-tokens", () -> tokens(""));
  }

  @Override
  public ImageTower imageTower() {
    awaitBackgroundLoad();
    return BatchImageTower.open(
        parts().images(), batchSizer, runtime.threads(), format.preparation(), format.dimension());
  }

  @Override
  public QueryComposition composition() {
    return QueryComposition.SUM;
  }

  @Override
  public int streams() {
    return switch (settings.device()) {
      case AUTO, CPU -> runtime.isConcurrent() ? Math.min(MAX_STREAMS, runtime.threads()) : 1;
      case CUDA, MPS -> 1;
    };
  }

  @Override
  public ImageTower imageStream() {
    awaitBackgroundLoad();
    int threads = runtime.threads() / streams();
    return BatchImageTower.open(
        parts().images(), streamBatchSizer, threads, format.preparation(), format.dimension());
  }

  @Override
  public TextTower textTower() {
    awaitBackgroundLoad();
    return TokenTextTower.open(
        this::tokens, parts().texts(), runtime.threads(), format.dimension());
  }

  @Override
  public void close() {
    backgroundLoad.awaitEnd();
    if (!closed.getAndSet(true)) {
      parts.close();
    }
  }

  private TowerParts parts() {
    if (closed.get()) {
      throw new IllegalStateException("the model was closed");
    }
    return parts;
  }

  private void awaitBackgroundLoad() {
    BackgroundLoad load = backgroundLoad;
    try {
      load.join();
    } catch (RuntimeException e) {
      // The next request tries again.
      backgroundLoad = BackgroundLoad.none();
      throw e;
    }
  }
}
