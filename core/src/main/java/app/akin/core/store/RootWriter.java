package app.akin.core.store;

import app.akin.core.photo.PathText;
import app.akin.core.photo.Volume;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;

/// Writes the roots of a library, their exclusions and limits, and pending confirmations. Part of a
/// [CatalogueWriter], with its transaction, exceptions and thread safety.
public final class RootWriter {
  private final WriteTransaction transaction;
  private final Session library;
  private final FileRows files;
  private final Clock clock;

  RootWriter(WriteTransaction transaction, Session library, FileRows files, Clock clock) {
    this.transaction = transaction;
    this.library = library;
    this.files = files;
    this.clock = clock;
  }

  /// Adds a root to the library, or replaces the exclusions and the volume of an existing one.
  /// Roots must not be nested: their files would be listed twice.
  ///
  /// @param path absolute path
  /// @param exclusions folders to exclude, as text relative to the root
  /// @param volume the volume that contains the folder
  /// @param location the folder's path on the volume, names separated by `/`
  /// @return the root's ID
  public long add(Path path, Collection<String> exclusions, Volume volume, String location) {
    return transaction.inLibrary(
        () -> {
          long id =
              library
                  .firstLong(
                      """
                      INSERT INTO roots (volume_id, path, added, location) VALUES (?, ?, ?, ?)
                      ON CONFLICT DO UPDATE SET volume_id = excluded.volume_id,
                        location = excluded.location
                      RETURNING id
                      """,
                      volumeId(volume),
                      PathText.of(path),
                      clock.millis(),
                      location)
                  .orElseThrow();
          writeExclusions(id, exclusions);
          return id;
        });
  }

  /// Adds a root whose volume is unknown.
  public long add(Path path, Collection<String> exclusions) {
    return add(path, exclusions, Volume.UNKNOWN, "");
  }

  /// Sets the new path of a root. Its files are unchanged relative to it.
  ///
  /// @param path absolute path that no other root has
  public void relocate(long rootId, Path path, Volume volume, String location) {
    transaction.changeLibrary(
        () ->
            library.update(
                "UPDATE roots SET path = ?, volume_id = ?, location = ? WHERE id = ?",
                PathText.of(path),
                volumeId(volume),
                location,
                rootId));
  }

  /// Keeps folders shared whose root becomes part of another.
  ///
  /// @param directory the path of the former root in the new one, names separated by `/`
  public void moveShared(long formerRootId, long rootId, String directory) {
    transaction.changeLibrary(
        () ->
            library.update(
                """
                UPDATE shared_folders SET root_id = ?2,
                  directory = ?3 || iif(directory = '', '', '/' || directory)
                WHERE root_id = ?1
                """,
                formerRootId,
                rootId,
                directory));
  }

  /// Stores the file key of a root's folder, which is independent of its name.
  public void setFileKey(long rootId, String key) {
    transaction.changeLibrary(
        () -> library.update("UPDATE roots SET file_key = ? WHERE id = ?", key, rootId));
  }

  /// Replaces a root's exclusions.
  ///
  /// @param exclusions folders to exclude, as text relative to the root
  public void setExclusions(long rootId, Collection<String> exclusions) {
    transaction.changeLibrary(() -> writeExclusions(rootId, exclusions));
  }

  /// Excludes the files of a root that are smaller than this.
  public void setMinBytes(long rootId, long bytes) {
    transaction.changeLibrary(
        () -> library.update("UPDATE roots SET min_bytes = ? WHERE id = ?", bytes, rootId));
  }

  /// Excludes the images of a root whose shorter side has fewer pixels. Indexed ones are removed
  /// from the catalogue; previously excluded files are treated as new.
  public void setMinPixels(long rootId, long pixels) {
    transaction.changeLibrary(
        () -> {
          library.update("UPDATE roots SET min_pixels = ? WHERE id = ?", pixels, rootId);
          files.removeSmallerThan(rootId, pixels);
        });
  }

  /// Stores the mount points of other volumes inside a root.
  ///
  /// @param mounts folder relative to the root to volume ID
  public void putMounts(long rootId, Map<String, String> mounts) {
    transaction.changeLibrary(
        () -> {
          for (Map.Entry<String, String> mount : mounts.entrySet()) {
            library.update(
                "INSERT OR REPLACE INTO mounts VALUES (?, ?, ?)",
                rootId,
                mount.getKey(),
                mount.getValue());
          }
        });
  }

  /// Requests a confirmation from the user about a root, replacing an earlier request. An
  /// acceptance remains valid while the kind is the same.
  ///
  /// @param missing number of the root's files that were not found
  /// @param known number of the root's files in the library
  public void requestConfirmation(
      long rootId, PendingConfirmation.Kind kind, long missing, long known) {
    transaction.changeLibrary(
        () ->
            library.update(
                """
                INSERT INTO questions (root_id, kind, missing, known, asked) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET accepted = accepted AND kind = excluded.kind,
                  kind = excluded.kind, missing = excluded.missing, known = excluded.known
                """,
                rootId,
                kind.word(),
                missing,
                known,
                clock.millis()));
  }

  /// Accepts the pending confirmation of a root.
  public void acceptConfirmation(long rootId) {
    transaction.changeLibrary(
        () -> library.update("UPDATE questions SET accepted = 1 WHERE root_id = ?", rootId));
  }

  /// Removes the pending confirmation of a root: it was acted on, or its reason no longer applies.
  public void removeConfirmation(long rootId) {
    transaction.changeLibrary(
        () -> library.update("DELETE FROM questions WHERE root_id = ?", rootId));
  }

  /// Removes a root and its files from the library. Embeddings and thumbnails stay in case the
  /// files return.
  public void remove(long rootId) {
    transaction.changeLibrary(
        () -> {
          files.removeFiles(
              library.longs(
                  """
                  SELECT f.id FROM directories d JOIN files f ON f.directory_id = d.id
                  WHERE d.root_id = ?
                  """,
                  rootId));
          library.update("DELETE FROM directories WHERE root_id = ?", rootId);
          library.update("DELETE FROM roots WHERE id = ?", rootId);
        });
  }

  private void writeExclusions(long rootId, Collection<String> exclusions) throws SQLException {
    library.update("DELETE FROM exclusions WHERE root_id = ?", rootId);
    for (String exclusion : exclusions) {
      library.update("INSERT OR IGNORE INTO exclusions VALUES (?, ?)", rootId, exclusion);
    }
  }

  private long volumeId(Volume volume) throws SQLException {
    return library
        .firstLong(
            """
            INSERT INTO volumes (uid, name, type) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET uid = excluded.uid RETURNING id
            """,
            volume.uid(),
            volume.name(),
            volume.type())
        .orElseThrow();
  }
}
