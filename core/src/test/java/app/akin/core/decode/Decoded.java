package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Raster;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// What the tests of decoding ask for again and again.
final class Decoded {
  static final PhotoDecoder DECODER = new PhotoDecoder(100_000_000, 512, BuildCache.NATIVES);

  /// One that cannot unpack its native codec, and so reads JPEG files by Java's own.
  static final PhotoDecoder SLOW =
      new PhotoDecoder(
          100_000_000, 512, Path.of(System.getProperty("java.home"), "release", "no folder"));

  /// For a model that would show any pixel that is missing.
  static final Purpose INDEXING = new Purpose.Indexing(Integer.MAX_VALUE);

  private Decoded() {}

  /// The decoded picture and its thumbnail.
  static Decoding.Decoded of(byte[] file) {
    Decoding decoding = DECODER.decode(file, INDEXING);
    assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
    return (Decoding.Decoded) decoding;
  }

  /// The model's pixels.
  static byte[] rgb(byte[] file) {
    return of(file).raster().rgb();
  }

  /// Why a file is refused.
  static Decoding.Refused refusal(byte[] file) {
    Decoding decoding = DECODER.decode(file, INDEXING);
    assertThat(decoding).isInstanceOf(Decoding.Refused.class);
    Decoding.Refused refused = (Decoding.Refused) decoding;
    assertThat(refused.detail()).isNotBlank().doesNotContain("\n");
    return refused;
  }

  /// Asserts that a file is refused for a reason.
  static void isRefused(byte[] file, FailureKind kind) {
    assertThat(refusal(file).kind()).isEqualTo(kind);
  }

  /// The thumbnail as the JDK shows it.
  static BufferedImage thumbnail(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(of(file).thumbnail()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The mean of a channel (0 red, 1 green, 2 blue) of a picture.
  static double mean(BufferedImage image, int channel) {
    double sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        sum += image.getRGB(x, y) >> (16 - 8 * channel) & 255;
      }
    }
    return sum / image.getWidth() / image.getHeight();
  }

  /// The mean of a channel of a raster.
  static double mean(Raster raster, int channel) {
    double sum = 0;
    for (int i = channel; i < raster.rgb().length; i += 3) {
      sum += raster.rgb()[i] & 255;
    }
    return sum / raster.pixels();
  }
}
