package app.akin.core.decode.facts;

import app.akin.core.photo.DateSource;
import java.util.Map;

/// Reads the texts of a PNG file with the keywords of the specification, and the dates that
/// ImageMagick copies from EXIF.
///
/// @param dates reads the dates
record PngTextReader(DateReader dates) {
  void read(Map<String, String> texts, MetadataBuilder metadata) {
    metadata.date(dates.read(texts.get("exif:DateTimeOriginal"), null, null, DateSource.EXIF));
    metadata.date(
        dates.read(texts.get("exif:DateTimeDigitized"), null, null, DateSource.EXIF_DIGITIZED));
    texts.forEach(
        (keyword, text) -> {
          if (keyword.equalsIgnoreCase("Creation Time")) {
            metadata.date(dates.read(text, null, null, DateSource.PNG));
          }
        });
    metadata.title(texts.get("Title"));
    metadata.caption(texts.get("Description"));
    metadata.software(texts.get("Software"));
  }
}
