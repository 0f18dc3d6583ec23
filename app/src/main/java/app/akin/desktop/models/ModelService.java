package app.akin.desktop.models;

import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.PrecisionTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/// Model actions of the window. All methods may block and throw [app.akin.core.photo.AkinException]
/// on failure.
public interface ModelService {
  /// Returns the models that can be used, the built-in one first.
  List<ModelEntry> list();

  /// Downloads a model, or resumes an interrupted download.
  ///
  /// @param progress receives the progress and returns whether to continue
  /// @return whether the model is installed; false if stopped
  boolean fetch(String name, Predicate<Fetch> progress);

  /// Imports a model from a folder or ZIP file.
  ///
  /// @param progress receives the progress and returns whether to continue
  /// @return its name; empty if stopped
  Optional<String> importFrom(Path source, Predicate<Fetch> progress);

  /// Estimates how long a model needs for a photo on this computer, in at most a minute.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return the time; empty if stopped, or if this computer is too slow for an estimate
  Optional<PhotoTime> timePhotos(String name, DoublePredicate progress);

  /// Switches the library to a model.
  void use(String name);

  /// Removes a model from this computer.
  void remove(String name);

  /// Tests the precisions of the active model; empty if stopped.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  Optional<PrecisionTable> check(DoublePredicate progress);

  /// Progress of a download or import.
  ///
  /// @param name the model
  /// @param verifying whether the files are read to compute their hashes
  /// @param done bytes downloaded, copied or verified
  /// @param total total bytes
  /// @param bytesPerSecond current rate; 0 if unknown
  record Fetch(String name, boolean verifying, long done, long total, double bytesPerSecond) {}
}
