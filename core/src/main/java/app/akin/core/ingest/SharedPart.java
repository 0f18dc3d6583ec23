package app.akin.core.ingest;

import java.nio.file.Path;
import java.util.List;

/// What other computers spared a run.
///
/// @param vectors number of images whose vectors were computed elsewhere
/// @param elsewhere folders that were left to other computers
public record SharedPart(long vectors, List<Elsewhere> elsewhere) {
  /// Nothing.
  public static final SharedPart NONE = new SharedPart(0, List.of());

  /// Copies the list.
  public SharedPart {
    elsewhere = List.copyOf(elsewhere);
  }

  /// A folder that another computer indexes.
  ///
  /// @param library the name of the library there
  public record Elsewhere(Path folder, String library) {}
}
