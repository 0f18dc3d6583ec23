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

/// Decoders and assertions shared by the decoding tests.
final class TestDecoder {
  static final PhotoDecoder DECODER = new PhotoDecoder(100_000_000, 512, BuildCache.NATIVES);

  /// A decoder that cannot unpack native codecs and therefore reads JPEG files with the JDK's
  /// codec.
  static final PhotoDecoder JDK_ONLY =
      new PhotoDecoder(
          100_000_000, 512, Path.of(System.getProperty("java.home"), "release", "no folder"));

  /// Indexing for a model with an unlimited input size, which excludes any reduction.
  static final DecodePurpose INDEXING = new DecodePurpose.Indexing(Integer.MAX_VALUE);

  private TestDecoder() {}

  /// Returns the decoded image and its thumbnail.
  static DecodeResult.Decoded of(byte[] file) {
    DecodeResult decoding = DECODER.decode(file, INDEXING);
    assertThat(decoding).isInstanceOf(DecodeResult.Decoded.class);
    return (DecodeResult.Decoded) decoding;
  }

  /// Returns the pixels for the model.
  static byte[] rgb(byte[] file) {
    return of(file).raster().rgb();
  }

  /// Returns the failure of decoding a file.
  static DecodeResult.Failed failure(byte[] file) {
    DecodeResult decoding = DECODER.decode(file, INDEXING);
    assertThat(decoding).isInstanceOf(DecodeResult.Failed.class);
    DecodeResult.Failed failed = (DecodeResult.Failed) decoding;
    assertThat(failed.detail()).isNotBlank().doesNotContain("\n");
    return failed;
  }

  /// Asserts that decoding a file fails for a reason.
  static void assertFails(byte[] file, FailureKind kind) {
    assertThat(failure(file).kind()).isEqualTo(kind);
  }

  /// Returns the thumbnail, decoded by the JDK.
  static BufferedImage thumbnail(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(of(file).thumbnail()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the mean of a channel (0 red, 1 green, 2 blue) of an image.
  static double mean(BufferedImage image, int channel) {
    double sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        sum += image.getRGB(x, y) >> (16 - 8 * channel) & 255;
      }
    }
    return sum / image.getWidth() / image.getHeight();
  }

  /// Returns the mean of a channel of a raster.
  static double mean(Raster raster, int channel) {
    double sum = 0;
    for (int i = channel; i < raster.rgb().length; i += 3) {
      sum += raster.rgb()[i] & 255;
    }
    return sum / raster.pixels();
  }
}
