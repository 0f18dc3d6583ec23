package app.akin.core.decode.facts;

import app.akin.core.photo.DateSource;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Metadata.Kind;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.PhotoDate;
import com.drew.metadata.Metadata;
import com.drew.metadata.xmp.XmpDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an XMP packet (ISO 16684-1 and part 2 of the XMP specification) of a file or a sidecar.
/// Unreadable and invalid values are omitted.
///
/// @param dates reads the dates
record XmpReader(DateReader dates) {
  /// Degrees and minutes with a fraction, or degrees, minutes and seconds, and a direction.
  private static final Pattern ANGLE =
      Pattern.compile("(\\d{1,3}),(\\d{1,2}(?:\\.\\d+)?)(?:,(\\d{1,2}(?:\\.\\d+)?))?([NSEW])");

  private static final Pattern RATIONAL =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(?:/(\\d+(?:\\.\\d+)?))?");

  /// Packets with more list items are ignored: the time of the parser grows with the square of the
  /// longest list, to a second for this many.
  private static final int MAX_ITEMS = 20_000;

  static {
    // Lightroom writes hundreds of attributes into one element, Java's limit is 200, and Adobe's
    // parser has no setting for it.
    System.setProperty("jdk.xml.elementAttributeLimit", "10000");
  }

  private static final String[] TAKEN = {
    "exif:DateTimeOriginal", "photoshop:DateCreated", "acdsee:datetime", "xmpDM:shotDate"
  };
  private static final String[] DIGITIZED = {"xmp:CreateDate", "exif:DateTimeDigitized"};
  private static final String[] CHANGED = {"xmp:ModifyDate", "dc:date[1]", "dc:date"};

  /// Reads the packet of a file.
  void readFile(byte[] packet, MetadataBuilder metadata) {
    Map<String, String> properties = properties(packet);
    metadata.date(date(properties, DateSource.XMP, TAKEN));
    metadata.date(date(properties, DateSource.XMP_DIGITIZED, DIGITIZED));
    metadata.date(date(properties, DateSource.XMP_CHANGED, CHANGED));
    metadata.date(date(properties, DateSource.GPS, "exif:GPSTimeStamp"));
    read(properties, metadata);
  }

  /// Reads the packet of a sidecar, whose dates correct those of the file.
  void readSidecar(byte[] packet, MetadataBuilder metadata) {
    Map<String, String> properties = properties(packet);
    metadata.date(date(properties, DateSource.SIDECAR, TAKEN));
    metadata.date(date(properties, DateSource.SIDECAR, DIGITIZED));
    read(properties, metadata);
  }

  private static Map<String, String> properties(byte[] packet) {
    if (packet.length == 0
        || packet.length > FactsReader.MAX_PACKET_BYTES
        || hasTooManyItems(packet)) {
      return Map.of();
    }
    try {
      Metadata found = new Metadata();
      new com.drew.metadata.xmp.XmpReader().extract(packet, found);
      @Nullable XmpDirectory directory = found.getFirstDirectoryOfType(XmpDirectory.class);
      return directory == null ? Map.of() : directory.getXmpProperties();
    } catch (RuntimeException | StackOverflowError e) {
      return Map.of();
    }
  }

  /// Counts start tags of list items, such as `<rdf:li>`; in UTF-16, too, whose zero bytes are
  /// skipped.
  private static boolean hasTooManyItems(byte[] packet) {
    int items = 0;
    Tag at = Tag.NONE;
    for (byte next : packet) {
      if (next != 0) {
        at = at.then((char) next);
        items += at == Tag.ITEM ? 1 : 0;
      }
    }
    return items > MAX_ITEMS;
  }

  /// How much of the start tag of a list item was seen.
  private enum Tag {
    NONE,
    PREFIX,
    COLON,
    L,
    ITEM;

    Tag then(char next) {
      if (next == '<') {
        return PREFIX;
      }
      return switch (this) {
        case PREFIX -> next == ':' ? COLON : next == '/' || next == ' ' ? NONE : PREFIX;
        case COLON -> next == 'l' ? L : NONE;
        case L -> next == 'i' ? ITEM : NONE;
        case NONE, ITEM -> NONE;
      };
    }
  }

  private Optional<PhotoDate> date(
      Map<String, String> properties, DateSource source, String... names) {
    for (String name : names) {
      Optional<PhotoDate> date = dates.read(properties.get(name), null, null, source);
      if (date.isPresent()) {
        return date;
      }
    }
    return Optional.empty();
  }

  private static void read(Map<String, String> properties, MetadataBuilder metadata) {
    metadata.camera(properties.get("tiff:Make"), properties.get("tiff:Model"));
    metadata.lens(properties.get("exifEX:LensModel"));
    metadata.lens(properties.get("aux:Lens"));
    metadata.focalLength(number(properties.get("exif:FocalLength")));
    metadata.aperture(number(properties.get("exif:FNumber")));
    metadata.shutter(number(properties.get("exif:ExposureTime")));
    metadata.iso(number(properties.get("exifEX:PhotographicSensitivity")));
    metadata.iso(number(properties.get("exif:ISOSpeedRatings[1]")));
    metadata.place(
        place(
            properties.get("exif:GPSLatitude"),
            properties.get("exif:GPSLongitude"),
            number(properties.get("exif:GPSAltitude")),
            "1".equals(properties.get("exif:GPSAltitudeRef"))));
    metadata.placeName(
        properties.get("photoshop:City"),
        properties.get("photoshop:State"),
        properties.get("photoshop:Country"));
    metadata.placeName(
        properties.get("Iptc4xmpExt:LocationCreated[1]/Iptc4xmpExt:City"),
        properties.get("Iptc4xmpExt:LocationCreated[1]/Iptc4xmpExt:ProvinceState"),
        properties.get("Iptc4xmpExt:LocationCreated[1]/Iptc4xmpExt:CountryName"));
    metadata.rating(properties.get("xmp:Rating"));
    metadata.ratingPercent(properties.get("MicrosoftPhoto:Rating"));
    metadata.rating(properties.get("acdsee:rating"));
    metadata.flag(flag(properties));
    values(properties, "lr:hierarchicalSubject").forEach(word -> metadata.keyword(word, "|"));
    values(properties, "digiKam:TagsList").forEach(word -> metadata.keyword(word, "/"));
    values(properties, "MicrosoftPhoto:LastKeywordXMP")
        .forEach(word -> metadata.keyword(word, "/"));
    values(properties, "mediapro:CatalogSets").forEach(word -> metadata.keyword(word, "|"));
    values(properties, "acdsee:keywords").forEach(word -> metadata.keyword(word, ""));
    XmpKeywords.categories(properties.get("acdsee:categories"))
        .forEach(word -> metadata.keyword(word, "|"));
    XmpKeywords.hierarchy(properties).forEach(word -> metadata.keyword(word, "|"));
    values(properties, "dc:subject").forEach(word -> metadata.keyword(word, ""));
    metadata.title(first(properties, "dc:title"));
    metadata.title(properties.get("photoshop:Headline"));
    metadata.caption(first(properties, "dc:description"));
    metadata.caption(properties.get("acdsee:caption"));
    metadata.caption(properties.get("acdsee:notes"));
    metadata.software(properties.get("xmp:CreatorTool"));
    metadata.kind(kind(properties));
  }

  /// Returns the flag of digiKam (`PickLabel` is 1 for rejected, 2 for pending and 3 for accepted)
  /// and Lightroom (`pick` is 1 or -1); null if there is none.
  private static @Nullable Flag flag(Map<String, String> properties) {
    switch (properties.getOrDefault("digiKam:PickLabel", "")) {
      case "1" -> {
        return Flag.REJECT;
      }
      case "3" -> {
        return Flag.PICK;
      }
      default -> {}
    }
    String pick = properties.get("xmpDM:pick");
    return "1".equals(pick) ? Flag.PICK : "-1".equals(pick) ? Flag.REJECT : null;
  }

  /// Returns the kind of picture by the panorama tags of Google, the source of the IPTC standard
  /// and the comment of Apple's systems; null if there is none.
  private static @Nullable Kind kind(Map<String, String> properties) {
    if (properties.containsKey("GPano:ProjectionType")
        || "true".equalsIgnoreCase(properties.get("GPano:UsePanoramaViewer"))) {
      return Kind.PANORAMA;
    }
    String source = properties.get("Iptc4xmpExt:DigitalSourceType");
    boolean isScreenshot =
        (source != null && source.endsWith("/screenCapture"))
            || ExifReader.SCREENSHOT.equals(first(properties, "exif:UserComment"));
    return isScreenshot ? Kind.SCREENSHOT : null;
  }

  /// Returns the values of a list, which may also be stored as one value.
  private static List<String> values(Map<String, String> properties, String name) {
    List<String> values = new ArrayList<>();
    for (int i = 1; properties.get(name + "[" + i + "]") != null; i++) {
      values.add(properties.get(name + "[" + i + "]"));
    }
    String single = properties.get(name);
    if (values.isEmpty() && single != null && !single.isBlank()) {
      values.add(single);
    }
    return values;
  }

  private static @Nullable String first(Map<String, String> properties, String name) {
    List<String> values = values(properties, name);
    return values.isEmpty() ? null : values.getFirst();
  }

  private static @Nullable Place place(
      @Nullable String latitude,
      @Nullable String longitude,
      @Nullable Double altitude,
      boolean below) {
    double north = angle(latitude);
    double east = angle(longitude);
    return Double.isNaN(north) || Double.isNaN(east)
        ? null
        : new Place(north, east, altitude == null ? null : below ? -altitude : altitude);
  }

  private static double angle(@Nullable String text) {
    Matcher matcher = ANGLE.matcher(text == null ? "" : text.strip());
    if (!matcher.matches()) {
      return Double.NaN;
    }
    double degrees =
        Integer.parseInt(matcher.group(1))
            + Double.parseDouble(matcher.group(2)) / 60
            + (matcher.group(3) == null ? 0 : Double.parseDouble(matcher.group(3)) / 3600);
    return "SW".contains(matcher.group(4)) ? -degrees : degrees;
  }

  /// Returns a number that is written as a fraction or a decimal; null if it is neither.
  private static @Nullable Double number(@Nullable String text) {
    Matcher matcher = RATIONAL.matcher(text == null ? "" : text.strip());
    if (!matcher.matches()) {
      return null;
    }
    double below = matcher.group(2) == null ? 1 : Double.parseDouble(matcher.group(2));
    return below == 0 ? null : Double.parseDouble(matcher.group(1)) / below;
  }
}
