package app.akin.core.model;

import app.akin.core.embed.Card;
import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.GraphicsBuild;
import app.akin.core.embed.GraphicsLibrary;
import app.akin.core.embed.ModelFiles;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/// The models Akin can run. Thread-safe.
public final class Models {
  /// The name of the model that ships inside and answers wherever no other was chosen.
  public static final String STARTER = "starter";

  private final Path compiled;
  private final Path natives;
  private final int threads;
  private final List<Card> cards;
  private final boolean hopeful;
  private final PrecisionMemory memory;
  private final ModelFolders folders;
  private @Nullable String starter;

  /// @param compiled where models made ready for the engine are kept
  /// @param natives where native libraries are unpacked
  /// @param folders where fetched and imported models are kept
  /// @param threads how many threads a tower computes with
  /// @param environment the environment of the process
  public Models(
      Path compiled, Path natives, Path folders, int threads, Map<String, String> environment) {
    this(
        compiled,
        natives,
        folders,
        threads,
        environment,
        Card.known(),
        isHopeful(GraphicsLibrary.of(natives, compiled)));
  }

  /// The same with other graphics cards.
  ///
  /// @param cards those that the engine may have
  /// @param hopeful whether it is worth asking the engine for them
  Models(
      Path compiled,
      Path natives,
      Path folders,
      int threads,
      Map<String, String> environment,
      List<Card> cards,
      boolean hopeful) {
    this.compiled = compiled;
    this.natives = natives;
    this.folders = new ModelFolders(folders);
    this.threads = threads;
    this.cards = cards;
    this.hopeful = hopeful;
    memory =
        new PrecisionMemory(
            compiled,
            PrecisionMemory.machine(
                threads, environment, flavor(GraphicsLibrary.of(natives, compiled))));
  }

  /// The library for graphics cards is on, or the engine's own knows this system's graphics.
  private static boolean isHopeful(GraphicsLibrary library) {
    return !flavor(library).isEmpty() || System.getProperty("os.name").startsWith("Mac");
  }

  private static String flavor(GraphicsLibrary library) {
    return library.state() instanceof GraphicsLibrary.State.On
        ? GraphicsBuild.here().map(GraphicsBuild::flavor).orElse("")
        : "";
  }

  /// Opens a model to embed a few pictures or texts: on the processor where the wish leaves the
  /// device open, which costs less than waking a graphics card. Its towers load when they are first
  /// used. The caller closes it. Where the wish leaves the precision open, it is the one that
  /// [#check] took on this machine, and fp32 as long as there was no check.
  ///
  /// @throws AkinException of a `MODEL_` kind where it cannot be used, `PRECISION_ABSENT`
  public EmbeddingModel open(ModelSelection wish) {
    if (wish.precision() != null) {
      return open(wish, wish.precision());
    }
    EmbeddingModel model = open(wish, Precision.FP32);
    if (model.precisions().size() == 1) {
      return model;
    }
    Optional<Precision> taken =
        memory.recall(model.fingerprint(), wish.device()).filter(model.precisions()::contains);
    if (taken.isEmpty() || taken.get() == Precision.FP32) {
      return model;
    }
    model.close();
    return open(wish, taken.get());
  }

  /// The same to embed many pictures: where the wish leaves the device open, on the graphics card
  /// that [#check] took on this machine.
  public EmbeddingModel openForMany(ModelSelection wish) {
    return open(settled(wish));
  }

  /// A wish with the device that computes for it.
  private ModelSelection settled(ModelSelection wish) {
    if (wish.device() != Device.AUTO || wish.precision() != null || !hopeful) {
      return wish;
    }
    try (EmbeddingModel model = open(wish, Precision.FP32)) {
      return memory
          .recallCard(model.fingerprint())
          .map(PrecisionMemory.Card::device)
          .filter(device -> device != Device.CPU)
          .map(device -> new ModelSelection(wish.model(), device, null))
          .orElse(wish);
    }
  }

  /// Where a model computes whose wish leaves the device open.
  ///
  /// @param device the processor or a graphics card
  /// @param reason why no card computes although there might be one; empty where one does, where
  ///   there is no sign of one, and where none was tried yet
  public record Place(Device device, String reason) {}

  /// Where a model computes for a wish that leaves the device open.
  public Place place(EmbeddingModel model) {
    return memory
        .recallCard(model.fingerprint())
        .map(card -> new Place(card.device(), card.reason()))
        .orElse(new Place(Device.CPU, ""));
  }

  /// A graphics card that was taken did not do its part: from now on the processor computes for
  /// this model on this machine, until it is checked again.
  ///
  /// @param reason in the engine's words
  /// @return whether a card had been taken
  public boolean refuseCard(ModelSelection wish, String reason) {
    if (settled(wish).equals(wish)) {
      return false;
    }
    try (EmbeddingModel model = open(wish, Precision.FP32)) {
      memory.rememberCard(model.fingerprint(), new PrecisionMemory.Card(Device.CPU, reason));
    }
    return true;
  }

  /// Why no card of a kind works on the engine of this process; empty where one does. Starts the
  /// engine.
  ///
  /// @throws AkinException `ENGINE` where it does not start
  public Optional<String> trouble(Device device) {
    try (EmbeddingModel model = open(ModelSelection.DEFAULT, Precision.FP32)) {
      return model.trouble(device);
    }
  }

  /// Whatever is known of graphics cards on this machine is forgotten: they are tried again.
  public void forgetCards() {
    memory.forgetCards();
  }

  /// Whether a wish leaves a choice of precisions that was not made on this machine yet.
  ///
  /// @param model the model of the wish
  public boolean wantsCheck(ModelSelection wish, EmbeddingModel model) {
    if (wish.precision() != null) {
      return false;
    }
    boolean card = wish.device() == Device.AUTO && hopeful;
    return (model.precisions().size() > 1
            && memory.recall(model.fingerprint(), wish.device()).isEmpty())
        || (card && memory.recallCard(model.fingerprint()).isEmpty());
  }

  /// Tries every precision of a model, remembers the quickest that finds what fp32 finds, and
  /// deletes what was compiled for the others; empty where it was stopped. Takes from seconds to a
  /// minute or two, on the caller's platform thread.
  ///
  /// @param wish the model; its precision is not looked at
  /// @param own photos of the user's to try, besides made pictures
  /// @param progress is told how much is done, from 0 to 1, and says whether to go on
  public Optional<PrecisionTable> check(
      ModelSelection wish, OwnPhotos own, DoublePredicate progress) {
    return check(wish, own, 0, progress);
  }

  /// The same, with each precision embedding the pictures as often as it takes for times that can
  /// be relied on.
  ///
  /// @param timed how many pictures at least
  public Optional<PrecisionTable> check(
      ModelSelection wish, OwnPhotos own, int timed, DoublePredicate progress) {
    return new CardCheck(
            memory,
            cards,
            hopeful,
            candidate -> open(asked(wish, candidate), candidate.precision()))
        .run(wish.device(), own, timed, progress);
  }

  /// The wish for one way to compute. A processor that stands beside a card is not asked for by
  /// name: the engine would start without the library for cards.
  private static ModelSelection asked(ModelSelection wish, ComputeConfig candidate) {
    Device device =
        candidate.isOnCard() || wish.device() == Device.CPU ? candidate.device() : Device.AUTO;
    return new ModelSelection(wish.model(), device, candidate.precision());
  }

  /// Where fetched and imported models are kept.
  ModelFolders folders() {
    return folders;
  }

  /// Looks at models before they are taken in.
  ModelCheck newcomers() {
    return new ModelCheck(compiled, natives);
  }

  /// A model's fingerprint; empty where the model cannot be opened. The first call for a model
  /// reads all of it.
  public synchronized Optional<String> fingerprint(String name) {
    if (name.equals(STARTER)) {
      String known = starter;
      if (known == null) {
        try (EmbeddingModel model = open(ModelSelection.DEFAULT, Precision.FP32)) {
          known = model.fingerprint();
          starter = known;
        }
      }
      return Optional.of(known);
    }
    try (EmbeddingModel model = open(new ModelSelection(name, Device.CPU, Precision.FP32))) {
      return Optional.of(model.fingerprint());
    } catch (AkinException e) {
      return Optional.empty();
    }
  }

  /// What the check of a model's precisions took on this machine; empty where there was none.
  public Optional<Precision> remembered(EmbeddingModel model, Device device) {
    return memory.recall(model.fingerprint(), device);
  }

  /// Deletes what was compiled of a model: it can be compiled again.
  ///
  /// @return how many bytes are free now
  long forget(String name) {
    return fingerprint(name)
        .map(
            fingerprint -> {
              Path folder = compiled.resolve(fingerprint);
              long bytes = 0;
              try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                  bytes += Files.size(file);
                }
                ModelFolders.delete(folder);
              } catch (IOException e) {
                // A cache that stays takes room and does no harm.
                return 0L;
              }
              return bytes;
            })
        .orElse(0L);
  }

  private EmbeddingModel open(ModelSelection wish, Precision precision) {
    return EmbeddingModel.open(
        files(wish.model()),
        new EmbedSettings(compiled, natives, wish.device(), precision, threads, cards));
  }

  private ModelFiles files(@Nullable String model) {
    if (model == null || model.equals(STARTER)) {
      return new StarterFiles();
    }
    Optional<ModelFiles> held = folders.files(model);
    if (held.isPresent()) {
      return held.get();
    }
    Path folder = Path.of(model).toAbsolutePath().normalize();
    if (Files.isDirectory(folder)) {
      return ModelFiles.folder(folder);
    }
    boolean looksLikeName = !model.contains("/") && !model.contains("\\");
    throw looksLikeName
        ? new AkinException(Problem.MODEL_UNKNOWN, model)
        : new AkinException(Problem.MODEL_FOLDER_MISSING, folder);
  }
}
