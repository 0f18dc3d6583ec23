package app.akin.core.library;

import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Raster;
import java.nio.file.Path;

/// Result of loading the image of a photo from its file.
public sealed interface FullImage {
  /// The loaded image.
  ///
  /// @param raster upright, in sRGB, with alpha blended over white
  /// @param width width of the full image in pixels; the raster may be smaller
  /// @param height height of the full image in pixels
  /// @param file the file that was read
  record Loaded(Raster raster, int width, int height, Path file) implements FullImage {
    /// Returns whether the raster has the full size of the photo.
    public boolean isFullSize() {
      return raster.width() >= width && raster.height() >= height;
    }
  }

  /// None of the photo's files is available: the drive is offline, or they were deleted.
  ///
  /// @param file the path of the first file
  record Unavailable(Path file) implements FullImage {}

  /// The file exists but can no longer be decoded.
  ///
  /// @param file the path of the file
  /// @param kind the kind of failure
  record Failed(Path file, FailureKind kind) implements FullImage {}

  /// No file of the library has this content any more.
  record Removed() implements FullImage {}
}
