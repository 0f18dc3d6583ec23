package app.akin.core.ingest;

import java.nio.file.Path;
import java.util.Set;

/// Which photos that failed before are tried again although they did not change.
public sealed interface Retry {
  /// None.
  record None() implements Retry {}

  /// All.
  record All() implements Retry {}

  /// These alone.
  ///
  /// @param files absolute
  record Chosen(Set<Path> files) implements Retry {
    /// Keeps a copy.
    public Chosen {
      files = Set.copyOf(files);
    }
  }

  /// Whether a file that failed is to be tried again.
  default boolean wants(Path file) {
    return switch (this) {
      case None _ -> false;
      case All _ -> true;
      case Chosen chosen -> chosen.files().contains(file);
    };
  }
}
