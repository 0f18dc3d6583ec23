package app.akin.core.search;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.NamedImage;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Raster;
import app.akin.core.search.FeatureCache.Feature;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.KnownContent;
import app.akin.core.store.PhotoRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Computes the raw features of query parts, and thumbnails of query images. Features are cached in
/// the session. [#thumbnail], [#preview] and [#recognize] are thread-safe; all other methods must
/// be called on the search thread.
final class QueryPartEmbedder {
  /// Maximum file size, because files are read into memory.
  private static final long MAX_BYTES = 1L << 30;

  /// The fraction of the heap that a file may occupy is 1 / this value.
  private static final int HEAP_DIVISOR = 4;

  /// A pass of a tower over an image; empty if stopped.
  private interface Pass {
    Optional<Embedding> run(PreparedImage image);
  }

  private final CatalogueReader catalogue;
  private final Supplier<PhotoDecoder> decoder;
  private final Supplier<PhotoDecoder> previewDecoder;

  /// @param decoder decodes images and thumbnails
  /// @param previews decodes thumbnails large enough to draw a crop on
  QueryPartEmbedder(
      CatalogueReader catalogue, Supplier<PhotoDecoder> decoder, Supplier<PhotoDecoder> previews) {
    this.catalogue = catalogue;
    this.decoder = decoder;
    this.previewDecoder = previews;
  }

  /// Returns the feature of a text; empty if stopped.
  Optional<Feature> embedText(ModelSession session, String text, BooleanSupplier stopped) {
    FeatureCache.Key key = new FeatureCache.Key.Text(text);
    Optional<Feature> cached = session.features().find(key);
    if (cached.isPresent()) {
      return cached;
    }
    Optional<Feature> feature =
        session.textTower().embed(text, stopped).map(embedding -> new Feature(embedding, "", null));
    feature.ifPresent(found -> session.features().put(key, found));
    return feature;
  }

  /// Returns the feature of an image or of a part of it; empty if stopped.
  ///
  /// @throws AkinException `QueryImage` if the image can't be used
  Optional<Feature> embedImage(
      ModelSession session, QueryImage image, Crop crop, BooleanSupplier stopped) {
    if (image instanceof QueryImage.Photo(ContentId content) && crop.isWhole()) {
      return storedFeature(session, content, stopped)
          .map(embedding -> new Feature(embedding, "", null));
    }
    return embed(
        session,
        new FeatureCache.Key.Image(image, crop),
        image,
        crop,
        prepared -> session.imageTower().embed(List.of(prepared), stopped).stream().findFirst());
  }

  /// Returns the feature of an image, or of a part of it, and a text together; empty if stopped.
  /// Takes a pass of the model even for a photo of the library.
  ///
  /// @throws AkinException `QueryImage` if the image can't be used
  Optional<Feature> embedPrompt(
      ModelSession session, QueryImage image, Crop crop, String text, BooleanSupplier stopped) {
    return embed(
        session,
        new FeatureCache.Key.Prompt(image, crop, text),
        image,
        crop,
        prepared -> session.promptTower().embedQuery(prepared, text, stopped));
  }

  private Optional<Feature> embed(
      ModelSession session, FeatureCache.Key key, QueryImage image, Crop crop, Pass pass) {
    Feature cached = session.features().find(key).orElse(null);
    String fileState = fileState(image);
    // A file that has been deleted meanwhile is still part of the query.
    if (cached != null && (fileState.isEmpty() || fileState.equals(cached.fileState()))) {
      return Optional.of(cached);
    }
    byte[] bytes = bytes(image);
    Raster raster = decode(image, bytes);
    Optional<Feature> feature =
        pass.run(session.model().prepare(crop.applyTo(raster)))
            .map(embedding -> new Feature(embedding, fileState, decoder.get().key(bytes)));
    feature.ifPresent(found -> session.features().put(key, found));
    return feature;
  }

  /// Returns the content of an image if the library has it.
  Optional<ContentId> findContent(ModelSession session, QueryImage image, Feature feature) {
    Optional<ContentId> found;
    if (image instanceof QueryImage.Photo(ContentId content)) {
      found = Optional.of(content);
    } else {
      ContentKey key = feature.content();
      found =
          key == null
              ? Optional.empty()
              : catalogue.content(key, session.modelId()).map(KnownContent::id);
    }
    return found.map(this::primaryContent);
  }

  /// Returns the photo of the library of which an image is an exact copy, otherwise the image.
  ///
  /// @throws AkinException `QueryImage` if the image can't be read
  QueryImage recognize(QueryImage image) {
    if (image instanceof QueryImage.Photo) {
      return image;
    }
    return catalogue
        .content(decoder.get().key(bytes(image)), ModelSession.NOTHING_EMBEDDED)
        .flatMap(known -> Optional.ofNullable(known.id()))
        .flatMap(catalogue::primaryContent)
        .<QueryImage>map(QueryImage.Photo::new)
        .orElse(image);
  }

  private ContentId primaryContent(ContentId content) {
    return findPrimary(content).orElse(content);
  }

  /// Returns the content that represents the photo of a content; empty if the library does not have
  /// the photo any more.
  Optional<ContentId> findPrimary(ContentId content) {
    return catalogue.primaryContent(content);
  }

  /// Returns the stored feature of a photo; empty if the model has not embedded it.
  Optional<Embedding> stored(ModelSession session, ContentId content) {
    return catalogue.vectors().embedding(content, session.modelId());
  }

  /// Returns a thumbnail of a query image: JPEG, upright, in sRGB.
  byte[] thumbnail(QueryImage image) {
    if (image instanceof QueryImage.Photo(ContentId content)) {
      Optional<byte[]> stored = catalogue.thumbnail(content);
      if (stored.isPresent()) {
        return stored.get();
      }
    }
    return decodeThumbnail(decoder.get(), image);
  }

  /// Returns a preview of a query image, large enough to draw on: JPEG, upright, in sRGB.
  byte[] preview(QueryImage image) {
    try {
      return decodeThumbnail(previewDecoder.get(), image);
    } catch (AkinException e) {
      if (image instanceof QueryImage.Photo(ContentId content)) {
        // Its volume may be unavailable.
        return catalogue.thumbnail(content).orElseThrow(() -> e);
      }
      throw e;
    }
  }

  private static byte[] decodeThumbnail(PhotoDecoder decoder, QueryImage image, byte[] bytes) {
    return switch (decoder.decode(bytes, new DecodePurpose.Indexing(1))) {
      case DecodeResult.Failed failed ->
          throw NamedImage.unusable(null, name(image), failed.kind(), failed.detail());
      case DecodeResult.Decoded decoded -> decoded.thumbnail();
    };
  }

  private byte[] decodeThumbnail(PhotoDecoder decoder, QueryImage image) {
    return decodeThumbnail(decoder, image, bytes(image));
  }

  private Optional<Embedding> storedFeature(
      ModelSession session, ContentId content, BooleanSupplier stopped) {
    return catalogue
        .vectors()
        .embedding(primaryContent(content), session.modelId())
        .or(
            () -> {
              QueryImage image = new QueryImage.Photo(content);
              Raster raster = decode(image, bytes(image));
              return session
                  .imageTower()
                  .embed(List.of(session.model().prepare(raster)), stopped)
                  .stream()
                  .findFirst();
            });
  }

  private Raster decode(QueryImage image, byte[] bytes) {
    return switch (decoder.get().decode(bytes, DecodePurpose.QUERY)) {
      case DecodeResult.Failed failed ->
          throw NamedImage.unusable(null, name(image), failed.kind(), failed.detail());
      case DecodeResult.Decoded decoded -> decoded.raster();
    };
  }

  private byte[] bytes(QueryImage image) {
    return switch (image) {
      case QueryImage.Bytes(String name, byte[] bytes) -> {
        NamedImage.checkSize(name, bytes.length, maxBytes());
        yield bytes;
      }
      case QueryImage.File(Path path) -> NamedImage.read(path, maxBytes());
      case QueryImage.Photo(ContentId content) -> read(content);
    };
  }

  /// Reads a photo of the library from its first available file, otherwise from its thumbnail.
  private byte[] read(ContentId content) {
    PhotoRow row = catalogue.photos(List.of(content)).get(content);
    AkinException failure = null;
    if (row != null) {
      for (Path path : row.paths()) {
        try {
          return NamedImage.read(path, maxBytes());
        } catch (AkinException e) {
          failure = e;
        }
      }
    }
    Optional<byte[]> thumbnail = catalogue.thumbnail(content);
    if (thumbnail.isPresent()) {
      return thumbnail.get();
    }
    throw failure != null
        ? failure
        : NamedImage.unusable(
            null,
            name(new QueryImage.Photo(content)),
            FailureKind.UNREADABLE,
            "it is not in the library any more");
  }

  static long maxBytes() {
    return Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
  }

  private static String fileState(QueryImage image) {
    if (image instanceof QueryImage.File(Path path)) {
      try {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return file.size() + " " + file.lastModifiedTime();
      } catch (IOException e) {
        return "";
      }
    }
    return "";
  }

  private static String name(QueryImage image) {
    return switch (image) {
      case QueryImage.Bytes(String name, byte[] _) -> name;
      case QueryImage.File(Path path) -> path.toString();
      case QueryImage.Photo(ContentId content) -> "photo " + content.value();
    };
  }
}
