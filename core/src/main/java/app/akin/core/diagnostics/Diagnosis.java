package app.akin.core.diagnostics;

import app.akin.core.gpu.GpuSupport;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.Models;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What there is to know about this installation, for its owner and for a report of a fault.
///
/// @param processor its name, or its architecture where it does not say one
/// @param cores how many threads it runs at once
/// @param features what it can do that models profit from; empty where the system does not say
/// @param memory bytes of memory the computer has
/// @param heap bytes of it that Java may use
/// @param system the operating system, with its version and architecture
/// @param java the version of the Java that runs this
/// @param engine what runs the models; why it does not start where it does not
/// @param engineWorks whether it starts
/// @param devices why each device does not work, in the engine's words; empty where it does
/// @param graphics how things stand with the library for graphics cards
/// @param place where the model computes for many pictures where nobody says where
/// @param model the name of the model that answers
/// @param precision what its image tower computes in
/// @param why why in that
/// @param models the models that are here
/// @param damages the first file of each model that is not what it was
/// @param counts what is in the library
/// @param absent its photo folders that are not there
/// @param findings what there is to say about the library's own files
/// @param places where things are
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
    GpuSupport.GpuState graphics,
    Models.DeviceChoice place,
    String model,
    Precision precision,
    Why why,
    List<CatalogedModel> models,
    Map<String, String> damages,
    LibraryCounts counts,
    List<Path> absent,
    List<LibraryFinding> findings,
    List<Place> places) {
  /// Less room than this is too little to work in.
  private static final long TIGHT = 1_000_000_000;

  /// Why a model computes in a precision.
  public enum Why {
    /// It has no other.
    ONLY,
    /// The check on this machine took it.
    CHECKED,
    /// There was no check yet: the first index makes one.
    UNCHECKED
  }

  /// What is in the library, and whether it agrees with itself.
  ///
  /// @param files files taken in
  /// @param photos shots among them
  /// @param contents different pictures among them
  /// @param embedded pictures the answering model can find
  /// @param failed files that could not be taken in
  public record LibraryCounts(long files, long photos, long contents, long embedded, long failed) {
    /// Whether no count contradicts another.
    public boolean agree() {
      return photos <= contents && contents <= files && embedded <= photos;
    }
  }

  /// A place on disk.
  ///
  /// @param kind what it holds
  /// @param path where it is
  /// @param bytes what it takes
  /// @param free how many bytes may be written there; below 0 where that is not known
  public record Place(Kind kind, Path path, long bytes, long free) {
    /// What is kept.
    public enum Kind {
      /// The library.
      LIBRARY,
      /// Models.
      MODELS,
      /// Models made ready for the engine.
      COMPILED,
      /// Native libraries.
      NATIVES,
      /// Log files.
      LOGS
    }
  }

  /// Whether a place is nearly full.
  public boolean isTight() {
    return places.stream().anyMatch(place -> place.free() >= 0 && place.free() < TIGHT);
  }

  /// Whether nothing was found that needs the owner.
  public boolean isHealthy() {
    return engineWorks
        && damages.isEmpty()
        && counts.agree()
        && !isTight()
        && findings.stream().noneMatch(finding -> finding.kind() == LibraryFinding.Kind.DAMAGED);
  }
}
