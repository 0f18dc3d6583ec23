package app.akin.core.model;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.PromptModel;
import app.akin.core.model.ActiveModel.Choice;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.model.install.ModelFilesValidator;
import app.akin.core.model.install.ModelFolders;
import app.akin.core.model.install.ModelFolders.InstalledModel;
import app.akin.core.model.install.ModelImport;
import app.akin.core.model.install.ModelList;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;

/// Lists, downloads, imports, activates and removes the models of one library.
///
/// Thread-safe. Only [#fetch] opens network connections.
public final class LibraryModels {
  private final ModelList list;
  private final LocalModels local;
  private final ModelFolders folders;
  private final ModelFilesValidator check;
  private final LibraryVectors vectors;
  private final ActiveModel activeModel;
  private final Models models;
  private final NetEnvironment netEnvironment;
  private final Clock clock;
  private final ModelStates states;

  /// @param list the models available for download
  /// @param models opens the models
  /// @param vectors the library's vectors
  /// @param activeModel the library's stored choice of model
  /// @param netEnvironment the environment of downloads
  /// @param clock supplies the current time
  public LibraryModels(
      ModelList list,
      Models models,
      LibraryVectors vectors,
      ActiveModel activeModel,
      NetEnvironment netEnvironment,
      Clock clock) {
    this.list = list;
    this.models = models;
    local = models.local();
    folders = local.folders();
    check = models.opener().filesValidator();
    this.vectors = vectors;
    this.activeModel = activeModel;
    this.netEnvironment = netEnvironment;
    this.clock = clock;
    states = new ModelStates(list, models, vectors);
  }

  /// Returns all models: the starter, the listed models, then the imported ones. Reads only small
  /// files.
  public List<CatalogedModel> list() {
    return states.all(choice());
  }

  /// Returns the active model and the target model. Completes a switch if the target is ready.
  public Choice choice() {
    return new ModelSwitch(activeModel, models, vectors.catalogue()).completeIfReady();
  }

  /// Returns the device on which a model embeds batches if the selection names none. Includes the
  /// reason why no GPU is used if there might be one.
  ///
  /// @param selection the model
  public Models.DeviceChoice deviceChoice(ModelSelection selection) {
    try (EmbeddingModel model = models.open(activeModel.resolveForIndexing(selection))) {
      return models.deviceChoice(model);
    }
  }

  /// A recommendation to the user about the library's model.
  public sealed interface ModelAdvice {
    /// No recommendation.
    record None() implements ModelAdvice {}

    /// The library uses the starter, and a better model is available.
    ///
    /// @param model the recommended model
    record Recommended(ModelDescriptor model) implements ModelAdvice {}

    /// The library is switching to another model.
    ///
    /// @param from the name of the active model
    /// @param model the target model
    record Switching(String from, CatalogedModel model) implements ModelAdvice {}
  }

  /// Returns the current recommendation.
  public ModelAdvice advice() {
    Choice chosen = choice();
    if (chosen.isSwitching()) {
      return list().stream()
          .filter(CatalogedModel::target)
          .findFirst()
          .<ModelAdvice>map(model -> new ModelAdvice.Switching(chosen.active(), model))
          .orElseGet(ModelAdvice.None::new);
    }
    return chosen.active().equals(Models.STARTER)
        ? list.models().stream()
            .findFirst()
            .<ModelAdvice>map(ModelAdvice.Recommended::new)
            .orElseGet(ModelAdvice.None::new)
        : new ModelAdvice.None();
  }

  /// Returns the text of a licence; empty if Akin has no text with this name.
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

  /// Returns the downloadable model with a name or title.
  ///
  /// @throws AkinException `ModelUnknown`; `MemoryShort` or `ModelDrive` if this computer cannot
  ///   run it
  public ModelDescriptor findDownloadable(String name) {
    ModelDescriptor model =
        list.find(name).orElseThrow(() -> new AkinException(new Problem.ModelUnknown(name)));
    netEnvironment.requireMemory(model);
    if (model.embedsPrompts()) {
      local.requireLastingDrive(folders.path());
    }
    return model;
  }

  /// Starts or resumes the download of a model. Uses the local cache of the hub's tools if it has
  /// the model. The first model fetched for a library becomes its target, unless it embeds prompts.
  ///
  /// @param keep whether the library's target model stays unchanged
  /// @throws AkinException those of [#findDownloadable], or an error of the network settings
  public ModelFetch fetch(String name, boolean keep) {
    ModelDescriptor model = findDownloadable(name);
    return ModelFetch.start(
        model, folders, check, netEnvironment, clock, () -> afterInstall(model.name(), keep));
  }

  /// Returns whether a folder or ZIP file holds a ready-made model, whose archives contain
  /// executable code.
  ///
  /// @throws AkinException `ModelImport` if it cannot be read
  public boolean containsCode(Path source) {
    return modelImport().isReady(source);
  }

  /// Starts the import of a model from a folder or a ZIP file. Weights of a folder are linked where
  /// its volume allows that, otherwise copied. The first model imported to a library becomes its
  /// target, unless it embeds prompts.
  ///
  /// The archives of a ready-made model contain executable code and must come from a trusted
  /// source. [ModelFetch#await] throws `ModelImport`, `ModelNameTaken`, `DiskShort`, `MemoryShort`,
  /// `ModelDrive`, or an error of the model.
  ///
  /// @param keep whether the library's target model stays unchanged
  /// @return the import; its status has the name of the model
  public ModelFetch startImport(Path source, boolean keep) {
    if (PromptModel.isIn(source) || isListedPromptModel(source)) {
      local.requireLastingDrive(folders.path());
    }
    return ModelFetch.startImport(source, modelImport(), clock, name -> afterInstall(name, keep));
  }

  /// Switches the library to a model.
  ///
  /// Indexing uses the new model at once. Searches use the previous model until the new one has
  /// embedded all available photos. If it already has, it becomes active at once.
  ///
  /// @param now whether the model becomes active at once, regardless of its coverage
  /// @return the model's new state
  /// @throws AkinException `ModelAbsent`, `ModelDamaged`
  public CatalogedModel switchTo(String name, boolean now) {
    String canonicalName = list.find(name).map(ModelDescriptor::name).orElse(name);
    if (!canonicalName.equals(Models.STARTER) && folders.files(canonicalName).isEmpty()) {
      throw new AkinException(new Problem.ModelAbsent(canonicalName));
    }
    long covered = states.embeddedCount(canonicalName);
    if (now || covered >= vectors.photoCount()) {
      activeModel.setActive(canonicalName);
    } else {
      activeModel.setTarget(canonicalName);
    }
    return find(canonicalName);
  }

  /// Estimates in at most a minute how long a model that embeds prompts needs for a photo, before
  /// anything is indexed with it. Must be called on a platform thread.
  ///
  /// @param progress receives the completed fraction, from 0 to 1, and returns whether to continue
  /// @return the time; empty if the estimate was stopped or the machine is too slow for it
  /// @throws AkinException `ModelAbsent`, `ModelDamaged`, or an error of the model
  public Optional<PhotoTime> timePhotos(String name, DoublePredicate progress) {
    String canonicalName = list.find(name).map(ModelDescriptor::name).orElse(name);
    if (folders.files(canonicalName).isEmpty()) {
      throw new AkinException(new Problem.ModelAbsent(canonicalName));
    }
    return models.timePhotos(canonicalName, progress);
  }

  /// Removes a model from this computer, and its vectors from this library unless another installed
  /// model has the same fingerprint.
  ///
  /// If it is the library's active model, the starter becomes active. If it is the target model,
  /// the active model stays.
  ///
  /// @return the number of bytes freed
  /// @throws AkinException `ModelBuiltIn`, `ModelAbsent`; `LibraryBusy` if an indexing run is in
  ///   progress, which may be using the model; nothing is removed then
  public long remove(String name) {
    String canonicalName = list.find(name).map(ModelDescriptor::name).orElse(name);
    if (canonicalName.equals(Models.STARTER)) {
      throw new AkinException(new Problem.ModelBuiltIn());
    }
    long partialBytes = folders.partialBytes(canonicalName);
    Optional<InstalledModel> installed = folders.find(canonicalName);
    if (installed.isEmpty() && partialBytes == 0) {
      throw new AkinException(new Problem.ModelAbsent(canonicalName));
    }
    if (installed.isEmpty()) {
      deselect(canonicalName);
      folders.deleteStagingFolder(canonicalName);
      return partialBytes;
    }
    long bytes = installed.get().record().bytes();
    return vectors.remove(
        uniqueFingerprint(canonicalName),
        () -> {
          long compiled =
              models.fingerprint(canonicalName).map(models.opener()::deleteCompiled).orElse(0L);
          deselect(canonicalName);
          folders.remove(canonicalName);
          folders.deleteStagingFolder(canonicalName);
          return partialBytes + compiled + bytes;
        });
  }

  /// Verifies all files of the installed models against their records. Reads all of them.
  ///
  /// @return the first damaged file of each damaged model, by model name
  public Map<String, String> findDamaged() {
    Map<String, String> damages = new TreeMap<>();
    for (InstalledModel installed : folders.list()) {
      installed
          .record()
          .findDamage(installed.folder())
          .ifPresent(file -> damages.put(installed.name(), file));
    }
    return damages;
  }

  /// Returns the title of a model; its name if it is not listed. Reads no files of models.
  public String title(String name) {
    return list.find(name).map(ModelDescriptor::title).orElse(name);
  }

  /// Returns the names of the installed models that can re-rank results, those of the list first.
  public List<String> rerankModels() {
    List<String> installed = local.promptModels();
    return Stream.concat(
            list.models().stream().map(ModelDescriptor::name).filter(installed::contains),
            installed.stream())
        .distinct()
        .toList();
  }

  /// Returns the model with a name.
  ///
  /// @throws AkinException `ModelUnknown`
  public CatalogedModel find(String name) {
    return list().stream()
        .filter(model -> model.descriptor().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AkinException(new Problem.ModelUnknown(name)));
  }

  /// Stops using a model that is being removed.
  private void deselect(String removed) {
    Choice chosen = activeModel.read();
    if (chosen.active().equals(removed)) {
      activeModel.setActive(Models.STARTER);
    } else if (chosen.target().equals(removed)) {
      activeModel.setActive(chosen.active());
    }
  }

  private ModelImport modelImport() {
    return new ModelImport(Models.STARTER, folders, list, check, netEnvironment);
  }

  private boolean isListedPromptModel(Path source) {
    String file = String.valueOf(source.toAbsolutePath().normalize().getFileName());
    return list.find(file.replaceFirst("(?i)\\.zip$", ""))
        .filter(ModelDescriptor::embedsPrompts)
        .isPresent();
  }

  private void afterInstall(String name, boolean keep) {
    // Reads all files once: here, rather than when the models are listed next.
    models.fingerprint(name);
    selectIfFirst(name, keep);
  }

  /// A model that embeds prompts may take days for a library, and is useful without that.
  private void selectIfFirst(String name, boolean keep) {
    Choice chosen = activeModel.read();
    if (!keep
        && !local.embedsPrompts(name)
        && !chosen.isSwitching()
        && chosen.active().equals(Models.STARTER)) {
      switchTo(name, false);
    }
  }

  /// Returns the fingerprint of a model if no other installed model shares it, so that its vectors
  /// can be deleted. Empty if it is shared or the model cannot be opened.
  private String uniqueFingerprint(String name) {
    return models
        .fingerprint(name)
        .filter(
            fingerprint ->
                Stream.concat(
                        Stream.of(Models.STARTER),
                        folders.list().stream()
                            .map(InstalledModel::name)
                            .filter(other -> !other.equals(name)))
                    .noneMatch(
                        other -> models.fingerprint(other).filter(fingerprint::equals).isPresent()))
        .orElse("");
  }
}
