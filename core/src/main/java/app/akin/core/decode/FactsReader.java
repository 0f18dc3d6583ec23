package app.akin.core.decode;

import app.akin.core.decode.format.ImageFormat;
import app.akin.core.decode.image.ExifPart;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.Orientation;
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

/// Reads photo facts from EXIF blocks (EXIF 2.32) and, for missing values, from the XMP packet.
/// Unreadable and invalid values are omitted: broken metadata never fails a photo.
final class FactsReader {
  private static final Logger log = LoggerFactory.getLogger(FactsReader.class);

  private static final Pattern DATE =
      Pattern.compile("(\\d{4})\\D(\\d{1,2})\\D(\\d{1,2})\\D+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?.*");
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2}):?(\\d{2})?");
  private static final List<Class<? extends Directory>> DIRECTORIES =
      List.of(ExifSubIFDDirectory.class, ExifIFD0Directory.class, PanasonicRawIFD0Directory.class);

  private static final int FIRST_YEAR = 1800;
  private static final int MAX_TEXT_LENGTH = 120;

  private FactsReader() {}

  /// Reads the facts of a file.
  static PhotoFacts read(ImageFormat format, ImageFile file) {
    int orientation = file.orientation();
    boolean swaps = Orientation.swaps(orientation);
    Metadata metadata = readMetadata(file.exifParts());
    XmpFacts xmp = XmpFacts.read(file.xmp());
    LocalDateTime taken = readTaken(metadata);
    String camera = cameraName(metadata);
    String lens = text(metadata, ExifDirectoryBase.TAG_LENS_MODEL);
    Place place = readPlace(metadata.getFirstDirectoryOfType(GpsDirectory.class));
    return new PhotoFacts(
        format.name(),
        swaps ? file.height() : file.width(),
        swaps ? file.width() : file.height(),
        orientation,
        taken == null ? xmp.taken() : taken,
        taken == null
            ? xmp.offset()
            : parseOffset(text(metadata, ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL)),
        camera == null ? xmp.camera() : camera,
        lens == null ? xmp.lens() : lens,
        place == null ? xmp.place() : place,
        taken != null ? DateSource.EXIF : xmp.taken() != null ? DateSource.XMP : null,
        xmp.rating());
  }

  private static Metadata readMetadata(List<ExifPart> parts) {
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

  private static @Nullable LocalDateTime readTaken(Metadata metadata) {
    LocalDateTime taken =
        parseDate(
            text(metadata, ExifDirectoryBase.TAG_DATETIME_ORIGINAL),
            text(metadata, ExifDirectoryBase.TAG_SUBSECOND_TIME_ORIGINAL));
    return taken != null
        ? taken
        : parseDate(
            text(metadata, ExifDirectoryBase.TAG_DATETIME_DIGITIZED),
            text(metadata, ExifDirectoryBase.TAG_SUBSECOND_TIME_DIGITIZED));
  }

  static @Nullable LocalDateTime parseDate(@Nullable String text, @Nullable String fraction) {
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
      return year < FIRST_YEAR ? null : date.plusNanos(1_000_000L * parseMillis(fraction));
    } catch (DateTimeException e) {
      return null; // for example 0000:00:00 from a clock that was never set
    }
  }

  /// Returns the first three digits of a fraction of a second, in milliseconds.
  private static int parseMillis(@Nullable String fraction) {
    if (fraction == null || !fraction.matches("[0-9]+")) {
      return 0;
    }
    return Integer.parseInt((fraction + "00").substring(0, 3));
  }

  static @Nullable ZoneOffset parseOffset(@Nullable String text) {
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

  /// Returns the camera's name. Manufacturers repeat their name in the model (`Canon`, `Canon EOS
  /// 5D`), so repeated words are removed.
  private static @Nullable String cameraName(Metadata metadata) {
    return cameraName(
        text(metadata, ExifDirectoryBase.TAG_MAKE), text(metadata, ExifDirectoryBase.TAG_MODEL));
  }

  static @Nullable String cameraName(@Nullable String make, @Nullable String model) {
    Map<String, String> words = new LinkedHashMap<>();
    String line = (make == null ? "" : make) + ' ' + (model == null ? "" : model);
    for (String word : line.strip().split(" +", -1)) {
      words.putIfAbsent(word.toLowerCase(Locale.ROOT), word);
    }
    return line.isBlank() ? null : String.join(" ", words.values());
  }

  private static @Nullable Place readPlace(@Nullable GpsDirectory gps) {
    try {
      @Nullable GeoLocation location = gps == null ? null : gps.getGeoLocation();
      if (gps == null || location == null || location.isZero()) {
        return null;
      }
      double latitude = location.getLatitude();
      double longitude = location.getLongitude();
      boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
      return onEarth ? new Place(latitude, longitude, readAltitude(gps)) : null;
    } catch (RuntimeException e) {
      return null; // for example a zero denominator
    }
  }

  private static @Nullable Double readAltitude(GpsDirectory gps) {
    @Nullable Double metres = gps.getDoubleObject(GpsDirectory.TAG_ALTITUDE);
    if (metres == null || !Double.isFinite(metres)) {
      return null;
    }
    @Nullable Integer reference = gps.getInteger(GpsDirectory.TAG_ALTITUDE_REF);
    return reference != null && reference == 1 ? -metres : metres;
  }

  /// Returns the value of a tag in the first directory that has it. Raw files have many directories
  /// of one type, and some contain tags of other types.
  private static @Nullable String text(Metadata metadata, int tag) {
    for (Class<? extends Directory> kind : DIRECTORIES) {
      for (Directory directory : metadata.getDirectoriesOfType(kind)) {
        @Nullable String text = cleanText(directory.getString(tag));
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  /// Returns the text as one trimmed line without control characters, or null if it is empty.
  static @Nullable String cleanText(@Nullable String raw) {
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
    return line.length() > MAX_TEXT_LENGTH ? line.substring(0, MAX_TEXT_LENGTH).strip() : line;
  }
}
