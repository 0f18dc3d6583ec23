package app.akin.core.text;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.NamedImage;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.Gpu;
import app.akin.core.embed.ModelFiles;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.Precision;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Reads the text in image files of every format. Not thread-safe.
public final class FileTextReader implements AutoCloseable {
  /// Memory in bytes that decoding needs for each pixel.
  private static final int BYTES_PER_PIXEL = 12;

  /// Thumbnails are not created.
  private static final int THUMBNAIL_SIDE = 512;

  private final PhotoDecoder decoder;
  private final TextReader reader;
  private final long maxBytes;

  private FileTextReader(PhotoDecoder decoder, TextReader reader, long maxBytes) {
    this.decoder = decoder;
    this.reader = reader;
    this.maxBytes = maxBytes;
  }

  /// Opens a reader. The caller closes it.
  ///
  /// @param files `det.pt`, `rec.pt`, `turn.pt` and `characters.txt`
  /// @param compiled the folder of compiled archives
  /// @param natives the folder of native libraries
  /// @param threads number of CPU threads
  /// @param environment environment variables, some of which limit the engine
  /// @throws AkinException `ModelArchive` if an archive is damaged, `Engine` if the engine cannot
  ///   start
  public static FileTextReader open(
      ModelFiles files, Path compiled, Path natives, int threads, Map<String, String> environment) {
    long memory = Runtime.getRuntime().maxMemory();
    TextReader reader =
        TextReader.open(
            files,
            new EmbedSettings(
                compiled,
                natives,
                Device.CPU,
                Precision.FP32,
                threads,
                Gpu.supported(),
                environment));
    PhotoDecoder decoder = new PhotoDecoder(memory / 2 / BYTES_PER_PIXEL, THUMBNAIL_SIDE, natives);
    return new FileTextReader(decoder, reader, memory / 4);
  }

  /// Returns the text in a file.
  ///
  /// @param stopped read before each batch of lines; if it returns true, the result is empty
  /// @throws AkinException `QueryImage` if the file can't be read as an image
  public ImageText read(Path file, BooleanSupplier stopped) {
    DecodePurpose purpose = new DecodePurpose.Viewing(Integer.MAX_VALUE);
    return switch (decoder.decode(NamedImage.read(file, maxBytes), purpose)) {
      case DecodeResult.Failed failed ->
          throw NamedImage.unusable(null, file.toString(), failed.kind(), failed.detail());
      case DecodeResult.Decoded decoded -> reader.read(decoded.raster(), stopped);
    };
  }

  @Override
  public void close() {
    reader.close();
  }
}
