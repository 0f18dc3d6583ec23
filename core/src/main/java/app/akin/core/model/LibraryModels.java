package app.akin.core.model;

import app.akin.core.model.ActiveModel.Choice;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.ModelFolders.Held;
import app.akin.core.net.Downloads;
import app.akin.core.net.NetSettings;
import app.akin.core.net.RetryPolicy;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// The models of a person and of one library: what there is, getting, taking over, changing,
/// removing. Thread-safe; nothing connects anywhere but [#get].
public final class LibraryModels {
  /// What a connection stands on.
  ///
  /// @param environment the environment of the process
  /// @param home the user's home folder, in which the hub's tools keep their cache
  /// @param patience how long to wait for a server
  /// @param room how many bytes may be written into a folder
  public record NetEnvironment(
      Map<String, String> environment, Path home, RetryPolicy patience, ToLongFunction<Path> room) {
    /// Those of the process.
    public static NetEnvironment ofProcess() {
      return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /// Those of an environment and a home folder, with usual patience.
    public static NetEnvironment of(Map<String, String> environment, Path home) {
      return new NetEnvironment(environment, home, RetryPolicy.standard(), LibraryModels::usable);
    }
  }

  private final ModelList list;
  private final ModelFolders folders;
  private final ModelCheck check;
  private final LibraryVectors vectors;
  private final ActiveModel choice;
  private final Models models;
  private final NetEnvironment surroundings;
  private final Clock clock;

  /// @param list the models that can be got by name
  /// @param models opens them
  /// @param vectors what models made of the library's photos
  /// @param choice the library's choice
  public LibraryModels(
      ModelList list,
      Models models,
      LibraryVectors vectors,
      ActiveModel choice,
      NetEnvironment surroundings,
      Clock clock) {
    this.list = list;
    this.models = models;
    folders = models.folders();
    check = models.newcomers();
    this.vectors = vectors;
    this.choice = choice;
    this.surroundings = surroundings;
    this.clock = clock;
  }

  /// All models that are known: the starter, those that can be got or are known, those that were
  /// taken over. Reads small files only.
  public List<CatalogedModel> list() {
    Choice chosen = choice();
    Map<String, Held> here = new TreeMap<>();
    folders.list().forEach(held -> here.put(held.name(), held));
    List<CatalogedModel> all = new ArrayList<>();
    all.add(known(starter(), State.BUILT_IN, chosen, 0, Optional.empty()));
    for (ModelDescriptor model : list.models()) {
      Held held = here.remove(model.name());
      if (held != null) {
        all.add(held(model, held, chosen));
      } else if (!model.isSupported()) {
        all.add(known(model, State.UNSUPPORTED, chosen, 0, Optional.empty()));
      } else {
        long begun = ModelFolders.bytesIn(folders.workplace(model.name()));
        all.add(
            known(model, begun > 0 ? State.BEGUN : State.OFFERED, chosen, begun, Optional.empty()));
      }
    }
    here.values().forEach(held -> all.add(held(takenOver(held.name()), held, chosen)));
    return List.copyOf(all);
  }

  /// Which model answers, and which the library moves over to.
  public Choice choice() {
    return new ModelSwitch(choice, models, vectors.catalogue()).settled();
  }

  /// What a library has before it, as far as models go.
  public sealed interface ModelAdvice {
    /// It has the model it is to have.
    record Settled() implements ModelAdvice {}

    /// The starter answers, and there is better.
    ///
    /// @param model the one to get first
    record Offer(ModelDescriptor model) implements ModelAdvice {}

    /// It moves over to another model.
    ///
    /// @param from the name of the model that answers
    /// @param model the model it moves over to
    record Moving(String from, CatalogedModel model) implements ModelAdvice {}
  }

  /// What the library has before it.
  public ModelAdvice outlook() {
    Choice chosen = choice();
    if (chosen.isMoving()) {
      return list().stream()
          .filter(CatalogedModel::wished)
          .findFirst()
          .<ModelAdvice>map(model -> new ModelAdvice.Moving(chosen.answers(), model))
          .orElseGet(ModelAdvice.Settled::new);
    }
    return chosen.answers().equals(Models.STARTER)
        ? list.models().stream()
            .filter(ModelDescriptor::isSupported)
            .findFirst()
            .<ModelAdvice>map(ModelAdvice.Offer::new)
            .orElseGet(ModelAdvice.Settled::new)
        : new ModelAdvice.Settled();
  }

  /// The text of a licence; empty where Akin has none of this name.
  public static Optional<String> licence(String name) {
    if (!name.equals("MIT")) {
      return Optional.empty();
    }
    try (InputStream in = Resource.LICENCE_MIT.open()) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The model of a name that can be got.
  ///
  /// @throws AkinException `MODEL_UNKNOWN`, `MODEL_UNSUPPORTED`
  public ModelDescriptor gettable(String name) {
    ModelDescriptor model =
        list.find(name).orElseThrow(() -> new AkinException(Problem.MODEL_UNKNOWN, name));
    if (!model.isSupported()) {
      throw new AkinException(Problem.MODEL_UNSUPPORTED, model.name(), model.needs());
    }
    return model;
  }

  /// Begins to get a model, or goes on where a fetch was broken off. Where the hub's tools have it
  /// on this computer, nothing is fetched. The first model that is got for a library becomes its
  /// wish.
  ///
  /// @param keep whether the library's wish stays as it is
  /// @throws AkinException `MODEL_UNKNOWN`, `MODEL_UNSUPPORTED`, or what is wrong with the settings
  ///   of connections
  public ModelFetch get(String name, boolean keep) {
    ModelDescriptor model = gettable(name);
    Downloads downloads =
        new Downloads(NetSettings.of(surroundings.environment()), surroundings.patience(), clock);
    FetchProgress progress = new FetchProgress(model.name(), model.download(), clock);
    FetchRun run =
        new FetchRun(
            model,
            folders,
            HubCache.of(surroundings.environment(), surroundings.home()),
            downloads,
            check,
            surroundings.room(),
            progress);
    return new ModelFetch(run, progress, () -> adopt(model.name(), keep), downloads);
  }

  /// Whether a folder or ZIP file holds a ready model, whose archives are programs.
  ///
  /// @throws AkinException `MODEL_IMPORT` where it cannot be read
  public boolean isProgram(Path source) {
    return newcomer().isReady(source);
  }

  /// Takes over a model that lies in a folder or a ZIP file. A ready archive is a program: it must
  /// come from someone trusted. Takes as long as copying and reading it does.
  ///
  /// @param keep whether the library's wish stays as it is
  /// @return the name it has from now on
  /// @throws AkinException `MODEL_IMPORT`, `MODEL_NAME_TAKEN`, `DISK_SHORT`, or what is wrong with
  ///   the model
  public String importFrom(Path source, boolean keep) {
    String name = newcomer().take(source);
    adopt(name, keep);
    return name;
  }

  /// Makes the library move over to a model: runs embed with it beside the old one, which goes on
  /// answering until the new one covers what can be reached. Where it does already, it answers at
  /// once.
  ///
  /// @param now whether it is to answer at once, whatever it covers
  /// @return how the library sees it then
  /// @throws AkinException `MODEL_ABSENT`, `MODEL_DAMAGED`
  public CatalogedModel use(String name, boolean now) {
    String known = list.find(name).map(ModelDescriptor::name).orElse(name);
    if (!known.equals(Models.STARTER) && folders.files(known).isEmpty()) {
      throw new AkinException(Problem.MODEL_ABSENT, known);
    }
    long covered = covered(known);
    if (now || covered >= vectors.coverable()) {
      choice.settle(known);
    } else {
      choice.wish(known);
    }
    return find(known);
  }

  /// Removes a model from this computer, and what it made of this library's photos where no other
  /// model that is here makes the same. A library that it answers in, or that moves over to it,
  /// goes back to the starter.
  ///
  /// @return how many bytes are free now
  /// @throws AkinException `MODEL_BUILT_IN`, `MODEL_ABSENT`; `LIBRARY_BUSY` where a run is under
  ///   way, which may be using it: nothing was removed
  public long remove(String name) {
    String known = list.find(name).map(ModelDescriptor::name).orElse(name);
    if (known.equals(Models.STARTER)) {
      throw new AkinException(Problem.MODEL_BUILT_IN);
    }
    long begun = ModelFolders.bytesIn(folders.workplace(known));
    Optional<Held> held = folders.find(known);
    if (held.isEmpty() && begun == 0) {
      throw new AkinException(Problem.MODEL_ABSENT, known);
    }
    if (held.isEmpty()) {
      settle(known);
      deleteWorkplace(known);
      return begun;
    }
    long bytes = held.get().record().bytes();
    return vectors.remove(
        ownFingerprint(known),
        () -> {
          long compiled = models.forget(known);
          settle(known);
          folders.remove(known);
          deleteWorkplace(known);
          return begun + compiled + bytes;
        });
  }

  /// Holds every file of the models that are here against its record; the first that is damaged, by
  /// model. Reads all of them.
  public Map<String, String> damages() {
    Map<String, String> damages = new TreeMap<>();
    for (Held held : folders.list()) {
      held.record().damage(held.folder()).ifPresent(file -> damages.put(held.name(), file));
    }
    return damages;
  }

  /// The model of a name.
  ///
  /// @throws AkinException `MODEL_UNKNOWN`
  public CatalogedModel find(String name) {
    return list().stream()
        .filter(model -> model.descriptor().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AkinException(Problem.MODEL_UNKNOWN, name));
  }

  /// The library does without a model.
  private void settle(String gone) {
    Choice chosen = choice.read();
    if (chosen.answers().equals(gone)) {
      choice.settle(Models.STARTER);
    } else if (chosen.wish().equals(gone)) {
      choice.settle(chosen.answers());
    }
  }

  private void deleteWorkplace(String name) {
    try {
      ModelFolders.delete(folders.workplace(name));
    } catch (IOException e) {
      throw folders.unwritable(e);
    }
  }

  private ModelImport newcomer() {
    return new ModelImport(folders, list, check, surroundings.room());
  }

  private void adopt(String name, boolean keep) {
    Choice chosen = choice.read();
    if (!keep && !chosen.isMoving() && chosen.answers().equals(Models.STARTER)) {
      use(name, false);
    }
  }

  private CatalogedModel held(ModelDescriptor model, Held held, Choice chosen) {
    State state = held.record().misfit(held.folder()).isEmpty() ? State.INSTALLED : State.DAMAGED;
    return known(
        model, state, chosen, held.record().bytes(), Optional.of(held.record().verification()));
  }

  private CatalogedModel known(
      ModelDescriptor model,
      State state,
      Choice chosen,
      long bytes,
      Optional<Verification> verification) {
    boolean here = state == State.BUILT_IN || state == State.INSTALLED;
    return new CatalogedModel(
        model,
        state,
        chosen.answers().equals(model.name()),
        chosen.isMoving() && chosen.wish().equals(model.name()),
        bytes,
        verification,
        here ? covered(model.name()) : 0,
        vectors.coverable());
  }

  /// How many of the library's pictures a model can find.
  private long covered(String name) {
    return models.fingerprint(name).map(vectors::covered).orElse(0L);
  }

  /// The fingerprint of a model where no other that is here has the same: the vectors it made are
  /// its alone then. Empty where one has, or where the model cannot be opened.
  private String ownFingerprint(String name) {
    return models
        .fingerprint(name)
        .filter(
            own ->
                Stream.concat(
                        Stream.of(Models.STARTER),
                        folders.list().stream().map(Held::name).filter(it -> !it.equals(name)))
                    .noneMatch(other -> models.fingerprint(other).filter(own::equals).isPresent()))
        .orElse("");
  }

  private static ModelDescriptor starter() {
    return new ModelDescriptor(
        Models.STARTER,
        "Akin starter",
        "",
        "",
        List.of(),
        "ready",
        0,
        "",
        List.of("en"),
        0,
        0,
        0,
        "");
  }

  private static ModelDescriptor takenOver(String name) {
    return new ModelDescriptor(name, name, "", "", List.of(), "", 0, "", List.of(), 0, 0, 0, "");
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      // Then the disk itself says when it is full.
      return Long.MAX_VALUE;
    }
  }
}
