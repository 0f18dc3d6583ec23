package app.akin.core.search;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import app.akin.core.search.FeatureCache.Feature;
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

/// Computes the raw features of query parts, and thumbnails of query images. Features are cached in
/// the session. [#thumbnail] and [#preview] are thread-safe; all other methods must be called on
/// the search thread.
final class QueryPartEmbedder {
  /// Maximum file size, because files are read into memory.
  private static final long MAX_BYTES = 1L << 30;

  /// The fraction of the heap that a file may occupy is 1 / this value.
  private static final int MEMORY_PART = 4;

  private final CatalogueReader catalogue;
  private final Supplier<PhotoDecoder> decoder;
  private final Supplier<PhotoDecoder> previews;

  /// @param decoder decodes images and thumbnails
  /// @param previews decodes thumbnails large enough to draw a crop on
  QueryPartEmbedder(
      CatalogueReader catalogue, Supplier<PhotoDecoder> decoder, Supplier<PhotoDecoder> previews) {
    this.catalogue = catalogue;
    this.decoder = decoder;
    this.previews = previews;
  }

  /// Returns the feature of a text.
  Feature words(SearchSession open, String text) {
    FeatureCache.Key key = new FeatureCache.Key.Text(text);
    Optional<Feature> known = open.features().find(key);
    if (known.isPresent()) {
      return known.get();
    }
    Feature made = new Feature(open.textTower().embed(text), "", null);
    open.features().put(key, made);
    return made;
  }

  /// Returns the feature of an image or of a part of it.
  ///
  /// @throws AkinException `QUERY_IMAGE` if the image can't be used
  Feature picture(SearchSession open, QueryImage picture, Crop crop) {
    if (picture instanceof QueryImage.Photo(ContentId content) && crop.isWhole()) {
      return new Feature(stored(open, content), "", null);
    }
    FeatureCache.Key key = new FeatureCache.Key.Picture(picture, crop);
    Feature known = open.features().find(key).orElse(null);
    String stamp = stamp(picture);
    // A file that has been deleted meanwhile is still part of the query.
    if (known != null && (stamp.isEmpty() || stamp.equals(known.stamp()))) {
      return known;
    }
    byte[] bytes = bytes(picture);
    Raster raster = raster(picture, bytes);
    Embedding embedding =
        open.imageTower().embed(List.of(open.model().prepare(crop.of(raster)))).getFirst();
    Feature made = new Feature(embedding, stamp, decoder.get().key(bytes));
    open.features().put(key, made);
    return made;
  }

  /// Returns the content of an image if the library has it.
  Optional<ContentId> findContent(SearchSession open, QueryImage picture, Feature feature) {
    Optional<ContentId> own;
    if (picture instanceof QueryImage.Photo(ContentId content)) {
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

  /// Returns a thumbnail of a query image: JPEG, upright, in sRGB.
  byte[] thumbnail(QueryImage picture) {
    if (picture instanceof QueryImage.Photo(ContentId content)) {
      Optional<byte[]> stored = catalogue.thumbnail(content);
      if (stored.isPresent()) {
        return stored.get();
      }
    }
    return made(decoder.get(), picture);
  }

  /// Returns a preview of a query image, large enough to draw on: JPEG, upright, in sRGB.
  byte[] preview(QueryImage picture) {
    try {
      return made(previews.get(), picture);
    } catch (AkinException e) {
      if (picture instanceof QueryImage.Photo(ContentId content)) {
        // Its volume may be unavailable.
        return catalogue.thumbnail(content).orElseThrow(() -> e);
      }
      throw e;
    }
  }

  private static byte[] made(PhotoDecoder decoder, QueryImage picture, byte[] bytes) {
    return switch (decoder.decode(bytes, new DecodePurpose.Indexing(1))) {
      case DecodeResult.Failed refused ->
          throw unusableImage(null, name(picture), refused.kind(), refused.detail());
      case DecodeResult.Decoded decoded -> decoded.thumbnail();
    };
  }

  private byte[] made(PhotoDecoder with, QueryImage picture) {
    return made(with, picture, bytes(picture));
  }

  private Embedding stored(SearchSession open, ContentId content) {
    return catalogue
        .embedding(lead(content), open.modelId())
        .orElseGet(
            () -> {
              QueryImage picture = new QueryImage.Photo(content);
              Raster raster = raster(picture, bytes(picture));
              return open.imageTower().embed(List.of(open.model().prepare(raster))).getFirst();
            });
  }

  private Raster raster(QueryImage picture, byte[] bytes) {
    return switch (decoder.get().decode(bytes, DecodePurpose.QUERY)) {
      case DecodeResult.Failed refused ->
          throw unusableImage(null, name(picture), refused.kind(), refused.detail());
      case DecodeResult.Decoded decoded -> decoded.raster();
    };
  }

  private byte[] bytes(QueryImage picture) {
    return switch (picture) {
      case QueryImage.Bytes(String _, byte[] bytes) -> bytes;
      case QueryImage.File(Path path) -> read(path);
      case QueryImage.Photo(ContentId content) -> read(content);
    };
  }

  /// Reads a photo of the library from its first available file, otherwise from its thumbnail.
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
        : unusableImage(
            null,
            name(new QueryImage.Photo(content)),
            FailureKind.UNREADABLE,
            "it is not in the library any more");
  }

  private static byte[] read(Path file) {
    try {
      long size = Files.size(file);
      if (size > Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / MEMORY_PART)) {
        throw unusableImage(null, file, FailureKind.TOO_LARGE, "has " + size + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw unusableImage(e, file, FailureKind.UNREADABLE, "it does not exist");
    } catch (IOException e) {
      throw unusableImage(e, file, FailureKind.UNREADABLE, "it cannot be read");
    }
  }

  private static String stamp(QueryImage picture) {
    if (picture instanceof QueryImage.File(Path path)) {
      try {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return file.size() + " " + file.lastModifiedTime();
      } catch (IOException e) {
        return "";
      }
    }
    return "";
  }

  private static Object name(QueryImage picture) {
    return switch (picture) {
      case QueryImage.Bytes(String name, byte[] _) -> name;
      case QueryImage.File(Path path) -> path;
      case QueryImage.Photo(ContentId content) -> "photo " + content.value();
    };
  }

  private static AkinException unusableImage(
      @Nullable Throwable cause, Object name, FailureKind kind, String detail) {
    return new AkinException(cause, Problem.QUERY_IMAGE, name, kind, detail);
  }
}
