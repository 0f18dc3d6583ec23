package app.akin.desktop.updates;

import app.akin.core.photo.AkinException;
import app.akin.core.update.Release;
import java.time.Instant;

/// What became of looking for a newer version.
public sealed interface Finding {
  /// Nobody looked.
  record Nothing() implements Finding {}

  /// Somebody looks just now.
  record Looking() implements Finding {}

  /// There is none.
  ///
  /// @param asked when that was said
  record Newest(Instant asked) implements Finding {}

  /// There is one.
  record Newer(Release release) implements Finding {}

  /// Nobody knows.
  ///
  /// @param why in a sentence
  record Failed(AkinException why) implements Finding {}
}
