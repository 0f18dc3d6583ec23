package app.akin.core.diagnostics;

import app.akin.core.benchmark.MachineInfo;
import app.akin.core.diagnostics.Diagnosis.LibraryCounts;
import app.akin.core.diagnostics.Diagnosis.PrecisionReason;
import app.akin.core.diagnostics.Diagnosis.StorageLocation;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.gpu.GpuSupport;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.Counts;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Checks an installation: machine, engine, models, library, storage. Reads every byte of the
/// installed models and changes nothing. Reads the files on a thread of its own while the engine
/// starts. Thread-safe.
///
/// @param models opens the active model
/// @param libraryModels the installed models
/// @param catalogue the catalogue of the library
/// @param gpu the CUDA library
/// @param unavailableFolders returns the photo folders that are not available
/// @param checkup checks the files of the library
/// @param places storage locations
/// @param environment environment variables
public record Doctor(
    Models models,
    LibraryModels libraryModels,
    CatalogueReader catalogue,
    GpuSupport gpu,
    Supplier<List<Path>> unavailableFolders,
    LibraryCheck checkup,
    Map<StorageLocation.Kind, Path> places,
    Map<String, String> environment) {
  /// Checks everything.
  ///
  /// @param selection the model to check, and its device
  /// @param full whether to check the pages of large databases
  /// @throws AkinException if the model can't be opened
  public Diagnosis examine(ModelSelection selection, boolean full) {
    CompletableFuture<FileFindings> files = start(() -> examineFiles(full));
    try (EmbeddingModel model = models.open(selection)) {
      CompletableFuture<Counts> counts =
          start(() -> catalogue.counts(catalogue.vectors().modelId(model.fingerprint()).orElse(0)));
      try {
        return examine(model, selection, counts, files);
      } finally {
        awaitEnd(counts);
      }
    } finally {
      awaitEnd(files);
    }
  }

  private static <T> CompletableFuture<T> start(Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        work, run -> Thread.ofPlatform().daemon().name("akin-check").start(run));
  }

  /// Waits for a thread: the process must not end while it runs native code.
  private static void awaitEnd(CompletableFuture<?> work) {
    work.handle((_, _) -> true).join();
  }

  private static <T> T result(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AkinException problem) {
        throw problem;
      }
      throw e;
    }
  }

  /// What is known of the files alone.
  ///
  /// @param damages the first damaged file of each model
  /// @param unavailable the photo folders that are not available
  /// @param library the findings of the library
  /// @param storage the storage locations
  private record FileFindings(
      Map<String, String> damages,
      List<Path> unavailable,
      List<LibraryFinding> library,
      List<StorageLocation> storage) {}

  private FileFindings examineFiles(boolean full) {
    return new FileFindings(
        findDamagedFiles(), unavailableFolders.get(), checkup.run(full), storageLocations());
  }

  private Diagnosis examine(
      EmbeddingModel model,
      ModelSelection selection,
      CompletableFuture<Counts> counting,
      CompletableFuture<FileFindings> files) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Map<Device, String> devices = new EnumMap<>(Device.class);
    String engine;
    boolean works = true;
    try {
      engine = model.engine();
      for (Device device : List.of(Device.CPU, Device.CUDA, Device.MPS)) {
        devices.put(device, model.unavailableReason(device).orElse(""));
      }
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.Engine(String detail))) {
        throw e;
      }
      engine = detail;
      works = false;
    }
    Counts counts = result(counting);
    Optional<Precision> taken = models.checkedPrecision(model, selection.device());
    FileFindings findings = result(files);
    return new Diagnosis(
        MachineInfo.processor(environment),
        Runtime.getRuntime().availableProcessors(),
        MachineInfo.features(),
        system.getTotalMemorySize(),
        Runtime.getRuntime().maxMemory(),
        String.join(" ", system.getName(), system.getVersion(), system.getArch()),
        Runtime.version().toString(),
        engine,
        works,
        Map.copyOf(devices),
        gpu.state(),
        models.deviceChoice(model),
        model.name(),
        model.precision(),
        model.precisions().size() == 1
            ? PrecisionReason.ONLY
            : taken.isPresent() ? PrecisionReason.CHECKED : PrecisionReason.UNCHECKED,
        libraryModels.list().stream().filter(Doctor::isInstalled).toList(),
        findings.damages(),
        new LibraryCounts(
            counts.files(), counts.photos(), counts.contents(), counts.embedded(), counts.failed()),
        findings.unavailable(),
        findings.library(),
        findings.storage());
  }

  /// Returns the first damaged file of each model, and of the CUDA library under the name of its
  /// build.
  private Map<String, String> findDamagedFiles() {
    Map<String, String> damages = new TreeMap<>(libraryModels.findDamaged());
    gpu.findDamagedFile().ifPresent(file -> damages.put(gpu.state().build(), file));
    return damages;
  }

  private static boolean isInstalled(CatalogedModel model) {
    return model.state() != State.OFFERED;
  }

  private List<StorageLocation> storageLocations() {
    List<StorageLocation> found = new ArrayList<>();
    new EnumMap<>(places)
        .forEach(
            (kind, path) -> found.add(new StorageLocation(kind, path, bytes(path), free(path))));
    return found;
  }

  private static long bytes(Path folder) {
    long bytes = 0;
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          bytes += Files.isDirectory(file) ? bytes(file) : Files.size(file);
        }
      } catch (IOException e) {
        // A file that another process deletes meanwhile does not count.
        return bytes;
      }
    }
    return bytes;
  }

  /// Returns the free space at a folder, which may not exist yet.
  private static long free(Path folder) {
    for (Path path = folder; path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        try {
          return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
          return -1;
        }
      }
    }
    return -1;
  }
}
