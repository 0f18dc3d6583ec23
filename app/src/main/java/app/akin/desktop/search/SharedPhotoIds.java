package app.akin.desktop.search;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoId;
import app.akin.core.search.QueryImage;
import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedPhotoInfo;
import app.akin.core.search.SharedResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives the photos of a shared library IDs by which the window knows them, until it is closed.
/// They are negative, so that none is that of a photo of this library. Thread-safe.
public final class SharedPhotoIds {
  private final Map<ContentKey, ContentId> ids = new HashMap<>();
  private final Map<ContentId, SharedPhotoInfo> photos = new HashMap<>();
  private final Map<QueryImage, ContentId> queries = new HashMap<>();

  /// Returns a photo; empty for one of this library.
  public synchronized Optional<SharedPhotoInfo> find(ContentId content) {
    return Optional.ofNullable(photos.get(content));
  }

  private synchronized ContentId put(SharedPhotoInfo photo) {
    ContentId id = ids.computeIfAbsent(photo.key(), _ -> new ContentId(-1L - ids.size()));
    photos.put(id, photo);
    return id;
  }

  /// Notes that an image is that of a photo.
  public synchronized void use(QueryImage image, ContentId content) {
    queries.put(image, content);
  }

  /// Returns the photo of which an image is; empty for another image.
  synchronized Optional<ContentId> of(QueryImage image) {
    return Optional.ofNullable(queries.get(image));
  }

  /// Returns a result of a shared library as one of the window.
  SearchResult result(SharedResult found) {
    SharedPhotoInfo photo = found.photo();
    ContentId id = put(photo);
    List<Path> paths = photo.files().stream().map(SharedPhotoIds::path).toList();
    return new SearchResult(
        new PhotoId(id.value()),
        id,
        paths.getFirst(),
        paths,
        photo.date(),
        photo.dated(),
        found.score(),
        found.band(),
        found.imageShare(),
        found.textShare(),
        found.excludedShare(),
        found.productShare(),
        photo.local().isEmpty(),
        null,
        List.of(),
        found.feedbackShare(),
        photo);
  }

  /// Returns the path of a file on this computer, otherwise its relative path with the name of its
  /// shared folder.
  public static Path path(SharedPhotoInfo.File file) {
    return file.local().orElseGet(() -> Path.of(file.folder(), file.path()));
  }
}
