package app.akin.core.text;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.NamedImage;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.Gpu;
import app.akin.core.embed.ModelFiles;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Device;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Reads the text in image files of every format. Not thread-safe.
public final class FileTextReader implements AutoCloseable {
  /// Memory in bytes that decoding needs for each pixel.
  private static final int BYTES_PER_PIXEL = 12;

  /// Thumbnails are not created.
  private static final int THUMBNAIL_SIDE = 512;

  private static final DecodePurpose PURPOSE = new DecodePurpose.Viewing(Integer.MAX_VALUE);

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
  /// @param threads number of CPU threads of an inference
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
                Runtime.getRuntime().availableProcessors(),
                Gpu.supported(),
                environment),
            threads);
    PhotoDecoder decoder = new PhotoDecoder(memory / 2 / BYTES_PER_PIXEL, THUMBNAIL_SIDE, natives);
    return new FileTextReader(decoder, reader, memory / 4);
  }

  /// Returns the text in a file.
  ///
  /// @param stopped read before each batch of lines; if it returns true, the result is empty
  /// @throws AkinException `QueryImage` if the file can't be read as an image
  public ImageText read(Path file, BooleanSupplier stopped) {
    return switch (decoder.decode(NamedImage.read(file, maxBytes), PURPOSE)) {
      case DecodeResult.Failed failed ->
          throw NamedImage.unusable(null, file.toString(), failed.kind(), failed.detail());
      case DecodeResult.Decoded decoded -> reader.read(decoded.raster(), stopped);
    };
  }

  /// Returns the text in a photo's file.
  ///
  /// @param content the content of the photo
  /// @param stopped read before each batch of lines; if it returns true, the result is empty
  /// @return no text if the image cannot be decoded; empty if the file does not have this content,
  ///   or cannot be read now
  /// @throws AkinException `ModelArchive` if a network fails
  public Optional<ImageText> read(Path file, ContentKey content, BooleanSupplier stopped) {
    byte[] bytes;
    try {
      if (Files.size(file) > maxBytes) {
        return Optional.of(ImageText.NONE);
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      return Optional.empty();
    }
    if (!decoder.key(bytes).equals(content)) {
      return Optional.empty();
    }
    return Optional.of(
            switch (decoder.decode(bytes, PURPOSE)) {
              case DecodeResult.Failed _ -> ImageText.NONE;
              case DecodeResult.Decoded decoded -> reader.read(decoded.raster(), stopped);
            })
        .filter(_ -> !stopped.getAsBoolean());
  }

  @Override
  public void close() {
    reader.close();
  }
}
