package app.akin.core.decode.webp;

import app.akin.core.decode.codec.Leptonica;
import app.akin.core.decode.codec.LeptonicaLoader;
import app.akin.core.decode.image.ByteArrayImageInputStream;
import app.akin.core.decode.image.DecodeException;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/// Decodes still WebP files with libwebp, or with TwelveMonkeys if the native library is
/// unavailable or rejects the file.
final class WebpFrameDecoder {
  private final LeptonicaLoader leptonica;

  WebpFrameDecoder(LeptonicaLoader leptonica) {
    this.leptonica = leptonica;
  }

  /// Returns interleaved rows of red, green, blue and alpha.
  ///
  /// @param still a file of one image
  /// @throws DecodeException if the image has another size than expected
  byte[] decode(byte[] still, int width, int height) throws DecodeException, IOException {
    Optional<Leptonica> codec = leptonica.codec();
    byte @Nullable [] rgba =
        codec.isPresent() ? codec.get().decodeWebp(still, width, height) : null;
    return rgba == null ? decodeInJava(still, width, height) : rgba;
  }

  private static byte[] decodeInJava(byte[] still, int width, int height)
      throws DecodeException, IOException {
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance();
    try (ByteArrayImageInputStream stream = ByteArrayImageInputStream.of(still)) {
      reader.setInput(stream, true, true);
      BufferedImage frame = reader.read(0);
      if (frame.getWidth() != width || frame.getHeight() != height) {
        throw DecodeException.damaged("has a frame of another size than stated");
      }
      return toRgba(((DataBufferByte) frame.getRaster().getDataBuffer()).getData(), width * height);
    } finally {
      reader.dispose();
    }
  }

  /// @param samples 3 bytes per pixel (blue first) or 4 (alpha first)
  private static byte[] toRgba(byte[] samples, int pixels) {
    int bands = samples.length / pixels;
    byte[] rgba = new byte[4 * pixels];
    for (int i = 0; i < pixels; i++) {
      int blue = bands * i + bands - 3;
      rgba[4 * i] = samples[blue + 2];
      rgba[4 * i + 1] = samples[blue + 1];
      rgba[4 * i + 2] = samples[blue];
      rgba[4 * i + 3] = bands == 4 ? samples[bands * i] : (byte) 255;
    }
    return rgba;
  }
}
