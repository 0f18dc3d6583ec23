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

/// A model that turns pictures and texts into vectors of one space: two towers, a tokenizer and a
/// picture preparation, of either form. Thread-safe; the towers it hands out are for one thread
/// each. Whoever opened it closes it, after or before the towers: they go on until they are closed.
///
/// Opening reads settings alone. Each tower's archive is loaded at the first use and shared, so
/// whoever only searches by text never loads the image tower.
public final class EmbeddingModel implements AutoCloseable {
  /// More towers at once would need more memory and gain little.
  private static final int MOST_STREAMS = 4;

  private final ModelFiles files;
  private final EmbedSettings settings;
  private final ModelForm form;
  private final TorchRuntime runtime;
  private final SharedArchive imageArchive;
  private final SharedArchive textArchive;
  private final BatchPace pace;
  private final BatchPace streamPace;

  private final Object tokenizerLock = new Object();
  private final Object fingerprintLock = new Object();
  private @Nullable TextTokenizer tokenizer;
  private boolean tokenizerClosed;
  private @Nullable String fingerprint;
  private volatile HeadStart headStart = HeadStart.none();

  private EmbeddingModel(
      ModelFiles files, EmbedSettings settings, ModelForm form, TorchRuntime runtime) {
    this.files = files;
    this.settings = settings;
    this.form = form;
    this.runtime = runtime;
    pace = BatchPace.on(settings.device());
    streamPace = BatchPace.on(settings.device());
    imageArchive =
        new SharedArchive(
            runtime, runtime::device, form.image(settings.precision(), settings.device()));
    textArchive =
        new SharedArchive(runtime, ai.djl.Device::cpu, List.of(() -> form.text(this::endOfText)));
  }

  /// Opens a model.
  ///
  /// @throws AkinException where the files are no model, a settings file is wrong, or a device or a
  ///   precision was asked for that is not there
  public static EmbeddingModel open(ModelFiles files, EmbedSettings settings) {
    checkFolder(files);
    ModelForm form = ModelForm.read(files, settings);
    if (!form.precisions(settings.device()).contains(settings.precision())) {
      throw new AkinException(Problem.PRECISION_ABSENT, settings.precision().word(), form.name());
    }
    TorchRuntime runtime = new TorchRuntime(settings);
    if (settings.device() != Device.AUTO && settings.device() != Device.CPU) {
      // Said now rather than after hours: a search by text would never find out.
      runtime.device();
    }
    return new EmbeddingModel(files, settings, form, runtime);
  }

  /// The model's short name: the bundle's, or the folder's.
  public String name() {
    return form.name();
  }

  /// A hash of everything the embeddings depend on: 32 hexadecimal digits. Embeddings of equal
  /// fingerprints are comparable. The first call reads every file of the model, or recalls what it
  /// was.
  public String fingerprint() {
    synchronized (fingerprintLock) {
      String known = fingerprint;
      if (known == null) {
        known = form.fingerprint();
        fingerprint = known;
      }
      return known;
    }
  }

  /// The width of embeddings.
  public int dimension() {
    return form.dimension();
  }

  /// The number format that the image tower computes in.
  public Precision precision() {
    return settings.precision();
  }

  /// The name and version of the engine that runs the towers; starts it where it has not started.
  ///
  /// @throws AkinException `ENGINE` where it does not start
  public String engine() {
    return runtime.description();
  }

  /// Why the engine cannot compute on a device here, in its own words; empty where it can. Starts
  /// it where it has not started.
  ///
  /// @throws AkinException `ENGINE` where it does not start
  public Optional<String> trouble(Device device) {
    return runtime.trouble(device);
  }

  /// The precisions that the image tower can be opened with on its device, the reference first.
  public List<Precision> precisions() {
    return form.precisions(settings.device());
  }

  /// Deletes what was compiled for other precisions than some: it can be compiled again.
  public void forgetOtherPrecisions(List<Precision> kept) {
    form.keepOnly(kept);
  }

  /// A picture as the image tower takes it: `3 * height * width` floats, channel by channel (red
  /// first), rows from the top, of the model's own height and width. Takes a few milliseconds for a
  /// small photo and time in proportion to the pixels for a large one.
  public float[] prepare(Raster raster) {
    return form.preparation().prepare(raster);
  }

  /// The short side that [#prepare] makes of a picture before it crops: what is far above it in the
  /// raster is lost on the model. The largest number there is where it takes pictures as they are.
  public int pictureSide() {
    return form.preparation().shortSide();
  }

  /// The ids of a text, cut at the model's own length, special tokens included. What spells a
  /// special token is plain text.
  ///
  /// @throws AkinException `MODEL_TOKENIZER` where the model's tokenizer cannot be used
  public long[] tokens(String text) {
    synchronized (tokenizerLock) {
      long[] ids = tokenizer().ids(text);
      OptionalInt size = form.vocabularySize();
      if (size.isPresent()) {
        for (long id : ids) {
          if (id >= size.getAsInt()) {
            throw new AkinException(
                Problem.MODEL_TOKENIZER,
                ModelForm.location(files, form.tokenizer()),
                "makes the token " + id + " of a model that has " + size.getAsInt());
          }
        }
      }
      return ids;
    }
  }

  /// Begins to load what embedding pictures or texts needs, on threads of its own, and returns at
  /// once: who has other things to do meanwhile has the first embedding sooner. What goes wrong
  /// shows when a tower is asked for. To be called once at most, before any tower is asked for.
  public void loadAhead(boolean pictures, boolean texts) {
    headStart =
        HeadStart.on(
            "akin-model",
            () -> {
              HeadStart tokens = texts ? tokensAhead() : HeadStart.none();
              try {
                runtime.start();
                if (texts) {
                  textArchive.loadAhead();
                }
                if (pictures) {
                  imageArchive.loadAhead();
                }
              } finally {
                tokens.end();
              }
            });
  }

  /// Reading the tokenizer takes about as long as starting the engine. Its library comes before,
  /// because libraries start one at a time.
  private HeadStart tokensAhead() {
    runtime.startTokenizers();
    return HeadStart.on("akin-tokens", () -> tokens(""));
  }

  /// A new image tower for one thread; the caller closes it. The first call loads the archive,
  /// which may have to be compiled.
  ///
  /// @throws AkinException `ENGINE`, `MODEL_ARCHIVE`, or what is wrong with a checkpoint
  public ImageTower imageTower() {
    awaitHeadStart();
    return ImageTower.open(
        imageArchive, pace, runtime.threads(), form.preparation(), form.dimension());
  }

  /// How many image towers to run at once where many pictures wait: each then has its own share of
  /// the processor, and none waits for threads that decoding took away. One where a graphics card
  /// computes.
  public int streams() {
    return switch (settings.device()) {
      case AUTO, CPU -> Math.min(MOST_STREAMS, runtime.threads());
      case CUDA, MPS -> 1;
    };
  }

  /// A new image tower for one of [#streams] threads; the caller closes it.
  ///
  /// @throws AkinException as [#imageTower] does
  public ImageTower imageStream() {
    awaitHeadStart();
    int threads = runtime.threads() / streams();
    return ImageTower.open(imageArchive, streamPace, threads, form.preparation(), form.dimension());
  }

  /// A new text tower for one thread; the caller closes it. The first call loads the archive, which
  /// may have to be compiled.
  ///
  /// @throws AkinException `ENGINE`, `MODEL_ARCHIVE`, or what is wrong with a checkpoint
  public TextTower textTower() {
    awaitHeadStart();
    return TextTower.open(this::tokens, textArchive, runtime.threads(), form.dimension());
  }

  /// Lets the tokenizer and the archives go, each archive once its last tower was closed. A tower
  /// that is left open embeds no more texts.
  @Override
  public void close() {
    headStart.end();
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

  private void awaitHeadStart() {
    HeadStart begun = headStart;
    try {
      begun.join();
    } catch (RuntimeException e) {
      // Whoever asks again shall have it tried again.
      headStart = HeadStart.none();
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
      String file = form.tokenizer();
      open =
          TextTokenizer.open(
              ModelForm.location(files, file), ModelForm.bytes(files, file), form.maxTokens());
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
      throw new AkinException(Problem.MODEL_FOLDER_MISSING, folder);
    }
  }
}
