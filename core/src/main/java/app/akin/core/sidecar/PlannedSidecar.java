package app.akin.core.sidecar;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What an export does with one sidecar.
///
/// @param photo the file of the photo
/// @param target the sidecar
/// @param action what is done
/// @param obstacle why it cannot be written; null if it can
/// @param base the sidecar whose text is changed; null for a new text
/// @param baseDigest the hash of that sidecar when it was planned; empty for a new text
/// @param targetDigest the hash of the target when it was planned; empty if it did not exist
/// @param values the values to write
public record PlannedSidecar(
    Path photo,
    Path target,
    Action action,
    @Nullable Obstacle obstacle,
    @Nullable Path base,
    String baseDigest,
    String targetDigest,
    SidecarValues values) {
  /// What is done with a sidecar.
  public enum Action {
    /// It is created.
    CREATE,
    /// It exists and is changed.
    CHANGE,
    /// It has all values and is not touched.
    EQUAL,
    /// It cannot be written.
    BLOCKED
  }

  /// Returns a copy that cannot be written.
  PlannedSidecar blocked(Obstacle reason) {
    return new PlannedSidecar(
        photo, target, Action.BLOCKED, reason, base, baseDigest, targetDigest, values);
  }

  /// Returns the file that an obstacle concerns: the sidecar that would be read, or the target.
  public Path concerned() {
    Obstacle reason = obstacle;
    Path read = base;
    if (reason == null || read == null) {
      return target;
    }
    return switch (reason) {
      case MALFORMED, DOCUMENT_TYPE, TOO_LARGE, UNREADABLE, NOT_A_FILE -> read;
      case FILE_READ_ONLY, FOLDER_READ_ONLY, OFFLINE, PHOTO_MISSING, CHANGED, DISK_FULL, FAILED ->
          target;
    };
  }
}
