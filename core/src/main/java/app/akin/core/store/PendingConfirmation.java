package app.akin.core.store;

import java.time.Instant;

/// A change of a root that needs the user's confirmation.
///
/// @param rootId the root's ID
/// @param kind the kind of change
/// @param missing number of the root's files that were not found
/// @param known number of the root's files in the library
/// @param requestedAt time of the first request
/// @param accepted whether the user accepted; the next run then acts on it
public record PendingConfirmation(
    long rootId, Kind kind, long missing, long known, Instant requestedAt, boolean accepted) {
  /// The kind of change.
  public enum Kind {
    /// Most of its photos are missing at once: confirms that they were deleted.
    LOSS,
    /// Another volume without its photos is at its path: confirms that it is the root now.
    VOLUME;

    /// Returns the stored word.
    String word() {
      return switch (this) {
        case LOSS -> "loss";
        case VOLUME -> "volume";
      };
    }

    static Kind ofWord(String word) {
      return word.equals("loss") ? LOSS : VOLUME;
    }
  }
}
