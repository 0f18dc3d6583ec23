package app.akin.core.decode.facts;

import app.akin.core.decode.image.ExifPart;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.Metadata.Kind;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.PhotoDate;
import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.GeoLocation;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.ExifTiffHandler;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.exif.PanasonicRawIFD0Directory;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads EXIF blocks.
///
/// @param dates reads the dates
record ExifReader(DateReader dates) {
  private static final Logger log = LoggerFactory.getLogger(ExifReader.class);

  private static final List<Class<? extends Directory>> DIRECTORIES =
      List.of(ExifSubIFDDirectory.class, ExifIFD0Directory.class, PanasonicRawIFD0Directory.class);

  /// The `CustomRendered` of panoramas of Apple's phones.
  private static final double RENDERED_PANORAMA = 6;

  /// The comment in screenshots of Apple's and Samsung's systems.
  static final String SCREENSHOT = "Screenshot";

  /// The rating that Windows writes.
  private static final int TAG_RATING = 0x4746;

  private static final int TAG_RATING_PERCENT = 0x4749;

  static Metadata parse(List<ExifPart> parts) {
    Metadata metadata = new Metadata();
    for (ExifPart part : parts) {
      if (part.bytes().length > 0) {
        try {
          new TiffReader()
              .processTiff(
                  new ByteArrayReader(part.bytes()), new ExifPartHandler(metadata, part.kind()), 0);
        } catch (TiffProcessingException | IOException | RuntimeException | StackOverflowError e) {
          // Values read before the broken part are kept.
          log.debug("broken metadata: {}", e.toString());
        }
      }
    }
    return metadata;
  }

  /// Handles a structure whose first directory need not be the main directory.
  private static final class ExifPartHandler extends ExifTiffHandler {
    private final ExifPart.Kind kind;

    private ExifPartHandler(Metadata metadata, ExifPart.Kind kind) {
      super(metadata, null, 0);
      this.kind = kind;
    }

    @Override
    public void setTiffMarker(int marker) throws TiffProcessingException {
      switch (kind) {
        case MAIN -> super.setTiffMarker(marker);
        case EXIF -> pushDirectory(ExifSubIFDDirectory.class);
        case PLACE -> pushDirectory(GpsDirectory.class);
      }
    }
  }

  /// Reads everything except what [#readDescriptions] reads.
  void read(Metadata directories, MetadataBuilder metadata) {
    metadata.date(
        date(
            directories,
            ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
            ExifDirectoryBase.TAG_SUBSECOND_TIME_ORIGINAL,
            ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL,
            DateSource.EXIF));
    metadata.date(
        date(
            directories,
            ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
            ExifDirectoryBase.TAG_SUBSECOND_TIME_DIGITIZED,
            ExifDirectoryBase.TAG_TIME_ZONE_DIGITIZED,
            DateSource.EXIF_DIGITIZED));
    metadata.date(
        date(
            directories,
            ExifDirectoryBase.TAG_DATETIME,
            ExifDirectoryBase.TAG_SUBSECOND_TIME,
            ExifDirectoryBase.TAG_TIME_ZONE,
            DateSource.EXIF_CHANGED));
    metadata.camera(
        text(directories, ExifDirectoryBase.TAG_MAKE),
        text(directories, ExifDirectoryBase.TAG_MODEL));
    metadata.lens(text(directories, ExifDirectoryBase.TAG_LENS_MODEL));
    metadata.focalLength(number(directories, ExifDirectoryBase.TAG_FOCAL_LENGTH));
    metadata.aperture(number(directories, ExifDirectoryBase.TAG_FNUMBER));
    metadata.aperture(apex(directories, ExifDirectoryBase.TAG_APERTURE, 2, 0.5));
    metadata.shutter(number(directories, ExifDirectoryBase.TAG_EXPOSURE_TIME));
    metadata.shutter(apex(directories, ExifDirectoryBase.TAG_SHUTTER_SPEED, 2, -1));
    metadata.iso(number(directories, ExifDirectoryBase.TAG_ISO_EQUIVALENT));
    metadata.software(text(directories, ExifDirectoryBase.TAG_SOFTWARE));
    Double rendered = number(directories, ExifDirectoryBase.TAG_CUSTOM_RENDERED);
    metadata.kind(rendered != null && rendered == RENDERED_PANORAMA ? Kind.PANORAMA : null);
    @Nullable GpsDirectory gps = directories.getFirstDirectoryOfType(GpsDirectory.class);
    if (gps != null) {
      metadata.place(place(gps));
      metadata.date(gpsDate(gps, directories));
    }
  }

  /// Reads rating, title, caption, keywords and the mark of a screenshot, which programs keep up to
  /// date in XMP and IPTC rather than in EXIF.
  void readDescriptions(Metadata directories, MetadataBuilder metadata) {
    metadata.rating(text(directories, TAG_RATING));
    metadata.ratingPercent(text(directories, TAG_RATING_PERCENT));
    metadata.title(windowsText(directories, ExifDirectoryBase.TAG_WIN_TITLE));
    metadata.caption(text(directories, ExifDirectoryBase.TAG_IMAGE_DESCRIPTION));
    metadata.caption(windowsText(directories, ExifDirectoryBase.TAG_WIN_COMMENT));
    for (Directory directory : directories.getDirectoriesOfType(ExifSubIFDDirectory.class)) {
      if (directory.containsTag(ExifDirectoryBase.TAG_USER_COMMENT)) {
        String comment = directory.getDescription(ExifDirectoryBase.TAG_USER_COMMENT);
        metadata.kind(SCREENSHOT.equals(comment) ? Kind.SCREENSHOT : null);
        metadata.caption(comment);
      }
    }
    metadata.caption(windowsText(directories, ExifDirectoryBase.TAG_WIN_SUBJECT));
    String keywords = windowsText(directories, ExifDirectoryBase.TAG_WIN_KEYWORDS);
    if (keywords != null) {
      for (String keyword : keywords.split("[;,]", -1)) {
        metadata.keyword(keyword, "/");
      }
    }
  }

  private Optional<PhotoDate> date(
      Metadata directories, int tag, int fraction, int offset, DateSource source) {
    // Raw files have many directories of one type; the first valid date counts.
    for (Class<? extends Directory> kind : DIRECTORIES) {
      for (Directory directory : directories.getDirectoriesOfType(kind)) {
        Optional<PhotoDate> date =
            dates.read(
                directory.getString(tag),
                text(directories, fraction),
                text(directories, offset),
                source);
        if (date.isPresent()) {
          return date;
        }
      }
    }
    return Optional.empty();
  }

  /// Returns the time of the satellites, which is in UTC, in the camera's time if its offset is
  /// known, else in the zone of the clock.
  private Optional<PhotoDate> gpsDate(GpsDirectory gps, Metadata directories) {
    Optional<PhotoDate> day =
        dates.read(gps.getString(GpsDirectory.TAG_DATE_STAMP), null, null, DateSource.GPS);
    @Nullable Rational @Nullable [] time = gps.getRationalArray(GpsDirectory.TAG_TIME_STAMP);
    if (day.isEmpty() || time == null || time.length != 3) {
      return day;
    }
    double seconds = 0;
    for (@Nullable Rational part : time) {
      seconds = seconds * 60 + (part == null ? Double.NaN : part.doubleValue());
    }
    if (!(seconds >= 0 && seconds < 86_400)) {
      return day;
    }
    LocalDateTime utc = day.get().start().plusNanos(1_000_000 * Math.round(seconds * 1000));
    Instant instant = utc.toInstant(ZoneOffset.UTC);
    ZoneOffset camera =
        DateReader.offset(text(directories, ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL));
    return camera == null
        ? dates.at(instant, DateSource.GPS)
        : dates.checked(
            PhotoDate.of(LocalDateTime.ofInstant(instant, camera), camera, DateSource.GPS));
  }

  private static @Nullable Place place(GpsDirectory gps) {
    try {
      @Nullable GeoLocation location = gps.getGeoLocation();
      return location == null
          ? null
          : new Place(location.getLatitude(), location.getLongitude(), altitude(gps));
    } catch (RuntimeException e) {
      return null; // for example a zero denominator
    }
  }

  private static @Nullable Double altitude(GpsDirectory gps) {
    @Nullable Double metres = gps.getDoubleObject(GpsDirectory.TAG_ALTITUDE);
    if (metres == null || !Double.isFinite(metres)) {
      return null;
    }
    @Nullable Integer reference = gps.getInteger(GpsDirectory.TAG_ALTITUDE_REF);
    return reference != null && reference == 1 ? -metres : metres;
  }

  /// Returns a number that is stored as a power (APEX): the base to the factor times the value.
  private static @Nullable Double apex(Metadata directories, int tag, double base, double factor) {
    Double value = number(directories, tag);
    return value == null ? null : Math.pow(base, factor * value);
  }

  private static @Nullable Double number(Metadata directories, int tag) {
    for (Class<? extends Directory> kind : DIRECTORIES) {
      for (Directory directory : directories.getDirectoriesOfType(kind)) {
        try {
          @Nullable Double value = directory.getDoubleObject(tag);
          if (value != null && Double.isFinite(value)) {
            return value;
          }
        } catch (RuntimeException e) {
          log.debug("broken number: {}", e.toString());
        }
      }
    }
    return null;
  }

  /// Returns the value of a tag in the first directory that has it. Raw files have many directories
  /// of one type, and some contain tags of other types.
  private static @Nullable String text(Metadata directories, int tag) {
    for (Class<? extends Directory> kind : DIRECTORIES) {
      for (Directory directory : directories.getDirectoriesOfType(kind)) {
        String text = MetadataBuilder.name(directory.getString(tag));
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  private static @Nullable String windowsText(Metadata directories, int tag) {
    for (Directory directory : directories.getDirectoriesOfType(ExifIFD0Directory.class)) {
      if (directory.containsTag(tag)) {
        return directory.getDescription(tag);
      }
    }
    return null;
  }
}
