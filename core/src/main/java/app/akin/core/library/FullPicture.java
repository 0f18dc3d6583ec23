package app.akin.core.library;

import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Raster;
import java.nio.file.Path;

/// What came of asking for a photo's picture itself.
public sealed interface FullPicture {
  /// The picture.
  ///
  /// @param raster upright, in sRGB, alpha over white
  /// @param width columns of the photo in full; the raster may have fewer
  /// @param height rows of the photo in full
  /// @param file where it was read
  record Seen(Raster raster, int width, int height, Path file) implements FullPicture {
    /// Whether the raster has every pixel of the photo.
    public boolean isWhole() {
      return raster.width() >= width && raster.height() >= height;
    }
  }

  /// None of the photo's files is there: a drive is away, or they were deleted.
  ///
  /// @param file where the first of them was
  record Away(Path file) implements FullPicture {}

  /// The file is there and cannot be shown any more.
  ///
  /// @param file where it is
  /// @param kind why not
  record Refused(Path file, FailureKind kind) implements FullPicture {}

  /// No file of the library shows this content any more.
  record Gone() implements FullPicture {}
}
