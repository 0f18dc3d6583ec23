package app.akin.core.share;

import app.akin.core.photo.ContentKey;
import app.akin.core.search.SharedPhotos;
import app.akin.core.share.ShareStatus.Folder;
import app.akin.core.share.ShareStatus.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads the extent of a shared library.
///
/// @param connection the server
record ShareReader(ShareConnection connection) {
  private static final String FOLDERS =
      """
      SELECT o.id, o.name,
        (SELECT count(*) FROM akin.directories d JOIN akin.files f ON f.directory_id = d.id
          WHERE d.folder_id = o.id),
        ARRAY(SELECT DISTINCT k.name FROM akin.leases l JOIN akin.desks k ON k.id = l.desk_id
          WHERE l.folder_id = o.id AND l.expires > clock_timestamp() ORDER BY k.name)
      FROM akin.folders o ORDER BY o.name
      """;

  /// Returns the ID of the shared library.
  UUID id() {
    return connection.read(
        () ->
            connection
                .list("SELECT id FROM akin.share", row -> row.getObject(1, UUID.class))
                .getFirst());
  }

  /// Returns the number of photos.
  long photos() {
    return connection.read(() -> connection.longs("SELECT count(*) FROM akin.contents").getFirst());
  }

  /// Returns the number of photos with a vector of a model.
  long vectors(SharedModel model) {
    return connection.read(
        () -> connection.longs("SELECT count(*) FROM " + model.table()).getFirst());
  }

  /// Returns whether the vectors of a model have a graph.
  boolean hasGraph(SharedModel model) {
    return connection.read(
        () ->
            !connection
                .longs("SELECT 1 WHERE to_regclass(?) IS NOT NULL", model.table() + "_by_vector")
                .isEmpty());
  }

  /// Returns the thumbnail of a content as JPEG; empty if it has none.
  Optional<byte[]> thumbnail(ContentKey key) {
    return connection.read(
        () ->
            connection
                .list(
                    """
                    SELECT t.jpeg FROM akin.contents c JOIN akin.thumbnails t ON t.content_id = c.id
                    WHERE c.key = ?
                    """,
                    row -> row.getBytes(1),
                    (Object) key.bytes())
                .stream()
                .findFirst());
  }

  /// Returns the names of the models, oldest first.
  List<String> models() {
    return all().stream().map(SharedModel::name).distinct().toList();
  }

  /// Returns the models that answer instead of another one, see
  /// [app.akin.core.search.SharedPhotos.Source#ahead]. Counts nothing else if that one has vectors
  /// of all photos.
  List<SharedPhotos.Model> ahead(String fingerprint) {
    Optional<SharedModel> behind = SharedModel.find(connection, fingerprint);
    long covered = behind.map(this::vectors).orElse(0L);
    if (covered >= photos()) {
      return List.of();
    }
    record Counted(SharedModel model, long vectors) {}
    return all().stream()
        .filter(each -> !each.fingerprint().equals(fingerprint))
        .map(each -> new Counted(each, vectors(each)))
        .filter(
            each ->
                each.vectors() > covered
                    || (each.vectors() == covered
                        && behind.filter(model -> !covers(model, each.model())).isPresent()))
        .sorted(Comparator.comparingLong(Counted::vectors).reversed())
        .map(each -> new SharedPhotos.Model(each.model().fingerprint(), each.model().name()))
        .toList();
  }

  /// Returns whether a model has vectors of all photos of which another one has vectors.
  private boolean covers(SharedModel model, SharedModel other) {
    return connection.read(
        () ->
            connection
                .longs(
                    """
                    SELECT 1 FROM %s o
                    WHERE NOT EXISTS (SELECT 1 FROM %s v WHERE v.content_id = o.content_id) LIMIT 1
                    """
                        .formatted(other.table(), model.table()))
                .isEmpty());
  }

  private List<SharedModel> all() {
    return connection.read(
        () ->
            connection.list(
                "SELECT id, fingerprint, name FROM akin.models ORDER BY id",
                row -> new SharedModel(row.getInt(1), row.getString(2), row.getString(3))));
  }

  /// Returns the state of the shared library.
  ///
  /// @param waiting number of photos of this library that are still to be published
  ShareStatus status(ShareSettings settings, boolean canPublish, long waiting) {
    return connection.read(
        () ->
            new ShareStatus(
                settings,
                connection.text("SHOW server_version"),
                connection.text("SELECT extversion FROM pg_extension WHERE extname = 'vector'"),
                canPublish,
                photos(),
                all().stream().map(model -> new Model(model.name(), vectors(model))).toList(),
                connection.list(
                    FOLDERS,
                    row ->
                        new Folder(
                            row.getString(2),
                            row.getLong(3),
                            Arrays.asList((String[]) row.getArray(4).getArray()),
                            local(settings, row.getObject(1, UUID.class)))),
                waiting,
                connection.clockOffset()));
  }

  private static Optional<Path> local(ShareSettings settings, UUID folder) {
    return Optional.ofNullable(settings.mounts().get(folder));
  }
}
