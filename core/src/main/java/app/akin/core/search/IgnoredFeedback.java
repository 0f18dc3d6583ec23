package app.akin.core.search;

/// A photo of a query's feedback that the answer ignores.
///
/// @param image the photo
/// @param reason why
public record IgnoredFeedback(QueryImage image, Reason reason) {
  /// Why feedback is ignored.
  public enum Reason {
    /// The library does not have the photo any more.
    REMOVED,
    /// The model has not embedded the photo.
    NOT_EMBEDDED,
    /// The query has more photos of this direction than [QueryPart.Feedback#MAX].
    TOO_MANY
  }
}
