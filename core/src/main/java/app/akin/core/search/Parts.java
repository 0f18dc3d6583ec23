package app.akin.core.search;

import app.akin.core.decode.Decoding;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.Purpose;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import app.akin.core.search.Features.Feature;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.KnownContent;
import app.akin.core.store.PhotoRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes raw features of the parts of queries, and pictures to show of them. A part is made once
/// and then remembered by its session. [#thumbnail] and [#preview] are thread-safe, the others are
/// for the thread that searches.
final class Parts {
  /// A larger file is no photo; what is read of one is held in memory.
  private static final long MAX_BYTES = 1L << 30;

  /// A part of memory that a file may take.
  private static final int MEMORY_PART = 4;

  private final CatalogueReader catalogue;
  private final Supplier<PhotoDecoder> decoder;
  private final Supplier<PhotoDecoder> previews;

  /// @param decoder reads pictures, and makes thumbnails
  /// @param previews the same with thumbnails large enough to draw a crop on
  Parts(
      CatalogueReader catalogue, Supplier<PhotoDecoder> decoder, Supplier<PhotoDecoder> previews) {
    this.catalogue = catalogue;
    this.decoder = decoder;
    this.previews = previews;
  }

  /// The feature of some words.
  Feature words(Session open, String text) {
    Features.Key key = new Features.Key.Text(text);
    Optional<Feature> known = open.features().find(key);
    if (known.isPresent()) {
      return known.get();
    }
    Feature made = new Feature(open.textTower().embed(text), "", null);
    open.features().keep(key, made);
    return made;
  }

  /// The feature of a part of a picture.
  ///
  /// @throws AkinException `QUERY_IMAGE` where the picture cannot be used
  Feature picture(Session open, QueryPicture picture, Crop crop) {
    if (picture instanceof QueryPicture.Photo(ContentId content) && crop.isWhole()) {
      return new Feature(stored(open, content), "", null);
    }
    Features.Key key = new Features.Key.Picture(picture, crop);
    Feature known = open.features().find(key).orElse(null);
    String stamp = stamp(picture);
    // A file that has gone since is still what was asked with.
    if (known != null && (stamp.isEmpty() || stamp.equals(known.stamp()))) {
      return known;
    }
    byte[] bytes = bytes(picture);
    Raster raster = raster(picture, bytes);
    Embedding embedding =
        open.imageTower().embed(List.of(open.model().prepare(crop.of(raster)))).getFirst();
    Feature made = new Feature(embedding, stamp, decoder.get().key(bytes));
    open.features().keep(key, made);
    return made;
  }

  /// The row of what a picture shows, where the library has it.
  Optional<ContentId> own(Session open, QueryPicture picture, Feature feature) {
    Optional<ContentId> own;
    if (picture instanceof QueryPicture.Photo(ContentId content)) {
      own = Optional.of(content);
    } else {
      ContentKey key = feature.content();
      own =
          key == null
              ? Optional.empty()
              : catalogue.content(key, open.modelId()).map(KnownContent::id);
    }
    return own.map(this::lead);
  }

  private ContentId lead(ContentId content) {
    return catalogue.lead(content).orElse(content);
  }

  /// A small picture of a query's picture: JPEG, upright, in sRGB.
  byte[] thumbnail(QueryPicture picture) {
    if (picture instanceof QueryPicture.Photo(ContentId content)) {
      Optional<byte[]> stored = catalogue.thumbnail(content);
      if (stored.isPresent()) {
        return stored.get();
      }
    }
    return made(decoder.get(), picture);
  }

  /// A picture of it that is large enough to draw on: JPEG, upright, in sRGB.
  byte[] preview(QueryPicture picture) {
    try {
      return made(previews.get(), picture);
    } catch (AkinException e) {
      if (picture instanceof QueryPicture.Photo(ContentId content)) {
        // Its volume may be away.
        return catalogue.thumbnail(content).orElseThrow(() -> e);
      }
      throw e;
    }
  }

  private static byte[] made(PhotoDecoder decoder, QueryPicture picture, byte[] bytes) {
    return switch (decoder.decode(bytes, new Purpose.Indexing(1))) {
      case Decoding.Refused refused ->
          throw unusable(null, name(picture), refused.kind(), refused.detail());
      case Decoding.Decoded decoded -> decoded.thumbnail();
    };
  }

  private byte[] made(PhotoDecoder with, QueryPicture picture) {
    return made(with, picture, bytes(picture));
  }

  private Embedding stored(Session open, ContentId content) {
    return catalogue
        .embedding(lead(content), open.modelId())
        .orElseGet(
            () -> {
              QueryPicture picture = new QueryPicture.Photo(content);
              Raster raster = raster(picture, bytes(picture));
              return open.imageTower().embed(List.of(open.model().prepare(raster))).getFirst();
            });
  }

  private Raster raster(QueryPicture picture, byte[] bytes) {
    return switch (decoder.get().decode(bytes, Purpose.QUERY)) {
      case Decoding.Refused refused ->
          throw unusable(null, name(picture), refused.kind(), refused.detail());
      case Decoding.Decoded decoded -> decoded.raster();
    };
  }

  private byte[] bytes(QueryPicture picture) {
    return switch (picture) {
      case QueryPicture.Bytes(String _, byte[] bytes) -> bytes;
      case QueryPicture.File(Path path) -> read(path);
      case QueryPicture.Photo(ContentId content) -> read(content);
    };
  }

  /// A photo of the library is read from the first of its files that is there; where none is, its
  /// thumbnail stands in.
  private byte[] read(ContentId content) {
    PhotoRow row = catalogue.photos(List.of(content)).get(content);
    AkinException gone = null;
    if (row != null) {
      for (Path path : row.paths()) {
        try {
          return read(path);
        } catch (AkinException e) {
          gone = e;
        }
      }
    }
    Optional<byte[]> thumbnail = catalogue.thumbnail(content);
    if (thumbnail.isPresent()) {
      return thumbnail.get();
    }
    throw gone != null
        ? gone
        : unusable(
            null,
            name(new QueryPicture.Photo(content)),
            FailureKind.UNREADABLE,
            "it is not in the library any more");
  }

  private static byte[] read(Path file) {
    try {
      long size = Files.size(file);
      if (size > Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / MEMORY_PART)) {
        throw unusable(null, file, FailureKind.TOO_LARGE, "has " + size + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw unusable(e, file, FailureKind.UNREADABLE, "it does not exist");
    } catch (IOException e) {
      throw unusable(e, file, FailureKind.UNREADABLE, "it cannot be read");
    }
  }

  private static String stamp(QueryPicture picture) {
    if (picture instanceof QueryPicture.File(Path path)) {
      try {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return file.size() + " " + file.lastModifiedTime();
      } catch (IOException e) {
        return "";
      }
    }
    return "";
  }

  private static Object name(QueryPicture picture) {
    return switch (picture) {
      case QueryPicture.Bytes(String name, byte[] _) -> name;
      case QueryPicture.File(Path path) -> path;
      case QueryPicture.Photo(ContentId content) -> "photo " + content.value();
    };
  }

  private static AkinException unusable(
      @Nullable Throwable cause, Object name, FailureKind kind, String detail) {
    return new AkinException(cause, Problem.QUERY_IMAGE, name, kind, detail);
  }
}
