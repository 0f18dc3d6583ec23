package app.akin.core.store;

import java.time.Instant;

/// Something about a root that its owner is asked before it is acted on.
///
/// @param rootId the root
/// @param kind what is asked
/// @param missing how many of its files were not found
/// @param known how many of its files are in the library
/// @param requestedAt since when
/// @param accepted whether the answer was yes; the next run acts on it
public record PendingConfirmation(
    long rootId, Kind kind, long missing, long known, Instant requestedAt, boolean accepted) {
  /// What is asked.
  public enum Kind {
    /// Most of its photos are gone at once: were they meant to go?
    LOSS,
    /// Another volume is at its path, without its photos: is it the root now?
    VOLUME;

    /// The stable word that is stored.
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
