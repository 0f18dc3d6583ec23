package app.akin.core.diagnostics;

import app.akin.core.gpu.GpuSupport;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.Models;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The state of an installation, for its user and for bug reports.
///
/// @param processor name of the CPU, or its architecture
/// @param cores number of logical CPUs
/// @param features CPU features that speed up models; empty if unknown
/// @param memory bytes of physical memory
/// @param heap maximum heap size in bytes
/// @param system operating system, version and architecture
/// @param java Java version
/// @param engine name of the engine, or why it does not start
/// @param engineWorks whether the engine starts
/// @param devices for each device why it is unavailable, as reported by the engine; empty if it
///   works
/// @param gpu state of the CUDA library
/// @param device default device for indexing
/// @param model name of the active model
/// @param precision precision of its image tower
/// @param precisionReason why it uses that precision
/// @param models the installed models
/// @param damagedFiles the first damaged file of each model
/// @param counts counts of the library
/// @param unavailableFolders its unavailable photo folders
/// @param findings findings about the files of the library
/// @param locations storage locations
public record Diagnosis(
    String processor,
    int cores,
    List<String> features,
    long memory,
    long heap,
    String system,
    String java,
    String engine,
    boolean engineWorks,
    Map<Device, String> devices,
    GpuSupport.GpuState gpu,
    Models.DeviceChoice device,
    String model,
    Precision precision,
    PrecisionReason precisionReason,
    List<CatalogedModel> models,
    Map<String, String> damagedFiles,
    LibraryCounts counts,
    List<Path> unavailableFolders,
    List<LibraryFinding> findings,
    List<StorageLocation> locations) {
  /// Free space below this is too little.
  private static final long MIN_FREE_BYTES = 1_000_000_000;

  /// Why a model uses a precision.
  public enum PrecisionReason {
    /// It has no other.
    ONLY,
    /// Chosen by the check on this machine.
    CHECKED,
    /// Not checked yet; the first indexing run checks.
    UNCHECKED
  }

  /// Counts of the library, and whether they are consistent.
  ///
  /// @param files indexed files
  /// @param photos photos
  /// @param contents distinct contents
  /// @param embedded contents embedded with the active model
  /// @param failed failed files
  public record LibraryCounts(long files, long photos, long contents, long embedded, long failed) {
    /// Returns whether the counts are consistent.
    public boolean areConsistent() {
      return photos <= contents && contents <= files && embedded <= photos;
    }
  }

  /// A storage location.
  ///
  /// @param kind what it contains
  /// @param path its path
  /// @param bytes its size
  /// @param free free bytes; negative if unknown
  public record StorageLocation(Kind kind, Path path, long bytes, long free) {
    /// Kinds of locations.
    public enum Kind {
      /// The library.
      LIBRARY,
      /// Models.
      MODELS,
      /// Compiled models.
      COMPILED,
      /// Native libraries.
      NATIVES,
      /// Log files.
      LOGS
    }
  }

  /// Returns whether a location is nearly full.
  public boolean isNearlyFull() {
    return locations.stream().anyMatch(place -> place.free() >= 0 && place.free() < MIN_FREE_BYTES);
  }

  /// Returns whether nothing requires action by the user.
  public boolean isHealthy() {
    return engineWorks
        && damagedFiles.isEmpty()
        && counts.areConsistent()
        && !isNearlyFull()
        && findings.stream().noneMatch(finding -> finding.kind() == LibraryFinding.Kind.DAMAGED);
  }
}
