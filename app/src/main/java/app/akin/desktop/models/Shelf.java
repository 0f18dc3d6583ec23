package app.akin.desktop.models;

import app.akin.core.model.PrecisionTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/// The models of the library, as the window asks for them. Every method may take its time and
/// throws [app.akin.core.photo.AkinException] where it cannot do its job.
public interface Shelf {
  /// All models that are known, the one that ships inside first.
  List<CatalogueEntry> list();

  /// Fetches a model, going on where a fetch was broken off.
  ///
  /// @param progress is told how far it is, and says whether to go on
  /// @return whether the model is here now; false where it was stopped
  boolean fetch(String name, Predicate<Fetch> progress);

  /// Takes a model over that lies in a folder or a ZIP file.
  ///
  /// @return its name
  String take(Path source);

  /// Makes the library move over to a model.
  void use(String name);

  /// Takes a model off this computer.
  void remove(String name);

  /// Tries what the library's model runs best in; empty where it was stopped.
  ///
  /// @param progress is told how much is done, 0 to 1, and says whether to go on
  Optional<PrecisionTable> check(DoublePredicate progress);

  /// How far a fetch is.
  ///
  /// @param name the model
  /// @param done bytes here
  /// @param total bytes in all
  /// @param bytesPerSecond the rate of the last seconds; 0 until there is one
  record Fetch(String name, long done, long total, double bytesPerSecond) {}
}
