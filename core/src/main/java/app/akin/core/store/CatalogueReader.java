package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PathText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/// Reads the catalogue. A reader sees all committed changes, of this process or another. It does
/// not wait for a writer and does not block one. Two calls may see different states.
///
/// Thread-safe. Every method throws [AkinException] if the library cannot be read.
public final class CatalogueReader {
  /// Number of embeddings fetched at a time: a few megabytes. No statement is open while they are
  /// processed.
  private static final int BATCH = 2048;

  private final ReadConnections connections;
  private final PhotoQueries photos;

  CatalogueReader(ReadConnections connections, ZoneId zone) {
    this.connections = connections;
    this.photos = new PhotoQueries(new DatePolicy(zone));
  }

  /// Returns the library's roots, sorted by path.
  public List<Root> roots() {
    return connections.read(RootQueries::roots);
  }

  /// Returns the confirmations that roots wait for, in no particular order.
  public List<PendingConfirmation> pendingConfirmations() {
    return connections.read(RootQueries::pendingConfirmations);
  }

  /// Returns the mount points of other volumes inside a root: folder relative to the root to volume
  /// ID.
  public Map<String, String> mounts(long rootId) {
    return connections.read(session -> RootQueries.mounts(session, rootId));
  }

  /// Returns a sample of a root's files, spread over it, by which the root is recognised after its
  /// path changed.
  public List<FileStat> sampleFiles(long rootId, int count) {
    return connections.read(session -> RootQueries.sampleFiles(session, rootId, count));
  }

  /// Returns the file key of a root's folder when it was last seen; empty if the file system
  /// provides none.
  public String fileKey(long rootId) {
    return connections
        .read(
            session ->
                session.first(
                    "SELECT file_key FROM roots WHERE id = ?", row -> row.getString(1), rootId))
        .orElse("");
  }

  /// Returns those of the given files whose content also exists in a file outside the given ones.
  public long[] duplicatedElsewhere(Collection<Long> fileIds) {
    return connections.read(
        session ->
            session.longs(
                """
                WITH asked (id) AS (SELECT value FROM json_each(?))
                SELECT f.id FROM asked a JOIN files f ON f.id = a.id
                WHERE EXISTS (SELECT 1 FROM files o
                  WHERE o.content_id = f.content_id AND o.id NOT IN (SELECT id FROM asked))
                """,
                Columns.jsonArray(fileIds.stream().mapToLong(Long::longValue))));
  }

  /// Returns the number of known files of a root, including failed ones.
  public long fileCount(long rootId) {
    return connections.read(session -> RootQueries.fileCount(session, rootId));
  }

  /// Returns the number of files of a root that show a photo.
  public long indexedFileCount(long rootId) {
    return connections.read(session -> RootQueries.indexedFileCount(session, rootId));
  }

  /// Returns the number of indexed files of a root whose facts an older reader has read.
  ///
  /// @param revision the revision of the current reader
  public long outdatedFacts(long rootId, int revision) {
    return connections
        .read(
            session ->
                session.firstLong(
                    """
                    SELECT count(*) FROM directories d JOIN files f ON f.directory_id = d.id
                    WHERE d.root_id = ? AND f.content_id IS NOT NULL AND f.facts_revision < ?
                    """,
                    rootId,
                    revision))
        .orElse(0);
  }

  /// Returns the known files directly in a folder, by name. The caller owns the map.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]; case-sensitive
  /// @param modelId the model whose embeddings are considered
  public Map<String, KnownFile> files(long rootId, String directory, long modelId) {
    return connections.read(session -> FileQueries.files(session, rootId, directory, modelId));
  }

  /// Returns the folders of a root that directly contain known files, relative to it, sorted.
  public List<String> directories(long rootId) {
    return connections.read(
        session ->
            session.list(
                """
                SELECT path FROM directories d
                WHERE root_id = ? AND EXISTS (SELECT 1 FROM files WHERE directory_id = d.id)
                ORDER BY path
                """,
                row -> row.getString(1),
                rootId));
  }

  /// Returns whether a folder of a root or one of its subfolders contains known files.
  ///
  /// @param directory path relative to the root, not empty
  public boolean hasFilesIn(long rootId, String directory) {
    return connections.read(
        session ->
            session
                .firstLong(
                    """
                    SELECT 1 FROM directories d
                    WHERE root_id = ?1 AND (path = ?2 OR (path > ?2 || '/' AND path < ?2 || '0'))
                      AND EXISTS (SELECT 1 FROM files WHERE directory_id = d.id) LIMIT 1
                    """,
                    rootId,
                    directory)
                .isPresent());
  }

  /// Returns the decoders that last read the files directly in a folder, by name, for files that
  /// were decoded or that could not be decoded. The caller owns the map.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]
  public Map<String, DecoderStamp> decoders(long rootId, String directory) {
    return connections.read(session -> DecoderStamps.ofFolder(session, rootId, directory));
  }

  /// Returns the revision of the decoder that last read a content; empty if the catalogue does not
  /// have it.
  public OptionalInt decoder(ContentKey key) {
    return connections.read(session -> DecoderStamps.ofContent(session, key));
  }

  /// Returns the catalogue's state of a content, even if no file has it any more.
  ///
  /// @param modelId the model whose embeddings are considered
  public Optional<KnownContent> content(ContentKey key, long modelId) {
    return connections.read(session -> FileQueries.content(session, key, modelId));
  }

  /// Returns the contents of those of the named files of a folder that are indexed, in the order of
  /// the names.
  ///
  /// @param directory path relative to the root in the form of [PathText#relative]
  /// @param names the names of the files
  /// @param file the name of the file whose siblings are requested, in the same folder; it need not
  ///   be known
  /// @param format the format of that file's content
  /// @param modelId the model whose embeddings are considered
  public List<SiblingFile> siblings(
      long rootId,
      String directory,
      Collection<String> names,
      String file,
      String format,
      long modelId) {
    return connections.read(
        session -> FileQueries.siblings(session, rootId, directory, names, file, format, modelId));
  }

  /// Returns the primary content of a content's photo: the content itself or a sibling. Empty if no
  /// file has the content.
  public Optional<ContentId> primaryContent(ContentId content) {
    return connections.read(
        session ->
            session.first(
                """
                SELECT p.lead FROM files f JOIN photos p ON p.id = f.photo_id
                WHERE f.content_id = ? LIMIT 1
                """,
                row -> new ContentId(row.getLong(1)),
                content.value()));
  }

  /// Returns the folders of a root that contain files that are not indexed, with their numbers.
  public Map<String, FolderCounts> folderCounts(long rootId) {
    return connections.read(session -> RootQueries.folderCounts(session, rootId));
  }

  /// Returns the row ID of a model by its fingerprint; empty if it has never embedded anything in
  /// this library.
  public OptionalLong modelId(String fingerprint) {
    return connections.read(
        session -> session.firstLong("SELECT id FROM models WHERE fingerprint = ?", fingerprint));
  }

  /// Returns the models that have embedded something in this library, oldest first.
  public List<ModelRow> models() {
    return connections.read(
        session ->
            session.list(
                "SELECT id, fingerprint, name, dimension FROM models ORDER BY id",
                row ->
                    new ModelRow(
                        row.getLong(1), row.getString(2), row.getString(3), row.getInt(4))));
  }

  /// Returns the number of rows of each kind in the library.
  ///
  /// @param modelId the model whose embeddings are considered
  public Counts counts(long modelId) {
    return connections.read(session -> FileQueries.counts(session, modelId));
  }

  /// Returns whether a model has embedded any content that is in the library.
  public boolean hasEmbeddings(long modelId) {
    return connections.read(
        session ->
            session
                .firstLong(
                    """
                    SELECT 1 FROM embeddings e WHERE model_id = ? AND EXISTS
                      (SELECT 1 FROM photos WHERE lead = e.content_id) LIMIT 1
                    """,
                    modelId)
                .isPresent());
  }

  /// Returns the primary contents of a root's photos that a model has not embedded but that have a
  /// thumbnail, by ID. While the root is unavailable, the thumbnail is the only image of them.
  public List<UnembeddedContent> unembedded(long rootId, long modelId) {
    return connections.read(
        session ->
            session.list(
                """
                SELECT DISTINCT c.id, c.key
                FROM directories d JOIN files f ON f.directory_id = d.id
                  JOIN photos p ON p.id = f.photo_id JOIN contents c ON c.id = p.lead
                WHERE d.root_id = ?1
                  AND NOT EXISTS (SELECT 1 FROM embeddings e
                    WHERE e.model_id = ?2 AND e.content_id = c.id)
                  AND EXISTS (SELECT 1 FROM thumbnails t WHERE t.content_key = c.key)
                ORDER BY c.id
                """,
                row ->
                    new UnembeddedContent(
                        new ContentId(row.getLong(1)), ContentKey.of(row.getBytes(2))),
                rootId,
                modelId));
  }

  /// Returns the number of contents that one model has embedded and another has not, and that have
  /// a thumbnail: the work left before the other model can replace the first.
  ///
  /// @param modelId the model that is to replace the other
  /// @param covering the model that has embedded the contents
  public long missingEmbeddings(long modelId, long covering) {
    return connections
        .read(
            session ->
                session.firstLong(
                    """
                    SELECT count(*) FROM embeddings o JOIN contents c ON c.id = o.content_id
                    WHERE o.model_id = ?2
                      AND EXISTS (SELECT 1 FROM photos p WHERE p.lead = c.id)
                      AND NOT EXISTS (SELECT 1 FROM embeddings e
                        WHERE e.model_id = ?1 AND e.content_id = c.id)
                      AND EXISTS (SELECT 1 FROM thumbnails t WHERE t.content_key = c.key)
                    """,
                    modelId,
                    covering))
        .orElse(0);
  }

  /// Returns the files that could not be indexed, sorted by path.
  public List<FailedFile> failures() {
    return connections.read(
        session ->
            session
                .list(
                    """
                    SELECT r.path, d.path, f.name,
                      -- Akin 0.1.0 stored empty files as damaged.
                      CASE WHEN x.kind = 'damaged' AND x.detail = 'is empty'
                        THEN 'empty' ELSE x.kind END,
                      x.detail, x.tries, x.last_try
                    FROM failures x JOIN files f ON f.id = x.file_id
                      JOIN directories d ON d.id = f.directory_id JOIN roots r ON r.id = d.root_id
                    WHERE x.kind <> 'too_small'
                    """,
                    row ->
                        new FailedFile(
                            Columns.path(row, 1, 2, 3),
                            FailureKind.ofWord(row.getString(4)),
                            row.getString(5),
                            row.getInt(6),
                            Instant.ofEpochMilli(row.getLong(7))))
                .stream()
                .sorted(Comparator.comparing(FailedFile::path))
                .toList());
  }

  /// Returns a setting of the library, stored by [CatalogueWriter#putSetting].
  public Optional<String> setting(String key) {
    return connections.read(
        session ->
            session.first(
                "SELECT value FROM settings WHERE key = ?", row -> row.getString(1), key));
  }

  /// Returns the photos of the given contents for display. Contents without a file are omitted.
  public Map<ContentId, PhotoRow> photos(Collection<ContentId> contents) {
    return connections.read(session -> photos.rows(session, contents));
  }

  /// Streams every photo that has a file, ordered by the ID of its primary content, in constant
  /// memory. The consumer runs while the query is open: it must be fast and must not use this
  /// reader.
  ///
  /// @param present tests by ID whether a root is available
  public void forEachPhoto(LongPredicate present, PhotoConsumer consumer) {
    connections.read(
        session -> {
          photos.forEachPhoto(session, present, consumer);
          return consumer;
        });
  }

  /// Returns a value that changes with every commit to the library and only then. Fast: it reads
  /// one row. Empty if the library does not exist yet.
  public Optional<String> revision() {
    return connections.read(
        session ->
            session.first(
                "SELECT epoch || ':' || commits FROM library_lineage", row -> row.getString(1)));
  }

  /// Returns the primary contents of the photos that match a filter, sorted by ID.
  public long[] matching(PhotoFilter filter) {
    return connections.read(session -> photos.matching(session, filter));
  }

  /// Returns the contents embedded by a model that have no file any more or are not primary, sorted
  /// by ID. The vector index excludes them.
  public long[] hidden(long modelId) {
    return connections.read(
        session ->
            session.longs(
                """
                SELECT content_id FROM embeddings e
                WHERE model_id = ? AND content_id IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM photos WHERE lead = e.content_id)
                ORDER BY content_id
                """,
                modelId));
  }

  /// Returns the identifier of the current meaning of content IDs, model IDs and sequences. It
  /// changes when a database is deleted, replaced or restored; data derived under another epoch
  /// must be derived again. Empty if nothing has been embedded yet.
  public Optional<String> epoch() {
    return connections.read(
        session -> session.first("SELECT epoch FROM vectors_lineage", row -> row.getString(1)));
  }

  /// Streams a model's embeddings in the order they were written, in constant memory. A content
  /// that was embedded again is passed again with a later sequence, which replaces the earlier one.
  /// The consumer may be slow and may use this reader.
  ///
  /// @param sequence the last sequence already known, 0 for all
  public void embeddingsAfter(long modelId, long sequence, EmbeddingConsumer consumer) {
    record Entry(long sequence, long contentId, Embedding embedding) {}
    long after = sequence;
    List<Entry> batch;
    do {
      long from = after;
      batch =
          connections.read(
              session ->
                  session.list(
                      """
                      SELECT sequence, content_id, vector, norm FROM embeddings
                      WHERE sequence > ? AND +model_id = ? AND content_id IS NOT NULL
                      ORDER BY sequence LIMIT ?
                      """,
                      row -> new Entry(row.getLong(1), row.getLong(2), embedding(row, 3)),
                      from,
                      modelId,
                      BATCH));
      for (Entry entry : batch) {
        consumer.accept(entry.sequence(), entry.contentId(), entry.embedding().unit());
        after = entry.sequence();
      }
    } while (batch.size() == BATCH);
  }

  /// Returns a model's embedding of a content.
  public Optional<Embedding> embedding(ContentId content, long modelId) {
    return connections.read(
        session ->
            session.first(
                "SELECT vector, norm FROM embeddings WHERE model_id = ? AND content_id = ?",
                row -> embedding(row, 1),
                modelId,
                content.value()));
  }

  /// Returns a model's embeddings of the given contents. Contents without an embedding are omitted.
  public Map<ContentId, Embedding> embeddings(Collection<ContentId> contents, long modelId) {
    return connections.read(
        session -> {
          Map<ContentId, Embedding> found = new HashMap<>();
          session.list(
              """
              SELECT e.content_id, e.vector, e.norm
              FROM json_each(?2) j CROSS JOIN embeddings e
                ON e.model_id = ?1 AND e.content_id = j.value
              """,
              row -> found.put(new ContentId(row.getLong(1)), embedding(row, 2)),
              modelId,
              Columns.jsonArray(contents.stream().mapToLong(ContentId::value)));
          return found;
        });
  }

  /// Returns the thumbnail of a content or of its photo's primary content, encoded as JPEG.
  public Optional<byte[]> thumbnail(ContentId content) {
    return connections.read(
        session ->
            session.first(
                """
                SELECT jpeg FROM thumbnails
                WHERE content_key = (SELECT key FROM contents WHERE id = coalesce(
                  (SELECT p.lead FROM files f JOIN photos p ON p.id = f.photo_id
                    WHERE f.content_id = ?1 LIMIT 1), ?1))
                """,
                row -> row.getBytes(1),
                content.value()));
  }

  private static Embedding embedding(ResultSet row, int column) throws SQLException {
    return new Embedding(HalfFloats.decode(row.getBytes(column)), row.getFloat(column + 1));
  }
}
