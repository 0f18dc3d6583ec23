package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.FileFacts;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.query.Geocoder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final Session library;
  private final Session thumbnails;
  private final WriteTransaction transaction;
  private final RootWriter roots;
  private final VectorWriter vectors;
  private final StackWriter stacks;
  private final TextWriter texts;
  private final PrimaryContent primaries;
  private final FileRows files;
  private final FileFactRows fileFacts;
  private final SqliteErrors errors;

  private CatalogueWriter(
      List<Session> sessions,
      WriteTurn turn,
      long commits,
      Clock clock,
      @Nullable Geocoder geocoder,
      SqliteErrors errors) {
    this.library = sessions.get(0);
    this.thumbnails = sessions.get(2);
    this.transaction =
        new WriteTransaction(
            library, sessions.get(1), thumbnails, turn, commits, clock, geocoder, errors);
    this.primaries = new PrimaryContent(library);
    this.files = new FileRows(library, primaries, clock);
    this.roots = new RootWriter(transaction, library, files, clock);
    this.vectors = new VectorWriter(transaction, sessions.get(1));
    this.stacks = new StackWriter(transaction, library, clock);
    this.texts = new TextWriter(transaction, library);
    this.fileFacts = new FileFactRows(library);
    this.errors = errors;
  }

  /// Opens the databases of an existing folder that the caller has locked.
  ///
  /// @param geocoder finds the places of photos; null leaves them pending
  /// @param progress receives the progress of a migration
  static CatalogueWriter open(
      Path folder,
      Clock clock,
      @Nullable Geocoder geocoder,
      SqliteErrors errors,
      MigrationProgress progress) {
    Schema schema = new Schema(folder);
    List<Session> sessions = new ArrayList<>();
    try {
      for (DatabaseFile file : DatabaseFile.values()) {
        sessions.add(schema.openForWriting(file, clock, progress));
      }
      long commits = schema.reconcile(sessions.get(0), sessions.get(1));
      return new CatalogueWriter(
          sessions, WriteTurn.open(folder), commits, clock, geocoder, errors);
    } catch (SQLException e) {
      sessions.forEach(WriteTransaction::close);
      throw errors.translate(e);
    } catch (IOException e) {
      sessions.forEach(WriteTransaction::close);
      throw errors.translate(e);
    } catch (RuntimeException e) {
      sessions.forEach(WriteTransaction::close);
      throw e;
    }
  }

  /// Finds the pending places of photos and commits.
  void findPlaces(MigrationProgress progress) {
    transaction.findPlaces(progress);
    transaction.commit();
  }

  /// Returns the writer of roots.
  public RootWriter roots() {
    return roots;
  }

  /// Returns the writer of models and embeddings.
  public VectorWriter vectors() {
    return vectors;
  }

  /// Returns the writer of stacks.
  public StackWriter stacks() {
    return stacks;
  }

  /// Returns the writer of the text of photos.
  public TextWriter texts() {
    return texts;
  }

  /// Detaches contents that have had no file since before the given time from their photos, unless
  /// these are in a collection, and deletes their thumbnails. Their embeddings stay: they need the
  /// least space and take longest to compute.
  public void expireTombstones(Instant before) {
    List<byte[]> keys = transaction.inLibrary(() -> files.expireTombstones(before.toEpochMilli()));
    if (!keys.isEmpty()) {
      transaction.changeThumbnails(
          () -> {
            for (byte[] key : keys) {
              thumbnails.update("DELETE FROM thumbnails WHERE content_key = ?", key);
            }
          });
    }
  }

  /// Inserts or updates a content: what its image is. The metadata is stored by [#putOwnFacts]. The
  /// caller must call [#putFile] for it in the same transaction.
  ///
  /// @param bytes size of the file it was read from
  public ContentId putContent(ContentKey key, long bytes, PhotoFacts facts) {
    ContentRow row = transaction.inLibrary(() -> files.putContent(key, bytes, facts));
    if (row.inserted()) {
      vectors.relink(key, row.id());
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
  public void putFile(
      long rootId, String directory, String name, long size, long modified, ContentId content) {
    transaction.changeLibrary(
        () -> files.putFile(rootId, directory, name, size, modified, content.value()));
  }

  /// Records that two contents that have files belong to the same photo: a raw file or a HEIC next
  /// to its JPEG. Their photos are merged into the older one, unless it would then have two
  /// contents of the same kind.
  public void mergeSiblings(ContentId one, ContentId other) {
    transaction.changeLibrary(() -> primaries.merge(one.value(), other.value()));
  }

  /// Returns the number of photos that lost their primary content since this writer was opened and
  /// now have another, which may not be embedded.
  public long replacedPrimaries() {
    return primaries.replaced();
  }

  /// Stores the facts of a file that are not in it, replacing earlier ones.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; empty for the
  ///   root
  /// @param name the file's name in the form of [PathText#relative]
  /// @param sidecar the sidecars that were read; null for none
  public void putFactsOutside(
      long rootId, String directory, String name, FileFacts facts, @Nullable SidecarStamp sidecar) {
    transaction.changeLibrary(() -> fileFacts.putOutside(rootId, directory, name, facts, sidecar));
  }

  /// Stores what a file's own metadata says, replacing what it said before.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; empty for the
  ///   root
  /// @param name the file's name in the form of [PathText#relative]
  /// @param revision the revision of the reader
  public void putOwnFacts(
      long rootId, String directory, String name, Metadata metadata, int revision) {
    transaction.changeLibrary(() -> fileFacts.putOwn(rootId, directory, name, metadata, revision));
  }

  /// Stores the stamp of a file.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; empty for the
  ///   root
  /// @param name the file's name in the form of [PathText#relative]
  public void putFileStamp(long rootId, String directory, String name, FileStamp stamp) {
    transaction.changeLibrary(() -> files.putFileStamp(rootId, directory, name, stamp));
  }

  /// Sets the numbers of files directly in a folder that are not indexed.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; empty for the
  ///   root
  public void setFolderCounts(long rootId, String directory, FolderCounts counts) {
    transaction.changeLibrary(() -> files.setFolderCounts(rootId, directory, counts));
  }

  /// Records a new size and time of a file whose content is unchanged.
  public void updateFileStat(long fileId, long size, long modified) {
    transaction.changeLibrary(
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
  public void putFailure(
      long rootId,
      String directory,
      String name,
      long size,
      long modified,
      FailureKind kind,
      String detail) {
    transaction.changeLibrary(
        () -> files.putFailure(rootId, directory, name, size, modified, kind, detail));
  }

  /// Removes files. A content that loses its last file gets a tombstone, by which a returning file
  /// gets its photo back.
  public void removeFiles(Collection<Long> fileIds) {
    if (!fileIds.isEmpty()) {
      transaction.changeLibrary(
          () -> files.removeFiles(fileIds.stream().mapToLong(Long::longValue).toArray()));
    }
  }

  /// Records the revision of the decoder that read a content.
  public void putDecoder(ContentId content, int revision) {
    transaction.changeLibrary(() -> DecoderStamps.put(library, content.value(), revision));
  }

  /// Records the revision of the decoder that failed to read a file.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]
  public void putFailedDecoder(long rootId, String directory, String name, int revision) {
    transaction.changeLibrary(
        () -> DecoderStamps.putOfFailure(library, rootId, directory, name, revision));
  }

  /// Stores a content's thumbnail, replacing an earlier one.
  ///
  /// @param jpeg the encoded image
  public void putThumbnail(ContentKey key, byte[] jpeg) {
    transaction.changeThumbnails(
        () ->
            thumbnails.update(
                "INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", key.bytes(), jpeg));
  }

  /// Records whether a content is black and white or toned.
  ///
  /// @param revision the revision of the judge
  public void putMonochrome(ContentId content, boolean monochrome, int revision) {
    transaction.changeLibrary(
        () ->
            library.update(
                "UPDATE contents SET monochrome = ?, judge = ? WHERE id = ?",
                monochrome ? 1 : 0,
                revision,
                content.value()));
  }

  /// Marks photos of which an older version has judged by their facts whether they are screenshots
  /// or panoramas. The next commit judges them again.
  ///
  /// @param after the result of the previous call, 0 at first
  /// @param limit number of photos
  /// @return where the next call continues; 0 if nothing was left
  public long judgeFactsAgain(long after, int limit) {
    return transaction.inLibrary(() -> new SearchFactRows(library).markOutdatedKinds(after, limit));
  }

  /// Stores a setting of the library, replacing an earlier value.
  public void putSetting(String key, String value) {
    transaction.changeLibrary(
        () -> library.update("INSERT OR REPLACE INTO settings VALUES (?, ?)", key, value));
  }

  /// Deletes a setting of the library.
  public void removeSetting(String key) {
    transaction.changeLibrary(() -> library.update("DELETE FROM settings WHERE key = ?", key));
  }

  /// Commits all changes since the last commit, which makes them durable and visible to readers. If
  /// this fails, the library may be committed while vectors or thumbnails are not.
  public void commit() {
    transaction.commit();
  }

  /// Creates today's backup of the library if it is missing.
  void backUp(Backups backups) {
    transaction.rollbackOnFailure(
        () -> {
          try {
            backups.backUpToday(library);
          } catch (IOException e) {
            throw errors.translate(e);
          }
          return true;
        });
  }

  /// Rolls back uncommitted changes, checkpoints the write-ahead logs as far as readers allow, and
  /// closes the databases.
  @Override
  public void close() {
    transaction.close();
  }
}
