package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.RawKit;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Kind;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.photo.PhotoDate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/// Tests facts of all blocks of a file: EXIF, XMP, IPTC, and the texts of PNG files.
class MetadataTest {
  private static final byte[] JPEG = ImageKit.photo(1, 32, 24);
  private static final byte[] PNG = ImageKit.png(ImageKit.picture(1, 32, 24));

  private static Metadata read(byte[] file) {
    return TestDecoder.of(file).facts().metadata();
  }

  private static List<String> dates(byte[] file) {
    return read(file).dates().stream().map(PhotoDate::text).toList();
  }

  private static byte[] withXmp(byte[] jpeg, String attributes, String elements) {
    String packet =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
            + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
            + "<rdf:Description rdf:about='' xmlns:xmp='http://ns.adobe.com/xap/1.0/'"
            + " xmlns:exif='http://ns.adobe.com/exif/1.0/'"
            + " xmlns:dc='http://purl.org/dc/elements/1.1/'"
            + " xmlns:lr='http://ns.adobe.com/lightroom/1.0/'"
            + " xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' "
            + attributes
            + ">"
            + elements
            + "</rdf:Description></rdf:RDF></x:xmpmeta>";
    return ImageKit.withSegment(
        jpeg, 0xE1, ("http://ns.adobe.com/xap/1.0/\0" + packet).getBytes(UTF_8));
  }

  private static String bag(String name, String... values) {
    return "<"
        + name
        + "><rdf:Bag><rdf:li>"
        + String.join("</rdf:li><rdf:li>", values)
        + "</rdf:li></rdf:Bag></"
        + name
        + ">";
  }

  /// Returns an IPTC data set of record 2.
  private static byte[] dataSet(int number, String value) {
    byte[] text = value.getBytes(UTF_8);
    return ByteBuffer.allocate(5 + text.length)
        .put((byte) 0x1C)
        .put((byte) 2)
        .put((byte) number)
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  /// Returns Photoshop image resources with IPTC data.
  private static byte[] resources(byte[]... dataSets) {
    byte[] iptc = RawKit.joined(dataSets);
    ByteBuffer block = ByteBuffer.allocate(12 + iptc.length + (iptc.length & 1));
    block.put("8BIM".getBytes(ISO_8859_1)).putShort((short) 0x0404).putShort((short) 0);
    return block.putInt(iptc.length).put(iptc).array();
  }

  private static byte[] withIptc(byte[] jpeg, byte[]... dataSets) {
    return ImageKit.withSegment(
        jpeg, 0xED, RawKit.joined("Photoshop 3.0\0".getBytes(ISO_8859_1), resources(dataSets)));
  }

  @Test
  void aScanHasTheDateTakenBeforeThatOfScanning() {
    byte[] scan = ImageKit.withExif(JPEG, new ExifBlock().digitized("2019:05:01 10:00:00"));
    assertThat(dates(withXmp(scan, "photoshop:DateCreated='1965-07-04T12:00:00'", "")))
        .containsExactly("xmp 1965-07-04T12:00:00.000", "exif_digitized 2019-05-01T10:00:00.000");
    assertThat(dates(withXmp(scan, "exif:DateTimeOriginal='1965-07'", "")))
        .containsExactly("xmp 1965-07", "exif_digitized 2019-05-01T10:00:00.000");
  }

  @Test
  void otherTagsStateADate() {
    assertThat(dates(ImageKit.withExif(JPEG, new ExifBlock().changed("2013:02:03 04:05:06"))))
        .containsExactly("exif_changed 2013-02-03T04:05:06.000");
    assertThat(dates(ImageKit.withExif(JPEG, new ExifBlock().satelliteTime("2016:04:05", 6, 7, 8))))
        .containsExactly("gps 2016-04-05T06:07:08.000Z");
    assertThat(dates(withIptc(JPEG, dataSet(55, "19720815"), dataSet(60, "101112+0000"))))
        .containsExactly("iptc 1972-08-15T10:11:12.000Z");
    assertThat(dates(withIptc(JPEG, dataSet(55, "19720000")))).containsExactly("iptc 1972");
    assertThat(dates(withIptc(JPEG, dataSet(62, "19720815"))))
        .containsExactly("iptc_digitized 1972-08-15");
    assertThat(dates(withXmp(JPEG, "xmp:CreateDate='2011' xmp:ModifyDate='2012-01-02'", "")))
        .containsExactly("xmp_digitized 2011", "xmp_changed 2012-01-02");
  }

  @Test
  void tagsOfOtherProgramsStateADate() {
    assertThat(dates(withXmp(JPEG, "exif:GPSTimeStamp='2018-07-04T10:11:12Z'", "")))
        .containsExactly("gps 2018-07-04T10:11:12.000Z");
    assertThat(dates(withXmp(JPEG, "", bag("dc:date", "1955-01-02"))))
        .containsExactly("xmp_changed 1955-01-02");
    String acdsee = "xmlns:acdsee='http://ns.acdsee.com/iptc/1.0/' ";
    assertThat(dates(withXmp(JPEG, acdsee + "acdsee:datetime='1988-02-03T10:11:12'", "")))
        .containsExactly("xmp 1988-02-03T10:11:12.000");
    assertThat(dates(pngText("creation time", "2011-12-13"))).containsExactly("png 2011-12-13");
    assertThat(dates(pngText("exif:DateTimeOriginal", "2011:12:13 14:15:16")))
        .containsExactly("exif 2011-12-13T14:15:16.000");
  }

  @Test
  void theXmpPacketOfAGifIsRead() {
    byte[] gif = ImageKit.gif(ImageKit.picture(3, 24, 16));
    String packet =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
            + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
            + "<rdf:Description rdf:about='' xmlns:xmp='http://ns.adobe.com/xap/1.0/'"
            + " xmp:CreateDate='2011-12-13'/></rdf:RDF></x:xmpmeta>";
    ByteBuffer trailer = ByteBuffer.allocate(258).put((byte) 1);
    for (int i = 255; i >= 0; i--) {
      trailer.put((byte) i);
    }
    byte[] extension =
        RawKit.joined(
            new byte[] {'!', (byte) 0xFF, 11},
            "XMP DataXMP".getBytes(ISO_8859_1),
            packet.getBytes(UTF_8),
            trailer.array());
    int header = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 * (2 << (gif[10] & 7)));
    byte[] file =
        RawKit.joined(
            Arrays.copyOf(gif, header), extension, Arrays.copyOfRange(gif, header, gif.length));
    assertThat(dates(file)).containsExactly("xmp_digitized 2011-12-13");
    assertThat(TestDecoder.rgb(file)).isEqualTo(TestDecoder.rgb(gif));
  }

  private static byte[] pngText(String keyword, String text) {
    return ImageKit.withChunk(PNG, "tEXt", (keyword + '\0' + text).getBytes(ISO_8859_1));
  }

  @Test
  void iptcWithoutPaddingOrResourcesIsRead() {
    byte[] dataSets = RawKit.joined(dataSet(55, "19720815"), dataSet(60, "101112+0100"));
    assertThat(dataSets.length % 2).as("needs padding").isEqualTo(1);
    byte[] padded = resources(dataSets);
    byte[] unpadded = Arrays.copyOf(padded, padded.length - 1);
    byte[] segment = RawKit.joined("Photoshop 3.0\0".getBytes(ISO_8859_1), unpadded);
    assertThat(dates(ImageKit.withSegment(JPEG, 0xED, segment)))
        .containsExactly("iptc 1972-08-15T10:11:12.000+01:00");
    assertThat(dates(ImageKit.withChunk(PNG, "zTXt", profile("iptc", dataSets))))
        .containsExactly("iptc 1972-08-15T10:11:12.000+01:00");
  }

  @Test
  void aRawProfileOfAPngIsItsExif() {
    byte[] exif =
        new ExifBlock()
            .taken("2012:12:13 14:15:16")
            .camera("Canon", "Canon EOS 5D")
            .orientation(6)
            .place(48.85, 2.35)
            .bytes();
    for (String type : List.of("exif", "APP1")) {
      byte[] block = RawKit.joined("Exif\0\0".getBytes(ISO_8859_1), exif);
      byte[] file = ImageKit.withChunk(PNG, "zTXt", profile(type, block));
      assertThat(dates(file)).as(type).containsExactly("exif 2012-12-13T14:15:16.000");
      assertThat(read(file).camera()).isEqualTo("Canon EOS 5D");
      assertThat(TestDecoder.of(file).facts().orientation()).isEqualTo(6);
      assertThat(TestDecoder.of(file).raster().width()).isEqualTo(24);
    }
    byte[] iptc =
        RawKit.joined("Photoshop 3.0\0".getBytes(ISO_8859_1), resources(dataSet(55, "19720815")));
    assertThat(dates(ImageKit.withChunk(PNG, "zTXt", profile("iptc", iptc))))
        .containsExactly("iptc 1972-08-15");
    byte[] broken = profile("exif", new byte[] {1, 2, 3});
    assertThat(read(ImageKit.withChunk(PNG, "zTXt", broken))).isEqualTo(Metadata.NONE);
    broken[broken.length - 3] ^= 0x55;
    assertThat(read(ImageKit.withChunk(PNG, "zTXt", broken))).isEqualTo(Metadata.NONE);
  }

  /// Returns a `zTXt` chunk as ImageMagick 6 writes it.
  private static byte[] profile(String type, byte[] block) {
    String hex = HexFormat.of().formatHex(block).replaceAll("(.{72})", "$1\n");
    String text = "\n" + type + "\n" + String.format("%8d", block.length) + "\n" + hex + "\n";
    return RawKit.joined(
        ("Raw profile type " + type + "\0\0").getBytes(ISO_8859_1),
        deflated(text.getBytes(ISO_8859_1)));
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1024];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  @Test
  void aCompressedTextOfAPngIsRead() {
    byte[] text =
        RawKit.joined(
            "Creation Time\0\1\0\0\0".getBytes(ISO_8859_1),
            deflated("2011-12-13T10:11:12".getBytes(UTF_8)));
    assertThat(dates(ImageKit.withChunk(PNG, "iTXt", text)))
        .containsExactly("png 2011-12-13T10:11:12.000");
  }

  @Test
  void exposureAndTextsAreReadFromExif() {
    Metadata metadata =
        read(
            ImageKit.withExif(
                JPEG,
                new ExifBlock()
                    .exposure(1, 250, 18, 400, 35)
                    .description("A caption")
                    .software("Editor 1")));
    assertThat(metadata)
        .returns(new Exposure(35.0, 1.8, 0.004, 400), Metadata::exposure)
        .returns("A caption", Metadata::caption)
        .returns("Editor 1", Metadata::software);
    assertThat(
            read(ImageKit.withExif(JPEG, new ExifBlock().description("OLYMPUS DIGITAL CAMERA")))
                .caption())
        .isNull();
  }

  @Test
  void theKindIsReadFromExifAndXmp() {
    assertThat(read(ImageKit.withExif(JPEG, new ExifBlock().comment("Screenshot"))))
        .returns(Kind.SCREENSHOT, Metadata::kind)
        .returns(null, Metadata::caption);
    assertThat(read(ImageKit.withExif(JPEG, new ExifBlock().comment("A screenshot"))))
        .returns(null, Metadata::kind)
        .returns("A screenshot", Metadata::caption);
    assertThat(read(ImageKit.withExif(JPEG, new ExifBlock().rendered(6))).kind())
        .isEqualTo(Kind.PANORAMA);
    assertThat(read(ImageKit.withExif(JPEG, new ExifBlock().rendered(2))).kind()).isNull();
    String google = "xmlns:GPano='http://ns.google.com/photos/1.0/panorama/' ";
    assertThat(read(withXmp(JPEG, google + "GPano:ProjectionType='equirectangular'", "")).kind())
        .isEqualTo(Kind.PANORAMA);
    assertThat(read(withXmp(JPEG, google + "GPano:UsePanoramaViewer='False'", "")).kind()).isNull();
    String iptc = "xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' ";
    String source =
        "Iptc4xmpExt:DigitalSourceType='http://cv.iptc.org/newscodes/digitalsourcetype/";
    assertThat(read(withXmp(JPEG, iptc + source + "screenCapture'", "")).kind())
        .isEqualTo(Kind.SCREENSHOT);
    assertThat(read(withXmp(JPEG, iptc + source + "digitalCapture'", "")).kind()).isNull();
    assertThat(
            read(withXmp(
                    JPEG,
                    "",
                    "<exif:UserComment><rdf:Alt><rdf:li xml:lang='x-default'>Screenshot</rdf:li>"
                        + "</rdf:Alt></exif:UserComment>"))
                .kind())
        .isEqualTo(Kind.SCREENSHOT);
  }

  @Test
  void placeNamesKeywordsAndTextsAreReadFromXmpAndIptc() {
    Metadata xmp =
        read(
            withXmp(
                JPEG,
                "photoshop:City='Lisbon' photoshop:Country='Portugal'",
                bag("dc:subject", "family", "Ana", "beach")
                    + bag("lr:hierarchicalSubject", "people|family|Ana")
                    + "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>A title</rdf:li></rdf:Alt>"
                    + "</dc:title>"));
    assertThat(xmp)
        .returns(new PlaceName("Lisbon", null, "Portugal"), Metadata::placeName)
        .returns(List.of("people|family|Ana", "beach"), Metadata::keywords)
        .returns("A title", Metadata::title);
    Metadata iptc =
        read(
            withIptc(
                JPEG,
                dataSet(25, "beach"),
                dataSet(25, "sea"),
                dataSet(90, "Lisbon"),
                dataSet(101, "Portugal"),
                dataSet(120, "A caption")));
    assertThat(iptc)
        .returns(new PlaceName("Lisbon", null, "Portugal"), Metadata::placeName)
        .returns(List.of("beach", "sea"), Metadata::keywords)
        .returns("A caption", Metadata::caption);
  }

  @Test
  void takeoutIsReadLeniently() {
    String json =
        "{\"photoTakenTime\":{\"timestamp\":\"-141004800\"},\"geoData\":{\"latitude\":91}}";
    assertThat(
            TestDecoder.DECODER
                .factsOutside("a.jpg", new byte[0], json.getBytes(UTF_8), new byte[0])
                .parts()
                .values())
        .singleElement()
        .satisfies(
            metadata -> {
              assertThat(metadata.dates())
                  .extracting(PhotoDate::text)
                  .containsExactly("takeout 1965-07-14T00:00:00.000Z");
              assertThat(metadata.place()).isNull();
            });
    for (String broken : List.of("", "[]", "{", "null", "{\"photoTakenTime\":7}", "7")) {
      assertThat(
              TestDecoder.DECODER
                  .factsOutside("a.jpg", new byte[0], broken.getBytes(UTF_8), new byte[0])
                  .parts())
          .as(broken)
          .isEmpty();
    }
  }

  @Test
  void aPlaceNeedsBothCoordinates() {
    assertThat(
            read(withXmp(JPEG, "exif:GPSLatitude='48,51N' exif:GPSLongitude='2,21E'", "")).place())
        .isEqualTo(new Place(48.85, 2.35, null));
    assertThat(read(withXmp(JPEG, "exif:GPSLatitude='48,51N'", "")).place()).isNull();
  }
}
