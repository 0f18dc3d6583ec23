package app.akin.core.decode;

/// What a picture is decoded for.
public sealed interface Purpose {
  /// Asking with a picture: its pixels in full, no thumbnail.
  Purpose QUERY = new Query();

  /// Taking a photo into the library: a thumbnail, and pixels that may be fewer than the file's,
  /// yet never so few that the model could tell.
  ///
  /// @param modelSide the short side that the model's preparation makes of a picture; the largest
  ///   number there is where it takes pictures as they are
  record Indexing(int modelSide) implements Purpose {}

  /// Showing a photo to a person: pixels that follow the eye, no thumbnail.
  ///
  /// @param longSide the most pixels of the longer side; a picture is never made larger than it is
  record Viewing(int longSide) implements Purpose {}

  /// What [#QUERY] is.
  record Query() implements Purpose {}
}
