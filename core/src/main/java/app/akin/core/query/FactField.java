package app.akin.core.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The fields that a fact can be about, in the order of help texts. Later fields are rows of this
/// table.
public enum FactField {
  /// Words of make and model.
  CAMERA(ValueType.TEXT),
  /// When the photo was taken.
  DATE(ValueType.DATE),
  /// Month of any year, 1 to 12.
  MONTH(ValueType.NUMBER, 1, 12),
  /// Day of any year.
  DAY(ValueType.DAY),
  /// Season of any year, by the photo's hemisphere.
  SEASON(ValueType.WORD, "autumn", "spring", "summer", "winter"),
  /// Festival of any year.
  FESTIVAL(
      ValueType.WORD,
      "christmas",
      "easter",
      "halloween",
      "lunar-new-year",
      "new-years-eve",
      "thanksgiving",
      "valentines-day"),
  /// Day of the week.
  WEEKDAY(ValueType.WORD, "mon", "tue", "wed", "thu", "fri", "sat", "sun"),
  /// Time of day.
  TIME(ValueType.TIME),
  /// Words of the lens.
  LENS(ValueType.TEXT),
  /// Focal length in millimetres.
  FOCAL(ValueType.NUMBER, 0, 100_000),
  /// Sensitivity.
  ISO(ValueType.NUMBER, 1, 100_000_000),
  /// F-number.
  APERTURE(ValueType.NUMBER, 0, 1000),
  /// Exposure time in seconds.
  SHUTTER(ValueType.NUMBER, 0, 1_000_000),
  /// Stars.
  RATING(ValueType.NUMBER, 1, 5),
  /// Flag of the user or of another program.
  FLAG(ValueType.WORD, "pick", "reject"),
  /// Format of a file.
  FORMAT(
      ValueType.WORD,
      "arw",
      "avif",
      "bmp",
      "cr2",
      "cr3",
      "dng",
      "gif",
      "heic",
      "jpeg",
      "nef",
      "png",
      "psd",
      "raw",
      "tiff",
      "webp"),
  /// What kind of picture it is.
  KIND(ValueType.WORD, "bw", "panorama", "screenshot", "video"),
  /// Orientation as shown.
  ORIENTATION(ValueType.WORD, "landscape", "portrait", "square"),
  /// Whether a fact is known.
  HAS(ValueType.WORD, "camera", "date", "flag", "gps", "rating", "tag"),
  /// Size of a file in bytes.
  SIZE(ValueType.NUMBER, 0, 1e15),
  /// Number of pixels.
  PIXELS(ValueType.NUMBER, 0, 1e12),
  /// A folder: its name, or its path or the end of it.
  FOLDER(ValueType.TEXT),
  /// Part of a file name; `*` stands for any characters.
  NAME(ValueType.TEXT),
  /// A city, region or country.
  PLACE(ValueType.PLACE),
  /// A distance from a place.
  NEAR(ValueType.NEAR),
  /// A rectangle of the map: `area:[48.1,11.3,48.3,11.8]` states south, west, north and east.
  AREA(ValueType.AREA),
  /// A keyword.
  TAG(ValueType.TEXT),
  /// A collection: its name.
  COLLECTION(ValueType.TEXT),
  /// Text in the picture.
  OCR(ValueType.TEXT);

  /// The types of values.
  public enum ValueType {
    /// A date range.
    DATE,
    /// A day of any year.
    DAY,
    /// A range of the clock.
    TIME,
    /// A number range.
    NUMBER,
    /// One of the words of the field.
    WORD,
    /// Any text.
    TEXT,
    /// A place of the places table.
    PLACE,
    /// A place and a distance.
    NEAR,
    /// A rectangle of coordinates.
    AREA
  }

  private final ValueType type;
  private final double min;
  private final double max;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<String> words;

  FactField(ValueType type, double min, double max) {
    this.type = type;
    this.min = min;
    this.max = max;
    this.words = List.of();
  }

  FactField(ValueType type, String... words) {
    this.type = type;
    this.min = Double.NEGATIVE_INFINITY;
    this.max = Double.POSITIVE_INFINITY;
    this.words = List.of(words);
  }

  /// Returns the field of a name, in any case. `in` is another name of the folder, `收藏夹` that of
  /// the collection.
  public static Optional<FactField> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "in" -> Optional.of(FOLDER);
      case "收藏夹" -> Optional.of(COLLECTION);
      default -> Arrays.stream(values()).filter(field -> field.label().equals(lower)).findFirst();
    };
  }

  /// Returns the name in canonical facts.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the type of the values.
  public ValueType type() {
    return type;
  }

  /// Returns the smallest number; only for numbers.
  public double min() {
    return min;
  }

  /// Returns the largest number; only for numbers.
  public double max() {
    return max;
  }

  /// Returns the words that are values, in the order of help texts; only for words.
  public List<String> words() {
    return words;
  }

  /// Returns whether several facts of this field must all hold unless "or" joins them. Otherwise,
  /// they are alternatives.
  public boolean mustAllHold() {
    return this == TAG || this == KIND || this == COLLECTION || this == OCR;
  }
}
