package app.akin.core.decode;

/// The purpose of decoding an image, which determines the size and colors of the result.
public sealed interface DecodePurpose {
  /// For a query image: full-size pixels, no thumbnail.
  DecodePurpose QUERY = new Query();

  /// For indexing a photo: a thumbnail, and pixels that may be reduced, but not so far that the
  /// model's result changes.
  ///
  /// @param modelSide the short side in pixels after the model's image preprocessing;
  ///   [Integer#MAX_VALUE] if the model does not scale images
  record Indexing(int modelSide) implements DecodePurpose {}

  /// For displaying a photo: color-managed pixels, no thumbnail.
  ///
  /// @param longSide maximum pixels of the longer side; images are never enlarged
  record Viewing(int longSide) implements DecodePurpose {}

  /// The type of [#QUERY].
  record Query() implements DecodePurpose {}
}
