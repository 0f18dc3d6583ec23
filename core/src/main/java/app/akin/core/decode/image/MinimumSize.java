package app.akin.core.decode.image;

/// The minimum size of a decoded image, which allows formats with scaled decoding to decode fewer
/// pixels.
///
/// @param shortSide minimum pixels of the shorter side
/// @param longSide minimum pixels of the longer side
public record MinimumSize(int shortSide, int longSide) {
  /// The full size of any image.
  public static final MinimumSize FULL = new MinimumSize(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /// Returns the minimum size for indexing. Scaling an image twice loses more detail than scaling
  /// it once; these margins make the second scaling determine every pixel of the result.
  ///
  /// @param modelSide the short side in pixels after the model's image preprocessing
  /// @param thumbnailSide the long side of the thumbnail in pixels
  public static MinimumSize forIndexing(int modelSide, int thumbnailSide) {
    return new MinimumSize(
        (int) Math.min(Integer.MAX_VALUE, 2L * modelSide), thumbnailSide * 7 / 5);
  }

  /// Returns whether an image of this size is large enough.
  public boolean isMetBy(int width, int height) {
    return Math.min(width, height) >= shortSide && Math.max(width, height) >= longSide;
  }
}
