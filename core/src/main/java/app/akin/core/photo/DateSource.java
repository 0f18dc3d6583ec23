package app.akin.core.photo;

import java.util.Locale;

/// Sources of a photo's date, most trusted first: by what the date means, then by where it is
/// stored. Their words are stored and must not change.
public enum DateSource {
  /// A date in an XMP sidecar, which corrects the file.
  SIDECAR(Meaning.CORRECTED),
  /// EXIF `DateTimeOriginal`.
  EXIF(Meaning.TAKEN),
  /// XMP `exif:DateTimeOriginal`, `photoshop:DateCreated` and others in the file.
  XMP(Meaning.TAKEN),
  /// IPTC date and time created.
  IPTC(Meaning.TAKEN),
  /// `photoTakenTime` of Google Takeout.
  TAKEOUT(Meaning.TAKEN),
  /// EXIF `DateTimeDigitized`.
  EXIF_DIGITIZED(Meaning.DIGITIZED),
  /// XMP `xmp:CreateDate` or `exif:DateTimeDigitized` in the file.
  XMP_DIGITIZED(Meaning.DIGITIZED),
  /// IPTC date and time of digital creation.
  IPTC_DIGITIZED(Meaning.DIGITIZED),
  /// PNG `Creation Time`.
  PNG(Meaning.DIGITIZED),
  /// EXIF `GPSDateStamp` and `GPSTimeStamp`, or XMP `exif:GPSTimeStamp`.
  GPS(Meaning.DIGITIZED),
  /// The file name.
  NAME(Meaning.NAMED),
  /// EXIF `DateTime`.
  EXIF_CHANGED(Meaning.CHANGED),
  /// XMP `xmp:ModifyDate` or `dc:date`.
  XMP_CHANGED(Meaning.CHANGED),
  /// The modification time of the file.
  FILE(Meaning.STORED);

  /// What a date is the date of, most trusted first.
  public enum Meaning {
    /// A later correction of the date taken.
    CORRECTED,
    /// The photo was taken.
    TAKEN,
    /// The photo was stored digitally; later than taken for scans.
    DIGITIZED,
    /// The date in a name: usually taken, sometimes received or saved.
    NAMED,
    /// The image was changed.
    CHANGED,
    /// The file was written.
    STORED
  }

  private final Meaning meaning;

  DateSource(Meaning meaning) {
    this.meaning = meaning;
  }

  /// Returns what the date is the date of.
  public Meaning meaning() {
    return meaning;
  }

  /// Returns the stored word, such as `exif`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the source for a stored word.
  public static DateSource ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
