package app.akin.core.decode.facts;

import app.akin.core.photo.Flag;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Kind;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.photo.PhotoDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects metadata from several blocks: the first valid value of each fact is kept. Not
/// thread-safe.
final class MetadataBuilder {
  private static final int MAX_NAME_LENGTH = 120;
  private static final int MAX_TEXT_LENGTH = 2_000;
  private static final int MAX_KEYWORDS = 500;
  private static final int MAX_STARS = 5;
  private static final int REJECTED = -1;

  /// Captions that cameras and systems write into every photo or screenshot.
  private static final Set<String> CAMERA_CAPTIONS =
      Set.of(
          "olympus digital camera",
          "samsung digital camera",
          "sony dsc",
          "dcf 1.0",
          "digital camera",
          "default",
          "exif_jpeg_picture",
          "minolta digital camera",
          "konica minolta digital camera",
          "kodak digital still camera",
          "jpeg",
          "untitled",
          "screenshot",
          "charset=\"ascii\"");

  private final List<PhotoDate> dates = new ArrayList<>();
  private final Set<String> keywords = new LinkedHashSet<>();
  private @Nullable String camera;
  private @Nullable String lens;
  private @Nullable Double focalLength;
  private @Nullable Double aperture;
  private @Nullable Double shutter;
  private @Nullable Integer iso;
  private @Nullable Place place;
  private @Nullable String city;
  private @Nullable String region;
  private @Nullable String country;
  private @Nullable Integer rating;
  private @Nullable String title;
  private @Nullable String caption;
  private @Nullable String software;
  private @Nullable Kind kind;
  private @Nullable Flag flag;

  void date(Optional<PhotoDate> date) {
    date.filter(found -> dates.stream().noneMatch(other -> other.source() == found.source()))
        .ifPresent(dates::add);
  }

  /// Sets the camera's name. Manufacturers repeat their name in the model (`Canon`, `Canon EOS
  /// 5D`), so repeated words are removed.
  void camera(@Nullable String make, @Nullable String model) {
    if (camera == null) {
      String one = name(make);
      String other = name(model);
      Map<String, String> words = new LinkedHashMap<>();
      String line = (one == null ? "" : one) + ' ' + (other == null ? "" : other);
      for (String word : line.strip().split(" +", -1)) {
        words.putIfAbsent(word.toLowerCase(Locale.ROOT), word);
      }
      camera = line.isBlank() ? null : String.join(" ", words.values());
    }
  }

  void lens(@Nullable String text) {
    lens = lens == null ? name(text) : lens;
  }

  void focalLength(@Nullable Double millimetres) {
    focalLength = focalLength == null ? positive(millimetres, 10_000) : focalLength;
  }

  void aperture(@Nullable Double number) {
    aperture = aperture == null ? positive(number, 1_000) : aperture;
  }

  void shutter(@Nullable Double seconds) {
    shutter = shutter == null ? positive(seconds, 1e6) : shutter;
  }

  void iso(@Nullable Double sensitivity) {
    Double valid = positive(sensitivity, 1e8);
    iso = iso == null && valid != null ? Integer.valueOf((int) Math.round(valid)) : iso;
  }

  void place(@Nullable Place found) {
    boolean valid =
        found != null
            && Math.abs(found.latitude()) <= 90
            && Math.abs(found.longitude()) <= 180
            && (found.latitude() != 0 || found.longitude() != 0);
    place = place == null && valid ? found : place;
  }

  void placeName(@Nullable String cityName, @Nullable String regionName, @Nullable String land) {
    city = city == null ? name(cityName) : city;
    region = region == null ? name(regionName) : region;
    country = country == null ? name(land) : country;
  }

  /// Sets the rating; 0 and values out of range mean unrated, and -1 means rejected.
  void rating(@Nullable String text) {
    try {
      int stars = text == null ? 0 : (int) Math.round(Double.parseDouble(text.strip()));
      boolean valid = stars > 0 && stars <= MAX_STARS;
      rating = rating == null && valid ? Integer.valueOf(stars) : rating;
      flag(stars == REJECTED ? Flag.REJECT : null);
    } catch (NumberFormatException e) {
      // Unrated.
    }
  }

  /// Sets the rating that Windows writes as a percentage: 1, 25, 50, 75 and 99 are 1 to 5 stars.
  void ratingPercent(@Nullable String text) {
    try {
      double percent = text == null ? 0 : Double.parseDouble(text.strip());
      if (percent > 0 && percent <= 100) {
        rating(Long.toString(1 + Math.round((percent - 1) / 24.5)));
      }
    } catch (NumberFormatException e) {
      // Unrated.
    }
  }

  /// Adds a keyword.
  ///
  /// @param separator what separates the levels of a hierarchy; empty for a keyword without levels
  void keyword(@Nullable String text, String separator) {
    String word = name(text);
    if (word != null && keywords.size() < MAX_KEYWORDS) {
      keywords.add(separator.isEmpty() ? word : word.replace(separator, "|"));
    }
  }

  void title(@Nullable String text) {
    title = title == null ? text(text) : title;
  }

  void caption(@Nullable String text) {
    String line = text(text);
    if (caption == null
        && line != null
        && !CAMERA_CAPTIONS.contains(line.toLowerCase(Locale.ROOT))) {
      caption = line;
    }
  }

  void software(@Nullable String text) {
    software = software == null ? name(text) : software;
  }

  void kind(@Nullable Kind found) {
    kind = kind == null ? found : kind;
  }

  void flag(@Nullable Flag found) {
    flag = flag == null ? found : flag;
  }

  Metadata build() {
    return new Metadata(
        dates.stream().sorted(Comparator.comparing(PhotoDate::source)).toList(),
        camera,
        lens,
        new Exposure(focalLength, aperture, shutter, iso),
        place,
        new PlaceName(city, region, country),
        rating,
        distinctKeywords(),
        title,
        caption,
        software,
        kind,
        flag);
  }

  /// Returns the keywords without those that a hierarchy contains as a level, which programs write
  /// in addition.
  private List<String> distinctKeywords() {
    Set<String> levels = new LinkedHashSet<>();
    for (String keyword : keywords) {
      if (keyword.indexOf('|') >= 0) {
        levels.addAll(List.of(keyword.split("\\|", -1)));
      }
    }
    return keywords.stream().filter(word -> !levels.contains(word)).toList();
  }

  private static @Nullable Double positive(@Nullable Double value, double limit) {
    return value != null && value > 0 && value < limit ? value : null;
  }

  /// Returns a text as one line without control characters, or null if it is empty.
  static @Nullable String name(@Nullable String raw) {
    return line(raw, MAX_NAME_LENGTH);
  }

  private static @Nullable String text(@Nullable String raw) {
    return line(raw, MAX_TEXT_LENGTH);
  }

  private static @Nullable String line(@Nullable String raw, int limit) {
    if (raw == null) {
      return null;
    }
    int end = raw.indexOf('\0');
    String line =
        (end < 0 ? raw : raw.substring(0, end))
            .replaceAll("[\\p{Cntrl}\\uFFFD]", " ")
            .replaceAll("\\s+", " ")
            .strip();
    if (line.isEmpty()) {
      return null;
    }
    return line.length() > limit ? line.substring(0, limit).strip() : line;
  }
}
