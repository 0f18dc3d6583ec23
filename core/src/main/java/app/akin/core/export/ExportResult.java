package app.akin.core.export;

import java.util.List;

/// What an export did.
///
/// @param written number of photos that were written
/// @param skipped the photos that were not, in order
/// @param isStopped whether it was stopped before its end; what was written is complete
public record ExportResult(int written, List<Skipped> skipped, boolean isStopped) {
  /// Copies the list.
  public ExportResult {
    skipped = List.copyOf(skipped);
  }

  /// A photo that was not written.
  ///
  /// @param name its path, or empty if it has no files any more
  /// @param reason why
  public record Skipped(String name, Reason reason) {}

  /// Why a photo was not written.
  public enum Reason {
    /// It has no files any more.
    MISSING,
    /// Its files are on an unavailable drive or folder.
    OFFLINE,
    /// Its file cannot be read or decoded.
    UNREADABLE
  }
}
