package app.akin.core.decode.facts;

import app.akin.core.photo.DateSource;
import java.util.Map;

/// Reads the texts of a PNG file with the keywords of the specification.
///
/// @param dates reads the dates
record PngTextReader(DateReader dates) {
  void read(Map<String, String> texts, MetadataBuilder metadata) {
    metadata.date(dates.read(texts.get("Creation Time"), null, null, DateSource.PNG));
    metadata.title(texts.get("Title"));
    metadata.caption(texts.get("Description"));
    metadata.software(texts.get("Software"));
  }
}
