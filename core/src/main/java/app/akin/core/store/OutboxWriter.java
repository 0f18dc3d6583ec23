package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Changes the folders that are shared, and the outbox. It needs no lock of the library: it takes
/// turns with a run. Every method is one transaction.
///
/// Every method throws [AkinException] (DiskFull, LibraryBusy, LibraryDamaged, LibraryUnwritable)
/// if the library cannot be written. For one thread.
public final class OutboxWriter implements AutoCloseable {
  /// The setting with the sequence of the last entry that was published.
  static final String ACKNOWLEDGED = "share.acknowledged";

  private static final String ADD_ALL =
      """
      INSERT OR REPLACE INTO outbox (content_key)
      SELECT DISTINCT c.key
      FROM directories d CROSS JOIN files f ON f.directory_id = d.id
        CROSS JOIN photos p ON p.id = f.photo_id CROSS JOIN contents c ON c.id = p.lead
      WHERE d.root_id = ?1
        AND (?2 = '' OR d.path = ?2 OR substr(d.path, 1, length(?2) + 1) = ?2 || '/')
      """;

  private final Session library;
  private final WriteTurn turn;
  private final SqliteErrors errors;

  private OutboxWriter(Session library, WriteTurn turn, SqliteErrors errors) {
    this.library = library;
    this.turn = turn;
    this.errors = errors;
  }

  /// Opens a library. One that is missing is created, an older one migrated first.
  ///
  /// @param folder the library's folder
  /// @param natives folder for SQLite's native library; the first store of a process decides
  /// @param clock provides timestamps
  /// @throws AkinException LibraryNewer, LibraryDamaged, LibraryUnwritable
  public static OutboxWriter open(Path folder, Path natives, Clock clock) {
    SqliteErrors errors = new SqliteErrors(folder, true);
    try {
      Session session = Schema.openLibraryForEditing(folder, natives, clock);
      try {
        return new OutboxWriter(session, WriteTurn.open(folder), errors);
      } catch (SQLException e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  /// Shares a folder: adds all of its photos to the outbox. A folder that is shared already stays
  /// so, in its new place.
  ///
  /// @param rootId the root that contains it
  /// @param directory its path in the root, names separated by `/`; empty for the root itself
  /// @param folder the ID of the shared folder
  /// @param prefix where it is in the shared folder
  public void share(long rootId, String directory, UUID folder, String prefix) {
    change(
        () -> {
          library.update(
              """
              INSERT INTO shared_folders (root_id, directory, folder, prefix) VALUES (?, ?, ?, ?)
              ON CONFLICT DO UPDATE SET root_id = excluded.root_id, directory = excluded.directory
              """,
              rootId,
              directory,
              folder.toString(),
              prefix);
          library.update(ADD_ALL, rootId, directory);
        });
  }

  /// Marks a folder whose photos are to be withdrawn, and adds them to the outbox.
  public void withdraw(SharedFolder folder) {
    change(
        () -> {
          library.update("UPDATE shared_folders SET root_id = NULL WHERE id = ?", folder.id());
          library.update(ADD_ALL, folder.rootId(), folder.directory());
        });
  }

  /// Removes a folder whose photos were withdrawn.
  public void forget(SharedFolder folder) {
    change(() -> library.update("DELETE FROM shared_folders WHERE id = ?", folder.id()));
  }

  /// Removes all folders, and all entries of the outbox.
  public void clear() {
    change(
        () -> {
          library.update("DELETE FROM shared_folders");
          library.update("DELETE FROM outbox");
          library.update("DELETE FROM settings WHERE key = ?", ACKNOWLEDGED);
        });
  }

  /// Adds all photos of a shared folder to the outbox, and other contents.
  ///
  /// @param keys contents that the folder may have lost
  public void addAll(SharedFolder folder, Collection<ContentKey> keys) {
    change(
        () -> {
          library.update(ADD_ALL, folder.rootId(), folder.directory());
          for (ContentKey key : keys) {
            library.update("INSERT OR REPLACE INTO outbox (content_key) VALUES (?)", key.bytes());
          }
        });
  }

  /// Removes entries that were published, which are not empty and in their order. One that was
  /// added again since has another sequence and stays.
  public void remove(List<OutboxEntry> entries) {
    change(
        () -> {
          library.update(
              "DELETE FROM outbox WHERE sequence IN (SELECT value FROM json_each(?))",
              Columns.jsonArray(entries.stream().mapToLong(OutboxEntry::sequence)));
          library.update(
              "INSERT OR REPLACE INTO settings VALUES (?, ?)",
              ACKNOWLEDGED,
              String.valueOf(entries.getLast().sequence()));
        });
  }

  private void change(WriteTransaction.Change change) {
    try {
      turn.take();
      try {
        library.begin();
        change.run();
        library.commit();
      } finally {
        try {
          library.rollback();
        } finally {
          turn.give();
        }
      }
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  @Override
  public void close() {
    try {
      turn.close();
    } catch (SQLException e) {
      throw errors.translate(e);
    } finally {
      WriteTransaction.close(library);
    }
  }
}
