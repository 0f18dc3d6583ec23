package app.akin.core.photo;

/// What the bytes of one or more files show, as a row in the catalogue. Vectors, thumbnails and the
/// index are keyed by it.
///
/// @param value the row in the catalogue, positive
public record ContentId(long value) implements Comparable<ContentId> {
  @Override
  public int compareTo(ContentId other) {
    return Long.compare(value, other.value);
  }
}
