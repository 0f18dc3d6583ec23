package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.FormatKit;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.RawKit;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.FileFacts;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoFacts.Place;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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
  @CsvSource({"5, 5", "1.0, 1", "-1, -1", "0, ", "6, ", "-2, ", "many, "})
  void aRatingIsOneToFiveStarsOrRejected(String written, Integer stars) {
    byte[] file = files(packet("xmp:Rating=\"" + written + "\"")).getFirst();
    assertThat(TestDecoder.of(file).facts().rating()).isEqualTo(stars);
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
  void aSidecarTakesPrecedenceOverTheFileName() {
    assertThat(PhotoDecoder.fileFacts("IMG_20200102_030405.cr2", FULL))
        .isEqualTo(
            new FileFacts(LocalDateTime.of(2019, 8, 7, 6, 5, 4, 500_000_000), DateSource.XMP, 4));
    assertThat(PhotoDecoder.fileFacts("IMG_20200102_030405.cr2", packet("xmp:Rating=\"2\"")))
        .isEqualTo(new FileFacts(LocalDateTime.of(2020, 1, 2, 3, 4, 5), DateSource.NAME, 2));
    assertThat(PhotoDecoder.fileFacts("beach.jpg", NONE)).isEqualTo(FileFacts.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "IMG_20240506_070809.jpg, 2024-05-06T07:08:09",
    "PXL_20240506_070809123.MP.jpg, 2024-05-06T07:08:09.123",
    "20240506_070809(1).heic, 2024-05-06T07:08:09",
    "2024-05-06 07.08.09.jpg, 2024-05-06T07:08:09",
    "Screenshot 2024-05-06 at 07.08.09.png, 2024-05-06T07:08:09",
    "Screenshot_20240506-070809_Maps.jpg, 2024-05-06T07:08:09",
    "signal-2024-05-06-07-08-09-123.jpg, 2024-05-06T07:08:09",
    "IMG-20240506-WA0001.jpg, 2024-05-06T00:00",
    "DSC_12345678.jpg, ",
    "20241332_000000.jpg, ",
    "IMG_2024.jpg, ",
    "1234567820240506.jpg, ",
    "18991231.jpg, ",
  })
  void datesAreParsedFromFileNames(String name, LocalDateTime taken) {
    assertThat(PhotoDecoder.fileFacts(name, NONE))
        .isEqualTo(taken == null ? FileFacts.NONE : new FileFacts(taken, DateSource.NAME, null));
  }
}
