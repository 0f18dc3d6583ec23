package app.akin.core.library;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.LibraryRevision;
import app.akin.core.photo.MarkSources;
import app.akin.core.query.Geocoder;
import app.akin.core.scan.RootPresence;
import app.akin.core.scan.Volumes;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// Provides the timeline, thumbnails, full images and details of photos. Thread-safe; all methods
/// read files, so they must not be called on the UI thread.
///
/// Every method throws [app.akin.core.photo.AkinException] if the library cannot be read.
public final class Photos {
  /// Number of photos whose timeline takes about half a second to read.
  private static final int MANY = 300_000;

  /// Photos that fill several screens.
  private static final int NEWEST = 1_000;

  private final CatalogueReader catalogue;
  private final Supplier<PhotoDecoder> decoder;
  private final Volumes volumes;
  private final Geocoder geocoder;

  Photos(
      CatalogueReader catalogue,
      Supplier<PhotoDecoder> decoder,
      Volumes volumes,
      Geocoder geocoder) {
    this.catalogue = catalogue;
    this.decoder = decoder;
    this.volumes = volumes;
    this.geocoder = geocoder;
  }

  /// Returns the state of the library and of the drives of its folders: [#timeline] returns
  /// something else only if the part of the photos is another. Cheap enough to poll every second.
  public LibraryRevision revision() {
    StringBuilder absent = new StringBuilder();
    for (Root root : catalogue.roots()) {
      if (!isPresent(root)) {
        absent.append(':').append(root.id());
      }
    }
    return catalogue.revision().with(absent.toString());
  }

  /// Returns all photos, newest first, those without a date last. Takes one pass over the
  /// catalogue: about a second for some hundred thousand photos.
  public Timeline timeline() {
    return timeline(_ -> true);
  }

  /// Returns the newest photos of a library whose timeline takes long to read: they can be shown
  /// meanwhile. Takes milliseconds. Empty for a library of fewer photos, and if a folder is
  /// unavailable.
  public Optional<Timeline> newest() {
    return newest(MANY, NEWEST);
  }

  Optional<Timeline> newest(int many, int limit) {
    if (!catalogue.roots().stream().allMatch(this::isPresent)) {
      return Optional.empty();
    }
    Timeline.Builder builder = new Timeline.Builder();
    LongStream.Builder photos = LongStream.builder();
    catalogue.forEachNewestPhoto(
        many,
        limit,
        (content, photo, width, height, date, dated, fileCount, allOffline) -> {
          builder.add(content, photo, width, height, date, dated, fileCount, allOffline);
          photos.add(photo);
        });
    catalogue.stacks().forEachPhotoOf(photos.build().toArray(), builder::addToStack);
    Timeline newest = builder.buildPart();
    return newest.size() < limit ? Optional.empty() : Optional.of(newest);
  }

  /// Returns the photos with a file in or below a folder, newest first.
  ///
  /// @param folder an absolute folder
  public Timeline timeline(Path folder) {
    long[] inside = catalogue.matching(new PhotoFilter(folder, List.of()));
    return timeline(content -> Arrays.binarySearch(inside, content) >= 0);
  }

  private Timeline timeline(LongPredicate included) {
    Set<Long> present = new HashSet<>();
    for (Root root : catalogue.roots()) {
      if (isPresent(root)) {
        present.add(root.id());
      }
    }
    Timeline.Builder builder = new Timeline.Builder();
    catalogue.forEachPhoto(
        present::contains,
        (content, photo, width, height, date, dated, fileCount, allOffline) -> {
          if (included.test(content)) {
            builder.add(content, photo, width, height, date, dated, fileCount, allOffline);
          }
        });
    catalogue.stacks().forEachPhoto(builder::addToStack);
    return builder.build();
  }

  /// Returns the coordinates of all photos that have some, in no particular order.
  public Coordinates coordinates() {
    Coordinates.Builder builder = new Coordinates.Builder();
    catalogue.forEachCoordinate(builder::add);
    return builder.build();
  }

  /// Returns the name of a place in a language, or its English name.
  ///
  /// @param id an identifier of the table of places, as it stands in facts
  public String placeName(String id, Locale locale) {
    return geocoder.name(id, locale);
  }

  /// Returns a photo's thumbnail as JPEG: upright, in sRGB, with a long side of at most 512 pixels.
  public Optional<byte[]> thumbnail(ContentId content) {
    return catalogue.thumbnail(content);
  }

  /// Returns the details of a photo; empty if it has no files any more.
  public Optional<PhotoDetails> details(ContentId content) {
    return Optional.ofNullable(catalogue.photos(List.of(content)).get(content)).map(this::details);
  }

  /// Returns the details of photos, in their order. Those that have no files any more are omitted.
  public List<PhotoDetails> details(List<ContentId> contents) {
    Map<ContentId, PhotoRow> rows = catalogue.photos(contents);
    return contents.stream().map(rows::get).filter(Objects::nonNull).map(this::details).toList();
  }

  private PhotoDetails details(PhotoRow row) {
    return new PhotoDetails(
        row.photo(),
        row.content(),
        row.facts(),
        PhotoLocation.of(row.facts().metadata().place(), geocoder),
        row.date(),
        row.bytes(),
        new MarkSources(catalogue.marks().stated(row.photo())),
        row.paths().stream()
            .map(path -> new PhotoDetails.PhotoFile(path, Files.exists(path)))
            .toList(),
        catalogue
            .texts()
            .texts(List.of(row.content()))
            .getOrDefault(row.content(), ImageText.NONE));
  }

  /// Returns a path for each photo: its first file that exists, otherwise its first file. Photos
  /// without files are omitted.
  public Map<ContentId, Path> paths(Collection<ContentId> contents) {
    Map<ContentId, Path> paths = new HashMap<>();
    catalogue.photos(contents).forEach((content, row) -> paths.put(content, availablePath(row)));
    return paths;
  }

  /// Loads a photo's image from its file, upright and in sRGB.
  ///
  /// @param longSide maximum number of pixels of the longer side; smaller values are faster
  public FullImage fullImage(ContentId content, int longSide) {
    PhotoRow row = catalogue.photos(List.of(content)).get(content);
    if (row == null) {
      return new FullImage.Removed();
    }
    return fullImage(availablePath(row), longSide);
  }

  /// Loads an image from a file, such as one that only a shared library has.
  ///
  /// @param longSide as for [#fullImage(ContentId, int)]
  public FullImage fullImage(Path file, int longSide) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      return Files.exists(file)
          ? new FullImage.Failed(file, FailureKind.UNREADABLE)
          : new FullImage.Unavailable(file);
    }
    return switch (decoder.get().decode(bytes, new DecodePurpose.Viewing(longSide))) {
      case DecodeResult.Failed failure -> new FullImage.Failed(file, failure.kind());
      case DecodeResult.Decoded decoded ->
          new FullImage.Loaded(
              decoded.raster(), decoded.facts().width(), decoded.facts().height(), file);
    };
  }

  private boolean isPresent(Root root) {
    return RootPresence.of(
            root.path(), root.volumeUid(), () -> catalogue.fileCount(root.id()), volumes)
        .isAvailable();
  }

  private static Path availablePath(PhotoRow row) {
    return row.paths().stream().filter(Files::exists).findFirst().orElseGet(row.paths()::getFirst);
  }
}
