package app.akin.core.photo;

/// The catalogue row of a content, which one or more files show. Key of vectors, thumbnails and the
/// index.
///
/// @param value the row in the catalogue, positive
public record ContentId(long value) implements Comparable<ContentId> {
  @Override
  public int compareTo(ContentId other) {
    return Long.compare(value, other.value);
  }
}
