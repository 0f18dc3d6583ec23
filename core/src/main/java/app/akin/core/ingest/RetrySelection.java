package app.akin.core.ingest;

import java.nio.file.Path;
import java.util.Set;

/// Selects the unchanged photos that failed before and are retried.
public sealed interface RetrySelection {
  /// No photos.
  record None() implements RetrySelection {}

  /// All photos.
  record All() implements RetrySelection {}

  /// Only the given photos.
  ///
  /// @param files absolute paths
  record Selected(Set<Path> files) implements RetrySelection {
    /// Copies the set.
    public Selected {
      files = Set.copyOf(files);
    }
  }

  /// Returns whether a failed file is retried.
  default boolean includes(Path file) {
    return switch (this) {
      case None _ -> false;
      case All _ -> true;
      case Selected chosen -> chosen.files().contains(file);
    };
  }
}
