package app.akin.core.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A field that steps change. Runs inside the transaction of an [EditWriter].
interface StepField {
  /// Changes the value of the targets that still have an expected value.
  ///
  /// @param key distinguishes values of the field
  /// @param targets the IDs of the targets as a JSON array
  /// @param from the expected value, null for none
  /// @param to the new value, null for none
  /// @return the number of changed targets
  int change(String key, String targets, @Nullable String from, @Nullable String to)
      throws SQLException;
}
