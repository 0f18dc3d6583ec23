package app.akin.core.embed;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A model that embeds images and texts in one vector space. It has two towers, a tokenizer and an
/// image preparation, and either model format. Thread-safe; each tower is for one thread at a time.
/// The caller of [#open] closes the model, before or after the towers: these work until they are
/// closed.
///
/// Opening reads only the settings. Each tower's archive is loaded on first use and shared, so a
/// caller that only searches by text never loads the image tower.
public final class EmbeddingModel implements AutoCloseable {
  /// More concurrent towers would need more memory and gain little.
  private static final int MAX_STREAMS = 4;

  private final ModelFiles files;
  private final EmbedSettings settings;
  private final ModelFormat format;
  private final TorchRuntime runtime;
  private final SharedArchive imageArchive;
  private final SharedArchive textArchive;
  private final BatchSizer batchSizer;
  private final BatchSizer streamBatchSizer;

  private final Object tokenizerLock = new Object();
  private final Object fingerprintLock = new Object();
  private @Nullable TextTokenizer tokenizer;
  private boolean tokenizerClosed;
  private @Nullable String fingerprint;
  private volatile BackgroundLoad backgroundLoad = BackgroundLoad.none();

  private EmbeddingModel(
      ModelFiles files, EmbedSettings settings, ModelFormat form, TorchRuntime runtime) {
    this.files = files;
    this.settings = settings;
    this.format = form;
    this.runtime = runtime;
    batchSizer = BatchSizer.forDevice(settings.device());
    streamBatchSizer = BatchSizer.forDevice(settings.device());
    imageArchive =
        new SharedArchive(
            runtime, runtime::device, form.image(settings.precision(), settings.device()));
    textArchive =
        new SharedArchive(runtime, ai.djl.Device::cpu, List.of(() -> form.text(this::endOfText)));
  }

  /// Opens a model.
  ///
  /// @throws AkinException if the files are not a model, a settings file is invalid, or the
  ///   requested device or precision is unavailable
  public static EmbeddingModel open(ModelFiles files, EmbedSettings settings) {
    checkFolder(files);
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
    return new EmbeddingModel(files, settings, form, runtime);
  }

  /// Returns the model's short name: that of the bundle, or the folder's name.
  public String name() {
    return format.name();
  }

  /// Returns a hash of everything that embeddings depend on: 32 hexadecimal digits. Embeddings with
  /// equal fingerprints are comparable. The first call reads every file of the model, or the cached
  /// result.
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

  /// Returns the number of dimensions of embeddings.
  public int dimension() {
    return format.dimension();
  }

  /// Returns the precision in which the image tower computes.
  public Precision precision() {
    return settings.precision();
  }

  /// Returns the name and version of the engine that runs the towers. Starts the engine if it has
  /// not started.
  ///
  /// @throws AkinException `Engine` if the engine cannot start
  public String engine() {
    return runtime.description();
  }

  /// Returns the engine's error message if it cannot compute on a device of this computer; empty if
  /// it can. Starts the engine if it has not started.
  ///
  /// @throws AkinException `Engine` if the engine cannot start
  public Optional<String> unavailableReason(Device device) {
    return runtime.unavailableReason(device);
  }

  /// Returns the precisions that the image tower supports on its device, the reference precision
  /// first.
  public List<Precision> precisions() {
    return format.precisions(settings.device());
  }

  /// Deletes the compiled archives of other precisions than those kept; they can be compiled again.
  public void deleteOtherPrecisions(List<Precision> kept) {
    format.deleteOtherPrecisions(kept);
  }

  /// Prepares an image for the image tower. Returns `3 * height * width` floats, channel by channel
  /// (red first), rows from the top, in the model's height and width. Takes a few milliseconds for
  /// a small photo, and time in proportion to the pixels for a large one.
  public float[] prepare(Raster raster) {
    return format.preparation().prepare(raster);
  }

  /// Returns the length in pixels of the short side to which [#prepare] resizes an image before
  /// cropping. A larger raster gives the model no more detail. [Integer#MAX_VALUE] if the model
  /// takes images unresized.
  public int imageSide() {
    return format.preparation().shortSide();
  }

  /// Returns the token ids of a text, truncated to the model's length, including special tokens.
  /// Text that looks like a special token is treated as plain text.
  ///
  /// @throws AkinException `ModelTokenizer` if the model's tokenizer cannot be used
  public long[] tokens(String text) {
    synchronized (tokenizerLock) {
      long[] ids = tokenizer().ids(text);
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
  }

  /// Starts to load what is needed to embed images or texts, on background threads, and returns
  /// immediately. This shortens the time until the first embedding. Failures are thrown when a
  /// tower is requested. Must be called at most once, before any tower is requested.
  public void loadAhead(boolean images, boolean texts) {
    backgroundLoad =
        BackgroundLoad.start(
            "akin-model",
            () -> {
              BackgroundLoad tokens = texts ? loadTokenizerAhead() : BackgroundLoad.none();
              try {
                runtime.start();
                if (texts) {
                  textArchive.loadAhead();
                }
                if (images) {
                  imageArchive.loadAhead();
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

  /// Returns a new image tower for one thread; the caller closes it. The first call loads the
  /// archive, which may have to be compiled.
  ///
  /// @throws AkinException `Engine`, `ModelArchive`, or the problem of an invalid checkpoint
  public ImageTower imageTower() {
    awaitBackgroundLoad();
    return ImageTower.open(
        imageArchive, batchSizer, runtime.threads(), format.preparation(), format.dimension());
  }

  /// Returns the number of image towers to run concurrently when many images wait. Each has its own
  /// share of the CPU, and none waits for threads that are busy decoding. Returns 1 if a GPU
  /// computes.
  public int streams() {
    return switch (settings.device()) {
      case AUTO, CPU -> Math.min(MAX_STREAMS, runtime.threads());
      case CUDA, MPS -> 1;
    };
  }

  /// Returns a new image tower for one of [#streams] threads; the caller closes it.
  ///
  /// @throws AkinException the problems of [#imageTower]
  public ImageTower imageStream() {
    awaitBackgroundLoad();
    int threads = runtime.threads() / streams();
    return ImageTower.open(
        imageArchive, streamBatchSizer, threads, format.preparation(), format.dimension());
  }

  /// Returns a new text tower for one thread; the caller closes it. The first call loads the
  /// archive, which may have to be compiled.
  ///
  /// @throws AkinException `Engine`, `ModelArchive`, or the problem of an invalid checkpoint
  public TextTower textTower() {
    awaitBackgroundLoad();
    return TextTower.open(this::tokens, textArchive, runtime.threads(), format.dimension());
  }

  /// Releases the tokenizer and the archives, each archive once its last tower is closed. A tower
  /// that is still open embeds no more texts.
  @Override
  public void close() {
    backgroundLoad.awaitEnd();
    synchronized (tokenizerLock) {
      tokenizerClosed = true;
      TextTokenizer open = tokenizer;
      tokenizer = null;
      if (open != null) {
        open.close();
      }
    }
    imageArchive.close();
    textArchive.close();
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

  private long endOfText() {
    synchronized (tokenizerLock) {
      return tokenizer().endOfText();
    }
  }

  private TextTokenizer tokenizer() {
    if (tokenizerClosed) {
      throw new IllegalStateException("the model was closed");
    }
    TextTokenizer open = tokenizer;
    if (open == null) {
      runtime.startTokenizers();
      String file = format.tokenizer();
      open =
          TextTokenizer.open(
              ModelFormat.location(files, file),
              ModelFormat.bytes(files, file),
              format.maxTokens());
      tokenizer = open;
    }
    return open;
  }

  private static void checkFolder(ModelFiles files) {
    if (files.folder().isEmpty()) {
      return;
    }
    Path folder = files.folder().get();
    if (!Files.isDirectory(folder)) {
      throw new AkinException(new Problem.ModelFolderMissing(folder));
    }
  }
}
