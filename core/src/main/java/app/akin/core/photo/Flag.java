package app.akin.core.photo;

import java.util.Locale;

/// The flag of a photo, as in Lightroom and digiKam. Their words and numbers are stored and must
/// not change.
public enum Flag {
  /// Rejected; the rating -1 in XMP.
  REJECT(-1),
  /// The user removed the flag. Files never state this.
  NONE(0),
  /// Picked.
  PICK(1);

  private final int number;

  Flag(int number) {
    this.number = number;
  }

  /// Returns the stored number.
  public int number() {
    return number;
  }

  /// Returns the word, such as `pick`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the flag for a stored number.
  public static Flag ofNumber(int number) {
    return number < 0 ? REJECT : number > 0 ? PICK : NONE;
  }
}
