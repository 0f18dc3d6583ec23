package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.LibraryRevision;
import app.akin.core.photo.PathText;
import app.akin.core.query.Places;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongPredicate;

/// Reads the catalogue. A reader sees all committed changes, of this process or another. It does
/// not wait for a writer and does not block one. Two calls may see different states.
///
/// Thread-safe. Every method throws [AkinException] if the library cannot be read.
public final class CatalogueReader {
  private final Vocabularies vocabularies = new Vocabularies();
  private final ReadConnections connections;
  private final PhotoQueries photos;
  private final VectorReader vectors;
  private final StackReader stacks;
  private final TextIndex texts;
  private final MarkReader marks;

  CatalogueReader(ReadConnections connections, ZoneId zone) {
    this.connections = connections;
    this.photos = new PhotoQueries(new DatePolicy(zone));
    this.vectors = new VectorReader(connections);
    this.stacks = new StackReader(connections);
    this.texts = new TextIndex(connections);
    this.marks = new MarkReader(connections);
  }

  /// Returns the reader of models and embeddings.
  public VectorReader vectors() {
    return vectors;
  }

  /// Returns the reader of stacks.
  public StackReader stacks() {
    return stacks;
  }

  /// Returns the text of photos.
  public TextIndex texts() {
    return texts;
  }

  /// Returns the reader of the outbox of a shared library.
  public OutboxReader outbox() {
    return new OutboxReader(connections);
  }

  /// Returns the reader of collections.
  public CollectionReader collections() {
    return new CollectionReader(connections);
  }

  /// Returns the reader of saved searches.
  public SavedSearchReader savedSearches() {
    return new SavedSearchReader(connections);
  }

  /// Returns the reader of marks.
  public MarkReader marks() {
    return marks;
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
                    SELECT count(*) FROM files f NOT INDEXED
                      CROSS JOIN directories d ON d.id = f.directory_id
                    WHERE f.facts_revision < ? AND f.content_id IS NOT NULL AND d.root_id = ?
                    """,
                    revision,
                    rootId))
        .orElse(0);
  }

  /// Returns the contents that have a thumbnail at which no judge, or an older one, has looked.
  ///
  /// @param revision the revision of the current judge
  public List<ContentId> unjudged(int revision) {
    return connections.read(
        session ->
            session.list(
                """
                SELECT c.id FROM contents c WHERE c.judge < ?
                  AND EXISTS (SELECT 1 FROM thumbnails t WHERE t.content_key = c.key)
                ORDER BY c.id
                """,
                row -> new ContentId(row.getLong(1)),
                revision));
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

  /// Returns the number of rows of each kind in the library.
  ///
  /// @param modelId the model whose embeddings are considered
  public Counts counts(long modelId) {
    return connections.read(session -> FileQueries.counts(session, modelId));
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

  /// Passes the coordinates of all photos that have some to a consumer, in no particular order.
  /// Coordinates of exactly 0, 0 are left out: cameras write them without a position.
  public void forEachCoordinate(CoordinateConsumer consumer) {
    connections.read(
        session -> {
          photos.forEachCoordinate(session, consumer);
          return consumer;
        });
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

  /// Streams every photo that has a file, ordered by the ID of its primary content. Keeps only the
  /// photos of several files, and a bit for each photo if a root is unavailable. The consumer runs
  /// while the query is open: it must be fast and must not use this reader.
  ///
  /// @param present tests by ID whether a root is available
  public void forEachPhoto(LongPredicate present, PhotoConsumer consumer) {
    connections.read(
        session -> {
          photos.forEachPhoto(session, present, consumer);
          return consumer;
        });
  }

  /// Streams the photos with the latest dates like [#forEachPhoto], as if all roots were available.
  /// Takes milliseconds, however many photos there are.
  ///
  /// @param many number of photos below which none are passed
  /// @param limit number of photos at most
  public void forEachNewestPhoto(int many, int limit, PhotoConsumer consumer) {
    connections.read(
        session -> {
          photos.forEachNewestPhoto(session, many, limit, consumer);
          return consumer;
        });
  }

  /// Returns the state of the library. Fast: it reads one row.
  public LibraryRevision revision() {
    return connections.read(
        session ->
            session
                .first(
                    """
                    SELECT epoch || ':' || (commits - edit_commits - text_commits),
                      epoch || ':' || commits
                    FROM library_lineage
                    """,
                    row -> new LibraryRevision(row.getString(1), row.getString(2)))
                .orElse(LibraryRevision.NONE));
  }

  /// Returns the reader of facts.
  ///
  /// @param places the places that facts name
  /// @param southernHome whether the seasons of photos without coordinates are those of the
  ///   southern hemisphere
  public FactReader facts(Places places, boolean southernHome) {
    return new FactReader(connections, vocabularies, places, southernHome);
  }

  /// Returns the primary contents of the photos that match a filter, sorted by ID.
  ///
  /// @param filter has no facts about places and seasons, which [#facts] needs more to answer
  public long[] matching(PhotoFilter filter) {
    return facts(Places.NONE, false).matching(filter);
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
}
