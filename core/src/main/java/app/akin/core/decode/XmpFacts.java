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

/// What an XMP packet says (ISO 16684-1 and the XMP specification's part 2), inside a file or in a
/// sidecar. What cannot be read or makes no sense is left out.
record XmpFacts(
    @Nullable LocalDateTime taken,
    @Nullable ZoneOffset offset,
    @Nullable String camera,
    @Nullable String lens,
    @Nullable Place place,
    @Nullable Integer rating) {
  private static final XmpFacts NOTHING = new XmpFacts(null, null, null, null, null, null);

  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?)(?:\\.(\\d+))?(Z|[+-]\\d{2}:\\d{2})?");

  /// Degrees and minutes with a fraction, or degrees, minutes and seconds, and a direction.
  private static final Pattern ANGLE =
      Pattern.compile("(\\d{1,3}),(\\d{1,2}(?:\\.\\d+)?)(?:,(\\d{1,2}(?:\\.\\d+)?))?([NSEW])");

  /// Larger packets are no photo's.
  private static final int LONGEST = 1 << 20;

  private static final int MOST_STARS = 5;
  private static final int REJECTED = -1;

  /// Reads a packet.
  static XmpFacts read(byte[] packet) {
    if (packet.length == 0 || packet.length > LONGEST) {
      return NOTHING;
    }
    Map<String, String> properties;
    try {
      Metadata metadata = new Metadata();
      new XmpReader().extract(packet, metadata);
      @Nullable XmpDirectory directory = metadata.getFirstDirectoryOfType(XmpDirectory.class);
      if (directory == null) {
        return NOTHING;
      }
      properties = directory.getXmpProperties();
    } catch (RuntimeException | StackOverflowError e) {
      return NOTHING;
    }
    String date =
        first(properties, "exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate");
    Matcher matcher = DATE.matcher(date == null ? "" : date);
    boolean dated = matcher.matches();
    return new XmpFacts(
        dated ? FactsReader.date(matcher.group(1), matcher.group(2)) : null,
        dated ? FactsReader.offset(matcher.group(3)) : null,
        FactsReader.camera(first(properties, "tiff:Make"), first(properties, "tiff:Model")),
        first(properties, "exifEX:LensModel", "aux:Lens"),
        place(first(properties, "exif:GPSLatitude"), first(properties, "exif:GPSLongitude")),
        rating(first(properties, "xmp:Rating")));
  }

  private static @Nullable String first(Map<String, String> properties, String... names) {
    for (String name : names) {
      String text = FactsReader.text(properties.get(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable Integer rating(@Nullable String text) {
    try {
      int stars = text == null ? 0 : (int) Math.round(Double.parseDouble(text));
      return stars == 0 || stars < REJECTED || stars > MOST_STARS ? null : stars;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Place place(@Nullable String latitude, @Nullable String longitude) {
    double north = angle(latitude);
    double east = angle(longitude);
    boolean onEarth = Math.abs(north) <= 90 && Math.abs(east) <= 180 && (north != 0 || east != 0);
    return onEarth ? new Place(north, east, null) : null;
  }

  private static double angle(@Nullable String text) {
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
