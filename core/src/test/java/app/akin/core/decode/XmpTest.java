package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.FormatKit;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.RawKit;
import app.akin.core.photo.DatePrecision;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.FactsPart;
import app.akin.core.photo.FileFacts;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests facts from XMP in image files and sidecars, and dates in file names.
class XmpTest {
  private static final byte[] NONE = {};

  private static byte[] packet(String attributes) {
    return """
    <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
     <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about=""
        xmlns:xmp="http://ns.adobe.com/xap/1.0/"
        xmlns:exif="http://ns.adobe.com/exif/1.0/"
        xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
        xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
        xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
        %s/>
     </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="w"?>
    """
        .formatted(attributes)
        .getBytes(UTF_8);
  }

  private static final byte[] FULL =
      packet(
          """
          xmp:Rating="4" exif:DateTimeOriginal="2019-08-07T06:05:04.50+02:00"
          tiff:Make="Maker" tiff:Model="Maker One" aux:Lens="A lens"
          exif:GPSLatitude="33,51.408S" exif:GPSLongitude="151,12,55E"
          """);

  /// Returns a file with the packet for each format that supports XMP.
  private static List<byte[]> files(byte[] packet) {
    List<byte[]> files = new ArrayList<>();
    files.add(
        ImageKit.withSegment(
            ImageKit.photo(1, 32, 24),
            0xE1,
            RawKit.joined("http://ns.adobe.com/xap/1.0/\0".getBytes(ISO_8859_1), packet)));
    files.add(
        ImageKit.withChunk(
            ImageKit.png(ImageKit.picture(1, 32, 24)),
            "iTXt",
            RawKit.joined("XML:com.adobe.xmp\0\0\0\0\0".getBytes(ISO_8859_1), packet)));
    byte[] rgb = ImageKit.scene(1, 32, 24);
    files.add(
        FormatKit.photoshop(
            3, 8, 32, 24, FormatKit.planes(rgb, 3), false, NONE, FormatKit.resource(1060, packet)));
    return files;
  }

  /// Lightroom writes hundreds of attributes into one element.
  @Test
  void packetsOfManyAttributesAreRead() {
    StringBuilder attributes = new StringBuilder("xmp:Rating=\"4\"");
    for (int i = 0; i < 900; i++) {
      attributes.append(" photoshop:Other%d=\"%d\"".formatted(i, i));
    }
    assertThat(rating(packet(attributes.toString()))).isEqualTo(4);
  }

  @Test
  void sidecarsOfMegabytesAreRead() {
    // Masks are stored in long attributes.
    byte[] masks = packet("xmp:Rating=\"4\" aux:Mask=\"" + "A".repeat(3 << 20) + "\"");
    assertThat(rating(masks)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE"})
  @Timeout(10)
  void sidecarsWithListsOfHundredThousandItemsAreLeftOut(String charset) {
    String text =
        new String(packet("xmp:Rating=\"4\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""), UTF_8);
    String list = "><dc:subject><rdf:Bag>%s</rdf:Bag></dc:subject></rdf:Description>";
    String items = "<rdf:li>a</rdf:li>";
    Charset encoding = Charset.forName(charset);
    String few = text.replaceFirst("/>", list.formatted(items.repeat(1_000)));
    assertThat(rating(few.getBytes(UTF_8))).isEqualTo(4);
    String many = text.replaceFirst("/>", list.formatted(items.repeat(100_000)));
    assertThat(rating(many.getBytes(encoding))).isNull();
  }

  private static @Nullable Integer rating(byte[] sidecar) {
    FileFacts facts = TestDecoder.DECODER.factsOutside("a.jpg", sidecar, NONE, NONE);
    return facts.parts().getOrDefault(FactsPart.SIDECAR, Metadata.NONE).rating();
  }

  @Test
  void xmpFillsInWhatExifLacks() {
    for (byte[] file : files(FULL)) {
      PhotoFacts facts = TestDecoder.of(file).facts();
      assertThat(facts)
          .returns(4, PhotoFacts::rating)
          .returns(LocalDateTime.of(2019, 8, 7, 6, 5, 4, 500_000_000), PhotoFacts::taken)
          .returns(ZoneOffset.ofHours(2), PhotoFacts::offset)
          .returns(DateSource.XMP, PhotoFacts::takenFrom)
          .returns("Maker One", PhotoFacts::camera)
          .returns("A lens", PhotoFacts::lens);
      Place place = Objects.requireNonNull(facts.place());
      assertThat(place.latitude()).isCloseTo(-33.8568, within(1e-6));
      assertThat(place.longitude()).isCloseTo(151.215278, within(1e-5));
    }
  }

  @Test
  void exifTakesPrecedenceOverXmp() {
    byte[] file =
        ImageKit.withExif(
            files(FULL).getFirst(),
            new ExifBlock().taken("2024:05:06 07:08:09").camera("Canon", "EOS"));
    assertThat(TestDecoder.of(file).facts())
        .returns(LocalDateTime.of(2024, 5, 6, 7, 8, 9), PhotoFacts::taken)
        .returns(DateSource.EXIF, PhotoFacts::takenFrom)
        .returns(null, PhotoFacts::offset)
        .returns("Canon EOS", PhotoFacts::camera)
        .returns(4, PhotoFacts::rating);
  }

  @ParameterizedTest
  @CsvSource({"5, 5,", "1.0, 1,", "-1, , REJECT", "0, ,", "6, ,", "-2, ,", "many, ,"})
  void aRatingIsOneToFiveStarsOrRejected(String written, Integer stars, Flag flag) {
    byte[] file = files(packet("xmp:Rating=\"" + written + "\"")).getFirst();
    assertThat(TestDecoder.of(file).facts().metadata())
        .returns(stars, Metadata::rating)
        .returns(flag, Metadata::flag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no XML", "<x:xmpmeta", "<!DOCTYPE a [<!ENTITY b SYSTEM 'c'>]><a>&b;</a>"})
  void aBrokenPacketYieldsNoFacts(String packet) {
    for (byte[] file : files(packet.getBytes(UTF_8))) {
      assertThat(TestDecoder.of(file).facts())
          .returns(null, PhotoFacts::rating)
          .returns(null, PhotoFacts::taken)
          .returns(null, PhotoFacts::takenFrom);
    }
  }

  @Test
  void sidecarAndNameAreReadApart() {
    PhotoDate named = PhotoDate.of(LocalDateTime.of(2020, 1, 2, 3, 4, 5), null, DateSource.NAME);
    Map<FactsPart, Metadata> parts =
        TestDecoder.DECODER.factsOutside("IMG_20200102_030405.cr2", FULL, NONE, NONE).parts();
    assertThat(Objects.requireNonNull(parts.get(FactsPart.SIDECAR)))
        .returns(4, Metadata::rating)
        .returns(
            PhotoDate.of(
                LocalDateTime.of(2019, 8, 7, 6, 5, 4, 500_000_000),
                ZoneOffset.ofHours(2),
                DateSource.SIDECAR),
            Metadata::date);
    assertThat(parts.get(FactsPart.NAME)).isEqualTo(Metadata.ofDates(List.of(named)));
    assertThat(TestDecoder.DECODER.factsOutside("beach.jpg", NONE, NONE, NONE).parts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "IMG_20240506_070809.jpg, 2024-05-06T07:08:09",
    "PXL_20240506_070809123.MP.jpg, 2024-05-06T07:08:09.123",
    "20240506_070809(1).heic, 2024-05-06T07:08:09",
    "2024-05-06 07.08.09.jpg, 2024-05-06T07:08:09",
    "Screenshot 2024-05-06 at 07.08.09.png, 2024-05-06T07:08:09",
    "Screenshot_20240506-070809_Maps.jpg, 2024-05-06T07:08:09",
    "signal-2024-05-06-07-08-09-123.jpg, 2024-05-06T07:08:09.123",
    "IMG-20240506-WA0001.jpg, 2024-05-06",
    "IMG-25670506-WA0001.jpg, 2024-05-06",
    "1965-07-04 Grandmother.jpg, 1965-07-04",
    "FB_IMG_1520435345678.jpg, 2018-03-07T15:09:05.678",
    "1520435345678.jpg, 2018-03-07T15:09:05.678",
    "mmexport1520435345678(1).jpg, 2018-03-07T15:09:05.678",
    "Screenshot 2024-05-06 at 7.08.09\u202fPM.png, 2024-05-06T19:08:09",
    "Screenshot 2024-05-06 at 12.08.09\u202fAM.png, 2024-05-06T00:08:09",
    "Screen Shot 2024-05-06 at 7.08.09 pm 2.png, 2024-05-06T19:08:09",
    "Bildschirmfoto 2024-05-06 um 19.08.09.png, 2024-05-06T19:08:09",
    "Capture d’écran 2024-05-06 à 19.08.09.png, 2024-05-06T19:08:09",
    "Captura de pantalla 2024-05-06 a la(s) 7.08.09\u202fp.m..png, 2024-05-06T19:08:09",
    "截屏2024-05-06 下午7.08.09.png, 2024-05-06T19:08:09",
    "WhatsApp Image 2024-05-06 at 7.08.09 PM.jpeg, 2024-05-06T19:08:09",
    "IMG_20240506_0001.jpg, 2024-05-06",
    "DSC_12345678.jpg, ",
    "20241332_000000.jpg, ",
    "IMG_2024.jpg, ",
    "1234567820240506.jpg, ",
    "18991231.jpg, ",
    "9781520435345.jpg, ",
    "1920435345678.jpg, ",
    "20990101_000000.jpg, ",
  })
  void datesAreParsedFromFileNames(String name, String taken) {
    Metadata named =
        TestDecoder.DECODER.factsOutside(name, NONE, NONE, NONE).parts().get(FactsPart.NAME);
    PhotoDate date = named == null ? null : named.date();
    String text =
        date == null
            ? null
            : date.precision() == DatePrecision.DAY
                ? date.start().toLocalDate().toString()
                : date.start().toString();
    assertThat(text).isEqualTo(taken);
  }
}
