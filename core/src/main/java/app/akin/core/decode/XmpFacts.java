package app.akin.core.decode;

import app.akin.core.photo.PhotoFacts.Place;
import com.drew.metadata.Metadata;
import com.drew.metadata.xmp.XmpDirectory;
import com.drew.metadata.xmp.XmpReader;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The facts of an XMP packet (ISO 16684-1 and part 2 of the XMP specification) in a file or a
/// sidecar. Unreadable and invalid values are omitted.
///
/// @param taken the date and time of the photo, null if unknown
/// @param offset the offset of that time from UTC, null if unknown
/// @param camera the camera's name, null if unknown
/// @param lens the lens's name, null if unknown
/// @param place the location, null if unknown
/// @param rating 1 to 5 stars, or -1 for rejected; null if unrated
record XmpFacts(
    @Nullable LocalDateTime taken,
    @Nullable ZoneOffset offset,
    @Nullable String camera,
    @Nullable String lens,
    @Nullable Place place,
    @Nullable Integer rating) {
  private static final XmpFacts EMPTY = new XmpFacts(null, null, null, null, null, null);

  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?)(?:\\.(\\d+))?(Z|[+-]\\d{2}:\\d{2})?");

  /// Degrees and minutes with a fraction, or degrees, minutes and seconds, and a direction.
  private static final Pattern ANGLE =
      Pattern.compile("(\\d{1,3}),(\\d{1,2}(?:\\.\\d+)?)(?:,(\\d{1,2}(?:\\.\\d+)?))?([NSEW])");

  /// Larger packets are ignored.
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_STARS = 5;
  private static final int REJECTED = -1;

  /// Reads a packet.
  static XmpFacts read(byte[] packet) {
    if (packet.length == 0 || packet.length > MAX_BYTES) {
      return EMPTY;
    }
    Map<String, String> properties;
    try {
      Metadata metadata = new Metadata();
      new XmpReader().extract(packet, metadata);
      @Nullable XmpDirectory directory = metadata.getFirstDirectoryOfType(XmpDirectory.class);
      if (directory == null) {
        return EMPTY;
      }
      properties = directory.getXmpProperties();
    } catch (RuntimeException | StackOverflowError e) {
      return EMPTY;
    }
    String date =
        firstText(properties, "exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate");
    Matcher matcher = DATE.matcher(date == null ? "" : date);
    boolean dated = matcher.matches();
    return new XmpFacts(
        dated ? FactsReader.parseDate(matcher.group(1), matcher.group(2)) : null,
        dated ? FactsReader.parseOffset(matcher.group(3)) : null,
        FactsReader.cameraName(
            firstText(properties, "tiff:Make"), firstText(properties, "tiff:Model")),
        firstText(properties, "exifEX:LensModel", "aux:Lens"),
        place(
            firstText(properties, "exif:GPSLatitude"), firstText(properties, "exif:GPSLongitude")),
        rating(firstText(properties, "xmp:Rating")));
  }

  private static @Nullable String firstText(Map<String, String> properties, String... names) {
    for (String name : names) {
      String text = FactsReader.cleanText(properties.get(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable Integer rating(@Nullable String text) {
    try {
      int stars = text == null ? 0 : (int) Math.round(Double.parseDouble(text));
      return stars == 0 || stars < REJECTED || stars > MAX_STARS ? null : stars;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Place place(@Nullable String latitude, @Nullable String longitude) {
    double north = parseAngle(latitude);
    double east = parseAngle(longitude);
    boolean onEarth = Math.abs(north) <= 90 && Math.abs(east) <= 180 && (north != 0 || east != 0);
    return onEarth ? new Place(north, east, null) : null;
  }

  private static double parseAngle(@Nullable String text) {
    Matcher matcher = ANGLE.matcher(text == null ? "" : text);
    if (!matcher.matches()) {
      return Double.NaN;
    }
    double degrees =
        Integer.parseInt(matcher.group(1))
            + Double.parseDouble(matcher.group(2)) / 60
            + (matcher.group(3) == null ? 0 : Double.parseDouble(matcher.group(3)) / 3600);
    return "SW".contains(matcher.group(4)) ? -degrees : degrees;
  }
}
