package app.akin.core.decode;

import app.akin.core.photo.DateSource;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoFacts.Place;
import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.GeoLocation;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.ExifTiffHandler;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.exif.PanasonicRawIFD0Directory;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a file says in its EXIF blocks (EXIF 2.32) and, where those are silent, in its XMP packet.
/// What cannot be read or makes no sense is left out: a broken block never fails a photo.
final class FactsReader {
  private static final Logger log = LoggerFactory.getLogger(FactsReader.class);

  private static final Pattern DATE =
      Pattern.compile("(\\d{4})\\D(\\d{1,2})\\D(\\d{1,2})\\D+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?.*");
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2}):?(\\d{2})?");
  private static final List<Class<? extends Directory>> DIRECTORIES =
      List.of(ExifSubIFDDirectory.class, ExifIFD0Directory.class, PanasonicRawIFD0Directory.class);

  private static final int FIRST_YEAR = 1800;
  private static final int LONGEST_TEXT = 120;

  private FactsReader() {}

  /// The facts of a file.
  static PhotoFacts read(Format format, ImageFile file) {
    int orientation = file.orientation();
    boolean swaps = Orientation.swaps(orientation);
    Metadata metadata = metadata(file.exifParts());
    XmpFacts xmp = XmpFacts.read(file.xmp());
    LocalDateTime taken = taken(metadata);
    String camera = camera(metadata);
    String lens = text(metadata, ExifDirectoryBase.TAG_LENS_MODEL);
    Place place = place(metadata.getFirstDirectoryOfType(GpsDirectory.class));
    return new PhotoFacts(
        format.name(),
        swaps ? file.height() : file.width(),
        swaps ? file.width() : file.height(),
        orientation,
        taken == null ? xmp.taken() : taken,
        taken == null
            ? xmp.offset()
            : offset(text(metadata, ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL)),
        camera == null ? xmp.camera() : camera,
        lens == null ? xmp.lens() : lens,
        place == null ? xmp.place() : place,
        taken != null ? DateSource.EXIF : xmp.taken() != null ? DateSource.XMP : null,
        xmp.rating());
  }

  private static Metadata metadata(List<ExifPart> parts) {
    Metadata metadata = new Metadata();
    for (ExifPart part : parts) {
      if (part.bytes().length > 0) {
        try {
          new TiffReader()
              .processTiff(
                  new ByteArrayReader(part.bytes()), new Handler(metadata, part.kind()), 0);
        } catch (TiffProcessingException | IOException | RuntimeException | StackOverflowError e) {
          // What was read before the broken part still counts.
          log.debug("broken facts: {}", e.toString());
        }
      }
    }
    return metadata;
  }

  /// Reads a structure whose first directory may be another than the main one.
  private static final class Handler extends ExifTiffHandler {
    private final ExifPart.Kind kind;

    private Handler(Metadata metadata, ExifPart.Kind kind) {
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

  private static @Nullable LocalDateTime taken(Metadata metadata) {
    LocalDateTime taken =
        date(
            text(metadata, ExifDirectoryBase.TAG_DATETIME_ORIGINAL),
            text(metadata, ExifDirectoryBase.TAG_SUBSECOND_TIME_ORIGINAL));
    return taken != null
        ? taken
        : date(
            text(metadata, ExifDirectoryBase.TAG_DATETIME_DIGITIZED),
            text(metadata, ExifDirectoryBase.TAG_SUBSECOND_TIME_DIGITIZED));
  }

  static @Nullable LocalDateTime date(@Nullable String text, @Nullable String fraction) {
    Matcher matcher = DATE.matcher(text == null ? "" : text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      int year = Integer.parseInt(matcher.group(1));
      LocalDateTime date =
          LocalDateTime.of(
              year,
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)),
              Integer.parseInt(matcher.group(4)),
              Integer.parseInt(matcher.group(5)),
              matcher.group(6) == null ? 0 : Integer.parseInt(matcher.group(6)));
      return year < FIRST_YEAR ? null : date.plusNanos(1_000_000L * millis(fraction));
    } catch (DateTimeException e) {
      return null; // such as 0000:00:00, a clock that was never set
    }
  }

  /// The first three digits behind the point of a second.
  private static int millis(@Nullable String fraction) {
    if (fraction == null || !fraction.matches("[0-9]+")) {
      return 0;
    }
    return Integer.parseInt((fraction + "00").substring(0, 3));
  }

  static @Nullable ZoneOffset offset(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher matcher = OFFSET.matcher(text);
    if (!matcher.matches()) {
      return text.equals("Z") ? ZoneOffset.UTC : null;
    }
    int minutes =
        60 * Integer.parseInt(matcher.group(2))
            + (matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
    try {
      return ZoneOffset.ofTotalSeconds((matcher.group(1).equals("-") ? -60 : 60) * minutes);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Makers repeat themselves in their models: `Canon`, `Canon EOS 5D`.
  private static @Nullable String camera(Metadata metadata) {
    return camera(
        text(metadata, ExifDirectoryBase.TAG_MAKE), text(metadata, ExifDirectoryBase.TAG_MODEL));
  }

  static @Nullable String camera(@Nullable String make, @Nullable String model) {
    Map<String, String> words = new LinkedHashMap<>();
    String line = (make == null ? "" : make) + ' ' + (model == null ? "" : model);
    for (String word : line.strip().split(" +", -1)) {
      words.putIfAbsent(word.toLowerCase(Locale.ROOT), word);
    }
    return line.isBlank() ? null : String.join(" ", words.values());
  }

  private static @Nullable Place place(@Nullable GpsDirectory gps) {
    try {
      @Nullable GeoLocation location = gps == null ? null : gps.getGeoLocation();
      if (gps == null || location == null || location.isZero()) {
        return null;
      }
      double latitude = location.getLatitude();
      double longitude = location.getLongitude();
      boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
      return onEarth ? new Place(latitude, longitude, altitude(gps)) : null;
    } catch (RuntimeException e) {
      return null; // a fraction over zero and the like
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

  /// What the first directory with a tag says. Raw files have many directories of a kind, and not
  /// all keep to their own.
  private static @Nullable String text(Metadata metadata, int tag) {
    for (Class<? extends Directory> kind : DIRECTORIES) {
      for (Directory directory : metadata.getDirectoriesOfType(kind)) {
        @Nullable String text = text(directory.getString(tag));
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  /// One line without control characters and blanks around it, null for nothing.
  static @Nullable String text(@Nullable String raw) {
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
    return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT).strip() : line;
  }
}
