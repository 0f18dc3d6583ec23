package app.akin.core.embed.image;

/// An image prepared for a model.
///
/// @param values the values of all pixels, in the model's order; shared, must not be modified
/// @param rows rows of image tokens, for models with one grid of any shape; otherwise 0
/// @param columns columns of image tokens, or 0
/// @param tokens number of image tokens
// Compared by identity, to avoid comparing millions of numbers.
@SuppressWarnings("ArrayRecordComponent")
public record PreparedImage(float[] values, int rows, int columns, int tokens) {
  /// Creates an image of a model that has no image tokens.
  public PreparedImage(float[] values) {
    this(values, 0, 0, 0);
  }
}
