package app.akin.core.sidecar;

import java.nio.file.Path;
import java.util.List;

/// The result of undoing an export.
///
/// @param restored number of sidecars that have their former bytes again
/// @param deleted number of created sidecars that were deleted
/// @param unchanged number of sidecars that were as before already
/// @param left the sidecars that were left as they are
/// @param complete false if it was stopped; the next undo continues
/// @param earlier number of exports that can still be undone
public record UndoReport(
    int restored, int deleted, int unchanged, List<Left> left, boolean complete, int earlier) {
  /// A sidecar that was left as it is.
  ///
  /// @param target the sidecar
  /// @param obstacle `CHANGED` if another program has changed it since; otherwise the undo can be
  ///   repeated
  public record Left(Path target, Obstacle obstacle) {}

  /// Copies the list.
  public UndoReport {
    left = List.copyOf(left);
  }
}
