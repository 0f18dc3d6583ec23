package app.akin.core.decode;

import static app.akin.core.decode.TestDecoder.rgb;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the pixels for the model: lossless formats return the exact pixels, and unusual sample
/// formats match Pillow's `convert("RGB")`.
class PixelsTest {
  private static final int WIDTH = 67;
  private static final int HEIGHT = 45;
  private static final int PIXELS = WIDTH * HEIGHT;
  private static final BufferedImage PICTURE = ImageKit.picture(7, WIDTH, HEIGHT);
  private static final byte[] SCENE = ImageKit.scene(7, WIDTH, HEIGHT);

  /// Returns reproducible random numbers from 0 to a bound (exclusive).
  private static int[] samples(int count, int bound) {
    return new SplittableRandom(count + bound).ints(count, 0, bound).toArray();
  }

  private static byte[] bytes(int[] samples) {
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) samples[i];
    }
    return bytes;
  }

  private static byte[] grey(int... levels) {
    byte[] rgb = new byte[3 * levels.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) levels[i / 3];
    }
    return rgb;
  }

  private static byte[] colors(byte[] palette, int[] indices) {
    byte[] rgb = new byte[3 * indices.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = palette[3 * indices[i / 3] + i % 3];
    }
    return rgb;
  }

  private static byte[] firstChannels(int[] samples, int channels, int shift) {
    byte[] rgb = new byte[3 * (samples.length / channels)];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (samples[i / 3 * channels + i % 3] >> shift);
    }
    return rgb;
  }

  @Test
  void losslessFormatsReturnTheExactPixels() {
    assertThat(rgb(ImageKit.png(PICTURE))).isEqualTo(SCENE);
    assertThat(rgb(ImageKit.bmp(PICTURE))).isEqualTo(SCENE);
    assertThat(rgb(ImageKit.tiff(PICTURE))).isEqualTo(SCENE);
    assertThat(rgb(TestImageEncoders.interlacedPng(SCENE, WIDTH, HEIGHT))).isEqualTo(SCENE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "ZLib", "Deflate", "PackBits"})
  void compressedTiffsReturnTheExactPixels(String compression) throws IOException {
    assertThat(rgb(compressedTiff(compression))).isEqualTo(SCENE);
  }

  private static byte[] compressedTiff(String compression) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionType(compression);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(PICTURE, null, null), settings);
      stream.flush();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void smallGreySamplesAreScaledToEightBits(int bits) {
    int max = (1 << bits) - 1;
    int[] samples = samples(PIXELS, max + 1);
    byte[] expected = grey(Arrays.stream(samples).map(sample -> sample * 255 / max).toArray());
    byte[] packed = TestImageEncoders.packBits(samples, WIDTH, bits);
    assertThat(rgb(ImageKit.png(WIDTH, HEIGHT, bits, 0, packed))).isEqualTo(expected);
    assertThat(rgb(tiff(bits, 1, 1, packed))).isEqualTo(expected);
  }

  private static byte[] tiff(int bits, int photometric, int samples, byte[] data) {
    return TestImageEncoders.tiff(
        WIDTH, HEIGHT, bits, photometric, samples, data, ByteOrder.LITTLE_ENDIAN, Map.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void paletteIndicesAreResolved(int bits) {
    byte[] palette = bytes(samples(3 << bits, 256));
    int[] indices = samples(PIXELS, 1 << bits);
    byte[] packed = TestImageEncoders.packBits(indices, WIDTH, bits);
    byte[] chunk = ImageKit.chunk("PLTE", palette);
    byte[] png = ImageKit.png(WIDTH, HEIGHT, bits, 3, packed, chunk);
    assertThat(rgb(png)).isEqualTo(colors(palette, indices));
  }

  @Test
  void anIndexOutsideThePaletteIsBlack() {
    byte[] palette = {10, 20, 30};
    byte[] png = ImageKit.png(2, 1, 8, 3, new byte[] {0, 9}, ImageKit.chunk("PLTE", palette));
    assertThat(rgb(png)).containsExactly(10, 20, 30, 0, 0, 0);
  }

  @Test
  void transparentImagesAreBlendedOnWhite() {
    int[] rgba = samples(4 * PIXELS, 256);
    byte[] blended = onWhite(firstChannels(rgba, 4, 0), i -> rgba[4 * i + 3]);
    assertThat(rgb(ImageKit.png(WIDTH, HEIGHT, 8, 6, bytes(rgba)))).isEqualTo(blended);
    assertThat(
            rgb(
                TestImageEncoders.tiff(
                    WIDTH, HEIGHT, 8, 2, 4, bytes(rgba), ByteOrder.BIG_ENDIAN, Map.of(338, 2))))
        .isEqualTo(blended);
    int[] greyAlpha = samples(2 * PIXELS, 256);
    int[] levels = new int[PIXELS];
    Arrays.setAll(levels, i -> greyAlpha[2 * i]);
    assertThat(rgb(ImageKit.png(WIDTH, HEIGHT, 8, 4, bytes(greyAlpha))))
        .isEqualTo(onWhite(grey(levels), i -> greyAlpha[2 * i + 1]));
  }

  private static byte[] onWhite(byte[] rgb, IntUnaryOperator alpha) {
    byte[] blended = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int opacity = alpha.applyAsInt(i / 3);
      blended[i] = (byte) (((rgb[i] & 255) * opacity + 255 * (255 - opacity) + 127) / 255);
    }
    return blended;
  }

  @Test
  void sixteenBitSamplesAreReducedToTheirHighByte() {
    int[] color = samples(3 * PIXELS, 1 << 16);
    int[] level = samples(PIXELS, 1 << 16);
    byte[] expected = firstChannels(color, 3, 8);
    byte[] greys = grey(Arrays.stream(level).map(sample -> sample >> 8).toArray());
    byte[] big = TestImageEncoders.sixteenBit(color, ByteOrder.BIG_ENDIAN);
    byte[] bigGrey = TestImageEncoders.sixteenBit(level, ByteOrder.BIG_ENDIAN);
    assertThat(rgb(ImageKit.png(WIDTH, HEIGHT, 16, 2, big))).isEqualTo(expected);
    assertThat(rgb(ImageKit.png(WIDTH, HEIGHT, 16, 0, bigGrey))).isEqualTo(greys);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] data = TestImageEncoders.sixteenBit(color, order);
      byte[] greyData = TestImageEncoders.sixteenBit(level, order);
      assertThat(rgb(TestImageEncoders.tiff(WIDTH, HEIGHT, 16, 2, 3, data, order, Map.of())))
          .isEqualTo(expected);
      assertThat(rgb(TestImageEncoders.tiff(WIDTH, HEIGHT, 16, 1, 1, greyData, order, Map.of())))
          .isEqualTo(greys);
    }
  }

  @Test
  void whiteIsZeroTiffsAreInverted() {
    int[] samples = samples(PIXELS, 256);
    byte[] expected = grey(Arrays.stream(samples).map(sample -> 255 - sample).toArray());
    assertThat(rgb(tiff(8, 0, 1, bytes(samples)))).isEqualTo(expected);
  }

  @Test
  void cmykIsConvertedToRgb() {
    int[] inks = samples(4 * PIXELS, 256);
    byte[] rgb = rgb(tiff(8, 5, 4, bytes(inks)));
    for (int i = 0; i < rgb.length; i++) {
      double ink = inks[i / 3 * 4 + i % 3] / 255.0;
      double black = inks[i / 3 * 4 + 3] / 255.0;
      assertThat((double) (rgb[i] & 255))
          .isBetween(255 * (1 - ink) * (1 - black) - 1, 255 * (1 - ink) * (1 - black) + 1);
    }
  }

  @Test
  void gifFramesArePlacedOnTheirScreen() {
    byte[] palette = {9, 8, 7, 100, 0, 0, 0, 100, 0, 0, 0, 100};
    byte[] indices = {1, 2, 3, 1};
    int[] screen = {4, 3};
    int[] position = {1, 1};
    int[] filled = {0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 1, 0};
    assertThat(rgb(TestImageEncoders.gif(screen, position, palette, indices, 2, -1)))
        .isEqualTo(colors(palette, filled));
    int[] transparent = {3, 3, 3, 3, 3, 1, 2, 3, 3, 3, 1, 3};
    byte[] onWhite = {-1, -1, -1, 100, 0, 0, 0, 100, 0, -1, -1, -1};
    assertThat(rgb(TestImageEncoders.gif(screen, position, palette, indices, 2, 3)))
        .isEqualTo(colors(onWhite, transparent));
    DecodeResult.Decoded larger =
        TestDecoder.of(TestImageEncoders.gif(new int[] {1, 1}, position, palette, indices, 2, -1));
    assertThat(larger.raster().width()).isEqualTo(3);
    assertThat(larger.raster().height()).isEqualTo(3);
  }

  @Test
  void gifsReturnAllIndices() {
    byte[] palette = bytes(samples(768, 256));
    int[] indices = samples(PIXELS, 256);
    int[] screen = {WIDTH, HEIGHT};
    byte[] gif = TestImageEncoders.gif(screen, new int[2], palette, bytes(indices), WIDTH, -1);
    assertThat(rgb(gif)).isEqualTo(colors(palette, indices));
  }

  @Test
  void compressedGifsMatchTheJdk() throws IOException {
    BufferedImage picture = ImageKit.picture(5, 300, 200);
    byte[] gif = ImageKit.gif(picture);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(gif));
    int[] pixels = read.getRGB(0, 0, 300, 200, null, 0, 300);
    assertThat(rgb(gif)).isEqualTo(ImageKit.rgb(pixels));
  }

  @Test
  void fifteenAndSixteenBitBitmapsAreRead() {
    int[] samples = samples(PIXELS, 1 << 16);
    byte[] masks = TestImageEncoders.littleEndian(4, 0xF800, 0x7E0, 0x1F);
    byte[] rows = new byte[HEIGHT * (2 * WIDTH + 2)];
    byte[] five = new byte[3 * PIXELS];
    byte[] six = new byte[3 * PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      int sample = samples[i];
      int at = (HEIGHT - 1 - i / WIDTH) * (2 * WIDTH + 2) + 2 * (i % WIDTH);
      rows[at] = (byte) sample;
      rows[at + 1] = (byte) (sample >> 8);
      for (int channel = 0; channel < 3; channel++) {
        five[3 * i + channel] = (byte) ((sample >> (10 - 5 * channel) & 31) * 255 / 31);
      }
      six[3 * i] = (byte) ((sample >> 11 & 31) * 255 / 31);
      six[3 * i + 1] = (byte) ((sample >> 5 & 63) * 255 / 63);
      six[3 * i + 2] = (byte) ((sample & 31) * 255 / 31);
    }
    assertThat(rgb(TestImageEncoders.bmp(WIDTH, HEIGHT, 16, 0, new byte[0], rows))).isEqualTo(five);
    assertThat(rgb(TestImageEncoders.bmp(WIDTH, HEIGHT, 16, 3, masks, rows))).isEqualTo(six);
  }

  @Test
  void runLengthBitmapsAreRead() {
    byte[] palette = {0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0};
    byte[] red = {0, 0, 0, 3, 2, 1, 6, 5, 4, 9, 8, 7};
    // The lower row: a run of two 1s, then literals 2 3 1; a jump over three pixels of the upper
    // row, then a run of two 3s.
    byte[] runs = {2, 1, 0, 3, 2, 3, 1, 0, 0, 0, 0, 2, 3, 0, 2, 3, 0, 1};
    int[] expected = {0, 0, 0, 3, 3, 1, 1, 2, 3, 1};
    assertThat(rgb(TestImageEncoders.bmp(5, 2, 8, 1, palette, runs)))
        .isEqualTo(colors(red, expected));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losslessWebpsReturnTheExactPixels(boolean alpha) {
    int[] bits = samples(PIXELS, 16);
    int[] pixels = new int[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      pixels[i] = alpha && (bits[i] & 8) != 0 ? 0 : 0xFF000000;
      for (int channel = 0; channel < 3; channel++) {
        pixels[i] |= ((bits[i] >> channel & 1) == 0 ? 16 : 240) << (8 * channel);
      }
    }
    byte[] webp = TestImageEncoders.webp(pixels, WIDTH, alpha, new byte[0]);
    byte[] colors = ImageKit.rgb(pixels);
    assertThat(rgb(webp)).isEqualTo(alpha ? onWhite(colors, i -> pixels[i] >>> 24) : colors);
  }

  @Test
  void theContentDeterminesTheFormat() {
    assertFormatDetected(DecodePurpose.QUERY);
    assertFormatDetected(TestDecoder.INDEXING);
  }

  private static void assertFormatDetected(DecodePurpose purpose) {
    Map<String, byte[]> files =
        Map.of(
            "JPEG", ImageKit.jpeg(PICTURE, 0.9f),
            "PNG", ImageKit.png(PICTURE),
            "GIF", ImageKit.gif(PICTURE),
            "BMP", ImageKit.bmp(PICTURE),
            "TIFF", ImageKit.tiff(PICTURE),
            "WEBP", TestImageEncoders.webp(new int[6], 3, false, new byte[0]));
    files.forEach(
        (format, file) -> {
          DecodeResult.Decoded decoded =
              (DecodeResult.Decoded) TestDecoder.DECODER.decode(file, purpose);
          assertThat(decoded.facts().format()).isEqualTo(format);
          assertThat(decoded.thumbnail().length > 0)
              .isEqualTo(!purpose.equals(DecodePurpose.QUERY));
          assertThat(PhotoDecoder.isImage(file, PhotoDecoder.HEAD_BYTES)).isTrue();
          assertThat(TestDecoder.DECODER.probe(file))
              .isInstanceOfSatisfying(
                  ProbeResult.Readable.class,
                  readable -> {
                    assertThat(readable.facts()).isEqualTo(decoded.facts());
                    assertThat(readable.revision()).isZero();
                    assertThat(readable.memory())
                        .isGreaterThan(3L * decoded.facts().width() * decoded.facts().height());
                  });
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DSCF0001.MPO",
        "stereo.jps",
        "IMG_20230101.insp",
        "x.pjpeg",
        "EaXyz.jpg_large",
        "EaXyz.png-orig",
        "IMG_1.JPG_original",
        "a.srw",
        "b.3FR",
        "c.iiq",
        "d.rwl",
        "e.gpr",
        "f.x3f",
        "g.heics"
      })
  void unusualExtensionsAreRecognized(String name) {
    assertThat(PhotoDecoder.hasImageExtension(name)).isTrue();
  }

  @Test
  void imagesAreRecognizedByExtension() {
    for (String name : new String[] {"a.jpg", "b.JPEG", "c.x.PnG", ".tif", "d.webp", "e.DIB"}) {
      assertThat(PhotoDecoder.hasImageExtension(name)).as(name).isTrue();
    }
    for (String name : new String[] {"jpg", "a.jpg.txt", "b.", "", "c.jpgx", "d.mp4"}) {
      assertThat(PhotoDecoder.hasImageExtension(name)).as(name).isFalse();
    }
  }
}
