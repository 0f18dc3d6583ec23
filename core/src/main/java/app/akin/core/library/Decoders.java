package app.akin.core.library;

import app.akin.core.decode.PhotoDecoder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/// The decoders of a library, each created on first use. Thread-safe.
///
/// @param photos decodes photos and their thumbnails
/// @param previews decodes the images on which the user draws a crop
record Decoders(Supplier<PhotoDecoder> photos, Supplier<PhotoDecoder> previews) {
  /// Long side of a thumbnail in pixels.
  private static final int THUMBNAIL_SIDE = 512;

  /// Long side in pixels of the preview on which the user draws a crop.
  private static final int PREVIEW_SIDE = 1280;

  /// Memory in bytes that decoding needs for each pixel in the most common formats.
  private static final int BYTES_PER_PIXEL = 12;

  /// Returns decoders of images that fit into half of the heap.
  ///
  /// @param natives folder of the native libraries
  /// @param maxMemory size of the heap in bytes
  static Decoders of(Path natives, long maxMemory, Clock clock) {
    long maxPixels = maxMemory / 2 / BYTES_PER_PIXEL;
    return new Decoders(
        new LazySupplier<>(() -> new PhotoDecoder(maxPixels, THUMBNAIL_SIDE, natives, clock)),
        new LazySupplier<>(() -> new PhotoDecoder(maxPixels, PREVIEW_SIDE, natives, clock)));
  }
}
