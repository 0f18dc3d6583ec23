package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.StepKind;
import app.akin.core.photo.StepResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what the user sets: marks and collections, with a journal of the steps that can be
/// undone. Unlike a [CatalogueWriter], it needs no lock of the library: it takes turns with a run,
/// whose transactions take half a second, and with others of its kind.
///
/// All changes of one writer are one step of the journal. They are invisible to readers before
/// [#commit], which may be called several times to keep transactions short; closing the writer
/// rolls back uncommitted changes.
///
/// Every method throws [AkinException] (DiskFull, LibraryBusy, LibraryDamaged, LibraryUnwritable)
/// if the library cannot be written. For one thread.
public final class EditWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EditWriter.class);

  private final Session library;
  private final WriteTurn turn;
  private final MarkCopy copy;
  private final PhotoFactRows facts;
  private final Journal journal;
  private final Map<String, StepField> fields;
  private final MarkRows markRows;
  private final MarkWriter marks;
  private final CollectionWriter collections;
  private final SavedSearchWriter savedSearches;
  private final SqliteErrors errors;

  /// The ID of the step; 0 before its first change.
  private long step;

  /// The ID of the step in the last commit.
  private long committedStep;

  private EditWriter(
      Session library, WriteTurn turn, MarkCopy copy, Clock clock, SqliteErrors errors) {
    this.library = library;
    this.turn = turn;
    this.copy = copy;
    this.errors = errors;
    this.facts = new PhotoFactRows(library, clock);
    this.markRows = new MarkRows(library, clock, copy);
    CollectionRows collectionRows = new CollectionRows(library, clock, copy);
    this.fields = new HashMap<>(markRows.fields());
    this.fields.putAll(collectionRows.fields());
    this.journal = new Journal(library, fields, clock);
    this.marks = new MarkWriter(this, library, markRows);
    this.collections = new CollectionWriter(this, library, clock);
    this.savedSearches = new SavedSearchWriter(this, library, copy);
  }

  /// Opens a library. One that is missing is created, an older one migrated first.
  ///
  /// @param folder the library's folder
  /// @param natives folder for SQLite's native library; the first store of a process decides
  /// @param clock provides timestamps
  /// @throws AkinException LibraryNewer, LibraryDamaged, LibraryUnwritable
  public static EditWriter open(Path folder, Path natives, Clock clock) {
    SqliteErrors errors = new SqliteErrors(folder, true);
    try {
      return open(folder, Schema.openLibraryForEditing(folder, natives, clock), clock, errors);
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  private static EditWriter open(Path folder, Session library, Clock clock, SqliteErrors errors)
      throws SQLException {
    try {
      return new EditWriter(
          library, WriteTurn.open(folder), new MarkCopy(folder, library), clock, errors);
    } catch (SQLException | RuntimeException e) {
      library.close();
      throw e;
    }
  }

  /// Returns the writer of marks.
  public MarkWriter marks() {
    return marks;
  }

  /// Returns the writer of collections.
  public CollectionWriter collections() {
    return collections;
  }

  /// Returns the writer of saved searches.
  public SavedSearchWriter savedSearches() {
    return savedSearches;
  }

  /// Undoes the last step of the journal that is not undone yet, and commits. A step of many
  /// targets takes several transactions; if it was interrupted, the next call continues it.
  ///
  /// @return what it was; empty if there is none
  public Optional<StepResult> undo() {
    return move(true);
  }

  /// Repeats the step that was undone last, and commits.
  ///
  /// @return what it was; empty if there is none
  public Optional<StepResult> redo() {
    return move(false);
  }

  private Optional<StepResult> move(boolean undo) {
    OptionalLong found = run(() -> undo ? journal.lastDone() : journal.firstUndone());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    long moved = found.getAsLong();
    StepResult total = new StepResult(run(() -> journal.kind(moved)), 0, 0);
    while (true) {
      Optional<StepResult> part = run(() -> journal.move(moved, undo));
      commit();
      if (part.isEmpty()) {
        return Optional.of(total);
      }
      total = total.plus(part.get());
    }
  }

  /// Applies a change and records it in the step of this writer.
  ///
  /// @param kind the kind that the step gets with its first change
  /// @return number of changed targets
  int change(StepKind kind, StepChange change) throws SQLException {
    StepField field = fields.get(change.field());
    if (field == null) {
      throw new IllegalArgumentException(change.field());
    }
    if (step == 0) {
      step = journal.add(kind);
    }
    journal.record(step, change);
    return field.change(
        change.key(),
        Columns.jsonArray(change.targets().stream().mapToLong(Long::longValue)),
        change.before(),
        change.after());
  }

  /// Runs statements in the transaction, which it begins if none is open.
  <T extends @Nullable Object> T run(WriteTransaction.Action<T> action) {
    try {
      if (!library.inTransaction()) {
        turn.take();
        try {
          library.begin();
        } catch (SQLException e) {
          turn.give();
          throw e;
        }
      }
      return action.run();
    } catch (SQLException e) {
      rollback();
      throw errors.translate(e);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    }
  }

  /// Joins the facts of changed photos, so that they are found by their marks, and commits.
  public void commit() {
    if (!library.inTransaction()) {
      return;
    }
    run(
        () -> {
          facts.remark(markRows.takeChanged());
          library.update(
              "UPDATE library_lineage SET commits = commits + 1, edit_commits = edit_commits + 1");
          long number = copy.next();
          library.commit();
          committedStep = step;
          copy.write(number);
          turn.give();
          return true;
        });
  }

  private void rollback() {
    markRows.takeChanged();
    copy.clear();
    step = committedStep;
    if (library.inTransaction()) {
      try {
        library.rollback();
      } catch (SQLException e) {
        // SQLite rolls back by itself on some errors; then no transaction is open.
        log.debug("rollback failed", e);
      }
      try {
        turn.give();
      } catch (SQLException e) {
        log.debug("cannot give the turn to the next", e);
      }
    }
  }

  /// Rolls back uncommitted changes and closes the library.
  @Override
  public void close() {
    rollback();
    copy.close();
    try {
      turn.close();
    } catch (SQLException e) {
      throw errors.translate(e);
    } finally {
      WriteTransaction.close(library);
    }
  }
}
