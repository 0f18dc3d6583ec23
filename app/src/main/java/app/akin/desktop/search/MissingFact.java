package app.akin.desktop.search;

import app.akin.core.query.FactField;

/// Photos that a fact hides because they lack it, not because they have another value.
///
/// @param field what they lack
/// @param photos number of photos, positive
public record MissingFact(FactField field, int photos) {
  /// Returns whether the fact is about where a photo was taken.
  boolean isPlace() {
    return switch (field) {
      case PLACE, NEAR, AREA -> true;
      default -> false;
    };
  }

  /// Returns the key of the sentence about it.
  String key() {
    return switch (field) {
      case DATE -> "missing.date";
      case MONTH, DAY, SEASON, FESTIVAL, WEEKDAY -> "missing.day";
      case TIME -> "missing.time";
      case PLACE, NEAR, AREA -> "missing.place";
      case CAMERA -> "missing.camera";
      case LENS -> "missing.lens";
      case FOCAL -> "missing.focal";
      case ISO -> "missing.iso";
      case APERTURE -> "missing.aperture";
      case SHUTTER -> "missing.shutter";
      case RATING -> "missing.rating";
      case ORIENTATION, PIXELS -> "missing.pixels";
      case OCR -> "missing.ocr";
      // Always known, or its absence is the answer.
      case FORMAT, KIND, HAS, SIZE, FOLDER, NAME, TAG -> "missing.fact";
    };
  }
}
