package app.akin.core.photo;

/// The identity of a shot. It survives moves, renames, copies and edits of its files.
///
/// @param value the row in the catalogue, positive
public record PhotoId(long value) implements Comparable<PhotoId> {
  @Override
  public int compareTo(PhotoId other) {
    return Long.compare(value, other.value);
  }
}
