package app.akin.core.model;

import app.akin.core.embed.CudaBuild;
import app.akin.core.embed.CudaLibrary;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.EmbeddingModel.QueryComposition;
import app.akin.core.embed.Gpu;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.ModelLanguages;
import app.akin.core.embed.RankingSettings;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelFolders;
import app.akin.core.model.install.ModelList;
import app.akin.core.model.precision.ComputeConfig;
import app.akin.core.model.precision.DeviceCheck;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.PrecisionStore;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.model.precision.SamplePhotos;
import app.akin.core.model.precision.TimeTrial;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Precision;
import app.akin.core.scan.Volumes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Opens the models that Akin can run, and checks which device and precision suit them.
/// Thread-safe.
public final class Models {
  /// The name of the model that is part of Akin and is used by default.
  public static final String STARTER = "starter";

  private final LocalModels local;
  private final ModelOpener opener;
  private final List<Gpu> gpus;
  private final boolean gpuExpected;
  private final LongSupplier nanoClock;
  private final PrecisionStore precisionStore;
  private @Nullable String starterFingerprint;

  /// @param compiled the folder of models compiled for the engine
  /// @param natives the folder of unpacked native libraries
  /// @param folders the folder of downloaded and imported models
  /// @param threads the number of threads of a tower
  /// @param environment the process's environment variables
  public Models(
      Path compiled, Path natives, Path folders, int threads, Map<String, String> environment) {
    this(compiled, natives, folders, Volumes.of(OperatingSystem.current()), threads, environment);
  }

  /// Creates an instance for a system with the given volumes.
  ///
  /// @param volumes tells which folders are on drives that may go away
  public Models(
      Path compiled,
      Path natives,
      Path folders,
      Volumes volumes,
      int threads,
      Map<String, String> environment) {
    this(
        compiled,
        natives,
        folders,
        volumes,
        threads,
        environment,
        Gpu.supported(),
        isGpuExpected(CudaLibrary.of(natives, compiled)),
        System::nanoTime);
  }

  /// Creates an instance with the given GPUs and clock.
  ///
  /// @param gpus the GPUs that the engine may support
  /// @param gpuExpected whether the engine is queried for GPUs
  /// @param nanoClock measures the speed of devices, in nanoseconds like [System#nanoTime]
  Models(
      Path compiled,
      Path natives,
      Path folders,
      Volumes volumes,
      int threads,
      Map<String, String> environment,
      List<Gpu> gpus,
      boolean gpuExpected,
      LongSupplier nanoClock) {
    local = new LocalModels(new ModelFolders(folders), volumes);
    opener = new ModelOpener(local, compiled, natives, threads, gpus, environment);
    this.gpus = gpus;
    this.gpuExpected = gpuExpected;
    this.nanoClock = nanoClock;
    precisionStore =
        new PrecisionStore(
            compiled,
            PrecisionStore.machine(
                threads, environment, flavor(CudaLibrary.of(natives, compiled))));
  }

  /// Returns whether the GPU library is enabled, or the engine supports this system's GPU by
  /// itself.
  private static boolean isGpuExpected(CudaLibrary library) {
    return !flavor(library).isEmpty() || OperatingSystem.current() == OperatingSystem.MACOS;
  }

  private static String flavor(CudaLibrary library) {
    return library.state() instanceof CudaLibrary.State.Enabled
        ? CudaBuild.current().map(CudaBuild::flavor).orElse("")
        : "";
  }

  /// Opens a model to embed a few images or texts.
  ///
  /// With an automatic device it runs on the CPU, which starts faster than a GPU. With an automatic
  /// precision it uses the one that [#check] chose on this machine, or fp32 if there was no check.
  /// The towers load on first use. The caller closes the model.
  ///
  /// @throws AkinException of a `Model` kind if it cannot be used, `PrecisionAbsent`
  public EmbeddingModel open(ModelSelection selection) {
    if (selection.precision() != null) {
      return opener.open(selection, selection.precision());
    }
    EmbeddingModel model = opener.open(selection, Precision.FP32);
    if (model.precisions().size() == 1) {
      return model;
    }
    Optional<Precision> chosen =
        precisionStore
            .find(model.fingerprint(), selection.device())
            .filter(model.precisions()::contains);
    if (chosen.isEmpty() || chosen.get() == Precision.FP32) {
      return model;
    }
    model.close();
    return opener.open(selection, chosen.get());
  }

  /// Returns how a model's scores are combined: as its file `ranking.json` says, otherwise as
  /// Akin's model list says, otherwise by the plain sum.
  ///
  /// @throws AkinException of a `Model` kind if the model cannot be used
  public RankingSettings ranking(ModelSelection selection) {
    String name = selection.model();
    ModelFiles files = local.files(name);
    if (name == null || files.has(RankingSettings.FILE)) {
      return RankingSettings.of(files);
    }
    return ModelList.shipped().find(name).map(ModelDescriptor::ranking).orElse(RankingSettings.SUM);
  }

  /// Returns the languages that a model reads as IETF tags, as its file `bundle.json` says,
  /// otherwise as Akin's model list says; empty if unknown.
  ///
  /// @throws AkinException of a `Model` kind if the model cannot be used
  public List<String> languages(ModelSelection selection) {
    String name = selection.model();
    List<String> stated = ModelLanguages.of(local.files(name));
    return name == null || !stated.isEmpty()
        ? stated
        : ModelList.shipped().find(name).map(ModelDescriptor::languages).orElse(List.of());
  }

  /// Opens a model to embed many images. With an automatic device it runs on the GPU that [#check]
  /// chose on this machine, if any; otherwise as with [#open].
  public EmbeddingModel openForBatch(ModelSelection selection) {
    return open(withDevice(selection));
  }

  /// Replaces an automatic device by the GPU that was chosen on this machine, if any.
  private ModelSelection withDevice(ModelSelection selection) {
    if (selection.device() != Device.AUTO || selection.precision() != null || !gpuExpected) {
      return selection;
    }
    try (EmbeddingModel model = opener.open(selection, Precision.FP32)) {
      return precisionStore
          .findGpuResult(model.fingerprint())
          .map(PrecisionStore.GpuResult::device)
          .filter(device -> device != Device.CPU)
          .map(device -> new ModelSelection(selection.model(), device, null))
          .orElse(selection);
    }
  }

  /// The device that an automatic selection uses for a model.
  ///
  /// @param device the CPU or a GPU
  /// @param reason why an available GPU is not used; empty if one is used, none was detected, or
  ///   none was tested yet
  public record DeviceChoice(Device device, String reason) {}

  /// Returns the device that an automatic selection uses for a model.
  public DeviceChoice deviceChoice(EmbeddingModel model) {
    return precisionStore
        .findGpuResult(model.fingerprint())
        .map(result -> new DeviceChoice(result.device(), result.reason()))
        .orElse(new DeviceChoice(Device.CPU, ""));
  }

  /// Records that the chosen GPU failed: this model uses the CPU on this machine until the next
  /// check.
  ///
  /// @param reason the engine's message
  /// @return whether a GPU had been chosen
  public boolean rejectGpu(ModelSelection selection, String reason) {
    if (withDevice(selection).equals(selection)) {
      return false;
    }
    try (EmbeddingModel model = opener.open(selection, Precision.FP32)) {
      precisionStore.saveGpuResult(
          model.fingerprint(), new PrecisionStore.GpuResult(Device.CPU, reason));
    }
    return true;
  }

  /// Returns why a device is unavailable in the engine of this process; empty if it is available.
  /// Starts the engine.
  ///
  /// @throws AkinException `Engine` if it does not start
  public Optional<String> unavailableReason(Device device) {
    try (EmbeddingModel model = opener.open(ModelSelection.DEFAULT, Precision.FP32)) {
      return model.unavailableReason(device);
    }
  }

  /// Deletes the stored results of all GPU checks on this machine, so that the GPUs are tested
  /// again.
  public void forgetGpuChecks() {
    precisionStore.deleteGpuResults();
  }

  /// Returns whether the selection has an automatic device or precision that was not determined on
  /// this machine yet.
  ///
  /// @param model the selected model
  public boolean needsCheck(ModelSelection selection, EmbeddingModel model) {
    if (selection.precision() != null) {
      return false;
    }
    boolean gpu = selection.device() == Device.AUTO && gpuExpected;
    return (model.precisions().size() > 1
            && precisionStore.find(model.fingerprint(), selection.device()).isEmpty())
        || (gpu && precisionStore.findGpuResult(model.fingerprint()).isEmpty());
  }

  /// Measures every precision of a model and stores the fastest one whose results match those of
  /// fp32. Deletes the archives compiled for the others.
  ///
  /// Takes from seconds to a minute or two. Must be called on a platform thread.
  ///
  /// @param selection the model and the device; the precision is ignored
  /// @param photos photos of the user that are embedded in addition to the synthetic images
  /// @param progress receives the completed fraction, from 0 to 1, and returns whether to continue
  /// @return the results; empty if the check was stopped
  public Optional<PrecisionTable> check(
      ModelSelection selection, SamplePhotos photos, DoublePredicate progress) {
    return check(selection, photos, 0, progress);
  }

  /// Runs [#check(ModelSelection, SamplePhotos, DoublePredicate)] with repeated measurements.
  ///
  /// @param minImages the minimum number of images that each precision embeds
  public Optional<PrecisionTable> check(
      ModelSelection selection, SamplePhotos photos, int minImages, DoublePredicate progress) {
    Optional<PrecisionTable> table =
        new DeviceCheck(
                precisionStore,
                gpus,
                gpuExpected,
                nanoClock,
                candidate -> opener.open(selectionFor(selection, candidate), candidate.precision()))
            .run(selection.device(), photos, minImages, progress);
    if (table.isPresent()) {
      try (EmbeddingModel model = opener.open(selection, Precision.FP32)) {
        recordRate(
            new ModelSelection(selection.model(), selection.device(), null),
            model,
            table.get().chosenRow().imagesPerSecond(),
            PhotoTime.Source.CHECK);
      }
    }
    return table;
  }

  /// Estimates in at most a minute how long a model that embeds prompts needs for a photo on this
  /// machine, and stores the result. Must be called on a platform thread.
  ///
  /// @param progress receives the completed fraction, from 0 to 1, and returns whether to continue
  /// @return the time; empty if the trial was stopped or the machine is too slow for it
  public Optional<PhotoTime> timePhotos(String name, DoublePredicate progress) {
    ModelSelection selection = new ModelSelection(name, Device.AUTO, null);
    return new TimeTrial(
            precisionStore,
            gpus,
            gpuExpected,
            nanoClock,
            candidate -> opener.open(selectionFor(selection, candidate), candidate.precision()))
        .run(progress);
  }

  /// Returns the time of a photo with a model; empty if it was not measured on this machine.
  public Optional<PhotoTime> photoTime(String name) {
    return local.embedsPrompts(name)
        ? fingerprint(name).flatMap(precisionStore::findPhotoTime)
        : Optional.empty();
  }

  /// Stores the speed of a model that embeds prompts, as measured with photos.
  ///
  /// @param selection the device and the precision; ignored unless they are automatic
  /// @param photosPerSecond the speed; ignored if it is not positive
  public void recordRate(
      ModelSelection selection,
      EmbeddingModel model,
      double photosPerSecond,
      PhotoTime.Source source) {
    boolean automatic = selection.device() == Device.AUTO && selection.precision() == null;
    if (automatic && model.composition() == QueryComposition.PROMPT && photosPerSecond > 0) {
      precisionStore.savePhotoTime(model.fingerprint(), new PhotoTime(1 / photosPerSecond, source));
    }
  }

  /// Returns the selection for one configuration. If GPUs are candidates too, the CPU is not
  /// requested explicitly: the engine would start without the GPU library.
  private static ModelSelection selectionFor(ModelSelection selection, ComputeConfig candidate) {
    Device device =
        candidate.usesGpu() || selection.device() == Device.CPU ? candidate.device() : Device.AUTO;
    return new ModelSelection(selection.model(), device, candidate.precision());
  }

  /// Returns the files of the models on this computer.
  LocalModels local() {
    return local;
  }

  /// Returns what opens models with a given precision.
  ModelOpener opener() {
    return opener;
  }

  /// Returns a model's fingerprint; empty if the model cannot be opened. The first call for a model
  /// reads all of its files.
  public synchronized Optional<String> fingerprint(String name) {
    if (name.equals(STARTER)) {
      String cached = starterFingerprint;
      if (cached == null) {
        try (EmbeddingModel model = opener.open(ModelSelection.DEFAULT, Precision.FP32)) {
          cached = model.fingerprint();
          starterFingerprint = cached;
        }
      }
      return Optional.of(cached);
    }
    try (EmbeddingModel model = open(new ModelSelection(name, Device.CPU, Precision.FP32))) {
      return Optional.of(model.fingerprint());
    } catch (AkinException e) {
      return Optional.empty();
    }
  }

  /// Returns the precision that the check chose for a model on this machine; empty if there was
  /// none.
  public Optional<Precision> checkedPrecision(EmbeddingModel model, Device device) {
    return precisionStore.find(model.fingerprint(), device);
  }

  /// Returns whether a model is installed, can be opened, and has a fingerprint.
  public boolean isInstalled(String name, String fingerprint) {
    return (name.equals(STARTER) || local.folders().find(name).isPresent())
        && fingerprint(name).filter(fingerprint::equals).isPresent();
  }
}
