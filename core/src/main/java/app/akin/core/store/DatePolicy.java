package app.akin.core.store;

import app.akin.core.photo.DatePrecision;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.DateSource.Meaning;
import app.akin.core.photo.PhotoDate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides the date of a photo from all dates that its files, sidecars and names state. The order
/// of the dates does not matter.
///
/// A date counts by its source; among equal sources by its precision, then the earlier one. Google
/// Takeout states the date taken, in UTC; if it differs from that of the file by more than an
/// offset, the user has corrected it. The earliest time of the files counts if nothing else is
/// known.
///
/// @param zone the time zone for dates from file times
record DatePolicy(ZoneId zone) {
  /// The first days of the clocks of cameras.
  private static final Set<LocalDate> CLOCK_STARTS =
      Set.of(LocalDate.of(1970, 1, 1), LocalDate.of(1980, 1, 1));

  private static final LocalDate FIRST_DIGITAL = LocalDate.of(1990, 1, 1);

  private static final long NANOS = 1_000_000_000;
  private static final Duration MAX_OFFSET = Duration.ofHours(14);
  private static final Duration OFFSET_STEP = Duration.ofMinutes(15);
  private static final Duration TOLERANCE = Duration.ofMinutes(2);

  private static final Comparator<PhotoDate> AMONG_EQUAL_SOURCES =
      Comparator.comparing(PhotoDate::precision)
          .reversed()
          .thenComparing(PhotoDate::start)
          .thenComparing(PhotoDate::text);

  /// Returns whether a date can be right. A camera whose clock was never set states a date before
  /// digital cameras, or the one at which its clock begins; none states a day after tomorrow. Scans
  /// are old, so dates of digitization and dates that programs write are always plausible.
  ///
  /// @param hasCamera whether the metadata that states the date names a camera
  static boolean isPlausible(PhotoDate date, boolean hasCamera, LocalDate tomorrow) {
    LocalDate day = date.start().toLocalDate();
    return switch (date.source()) {
      case SIDECAR, XMP, IPTC, EXIF_DIGITIZED, XMP_DIGITIZED, IPTC_DIGITIZED, XMP_CHANGED, FILE ->
          true;
      case EXIF ->
          !day.isAfter(tomorrow)
              && !CLOCK_STARTS.contains(day)
              && !(hasCamera && day.isBefore(FIRST_DIGITAL));
      case EXIF_CHANGED -> !day.isAfter(tomorrow) && !CLOCK_STARTS.contains(day);
      case TAKEOUT, PNG, GPS, NAME -> !day.isAfter(tomorrow);
    };
  }

  /// Returns whether a date is not plausible yet because it is after tomorrow.
  static boolean isAfter(PhotoDate date, LocalDate tomorrow) {
    return date.start().toLocalDate().isAfter(tomorrow)
        && !isPlausible(date, false, tomorrow)
        && isPlausible(date, false, date.start().toLocalDate());
  }

  /// Returns the best date of each source, best first.
  static List<PhotoDate> rank(Collection<PhotoDate> dates) {
    Map<DateSource, PhotoDate> best = new EnumMap<>(DateSource.class);
    for (PhotoDate date : dates) {
      best.merge(date.source(), date, (a, b) -> AMONG_EQUAL_SOURCES.compare(a, b) <= 0 ? a : b);
    }
    List<PhotoDate> ranked = new ArrayList<>(best.values());
    PhotoDate exported = best.get(DateSource.TAKEOUT);
    if (exported != null && isCorrection(exported, ranked)) {
      ranked.remove(exported);
      ranked.add(best.containsKey(DateSource.SIDECAR) ? 1 : 0, exported);
    }
    return List.copyOf(ranked);
  }

  private static boolean isCorrection(PhotoDate exported, List<PhotoDate> ranked) {
    ZoneOffset offset = exported.offset();
    return ranked.stream()
        .filter(date -> date.source().meaning() == Meaning.TAKEN)
        .filter(date -> date.source() != DateSource.TAKEOUT)
        .findFirst()
        .filter(date -> offset != null && !agree(exported.start().toInstant(offset), date))
        .isPresent();
  }

  /// Returns whether a local date may be an instant.
  private static boolean agree(Instant instant, PhotoDate date) {
    ZoneOffset offset = date.offset();
    if (date.precision() != DatePrecision.TIME) {
      Instant from = date.start().toInstant(ZoneOffset.UTC).minus(MAX_OFFSET);
      Instant to = date.end().toInstant(ZoneOffset.UTC).plus(MAX_OFFSET);
      return !instant.isBefore(from) && instant.isBefore(to);
    }
    Duration difference =
        Duration.between(date.start().toInstant(offset == null ? ZoneOffset.UTC : offset), instant)
            .abs();
    Duration beyondStep =
        Duration.ofSeconds(difference.plus(TOLERANCE).toSeconds() % OFFSET_STEP.toSeconds());
    return offset == null
        ? difference.compareTo(MAX_OFFSET.plus(TOLERANCE)) <= 0
            && beyondStep.compareTo(TOLERANCE.multipliedBy(2)) <= 0
        : difference.compareTo(TOLERANCE) <= 0;
  }

  /// Returns the date that the time of a file states.
  ///
  /// @param modified nanoseconds since 1970
  PhotoDate ofFile(long modified) {
    Instant time =
        Instant.ofEpochSecond(Math.floorDiv(modified, NANOS), Math.floorMod(modified, NANOS));
    return PhotoDate.of(LocalDateTime.ofInstant(time, zone), null, DateSource.FILE);
  }
}
