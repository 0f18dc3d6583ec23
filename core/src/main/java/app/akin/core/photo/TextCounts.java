package app.akin.core.photo;

/// In how many photos of a library text was looked for.
///
/// @param photos number of photos
/// @param read number of those that were read, with text or without
/// @param withText number of those that have text
public record TextCounts(int photos, int read, int withText) {
  /// Returns how many photos have not been read yet.
  public int unread() {
    return photos - read;
  }

  /// Returns the counts after another photo was read.
  public TextCounts plus(ImageText text) {
    return new TextCounts(
        photos, Math.min(photos, read + 1), withText + (text.lines().isEmpty() ? 0 : 1));
  }
}
