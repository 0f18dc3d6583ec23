package app.akin.desktop.updates;

import app.akin.core.photo.AkinException;
import app.akin.core.update.Release;
import java.time.Instant;

/// The result of an update check.
public sealed interface CheckResult {
  /// Not checked.
  record NotChecked() implements CheckResult {}

  /// A check is running.
  record Checking() implements CheckResult {}

  /// No newer version.
  ///
  /// @param asked time of the check
  record UpToDate(Instant asked) implements CheckResult {}

  /// A newer version is available.
  record Available(Release release) implements CheckResult {}

  /// The check failed.
  ///
  /// @param why the problem
  record Failed(AkinException why) implements CheckResult {}
}
