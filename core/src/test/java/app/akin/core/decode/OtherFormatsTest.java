package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.FormatKit;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.RawKit;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Decodes Photoshop files, icons, Netpbm files, JPEG XL, animated WebP and all kinds of TIFF.
class OtherFormatsTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 40;
  private static final byte[] SCENE = ImageKit.scene(3, WIDTH, HEIGHT);
  private static final byte[] NONE = {};

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void photoshopMergedImagesAreRead(boolean packed) {
    List<byte[]> planes = new ArrayList<>(FormatKit.planes(SCENE, 3));
    assertThat(photoshop(3, 8, planes, packed)).isEqualTo(SCENE);
    List<byte[]> wide = planes.stream().map(OtherFormatsTest::toSixteenBit).toList();
    assertThat(photoshop(3, 16, wide, packed)).isEqualTo(SCENE);
    // Without black ink, the stored inverted values equal RGB.
    planes.add(filledPlane());
    assertThat(photoshop(4, 8, planes, packed)).isEqualTo(SCENE);
    assertThat(photoshop(1, 8, planes.subList(1, 2), packed)).isEqualTo(greyToRgb(planes.get(1)));
  }

  @Test
  void compressedJpegXlBoxesAreRead() {
    byte[] file = FormatKit.committed("brotli.jxl");
    assertThat(probeFacts(file))
        .returns("Canon EOS 90D", PhotoFacts::camera)
        .returns(LocalDateTime.of(2024, 5, 6, 7, 8, 9), PhotoFacts::taken)
        .returns(4, PhotoFacts::rating);
    // A compressed box that cannot be decompressed yields no facts and does not fail the file.
    byte[] broken = file.clone();
    for (int i = 48; i < 80; i++) {
      broken[i] ^= 0x5A;
    }
    assertThat(probeFacts(broken)).returns(96, PhotoFacts::width).returns(null, PhotoFacts::camera);
  }

  /// Reads only the facts, which need no native library.
  private static PhotoFacts probeFacts(byte[] file) {
    return TestDecoder.DECODER.probe(file) instanceof ProbeResult.Readable readable
        ? readable.facts()
        : fail("reading the facts failed");
  }

  @Test
  void bigTiffFilesAreRead() {
    byte[] scene = ImageKit.scene(7, 96, 64);
    assertThat(TestDecoder.rgb(FormatKit.committed("big-msb.tif"))).isEqualTo(scene);
    byte[] turned = FormatKit.committed("big.tif");
    assertThat(TestDecoder.of(turned).facts())
        .returns("TIFF", PhotoFacts::format)
        .returns(6, PhotoFacts::orientation)
        .returns(64, PhotoFacts::width)
        .returns(96, PhotoFacts::height);
    byte[] upright = TestDecoder.rgb(turned);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 96; x++) {
        // Its first row is the right side of the upright image.
        int at = 3 * (x * 64 + 63 - y);
        int from = 3 * (y * 96 + x);
        assertThat(Arrays.copyOfRange(upright, at, at + 3))
            .isEqualTo(Arrays.copyOfRange(scene, from, from + 3));
      }
    }
  }

  private static byte[] photoshop(int mode, int depth, List<byte[]> planes, boolean packed) {
    byte[] file = FormatKit.photoshop(mode, depth, WIDTH, HEIGHT, planes, packed, NONE, NONE);
    assertThat(TestDecoder.of(file).facts().format()).isEqualTo("PSD");
    return TestDecoder.rgb(file);
  }

  @Test
  void photoshopPaletteAndFactsAreRead() {
    byte[] colors = new byte[768];
    for (int i = 0; i < 256; i++) {
      colors[i] = (byte) (255 - i);
      colors[256 + i] = (byte) i;
      colors[512 + i] = 7;
    }
    byte[] exif = new ExifBlock().camera("Akin", "Made").orientation(3).bytes();
    byte[] indices = FormatKit.planes(SCENE, 3).getFirst();
    byte[] file =
        FormatKit.photoshop(
            2, 8, WIDTH, HEIGHT, List.of(indices), true, colors, FormatKit.resource(1058, exif));
    DecodeResult.Decoded decoded = TestDecoder.of(file);
    assertThat(decoded.facts().camera()).isEqualTo("Akin Made");
    int last = indices[indices.length - 1] & 255;
    assertThat(decoded.raster().rgb()).startsWith((byte) (255 - last), (byte) last, (byte) 7);
  }

  private static byte[] toSixteenBit(byte[] plane) {
    byte[] wide = new byte[2 * plane.length];
    for (int i = 0; i < plane.length; i++) {
      wide[2 * i] = plane[i];
      wide[2 * i + 1] = (byte) i;
    }
    return wide;
  }

  private static byte[] filledPlane() {
    byte[] plane = new byte[WIDTH * HEIGHT];
    Arrays.fill(plane, (byte) 255);
    return plane;
  }

  private static byte[] greyToRgb(byte[] grey) {
    byte[] rgb = new byte[3 * grey.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = grey[i / 3];
    }
    return rgb;
  }

  @Test
  void theLargestImageOfAnIconIsRead() {
    byte[] small = ImageKit.png(ImageKit.picture(8, 16, 16));
    byte[] square = ImageKit.scene(3, 48, 48);
    byte[] bitmap = FormatKit.iconBitmap(square, 48, 48);
    byte[] file = FormatKit.icon(new int[] {16, 48}, new int[] {32, 32}, List.of(small, bitmap));
    assertThat(TestDecoder.rgb(file)).isEqualTo(square);
    assertThat(TestDecoder.of(file).facts().format()).isEqualTo("ICO");
    byte[] large = ImageKit.png(ImageKit.picture(3, 256, 256));
    byte[] second = FormatKit.icon(new int[] {48, 0}, new int[] {32, 32}, List.of(bitmap, large));
    assertThat(TestDecoder.rgb(second)).isEqualTo(ImageKit.scene(3, 256, 256));
  }

  @Test
  void maskedIconPixelsAreBlendedOnWhite() {
    byte[] bitmap = FormatKit.iconBitmap(new byte[3 * 32 * 32], 32, 32);
    // Alpha that is zero everywhere is ignored; the mask hides the upper half, because rows are
    // stored from the bottom.
    for (int i = 0; i < 32 * 32; i++) {
      bitmap[40 + 4 * i + 3] = 0;
    }
    for (int i = 0; i < 16 * 4; i++) {
      bitmap[bitmap.length - 1 - i] = (byte) 255;
    }
    BufferedImage shown =
        TestDecoder.thumbnail(FormatKit.icon(new int[] {32}, new int[] {32}, List.of(bitmap)));
    assertThat(shown.getRGB(16, 4) & 255).isCloseTo(255, within(6));
    assertThat(shown.getRGB(16, 28) & 255).isCloseTo(0, within(6));
  }

  @Test
  void allAnymapVariantsAreRead() {
    assertThat(TestDecoder.rgb(FormatKit.anymap("P6\n# made\n60 40\n255", SCENE))).isEqualTo(SCENE);
    byte[] pam = FormatKit.anymap("P7\nWIDTH 60\nHEIGHT 40\nDEPTH 3\nMAXVAL 255\nENDHDR", SCENE);
    assertThat(TestDecoder.rgb(pam)).isEqualTo(SCENE);
    assertThat(TestDecoder.rgb(FormatKit.anymap("P6 60 40 65535", toSixteenBit(SCENE))))
        .satisfies(rgb -> assertThat(SampleDifferences.of(rgb, SCENE).max()).isLessThan(2));
    StringBuilder numbers = new StringBuilder("P3 60 40 255 ");
    for (byte sample : SCENE) {
      numbers.append(sample & 255).append(sample % 7 == 0 ? "\n" : " ");
    }
    assertThat(TestDecoder.rgb(FormatKit.anymap(numbers.toString(), NONE))).isEqualTo(SCENE);
    assertThat(TestDecoder.rgb(FormatKit.anymap("P2 2 1 3 1 3", NONE)))
        .containsExactly(85, 85, 85, -1, -1, -1);
    assertThat(TestDecoder.rgb(FormatKit.anymap("P1 3 1 1 01", NONE)))
        .containsExactly(0, 0, 0, -1, -1, -1, 0, 0, 0);
    assertThat(TestDecoder.rgb(FormatKit.anymap("P4 3 1", new byte[] {(byte) 0b1010_0000})))
        .containsExactly(0, 0, 0, -1, -1, -1, 0, 0, 0);
    TestDecoder.assertFails(FormatKit.anymap("P6 60 40 255", new byte[100]), FailureKind.DAMAGED);
  }

  @Test
  void jpegXlIsReadByTheSystemLibrary() {
    byte[] lossless = FormatKit.committed("lossless.jxl");
    byte[] exif = new ExifBlock().camera("Akin", "Fixture").orientation(3).bytes();
    byte[] wrapped =
        RawKit.joined(FormatKit.committed("jpeg.jxl"), RawKit.box("Exif", new byte[4], exif));
    if (TestDecoder.DECODER.lacksCodec("photo.jxl")) {
      DecodeResult.Failed failed = TestDecoder.failure(lossless);
      assertThat(failed.kind()).isEqualTo(FailureKind.NEEDS_CODEC);
      assertThat(failed.detail()).contains("libjxl");
    }
    // Reading the facts needs no library. The codestream determines the orientation.
    assertThat(TestDecoder.DECODER.probe(wrapped))
        .isInstanceOfSatisfying(
            ProbeResult.Readable.class,
            readable ->
                assertThat(readable.facts())
                    .returns(64, PhotoFacts::width)
                    .returns(96, PhotoFacts::height)
                    .returns(6, PhotoFacts::orientation)
                    .returns("Akin Fixture", PhotoFacts::camera));
    assumeTrue(!TestDecoder.DECODER.lacksCodec("photo.jxl"), "libjxl is not installed");
    assertThat(TestDecoder.rgb(lossless)).isEqualTo(ImageKit.scene(7, 96, 64));
    byte[] turned =
        ImageKit.withExif(
            ImageKit.jpeg(ImageKit.picture(7, 96, 64), 0.9f), new ExifBlock().orientation(6));
    assertThat(SampleDifferences.of(TestDecoder.rgb(wrapped), TestDecoder.rgb(turned)).mean())
        .isLessThan(2);
  }

  @Test
  void theFirstFrameOfAnAnimatedWebpIsRead() {
    byte[] tile = ImageKit.rgb(pixels(ImageKit.picture(9, 128, 128).getSubimage(0, 0, 64, 64)));
    assertThat(
            SampleDifferences.of(TestDecoder.rgb(FormatKit.committed("moving.webp")), tile).mean())
        .isLessThan(6);
    assertThat(
            SampleDifferences.of(
                    TestDecoder.rgb(FormatKit.committed("still.webp")), ImageKit.scene(7, 96, 64))
                .mean())
        .isLessThan(6);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "Deflate", "PackBits", "JPEG"})
  void theFirstPageOfACompressedTiffIsRead(String compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionType(compression);
      writer.prepareWriteSequence(null);
      for (long seed = 3; seed < 6; seed++) {
        BufferedImage page = ImageKit.picture(seed, WIDTH, HEIGHT);
        writer.writeToSequence(new IIOImage(page, null, null), settings);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    SampleDifferences differences =
        SampleDifferences.of(TestDecoder.rgb(bytes.toByteArray()), SCENE);
    assertThat(differences.mean()).isLessThanOrEqualTo(compression.equals("JPEG") ? 6 : 0);
  }
}
