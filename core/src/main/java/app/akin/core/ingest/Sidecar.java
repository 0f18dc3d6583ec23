package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.FileFacts;
import app.akin.core.scan.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The XMP file that programs keep beside a photo: `IMG_1.xmp` or `IMG_1.CR2.xmp`. Stateless.
final class Sidecar {
  private static final Logger log = LoggerFactory.getLogger(Sidecar.class);

  /// Larger ones are no sidecar's.
  private static final long LONGEST = 1 << 20;

  private static final byte[] NONE = {};

  private Sidecar() {}

  /// What a file's name and its sidecar say.
  static FileFacts facts(FoundFile file) {
    return PhotoDecoder.fileFacts(file.name(), read(file.path()));
  }

  private static byte[] read(Path photo) {
    String name = String.valueOf(photo.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    for (String sidecar : List.of(name + ".xmp", stem + ".xmp", stem + ".XMP")) {
      Path path = photo.resolveSibling(sidecar);
      try {
        if (Files.exists(path) && Files.size(path) <= LONGEST) {
          return Files.readAllBytes(path);
        }
      } catch (IOException e) {
        log.debug("{} cannot be read: {}", path, e.toString());
      }
    }
    return NONE;
  }
}
