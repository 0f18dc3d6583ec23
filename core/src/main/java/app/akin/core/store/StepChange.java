package app.akin.core.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change of one field of some targets from one value to another, as the journal stores it.
///
/// @param field the stored word of the field, such as `rating`
/// @param key distinguishes values of one field, such as the keyword; empty if there is one
/// @param before the value before, null for none
/// @param after the value after, null for none
/// @param targets the IDs of the targets, such as photos
record StepChange(
    String field, String key, @Nullable String before, @Nullable String after, List<Long> targets) {
  /// Copies the targets.
  StepChange {
    targets = List.copyOf(targets);
  }
}
