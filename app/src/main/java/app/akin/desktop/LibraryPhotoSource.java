package app.akin.desktop;

import app.akin.core.library.FullImage;
import app.akin.core.library.PhotoDetails;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.MarkSources;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.core.search.QueryImage;
import app.akin.core.search.SharedPhotoInfo;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.search.SharedPhotoIds;
import app.akin.desktop.viewer.PhotoSource;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Provides the photos of a library, and those of a shared one that it does not have.
///
/// @param library the library
/// @param shared the known photos of the shared library
record LibraryPhotoSource(PhotoLibrary library, SharedPhotoIds shared)
    implements PhotoSource, PhotoActions.Source {
  @Override
  public Map<ContentId, Path> paths(Collection<ContentId> contents) {
    Map<ContentId, Path> paths =
        new HashMap<>(library.photos().paths(contents.stream().filter(ContentId::isOwn).toList()));
    for (ContentId content : contents) {
      shared
          .find(content)
          .flatMap(SharedPhotoInfo::local)
          .ifPresent(path -> paths.put(content, path));
    }
    return paths;
  }

  @Override
  public FullImage picture(ContentId content, int longSide) {
    Optional<SharedPhotoInfo> photo = shared.find(content);
    if (photo.isEmpty()) {
      return library.photos().fullImage(content, longSide);
    }
    Optional<Path> local = photo.get().local();
    return local.isPresent()
        ? library.photos().fullImage(local.get(), longSide)
        : new FullImage.Unavailable(SharedPhotoIds.path(photo.get().files().getFirst()));
  }

  @Override
  public Map<ContentId, ImageText> texts(Collection<ContentId> contents) {
    return library.texts().texts(contents.stream().filter(ContentId::isOwn).toList());
  }

  @Override
  public Optional<PhotoDetails> details(ContentId content) {
    Optional<SharedPhotoInfo> photo = shared.find(content);
    return photo.isPresent()
        ? photo.map(found -> details(content, found))
        : library.photos().details(content);
  }

  /// Returns what the shared library tells of a photo.
  private static PhotoDetails details(ContentId content, SharedPhotoInfo photo) {
    SharedPhotoInfo.File first = photo.files().getFirst();
    return new PhotoDetails(
        new PhotoId(content.value()),
        content,
        new PhotoFacts(
            format(first.path()),
            Math.max(1, photo.width()),
            Math.max(1, photo.height()),
            1,
            Metadata.NONE),
        null,
        new PhotoDate(
            photo.date(),
            photo.precision(),
            null,
            photo.dated() ? DateSource.EXIF : DateSource.FILE),
        first.bytes(),
        MarkSources.NONE,
        photo.files().stream()
            .map(
                file ->
                    new PhotoDetails.PhotoFile(SharedPhotoIds.path(file), file.local().isPresent()))
            .toList(),
        ImageText.NONE);
  }

  private static String format(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
  }

  /// Returns a thumbnail; see [app.akin.core.library.Photos#thumbnail].
  Optional<byte[]> thumbnail(ContentId content) {
    Optional<SharedPhotoInfo> photo = shared.find(content);
    return photo.isPresent()
        ? library.share().thumbnail(photo.get().key())
        : library.photos().thumbnail(content);
  }

  /// Returns photos as query images. Shared ones may require the server.
  List<QueryImage> images(List<ContentId> contents) {
    return contents.stream().flatMap(content -> image(content).stream()).toList();
  }

  private Optional<QueryImage> image(ContentId content) {
    Optional<SharedPhotoInfo> photo = shared.find(content);
    if (photo.isEmpty()) {
      return Optional.of(new QueryImage.Photo(content));
    }
    Optional<Path> local = photo.get().local();
    Optional<QueryImage> image =
        local.isPresent()
            ? local.map(QueryImage.File::new)
            : thumbnail(content)
                .map(
                    jpeg ->
                        new QueryImage.Bytes(
                            Text.name(SharedPhotoIds.path(photo.get().files().getFirst())), jpeg));
    image.ifPresent(known -> shared.use(known, content));
    return image;
  }
}
