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

/// Writes the catalogue. All changes since the last commit form one transaction in each database.
/// They are invisible to readers before [#commit]; closing the store rolls back uncommitted
/// changes.
///
/// A commit is written to the library first, then to the vectors, then to the thumbnails. A crash
/// in between leaves contents without an embedding or a thumbnail, which the next indexing run
/// creates again.
///
/// Every method throws [AkinException] (DiskFull, LibraryDamaged, LibraryUnwritable) if the library
/// cannot be written; this rolls back all changes since the last commit.
///
/// Thread-safe: calls are serialised, and all threads share one transaction.
public final class CatalogueWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CatalogueWriter.class);

  /// Runs write statements.
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

  private CatalogueWriter(List<Session> sessions, long commits, Clock clock, SqliteErrors errors) {
    this.library = sessions.get(0);
    this.vectors = sessions.get(1);
    this.thumbnails = sessions.get(2);
    this.primaries = new PrimaryContent(library);
    this.files = new FileRows(library, primaries, clock);
    this.roots = new RootRows(library, clock);
    this.commits = commits;
    this.errors = errors;
  }

  /// Opens the databases of an existing folder that the caller has locked.
  static CatalogueWriter open(Path folder, Clock clock, SqliteErrors errors) {
    Schema schema = new Schema(folder);
    List<Session> sessions = new ArrayList<>();
    try {
      for (DatabaseFile file : DatabaseFile.values()) {
        sessions.add(schema.openForWriting(file));
      }
      long commits = schema.reconcile(sessions.get(0), sessions.get(1));
      return new CatalogueWriter(sessions, commits, clock, errors);
    } catch (SQLException e) {
      sessions.forEach(CatalogueWriter::close);
      throw errors.translate(e);
    } catch (IOException e) {
      sessions.forEach(CatalogueWriter::close);
      throw errors.translate(e);
    } catch (RuntimeException e) {
      sessions.forEach(CatalogueWriter::close);
      throw e;
    }
  }

  /// Adds a root to the library, or replaces the exclusions and the volume of an existing one.
  /// Roots must not be nested: their files would be listed twice.
  ///
  /// @param path absolute path
  /// @param exclusions folders to exclude, as text relative to the root
  /// @param volume the volume that contains the folder
  /// @param location the folder's path on the volume, names separated by `/`
  /// @return the root's ID
  public synchronized long addRoot(
      Path path, Collection<String> exclusions, Volume volume, String location) {
    return inLibrary(() -> roots.add(path, exclusions, volume, location));
  }

  /// Adds a root whose volume is unknown.
  public long addRoot(Path path, Collection<String> exclusions) {
    return addRoot(path, exclusions, Volume.UNKNOWN, "");
  }

  /// Sets the new path of a root. Its files are unchanged relative to it.
  ///
  /// @param path absolute path that no other root has
  public synchronized void relocateRoot(long rootId, Path path, Volume volume, String location) {
    inLibrary(
        () -> {
          roots.relocate(rootId, path, volume, location);
          return null;
        });
  }

  /// Stores the file key of a root's folder, which is independent of its name.
  public synchronized void setFileKey(long rootId, String key) {
    inLibrary(
        () -> {
          roots.setFileKey(rootId, key);
          return null;
        });
  }

  /// Excludes the files of a root that are smaller than this.
  public synchronized void setMinBytes(long rootId, long bytes) {
    inLibrary(
        () -> {
          roots.setMinBytes(rootId, bytes);
          return null;
        });
  }

  /// Excludes the images of a root whose shorter side has fewer pixels. Indexed ones are removed
  /// from the catalogue; previously excluded files are treated as new.
  public synchronized void setMinPixels(long rootId, long pixels) {
    inLibrary(
        () -> {
          roots.setMinPixels(rootId, pixels);
          files.removeSmallerThan(rootId, pixels);
          return null;
        });
  }

  /// Stores the mount points of other volumes inside a root.
  ///
  /// @param mounts folder relative to the root to volume ID
  public synchronized void putMounts(long rootId, Map<String, String> mounts) {
    inLibrary(
        () -> {
          roots.mounts(rootId, mounts);
          return null;
        });
  }

  /// Requests a confirmation from the user about a root, replacing an earlier request. An
  /// acceptance remains valid while the kind is the same.
  ///
  /// @param missing number of the root's files that were not found
  /// @param known number of the root's files in the library
  public synchronized void requestConfirmation(
      long rootId, PendingConfirmation.Kind kind, long missing, long known) {
    inLibrary(
        () -> {
          roots.requestConfirmation(rootId, kind, missing, known);
          return null;
        });
  }

  /// Accepts the pending confirmation of a root.
  public synchronized void acceptConfirmation(long rootId) {
    inLibrary(
        () -> {
          roots.acceptConfirmation(rootId);
          return null;
        });
  }

  /// Removes the pending confirmation of a root: it was acted on, or its reason no longer applies.
  public synchronized void removeConfirmation(long rootId) {
    inLibrary(
        () -> {
          roots.removeConfirmation(rootId);
          return null;
        });
  }

  /// Detaches contents that have had no file since before the given time from their photos, and
  /// deletes their thumbnails. Their embeddings stay: they need the least space and take longest to
  /// compute.
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

  /// Removes a root and its files from the library. Embeddings and thumbnails stay in case the
  /// files return.
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
  /// @param exclusions folders to exclude, as text relative to the root
  public synchronized void setExclusions(long rootId, Collection<String> exclusions) {
    inLibrary(
        () -> {
          roots.setExclusions(rootId, exclusions);
          return rootId;
        });
  }

  /// Returns the row ID of a model, adding or renaming it as needed.
  ///
  /// @param fingerprint hash of everything that determines the model's vectors
  /// @param dimension number of components of its vectors
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

  /// Deletes a model and all its embeddings, commits this together with all pending changes, and
  /// releases the disk space.
  ///
  /// @return the number of bytes by which the vector database has shrunk
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
      // VACUUM needs temporary disk space, which may be missing. The freed pages are reused anyway.
      log.info("cannot release the disk space of a removed model", e);
      return 0;
    }
  }

  private long vectorBytes() throws SQLException {
    return vectors.firstLong("PRAGMA page_count").orElse(0)
        * vectors.firstLong("PRAGMA page_size").orElse(0);
  }

  /// Inserts or updates a content; the facts replace those of an earlier read. The caller must call
  /// [#putFile] for it in the same transaction.
  ///
  /// @param bytes size of the file it was read from
  public synchronized ContentId putContent(ContentKey key, long bytes, PhotoFacts facts) {
    ContentRow row = inLibrary(() -> files.putContent(key, bytes, facts));
    if (row.inserted()) {
      relinkEmbeddings(key, row.id());
    }
    return new ContentId(row.id());
  }

  /// Records that a file has a content, and assigns the file to a photo:
  ///
  /// * if the content's photo is known from another file or a tombstone, the file joins that photo:
  ///   copies, moves, renames and restored files keep it;
  /// * otherwise a file that changed in place keeps its photo if it is that photo's only file;
  /// * otherwise a new photo is created.
  ///
  /// A recorded failure of the file is deleted. If a run finds both new and changed files, it
  /// should write the new ones first: a photo that was renamed and whose old name another file took
  /// is then recognised.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; empty for the
  ///   root
  /// @param name the file's name in the form of [PathText#relative]
  /// @param modified nanoseconds since 1970
  public synchronized void putFile(
      long rootId, String directory, String name, long size, long modified, ContentId content) {
    inLibrary(
        () -> {
          files.putFile(rootId, directory, name, size, modified, content.value());
          return null;
        });
  }

  /// Records that two contents that have files belong to the same photo: a raw file or a HEIC next
  /// to its JPEG. Their photos are merged into the older one, unless it would then have two
  /// contents of the same kind.
  public synchronized void mergeSiblings(ContentId one, ContentId other) {
    inLibrary(
        () -> {
          primaries.merge(one.value(), other.value());
          return null;
        });
  }

  /// Returns the number of photos that lost their primary content since this writer was opened and
  /// now have another, which may not be embedded.
  public synchronized long replacedPrimaries() {
    return primaries.replaced();
  }

  /// Stores the facts from a file's name and sidecar, replacing earlier ones.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; empty for the
  ///   root
  /// @param name the file's name in the form of [PathText#relative]
  /// @param sidecar the sidecar that was read; null for none
  public synchronized void putFileFacts(
      long rootId, String directory, String name, FileFacts facts, @Nullable SidecarStamp sidecar) {
    inLibrary(
        () -> {
          files.putFileFacts(rootId, directory, name, facts, sidecar);
          return null;
        });
  }

  /// Stores the stamp of a file.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; empty for the
  ///   root
  /// @param name the file's name in the form of [PathText#relative]
  public synchronized void putFileStamp(
      long rootId, String directory, String name, FileStamp stamp) {
    inLibrary(
        () -> {
          files.putFileStamp(rootId, directory, name, stamp);
          return null;
        });
  }

  /// Sets the numbers of files directly in a folder that are not indexed.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; empty for the
  ///   root
  public synchronized void setFolderCounts(long rootId, String directory, FolderCounts counts) {
    inLibrary(
        () -> {
          files.setFolderCounts(rootId, directory, counts);
          return null;
        });
  }

  /// Records a new size and time of a file whose content is unchanged.
  public synchronized void updateFileStat(long fileId, long size, long modified) {
    inLibrary(
        () ->
            library.update(
                "UPDATE files SET size = ?, modified = ? WHERE id = ?", size, modified, fileId));
  }

  /// Records that a file could not be indexed, counting repeated tries. The file then has no
  /// content; its photo stays reserved for it.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; empty for the
  ///   root
  /// @param name the file's name in the form of [PathText#relative]
  /// @param modified nanoseconds since 1970
  /// @param detail the decoder's error message
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

  /// Removes files. A content that loses its last file gets a tombstone, by which a returning file
  /// gets its photo back.
  public synchronized void removeFiles(Collection<Long> fileIds) {
    if (!fileIds.isEmpty()) {
      inLibrary(
          () -> {
            files.removeFiles(fileIds.stream().mapToLong(Long::longValue).toArray());
            return null;
          });
    }
  }

  /// Stores a model's embedding of a content, replacing an earlier one.
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

  /// Copies a model's embedding of a sibling to a content that has none.
  ///
  /// @param key the content's key
  /// @param sibling the sibling's key
  public synchronized void copyEmbedding(
      ContentId content, ContentKey key, ContentKey sibling, long modelId) {
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
                sibling.bytes(),
                modelId));
  }

  /// Records the revision of the decoder that read a content.
  public synchronized void putDecoder(ContentId content, int revision) {
    inLibrary(
        () -> {
          DecoderStamps.put(library, content.value(), revision);
          return null;
        });
  }

  /// Records the revision of the decoder that failed to read a file.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]
  public synchronized void putFailedDecoder(
      long rootId, String directory, String name, int revision) {
    inLibrary(
        () -> {
          DecoderStamps.putOfFailure(library, rootId, directory, name, revision);
          return null;
        });
  }

  /// Marks the embeddings that other models computed from earlier pixels of a content, as if from
  /// its thumbnail: they are used until those models embed it again.
  public synchronized void markOtherEmbeddings(ContentKey key, long modelId) {
    inVectors(
        () ->
            vectors.update(
                "UPDATE embeddings SET source = 'thumbnail' WHERE content_key = ? AND model_id <>"
                    + " ?",
                key.bytes(),
                modelId));
  }

  /// Stores a content's thumbnail, replacing an earlier one.
  ///
  /// @param jpeg the encoded image
  public synchronized void putThumbnail(ContentKey key, byte[] jpeg) {
    rollbackOnFailure(
        () -> {
          thumbnails.begin();
          return thumbnails.update(
              "INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", key.bytes(), jpeg);
        });
  }

  /// Stores a setting of the library, replacing an earlier value.
  public synchronized void putSetting(String key, String value) {
    inLibrary(() -> library.update("INSERT OR REPLACE INTO settings VALUES (?, ?)", key, value));
  }

  /// Commits all changes since the last commit, which makes them durable and visible to readers. If
  /// this fails, the library may be committed while vectors or thumbnails are not.
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

  /// Creates today's backup of the library if it is missing.
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

  /// Rolls back uncommitted changes, checkpoints the write-ahead logs as far as readers allow, and
  /// closes the databases.
  @Override
  public synchronized void close() {
    rollback();
    List.of(library, vectors, thumbnails).forEach(CatalogueWriter::close);
  }

  /// Links embeddings whose content row was lost to the new row, under a new sequence, so that
  /// readers that continue from a sequence receive them.
  private void relinkEmbeddings(ContentKey key, long contentId) {
    rollbackOnFailure(
        () -> {
          byte[] bytes = key.bytes();
          if (vectors
              .firstLong("SELECT 1 FROM embeddings WHERE content_key = ?", bytes)
              .isPresent()) {
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

  private <T extends @Nullable Object> T inLibrary(WriteAction<T> action) {
    return rollbackOnFailure(
        () -> {
          library.begin();
          return action.run();
        });
  }

  private <T extends @Nullable Object> T inVectors(WriteAction<T> action) {
    return rollbackOnFailure(
        () -> {
          vectors.begin();
          return action.run();
        });
  }

  private <T extends @Nullable Object> T rollbackOnFailure(WriteAction<T> action) {
    try {
      return action.run();
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
        // SQLite rolls back by itself on some errors; then no transaction is open.
        log.debug("rollback failed", e);
      }
    }
  }

  private static void close(Session session) {
    try (session) {
      // Does not wait for active readers. The last process to close a database checkpoints its log
      // anyway.
      session.execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      log.warn("cannot close a database cleanly", e);
    }
  }
}
