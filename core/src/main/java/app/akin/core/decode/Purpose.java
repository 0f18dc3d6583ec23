package app.akin.core.decode;

/// What a picture is decoded for.
public enum Purpose {
  /// Taking a photo into the library: pixels and a thumbnail.
  INDEXING,
  /// Asking with a picture: its pixels in full, no thumbnail.
  QUERY
}
