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
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/// Reads the catalogue. It sees what was committed, by this process or another, and neither waits
/// for a writer nor makes it wait. Two calls may see different states.
///
/// Thread-safe. Every method throws [AkinException] where the library cannot be read.
public final class CatalogueReader {
  /// Embeddings fetched at a time: some megabytes, and no statement is open while they are used.
  private static final int BATCH = 2048;

  private final ReadConnections connections;
  private final PhotoQueries photos;

  CatalogueReader(ReadConnections connections, ZoneId zone) {
    this.connections = connections;
    this.photos = new PhotoQueries(zone);
  }

  /// The library's folders, by path.
  public List<Root> roots() {
    return connections.read(RootRows::roots);
  }

  /// What is asked about roots, in no order that matters.
  public List<PendingConfirmation> pendingConfirmations() {
    return connections.read(RootRows::pendingConfirmations);
  }

  /// The folders of a root, relative to it, in which other volumes were mounted, with their ids.
  public Map<String, String> mounts(long rootId) {
    return connections.read(session -> RootRows.mounts(session, rootId));
  }

  /// Some files of a root, spread over it: what tells it apart when its path changed.
  public List<FileStat> sampleFiles(long rootId, int count) {
    return connections.read(session -> RootRows.sampleFiles(session, rootId, count));
  }

  /// What the file system called a root's folder when it was seen last; empty where it did not
  /// tell.
  public String fileKey(long rootId) {
    return connections
        .read(
            session ->
                session.first(
                    "SELECT file_key FROM roots WHERE id = ?", row -> row.getString(1), rootId))
        .orElse("");
  }

  /// Of some files, those whose content another file shows that is not one of them.
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

  /// How many files of a root are known, failed ones included.
  public long files(long rootId) {
    return connections.read(session -> RootRows.fileCount(session, rootId));
  }

  /// The files known in one directory, not below it, by name; the map is the caller's.
  ///
  /// @param directory relative to the root as [PathText#relative] says it; letter case counts
  /// @param modelId whose embeddings count
  public Map<String, KnownFile> files(long rootId, String directory, long modelId) {
    return connections.read(session -> FileQueries.files(session, rootId, directory, modelId));
  }

  /// The directories of a root that have files directly in them, relative to it, sorted.
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

  /// Whether files are known in a directory of a root or below it.
  ///
  /// @param directory relative to the root, not empty
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

  /// What is known of a content, whether or not a file still shows it.
  ///
  /// @param modelId whose embeddings count
  public Optional<KnownContent> content(ContentKey key, long modelId) {
    return connections.read(session -> FileQueries.content(session, key, modelId));
  }

  /// Of some files of a folder, what those that were taken in show, in the order of their names.
  ///
  /// @param directory relative to the root as [PathText#relative] says it
  /// @param names the files'
  /// @param file the name of the file that is asked for, in the same folder; it need not be known
  /// @param format the format of its content
  /// @param modelId whose embeddings count
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

  /// The content that stands for the photo of a content: that itself, or its twin. Empty where no
  /// file shows it.
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

  /// Directories of a root in which videos are, with how many.
  public Map<String, Long> videoCounts(long rootId) {
    return connections.read(session -> RootRows.videoCounts(session, rootId));
  }

  /// The row of a model, by its fingerprint; empty where it never embedded anything here.
  public OptionalLong modelId(String fingerprint) {
    return connections.read(
        session -> session.firstLong("SELECT id FROM models WHERE fingerprint = ?", fingerprint));
  }

  /// The models that embedded something here, oldest first.
  public List<ModelRow> models() {
    return connections.read(
        session ->
            session.list(
                "SELECT id, fingerprint, name, dimension FROM models ORDER BY id",
                row ->
                    new ModelRow(
                        row.getLong(1), row.getString(2), row.getString(3), row.getInt(4))));
  }

  /// How much is in the library.
  ///
  /// @param modelId whose embeddings count
  public Counts counts(long modelId) {
    return connections.read(session -> FileQueries.counts(session, modelId));
  }

  /// Whether a model embedded anything that is in the library.
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

  /// The contents of a folder's files that a model has not embedded and that have a thumbnail, by
  /// id: where the folder is absent, that is all there is of them.
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
                    new UnembeddedContent(new ContentId(row.getLong(1)), ContentKey.of(row.getBytes(2))),
                rootId,
                modelId));
  }

  /// How many pictures one model covers, another does not, and a thumbnail shows: what the other
  /// has still to do before it can answer in the first one's place.
  ///
  /// @param modelId the other
  /// @param covering the first
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

  /// The files that could not be taken in, by path.
  public List<FailedFile> failures() {
    return connections.read(
        session ->
            session
                .list(
                    """
                    SELECT r.path, d.path, f.name, x.kind, x.detail, x.tries, x.last_try
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

  /// A setting of the library, as [CatalogueWriter#putSetting] kept it.
  public Optional<String> setting(String key) {
    return connections.read(
        session ->
            session.first(
                "SELECT value FROM settings WHERE key = ?", row -> row.getString(1), key));
  }

  /// What there is to show of the photos of contents. Those without a file are left out.
  public Map<ContentId, PhotoRow> photos(Collection<ContentId> contents) {
    return connections.read(session -> photos.rows(session, contents));
  }

  /// Streams every photo that has a file, by the id of the content that stands for it, in constant
  /// memory. The consumer works inside the reading: it is quick and does not use this reader.
  ///
  /// @param present whether the root of an id is there now
  public void forEachPhoto(LongPredicate present, PhotoConsumer consumer) {
    connections.read(
        session -> {
          photos.forEachPhoto(session, present, consumer);
          return consumer;
        });
  }

  /// Changes with every commit to the library, and with no other thing. Quick: one row is read.
  /// Empty where there is no library yet.
  public Optional<String> revision() {
    return connections.read(
        session ->
            session.first(
                "SELECT epoch || ':' || commits FROM library_lineage", row -> row.getString(1)));
  }

  /// The contents that stand for photos which pass a filter, sorted by id.
  public long[] matching(PhotoFilter filter) {
    return connections.read(session -> photos.matching(session, filter));
  }

  /// The contents a model embedded that no file shows any more, or for which a twin stands, sorted
  /// by id: an index leaves them out.
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

  /// Names what content ids, model ids and sequences mean. It changes when a database was deleted,
  /// replaced or restored; whatever was derived under another epoch must be derived again. Empty
  /// where nothing is embedded yet.
  public Optional<String> epoch() {
    return connections.read(
        session -> session.first("SELECT epoch FROM vectors_lineage", row -> row.getString(1)));
  }

  /// Streams a model's embeddings in the order they were written, in constant memory. A content
  /// embedded again comes again, under a later sequence; the later one counts. The consumer may
  /// take its time and may use this reader.
  ///
  /// @param sequence the last one already known, 0 for all
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

  /// What a model made of a content.
  public Optional<Embedding> embedding(ContentId content, long modelId) {
    return connections.read(
        session ->
            session.first(
                "SELECT vector, norm FROM embeddings WHERE model_id = ? AND content_id = ?",
                row -> embedding(row, 1),
                modelId,
                content.value()));
  }

  /// What a model made of some contents; those it has not seen are left out.
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

  /// The thumbnail of a content or of the twin that stands for it, encoded as JPEG.
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
