package app.akin.core.store;

import app.akin.core.photo.PhotoId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A decision of the user about stacks.
///
/// @param id its number; later decisions have higher ones
/// @param kind what was decided
/// @param sides the photos and the side on which each is; all are on side 0 unless it is a split
public record StackDecision(long id, Kind kind, Map<PhotoId, Integer> sides) {
  /// The kinds of decisions. Their words are stored and must not change.
  public enum Kind {
    /// The photos are in one stack.
    JOIN,
    /// Photos of side 0 are not in a stack with photos of side 1.
    SPLIT,
    /// The photo is the cover of its stack.
    COVER,
    /// The photos are in no stack.
    NEVER;

    /// Returns the stored word, such as `join`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// Copies the sides.
  public StackDecision {
    sides = Map.copyOf(sides);
  }

  /// Returns the photos in the order of their IDs.
  public List<PhotoId> photos() {
    return sides.keySet().stream()
        .sorted((one, other) -> Long.compare(one.value(), other.value()))
        .toList();
  }
}
