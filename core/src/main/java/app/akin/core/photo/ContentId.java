package app.akin.core.photo;

/// The catalogue row of a content, which one or more files show. Key of vectors, thumbnails and the
/// index.
///
/// @param value the row in the catalogue, positive. A negative number stands for a photo that only
///   a shared library has; the catalogue knows nothing of it
public record ContentId(long value) implements Comparable<ContentId> {
  /// Returns whether the catalogue has the content.
  public boolean isOwn() {
    return value > 0;
  }

  @Override
  public int compareTo(ContentId other) {
    return Long.compare(value, other.value);
  }
}
