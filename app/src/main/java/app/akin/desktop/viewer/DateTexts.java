package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.DatePrecision;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.PhotoDate;
import app.akin.desktop.theme.Language;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;

/// Texts of a photo's dates: as much as is known, where it comes from, and what other sources say.
///
/// @param language the current language
record DateTexts(Language language) {
  /// Returns the day, month or year of a date; for the time of a file, that the date is unknown.
  String day(PhotoDate date) {
    return date.isFileTime()
        ? language.of("viewer.date.unknown")
        : day(date, FormatStyle.FULL, "yMMMM");
  }

  /// Returns the time of a photo and the source of its date, and a line for each other date.
  String details(PhotoDetails details) {
    PhotoDate chosen = details.date();
    if (!details.content().isOwn() && !chosen.isFileTime()) {
      // A shared library does not tell where a date comes from.
      return chosen.precision() == DatePrecision.TIME ? time(chosen) : "";
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        chosen.isFileTime()
            ? other(chosen)
            : chosen.precision() == DatePrecision.TIME
                ? language.of("viewer.date.from", time(chosen), source(chosen.source()))
                : source(chosen.source()));
    for (PhotoDate other : details.facts().metadata().dates()) {
      if (!other.equals(chosen)) {
        lines.add(other(other));
      }
    }
    return String.join("\n", lines);
  }

  /// Returns a date that is not the date of the photo, with its source.
  private String other(PhotoDate date) {
    String day = day(date, FormatStyle.MEDIUM, "yMMM");
    String text =
        date.precision() == DatePrecision.TIME
            ? language.of("viewer.date.time", day, time(date))
            : day;
    return language.of("viewer.date.other", source(date.source()), text);
  }

  private String day(PhotoDate date, FormatStyle style, String month) {
    DateTimeFormatter format =
        switch (date.precision()) {
          case YEAR -> DateTimeFormatter.ofLocalizedPattern("y");
          case MONTH -> DateTimeFormatter.ofLocalizedPattern(month);
          case DAY, TIME -> DateTimeFormatter.ofLocalizedDate(style);
        };
    return format.withLocale(language.locale()).format(date.start());
  }

  private String time(PhotoDate date) {
    return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
        .withLocale(language.locale())
        .format(date.start());
  }

  private String source(DateSource source) {
    return language.of(
        switch (source) {
          case SIDECAR -> "viewer.date.sidecar";
          case EXIF -> "viewer.date.exif";
          case XMP -> "viewer.date.xmp";
          case IPTC -> "viewer.date.iptc";
          case TAKEOUT -> "viewer.date.takeout";
          case EXIF_DIGITIZED -> "viewer.date.exifDigitized";
          case XMP_DIGITIZED -> "viewer.date.xmpDigitized";
          case IPTC_DIGITIZED -> "viewer.date.iptcDigitized";
          case PNG -> "viewer.date.png";
          case GPS -> "viewer.date.gps";
          case NAME -> "viewer.date.name";
          case EXIF_CHANGED -> "viewer.date.exifChanged";
          case XMP_CHANGED -> "viewer.date.xmpChanged";
          case FILE -> "viewer.date.file";
        });
  }
}
