package app.akin.core.store;

import app.akin.core.photo.StepKind;
import app.akin.core.photo.StepResult;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Records the last steps of the user, and undoes and repeats them. The steps are those of the
/// library: each process sees those of all. Runs inside the transaction of an [EditWriter].
///
/// A value that was changed after a step keeps its newer value when the step is undone.
final class Journal {
  /// Number of steps that are kept.
  static final int MAX_STEPS = 50;

  /// Number of targets of a row: a damaged row loses no more.
  private static final int MAX_TARGETS = 2_000;

  /// Number of targets that are changed back in one transaction.
  private static final int MAX_MOVED = 20_000;

  /// A row of a step.
  private record Row(
      long id,
      String field,
      String key,
      @Nullable String before,
      @Nullable String after,
      String targets,
      int count) {}

  private final Session library;
  private final Map<String, StepField> fields;
  private final Clock clock;

  /// @param fields the fields by their stored words
  Journal(Session library, Map<String, StepField> fields, Clock clock) {
    this.library = library;
    this.fields = Map.copyOf(fields);
    this.clock = clock;
  }

  /// Adds a step, and deletes undone steps and those beyond the number that is kept.
  ///
  /// @return its ID
  long add(StepKind kind) throws SQLException {
    library.update("DELETE FROM steps WHERE undone");
    long id =
        library
            .firstLong(
                "INSERT INTO steps (kind, made) VALUES (?, ?) RETURNING id",
                kind.word(),
                clock.millis())
            .orElseThrow();
    prune(library);
    return id;
  }

  /// Deletes steps beyond the number that is kept.
  static void prune(Session library) throws SQLException {
    library.update(
        """
        DELETE FROM steps WHERE id <=
          (SELECT id FROM steps ORDER BY id DESC LIMIT 1 OFFSET ?)
        """,
        MAX_STEPS);
  }

  /// Adds a change to a step. The caller changes the values.
  void record(long step, StepChange change) throws SQLException {
    List<Long> targets = change.targets();
    for (int from = 0; from < targets.size(); from += MAX_TARGETS) {
      List<Long> part = targets.subList(from, Math.min(targets.size(), from + MAX_TARGETS));
      library.update(
          """
          INSERT INTO step_changes (step_id, field, key, old_value, new_value, size, targets)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
          step,
          change.field(),
          change.key(),
          change.before(),
          change.after(),
          part.size(),
          Columns.jsonArray(part.stream().mapToLong(Long::longValue)));
    }
  }

  /// Returns the last step that is not undone yet; empty if there is none.
  OptionalLong lastDone() throws SQLException {
    return library.firstLong("SELECT max(id) FROM steps WHERE NOT undone");
  }

  /// Returns the first undone step; empty if there is none.
  OptionalLong firstUndone() throws SQLException {
    return library.firstLong("SELECT min(id) FROM steps WHERE undone");
  }

  /// Returns what a step does.
  StepKind kind(long step) throws SQLException {
    return library
        .first(
            "SELECT kind FROM steps WHERE id = ?", row -> StepKind.ofWord(row.getString(1)), step)
        .orElseThrow();
  }

  /// Undoes or repeats the next rows of a step.
  ///
  /// @param undo whether to undo it
  /// @return what changed; empty if the step was complete before
  Optional<StepResult> move(long step, boolean undo) throws SQLException {
    List<Row> rows =
        library.list(
            "SELECT id, field, key, old_value, new_value, targets, size FROM step_changes"
                + " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id "
                + order(undo),
            row ->
                new Row(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getInt(7)),
            next(step, undo));
    if (rows.isEmpty()) {
      library.update("UPDATE steps SET undone = ? WHERE id = ?", undo ? 1 : 0, step);
      return Optional.empty();
    }
    int changed = 0;
    int targets = 0;
    for (Row row : rows) {
      StepField field = fields.get(row.field());
      targets += row.count();
      if (field != null) {
        changed +=
            undo
                ? field.change(row.key(), row.targets(), row.after(), row.before())
                : field.change(row.key(), row.targets(), row.before(), row.after());
      }
      library.update("UPDATE step_changes SET undone = ? WHERE id = ?", undo ? 1 : 0, row.id());
    }
    return Optional.of(new StepResult(kind(step), changed, targets - changed));
  }

  /// Returns the next rows of a step as a JSON array of their IDs.
  private String next(long step, boolean undo) throws SQLException {
    record Next(long id, int size) {}
    List<Next> open =
        library.list(
            "SELECT id, size FROM step_changes WHERE step_id = ? AND undone = ? ORDER BY id "
                + order(undo)
                + " LIMIT "
                + MAX_MOVED,
            row -> new Next(row.getLong(1), row.getInt(2)),
            step,
            undo ? 0 : 1);
    LongStream.Builder rows = LongStream.builder();
    int targets = 0;
    for (Next row : open) {
      if (targets > 0 && targets + row.size() > MAX_MOVED) {
        break;
      }
      targets += row.size();
      rows.add(row.id());
    }
    return Columns.jsonArray(rows.build());
  }

  private static String order(boolean undo) {
    return undo ? "DESC" : "ASC";
  }
}
