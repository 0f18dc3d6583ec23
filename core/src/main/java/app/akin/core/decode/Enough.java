package app.akin.core.decode;

/// How few pixels of a picture will do, so that a format which decodes smaller pictures faster may
/// leave the rest out.
///
/// @param shortSide the least pixels of the shorter side
/// @param longSide the least pixels of the longer side
record Enough(int shortSide, int longSide) {
  /// Every pixel.
  static final Enough ALL = new Enough(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /// What indexing takes. A picture that is reduced twice loses more than one that is reduced once:
  /// with these margins, the second reduction has the last word on every pixel of the result.
  ///
  /// @param modelSide the short side that the model's preparation makes of a picture
  /// @param thumbnailSide the long side of its thumbnail
  static Enough forIndexing(int modelSide, int thumbnailSide) {
    return new Enough((int) Math.min(Integer.MAX_VALUE, 2L * modelSide), thumbnailSide * 7 / 5);
  }

  /// Whether a picture of this size will do.
  boolean is(int width, int height) {
    return Math.min(width, height) >= shortSide && Math.max(width, height) >= longSide;
  }
}
