package app.akin.core.search;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.Raster;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.EmbeddingSource;
import app.akin.core.store.PhotoRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads the pixels of photos to embed them. Thread-safe.
///
/// @param catalogue the thumbnails
/// @param decoder decodes files and thumbnails
record PhotoImages(CatalogueReader catalogue, Supplier<PhotoDecoder> decoder) {
  /// The pixels of a photo.
  ///
  /// @param source the image that they are from
  record PhotoImage(Raster raster, EmbeddingSource source) {}

  /// Returns the pixels of a photo's primary content, from a file that still has it, otherwise from
  /// the thumbnail; empty if neither can be decoded.
  Optional<PhotoImage> read(PhotoRow photo) {
    for (Path path : photo.paths()) {
      Optional<PhotoImage> image =
          bytes(path)
              .filter(bytes -> decoder.get().key(bytes).equals(photo.key()))
              .flatMap(bytes -> decode(bytes, EmbeddingSource.ORIGINAL));
      if (image.isPresent()) {
        return image;
      }
    }
    return catalogue
        .thumbnail(photo.content())
        .flatMap(bytes -> decode(bytes, EmbeddingSource.THUMBNAIL));
  }

  private Optional<PhotoImage> decode(byte[] bytes, EmbeddingSource source) {
    return switch (decoder.get().decode(bytes, DecodePurpose.QUERY)) {
      case DecodeResult.Failed _ -> Optional.empty();
      case DecodeResult.Decoded decoded -> Optional.of(new PhotoImage(decoded.raster(), source));
    };
  }

  private static Optional<byte[]> bytes(Path file) {
    try {
      return Files.size(file) > QueryImage.maxBytes()
          ? Optional.empty()
          : Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      // It is on an unavailable drive, or was deleted.
      return Optional.empty();
    }
  }
}
