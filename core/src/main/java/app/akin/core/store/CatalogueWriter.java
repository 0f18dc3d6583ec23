package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.FileFacts;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the catalogue. Everything since the last commit is one transaction in each database;
/// nobody else sees it before [#commit], and closing the store takes back what was not committed.
///
/// A commit reaches the library first, then the vectors, then the thumbnails: what a crash between
/// them loses shows as a content not embedded or without a thumbnail, and the next run makes it
/// again.
///
/// Every method throws [AkinException] (DISK_FULL, LIBRARY_DAMAGED, LIBRARY_UNWRITABLE) where the
/// library cannot be written; that takes back everything since the last commit.
///
/// Thread-safe: calls follow one another, and all threads share the one transaction.
public final class CatalogueWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CatalogueWriter.class);

  /// Writes something.
  private interface WriteAction<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  private final Session library;
  private final Session vectors;
  private final Session thumbnails;
  private final PrimaryContent primaries;
  private final FileRows files;
  private final RootRows roots;
  private final SqliteErrors errors;
  private long commits;

  private CatalogueWriter(
      List<Session> sessions, long commits, Clock clock, SqliteErrors troubles) {
    this.library = sessions.get(0);
    this.vectors = sessions.get(1);
    this.thumbnails = sessions.get(2);
    this.primaries = new PrimaryContent(library);
    this.files = new FileRows(library, primaries, clock);
    this.roots = new RootRows(library, clock);
    this.commits = commits;
    this.errors = troubles;
  }

  /// Opens the databases of a folder that exists and is locked by the caller.
  static CatalogueWriter open(Path folder, Clock clock, SqliteErrors troubles) {
    Schema schema = new Schema(folder);
    List<Session> sessions = new ArrayList<>();
    try {
      for (DatabaseFile file : DatabaseFile.values()) {
        sessions.add(schema.openForWriting(file));
      }
      long commits = schema.reconcile(sessions.get(0), sessions.get(1));
      return new CatalogueWriter(sessions, commits, clock, troubles);
    } catch (SQLException e) {
      sessions.forEach(CatalogueWriter::close);
      throw troubles.translate(e);
    } catch (IOException e) {
      sessions.forEach(CatalogueWriter::close);
      throw troubles.translate(e);
    } catch (RuntimeException e) {
      sessions.forEach(CatalogueWriter::close);
      throw e;
    }
  }

  /// Adds a folder to the library, or finds it there and gives it these exclusions. Roots must not
  /// lie in each other: a file would be known twice.
  ///
  /// @param path absolute
  /// @param exclusions folders in it to leave out, as text relative to it
  /// @param volume the volume it lies on
  /// @param location its place there, names parted by `/`
  /// @return its id
  public synchronized long addRoot(
      Path path, Collection<String> exclusions, Volume volume, String location) {
    return inLibrary(() -> roots.add(path, exclusions, volume, location));
  }

  /// Adds a folder of which no volume is known.
  public long addRoot(Path path, Collection<String> exclusions) {
    return addRoot(path, exclusions, Volume.UNKNOWN, "");
  }

  /// Says where a root is now. Its files go with it.
  ///
  /// @param path absolute; no other root's
  public synchronized void relocateRoot(long rootId, Path path, Volume volume, String location) {
    inLibrary(
        () -> {
          roots.relocate(rootId, path, volume, location);
          return null;
        });
  }

  /// Remembers what the file system calls a root's folder, whatever its name.
  public synchronized void setFileKey(long rootId, String key) {
    inLibrary(
        () -> {
          roots.setFileKey(rootId, key);
          return null;
        });
  }

  /// Leaves smaller files of a root out.
  public synchronized void setMinBytes(long rootId, long bytes) {
    inLibrary(
        () -> {
          roots.setMinBytes(rootId, bytes);
          return null;
        });
  }

  /// Leaves pictures of a root out whose shorter side has fewer pixels. Those it knows leave the
  /// catalogue; those that were left out before are taken for new.
  public synchronized void setMinPixels(long rootId, long pixels) {
    inLibrary(
        () -> {
          roots.setMinPixels(rootId, pixels);
          files.removeSmallerThan(rootId, pixels);
          return null;
        });
  }

  /// Remembers folders of a root in which other volumes are mounted.
  ///
  /// @param mounts folder, relative to the root, to the volume's id
  public synchronized void putMounts(long rootId, Map<String, String> mounts) {
    inLibrary(
        () -> {
          roots.mounts(rootId, mounts);
          return null;
        });
  }

  /// Asks the owner of a root something, in place of what was asked before. An answer stays while
  /// the question is of the same kind.
  ///
  /// @param missing how many of its files were not found
  /// @param known how many of its files are in the library
  public synchronized void requestConfirmation(
      long rootId, PendingConfirmation.Kind kind, long missing, long known) {
    inLibrary(
        () -> {
          roots.requestConfirmation(rootId, kind, missing, known);
          return null;
        });
  }

  /// Answers what is asked about a root with yes.
  public synchronized void acceptConfirmation(long rootId) {
    inLibrary(
        () -> {
          roots.acceptConfirmation(rootId);
          return null;
        });
  }

  /// Takes a question about a root back: it was acted on, or the reason is gone.
  public synchronized void removeConfirmation(long rootId) {
    inLibrary(
        () -> {
          roots.removeConfirmation(rootId);
          return null;
        });
  }

  /// Forgets which photo the contents were that have been without a file since before a moment, and
  /// their thumbnails. What the models made of them stays: it costs least and takes longest.
  public synchronized void expireTombstones(Instant before) {
    List<byte[]> keys = inLibrary(() -> files.expireTombstones(before.toEpochMilli()));
    rollbackOnFailure(
        () -> {
          for (byte[] key : keys) {
            thumbnails.begin();
            thumbnails.update("DELETE FROM thumbnails WHERE content_key = ?", key);
          }
          return null;
        });
  }

  /// Takes a folder out of the library. Its files are gone; what was made of them stays, for the
  /// day they come back.
  public synchronized void removeRoot(long rootId) {
    inLibrary(
        () -> {
          files.removeFiles(
              library.longs(
                  """
                  SELECT f.id FROM directories d JOIN files f ON f.directory_id = d.id
                  WHERE d.root_id = ?
                  """,
                  rootId));
          library.update("DELETE FROM directories WHERE root_id = ?", rootId);
          return library.update("DELETE FROM roots WHERE id = ?", rootId);
        });
  }

  /// Replaces a root's exclusions.
  ///
  /// @param exclusions folders in it to leave out, as text relative to it
  public synchronized void setExclusions(long rootId, Collection<String> exclusions) {
    inLibrary(
        () -> {
          roots.setExclusions(rootId, exclusions);
          return rootId;
        });
  }

  /// The row of a model, made where it is missing.
  ///
  /// @param fingerprint of everything that decides its vectors
  /// @param dimension the number of components of its vectors
  public synchronized long putModel(String fingerprint, String name, int dimension) {
    return inVectors(
        () ->
            vectors
                .firstLong(
                    """
                    INSERT INTO models (fingerprint, name, dimension) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET name = excluded.name RETURNING id
                    """,
                    fingerprint,
                    name,
                    dimension)
                .orElseThrow());
  }

  /// Forgets a model and everything it made, at once and with all that was not committed before,
  /// and gives the room back.
  ///
  /// @return how many bytes the vectors' database is smaller now
  public synchronized long removeModel(long modelId) {
    inVectors(
        () -> {
          vectors.update("DELETE FROM embeddings WHERE model_id = ?", modelId);
          return vectors.update("DELETE FROM models WHERE id = ?", modelId);
        });
    commit();
    try {
      long before = vectorBytes();
      vectors.execute("VACUUM");
      return before - vectorBytes();
    } catch (SQLException e) {
      // It takes room for a moment, which may not be there: what comes next uses the old room.
      log.info("the room of a model's vectors stays with the library", e);
      return 0;
    }
  }

  private long vectorBytes() throws SQLException {
    return vectors.firstLong("PRAGMA page_count").orElse(0)
        * vectors.firstLong("PRAGMA page_size").orElse(0);
  }

  /// The row of a content, made where it is missing; the facts replace those of an earlier read. A
  /// content without a [#putFile] in the same transaction is a mistake.
  ///
  /// @param bytes the size of the file it was read from
  public synchronized ContentId putContent(ContentKey key, long bytes, PhotoFacts facts) {
    ContentRow row = inLibrary(() -> files.putContent(key, bytes, facts));
    if (row.inserted()) {
      relinkEmbeddings(key, row.id());
    }
    return new ContentId(row.id());
  }

  /// Says that a file shows a content, and works out which photo it belongs to:
  ///
  /// * a content whose photo is known, by another file or by a tombstone, brings that photo: so a
  ///   copy, a move, a rename and a file that comes back keep it;
  /// * else a file that changed in place keeps its photo if it is that photo's only file;
  /// * else it is a new photo.
  ///
  /// A failure of the file is forgotten. Where a run finds new and changed files in one go, it does
  /// better to write the new ones first: a photo renamed while another took its place is then
  /// recognised.
  ///
  /// @param directory relative to the root as [PathText#relative] says it, empty for the root
  /// @param name the file's name as [PathText#relative] says it
  /// @param modified nanoseconds since 1970
  public synchronized void putFile(
      long rootId, String directory, String name, long size, long modified, ContentId content) {
    inLibrary(
        () -> {
          files.putFile(rootId, directory, name, size, modified, content.value());
          return null;
        });
  }

  /// Says that two contents that have files are of one shot: a raw file or a HEIC beside its JPEG.
  /// Their photos become one, the one known longer; nothing happens where that would have two
  /// contents of one kind.
  public synchronized void mergeSiblings(ContentId one, ContentId other) {
    inLibrary(
        () -> {
          primaries.merge(one.value(), other.value());
          return null;
        });
  }

  /// How many photos lost, since this writer was opened, the content that stood for them and go on
  /// with a twin: a model may not have embedded it.
  public synchronized long replacedPrimaries() {
    return primaries.replaced();
  }

  /// Keeps what a file's name and its sidecar say, in place of what they said before.
  ///
  /// @param directory relative to the root as [PathText#relative] says it, empty for the root
  /// @param name the file's name as [PathText#relative] says it
  /// @param sidecar the sidecar it was read from; null for none
  public synchronized void putFileFacts(
      long rootId, String directory, String name, FileFacts facts, @Nullable SidecarStamp sidecar) {
    inLibrary(
        () -> {
          files.putFileFacts(rootId, directory, name, facts, sidecar);
          return null;
        });
  }

  /// Says how many videos are directly in a directory.
  ///
  /// @param directory relative to the root as [PathText#relative] says it, empty for the root
  public synchronized void setVideoCount(long rootId, String directory, long count) {
    inLibrary(
        () -> {
          files.setVideoCount(rootId, directory, count);
          return null;
        });
  }

  /// Says that a file shows what it did before although its size or time changed.
  public synchronized void updateFileStat(long fileId, long size, long modified) {
    inLibrary(
        () ->
            library.update(
                "UPDATE files SET size = ?, modified = ? WHERE id = ?", size, modified, fileId));
  }

  /// Says that a file could not be taken in, once more where it is so already. It shows no content
  /// then; the photo it belonged to waits for it.
  ///
  /// @param directory relative to the root as [PathText#relative] says it, empty for the root
  /// @param name the file's name as [PathText#relative] says it
  /// @param modified nanoseconds since 1970
  /// @param detail why, in the decoder's words
  public synchronized void putFailure(
      long rootId,
      String directory,
      String name,
      long size,
      long modified,
      FailureKind kind,
      String detail) {
    inLibrary(
        () -> {
          files.putFailure(rootId, directory, name, size, modified, kind, detail);
          return null;
        });
  }

  /// Says that files are no more. A content that loses its last file leaves a tombstone, from which
  /// a file that brings it back gets its photo.
  public synchronized void removeFiles(Collection<Long> fileIds) {
    if (!fileIds.isEmpty()) {
      inLibrary(
          () -> {
            files.removeFiles(fileIds.stream().mapToLong(Long::longValue).toArray());
            return null;
          });
    }
  }

  /// Keeps what a model made of a content, in place of what it made before.
  public synchronized void putEmbedding(
      ContentId content,
      ContentKey key,
      long modelId,
      Precision precision,
      EmbeddingSource source,
      Embedding embedding) {
    inVectors(
        () ->
            vectors.update(
                """
                INSERT OR REPLACE INTO embeddings
                  (content_id, content_key, model_id, precision, source, norm, vector)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                content.value(),
                key.bytes(),
                modelId,
                precision.word(),
                source.word(),
                (double) embedding.norm(),
                HalfFloats.encode(embedding.unit())));
  }

  /// Keeps for a content what a model made of its twin, where it made nothing of the content
  /// itself.
  ///
  /// @param key of the content
  /// @param twin the key of its twin
  public synchronized void copyEmbedding(
      ContentId content, ContentKey key, ContentKey twin, long modelId) {
    inVectors(
        () ->
            vectors.update(
                """
                INSERT OR IGNORE INTO embeddings
                  (content_id, content_key, model_id, precision, source, norm, vector)
                SELECT ?, ?, model_id, precision, source, norm, vector
                FROM embeddings WHERE content_key = ? AND model_id = ?
                """,
                content.value(),
                key.bytes(),
                twin.bytes(),
                modelId));
  }

  /// Keeps a content's thumbnail, in place of an earlier one.
  ///
  /// @param jpeg the encoded picture
  public synchronized void putThumbnail(ContentKey key, byte[] jpeg) {
    rollbackOnFailure(
        () -> {
          thumbnails.begin();
          return thumbnails.update(
              "INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", key.bytes(), jpeg);
        });
  }

  /// Keeps a setting of the library, in place of an earlier value.
  public synchronized void putSetting(String key, String value) {
    inLibrary(() -> library.update("INSERT OR REPLACE INTO settings VALUES (?, ?)", key, value));
  }

  /// Makes everything since the last commit last, and visible to readers. Where it fails, the
  /// library may have taken it while vectors or thumbnails have not.
  public synchronized void commit() {
    rollbackOnFailure(
        () -> {
          if (library.inTransaction()) {
            library.update("UPDATE library_lineage SET commits = ?", commits + 1);
            library.commit();
            commits++;
          }
          if (vectors.inTransaction()) {
            vectors.update("UPDATE vectors_lineage SET commits = ?", commits);
            vectors.commit();
          }
          thumbnails.commit();
          return null;
        });
  }

  /// Makes today's copy of the library where there is none.
  synchronized void backUp(Backups backups) {
    rollbackOnFailure(
        () -> {
          try {
            backups.backUpToday(library);
          } catch (IOException e) {
            throw errors.translate(e);
          }
          return null;
        });
  }

  /// Takes back what was not committed, moves what readers allow from the write-ahead logs into the
  /// databases, and closes them.
  @Override
  public synchronized void close() {
    rollback();
    List.of(library, vectors, thumbnails).forEach(CatalogueWriter::close);
  }

  /// Gives embeddings that lost their content's row the new one, under a new sequence, so that
  /// whoever reads on from a sequence meets them.
  private void relinkEmbeddings(ContentKey key, long contentId) {
    rollbackOnFailure(
        () -> {
          byte[] bytes = key.bytes();
          if (vectors.firstLong("SELECT 1 FROM embeddings WHERE content_key = ?", bytes).isPresent()) {
            vectors.begin();
            vectors.update(
                """
                INSERT OR REPLACE INTO embeddings
                  (content_id, content_key, model_id, precision, source, norm, vector)
                SELECT ?, content_key, model_id, precision, source, norm, vector
                FROM embeddings WHERE content_key = ?
                """,
                contentId,
                bytes);
          }
          return null;
        });
  }

  private <T extends @Nullable Object> T inLibrary(WriteAction<T> writing) {
    return rollbackOnFailure(
        () -> {
          library.begin();
          return writing.run();
        });
  }

  private <T extends @Nullable Object> T inVectors(WriteAction<T> writing) {
    return rollbackOnFailure(
        () -> {
          vectors.begin();
          return writing.run();
        });
  }

  private <T extends @Nullable Object> T rollbackOnFailure(WriteAction<T> writing) {
    try {
      return writing.run();
    } catch (SQLException e) {
      rollback();
      throw errors.translate(e);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    }
  }

  private void rollback() {
    for (Session session : List.of(library, vectors, thumbnails)) {
      try {
        session.rollback();
      } catch (SQLException e) {
        // SQLite takes a transaction back by itself on some errors; then there is none to take
        // back.
        log.debug("rolling back", e);
      }
    }
  }

  private static void close(Session session) {
    try (session) {
      // Without patience: a reader in the middle of something is not waited for. Whoever closes a
      // database last empties its log anyhow.
      session.execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      log.warn("closing a database", e);
    }
  }
}
