package app.akin.core.store;

import app.akin.core.photo.DatePrecision;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoDate;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.FactValue.Area;
import app.akin.core.query.FactValue.Dates;
import app.akin.core.query.FactValue.Day;
import app.akin.core.query.FactValue.Near;
import app.akin.core.query.FactValue.Numbers;
import app.akin.core.query.FactValue.Text;
import app.akin.core.query.FactValue.Times;
import app.akin.core.query.Festivals;
import app.akin.core.query.Vocabulary.Place;
import app.akin.core.store.FactLibrary.Shot;
import app.akin.core.store.FactLibrary.ShotFile;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Evaluates facts on photos in memory, value by value: true, false, or null if unknown.
final class FactOracle {
  /// The cameras and lenses that a text names.
  static final Map<String, Set<String>> NAMES =
      Map.ofEntries(
          Map.entry("canon", Set.of("Canon EOS 80D", "Canon EOS 5D Mark II", "Canon EOS 5D")),
          Map.entry("canon 80d", Set.of("Canon EOS 80D")),
          Map.entry("eos 5d", Set.of("Canon EOS 5D Mark II", "Canon EOS 5D")),
          Map.entry("iphone", Set.of("Apple iPhone 13", "Apple iPhone 13 Pro")),
          Map.entry("iphone 13", Set.of("Apple iPhone 13", "Apple iPhone 13 Pro")),
          Map.entry("iphone 1", Set.of()),
          Map.entry("iphone13 pro", Set.of("Apple iPhone 13 Pro")),
          Map.entry("xt4", Set.of("FUJIFILM X-T4")),
          Map.entry("x-t4", Set.of("FUJIFILM X-T4")),
          Map.entry("x-t40", Set.of()),
          Map.entry("nikon z6", Set.of("NIKON CORPORATION Z 6")),
          Map.entry("leica", Set.of()),
          Map.entry("24-70mm", Set.of("EF24-70mm f/2.8L II USM", "Sigma 24-70mm F2.8 DG")),
          Map.entry("85mm", Set.of("EF85mm f/1.8 USM")),
          Map.entry("70mm", Set.of()),
          Map.entry("sigma", Set.of("Sigma 24-70mm F2.8 DG", "Sigma 24-105mm F4")),
          Map.entry("sigma 24-105mm", Set.of("Sigma 24-105mm F4")),
          Map.entry("nikkor", Set.of()));

  static final List<String> CAMERAS =
      List.of(
          "Canon EOS 80D",
          "Canon EOS 5D Mark II",
          "Canon EOS 5D",
          "Apple iPhone 13",
          "Apple iPhone 13 Pro",
          "FUJIFILM X-T4",
          "NIKON CORPORATION Z 6");
  static final List<String> LENSES =
      List.of(
          "EF24-70mm f/2.8L II USM",
          "Sigma 24-70mm F2.8 DG",
          "Sigma 24-105mm F4",
          "EF85mm f/1.8 USM",
          "iPhone 13 back camera");

  private static final Set<String> RAWS = Set.of("arw", "cr2", "cr3", "dng", "nef");

  private FactOracle() {}

  /// Returns the date of a photo; null if its camera cannot have taken it then.
  static @Nullable PhotoDate date(Shot shot) {
    String text = shot.date();
    boolean isWrong =
        text != null && shot.camera() != null && text.matches("exif 19[78].*|exif 196.*");
    return text == null || isWrong ? null : PhotoDate.parse(text).orElseThrow();
  }

  /// Returns whether a photo matches, negation included.
  static boolean matches(Shot shot, Fact fact) {
    return fact.negated() != Boolean.TRUE.equals(evaluate(shot, fact));
  }

  /// Returns whether a photo has a fact, apart from its negation.
  static @Nullable Boolean evaluate(Shot shot, Fact fact) {
    boolean unknown = false;
    for (FactValue value : fact.values()) {
      Boolean result = evaluate(shot, fact.field(), value);
      if (Boolean.TRUE.equals(result)) {
        return true;
      }
      unknown |= result == null;
    }
    return unknown ? null : Boolean.FALSE;
  }

  private static @Nullable Boolean evaluate(Shot shot, FactField field, FactValue value) {
    PhotoDate date = date(shot);
    DatePrecision precision = date == null ? DatePrecision.YEAR : date.precision();
    LocalDate day =
        precision.compareTo(DatePrecision.DAY) >= 0 && date != null
            ? date.start().toLocalDate()
            : null;
    Integer month =
        precision != DatePrecision.YEAR && date != null ? date.start().getMonthValue() : null;
    String text = value instanceof Text words ? words.text() : "";
    return switch (field) {
      case DATE -> date == null ? null : within(date, (Dates) value);
      case MONTH -> number(month, inside((Numbers) value));
      case DAY -> day == null ? null : ((Day) value).day().equals(MonthDay.from(day));
      case SEASON -> month == null ? null : season(text, month, coordinates(shot));
      case FESTIVAL -> day == null ? null : festival(text, day);
      case WEEKDAY ->
          day == null ? null : day.getDayOfWeek().name().toLowerCase(Locale.ROOT).startsWith(text);
      case TIME -> date == null ? null : time(date, (Times) value);
      case CAMERA -> shot.camera() == null ? null : named(text).contains(shot.camera());
      case LENS -> shot.lens() == null ? null : named(text).contains(shot.lens());
      case FOCAL -> number(shot.exposure().focalLength(), rounded((Numbers) value, 1));
      case APERTURE -> number(shot.exposure().aperture(), rounded((Numbers) value, 10));
      case SHUTTER -> number(shot.exposure().shutter(), shutter((Numbers) value));
      case ISO -> number(shot.exposure().iso(), inside((Numbers) value));
      case RATING -> rating(shot.rating(), (Numbers) value);
      case FLAG -> text.equals("reject") && shot.rating() != null && shot.rating() < 0;
      case FORMAT -> shot.files().stream().anyMatch(file -> format(file, text));
      case KIND ->
          switch (text) {
            case "bw" -> shot.monochrome();
            case "panorama" -> Boolean.TRUE.equals(shot.panorama());
            case "screenshot" -> Boolean.TRUE.equals(shot.screenshot());
            default -> false;
          };
      case ORIENTATION -> orientation(shot.files().getFirst()).equals(text);
      case HAS ->
          switch (text) {
            case "camera" -> shot.camera() != null;
            case "date" -> date != null;
            case "gps" -> coordinates(shot) != null;
            case "flag" -> shot.rating() != null && shot.rating() < 0;
            case "rating" -> shot.rating() != null && shot.rating() != 0;
            default -> !shot.keywords().isEmpty();
          };
      case SIZE ->
          shot.files().stream()
              .anyMatch(file -> inside((Numbers) value).test((double) file.bytes()));
      case PIXELS ->
          shot.files().stream()
              .anyMatch(
                  file -> inside((Numbers) value).test((double) file.width() * file.height()));
      case FOLDER -> shot.files().stream().anyMatch(file -> folder(file.directory(), text));
      case NAME -> shot.files().stream().anyMatch(file -> fileName(file.name(), text));
      case PLACE -> place(shot, FactLibrary.PLACES.withId(text).orElseThrow());
      case NEAR -> {
        Near near = (Near) value;
        Metadata.Place taken = coordinates(shot);
        yield taken == null
            ? null
            : distance(taken, FactLibrary.PLACES.withId(near.place()).orElseThrow())
                <= near.kilometres();
      }
      case AREA -> {
        Metadata.Place taken = coordinates(shot);
        yield taken == null ? null : ((Area) value).contains(taken.latitude(), taken.longitude());
      }
      case TAG ->
          shot.keywords().stream()
              .flatMap(keyword -> Arrays.stream(keyword.split("\\|")))
              .anyMatch(keyword -> plain(keyword).equals(plain(text)));
      case COLLECTION -> shot.collections().contains(text);
      case OCR -> null;
    };
  }

  private static @Nullable Boolean within(PhotoDate date, Dates range) {
    LocalDateTime from = range.from() == null ? LocalDateTime.MIN : range.from();
    LocalDateTime to = range.to() == null ? LocalDateTime.MAX : range.to();
    boolean inside = !date.start().isBefore(from) && !date.end().isAfter(to);
    boolean apart = !date.start().isBefore(to) || !date.end().isAfter(from);
    return inside ? Boolean.TRUE : apart ? Boolean.FALSE : null;
  }

  private static boolean season(String season, int month, Metadata.@Nullable Place taken) {
    boolean south = taken != null && taken.latitude() < 0;
    List<String> ofMonth =
        List.of(
            "winter", "winter", "spring", "spring", "spring", "summer", "summer", "summer",
            "autumn", "autumn", "autumn", "winter");
    return ofMonth.get((month - 1 + (south ? 6 : 0)) % 12).equals(season);
  }

  private static boolean festival(String festival, LocalDate day) {
    Festivals.Days days = Festivals.days(festival, day.getYear()).orElse(null);
    return days != null && !day.isBefore(days.first()) && !day.isAfter(days.last());
  }

  private static @Nullable Boolean time(PhotoDate date, Times range) {
    String source = date.source().word();
    LocalTime time = date.start().toLocalTime();
    if (date.precision() != DatePrecision.TIME
        || (time.equals(LocalTime.MIDNIGHT)
            && (source.equals("name") || source.startsWith("xmp") || source.equals("sidecar")))) {
      return null;
    }
    boolean after = !time.isBefore(range.from());
    boolean before = time.isBefore(range.to());
    return range.from().isBefore(range.to()) ? after && before : after || before;
  }

  private static Set<String> named(String text) {
    Set<String> names = NAMES.get(text);
    if (names == null) {
      throw new IllegalArgumentException(text);
    }
    return names;
  }

  private static @Nullable Boolean number(@Nullable Number number, DoublePredicate test) {
    return (number == null || number.doubleValue() == 0) ? null : test.test(number.doubleValue());
  }

  private static DoublePredicate inside(Numbers range) {
    return number ->
        (range.min() == null || (range.above() ? number > range.min() : number >= range.min()))
            && (range.max() == null
                || (range.below() ? number < range.max() : number <= range.max()));
  }

  /// A single value stands for those that are rounded to it.
  private static DoublePredicate rounded(Numbers range, int scale) {
    return range.isSingle()
        ? number ->
            Math.round(number * scale) == Math.round(Objects.requireNonNull(range.min()) * scale)
        : inside(range);
  }

  private static DoublePredicate shutter(Numbers range) {
    return range.isSingle()
        ? number -> Math.abs(number / Objects.requireNonNull(range.min()) - 1) < 0.07
        : inside(range);
  }

  private static @Nullable Boolean rating(@Nullable Integer rating, Numbers range) {
    if (rating == null || rating == 0) {
      return null;
    }
    return rating > 0
        ? inside(range).test(rating)
        : range.min() == null && range.max() != null && range.max() == 1 && range.below();
  }

  private static boolean format(ShotFile file, String format) {
    String extension = file.name().toLowerCase(Locale.ROOT).replaceAll(".*\\.", "");
    return file.format().equalsIgnoreCase(format)
        || (file.format().equals("RAW") && RAWS.contains(format) && extension.equals(format));
  }

  private static String orientation(ShotFile file) {
    double ratio = (double) file.width() / file.height();
    return Math.min(ratio, 1 / ratio) >= 0.98 ? "square" : ratio > 1 ? "landscape" : "portrait";
  }

  /// Returns the coordinates of a photo; null if they are unknown or zero.
  private static Metadata.@Nullable Place coordinates(Shot shot) {
    Metadata.Place taken = shot.located();
    return taken == null || (taken.latitude() == 0 && taken.longitude() == 0) ? null : taken;
  }

  private static boolean folder(String directory, String folder) {
    String below = "/" + plainPath("photos/" + directory) + "/";
    return below.contains("/" + plainPath(folder) + "/");
  }

  private static String plainPath(String path) {
    return String.join("/", Arrays.stream(path.split("/")).map(FactOracle::plain).toList());
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[ -]", "").replace('é', 'e');
  }

  private static boolean fileName(String name, String pattern) {
    String regex =
        String.join(".*", Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).toList());
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
        .matcher(name)
        .find();
  }

  private static @Nullable Boolean place(Shot shot, Place place) {
    Metadata.Place taken = coordinates(shot);
    if (place.kind() == Place.Kind.CITY && taken != null) {
      return distance(taken, place) <= place.radius();
    }
    String known =
        switch (place.kind()) {
          case CITY -> shot.placeNames().get(0);
          case REGION -> shot.placeNames().get(1);
          case COUNTRY -> shot.placeNames().get(2);
        };
    String country = shot.placeNames().get(2);
    if (known == null) {
      return (taken == null && (country == null || country.equals(place.country())))
          ? null
          : Boolean.FALSE;
    }
    return known.equals(place.id());
  }

  /// The distance by vectors instead of haversines.
  private static double distance(Metadata.Place taken, Place place) {
    double[] one = vector(taken.latitude(), taken.longitude());
    double[] other = vector(place.latitude(), place.longitude());
    double dot = one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
    double x = one[1] * other[2] - one[2] * other[1];
    double y = one[2] * other[0] - one[0] * other[2];
    double z = one[0] * other[1] - one[1] * other[0];
    return 6371.0088 * Math.atan2(Math.sqrt(x * x + y * y + z * z), dot);
  }

  private static double[] vector(double latitude, double longitude) {
    double phi = Math.toRadians(latitude);
    double lambda = Math.toRadians(longitude);
    return new double[] {
      Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)
    };
  }
}
