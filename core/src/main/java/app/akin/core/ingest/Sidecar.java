package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.FileFacts;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.KnownFile;
import app.akin.core.store.SidecarStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The XMP file that programs keep beside a photo: `IMG_1.xmp` or `IMG_1.CR2.xmp`. Stateless.
final class Sidecar {
  private static final Logger log = LoggerFactory.getLogger(Sidecar.class);

  /// Larger ones are no sidecar's.
  private static final long LONGEST = 1 << 20;

  private static final byte[] NONE = {};

  private Sidecar() {}

  /// Whether a file's sidecar is another than the one that was read with it.
  static boolean hasChanged(KnownFile known, FoundFile found) {
    return !Objects.equals(known.sidecar(), stamp(found));
  }

  /// Writes down what a file's name and its sidecar say. Not committed.
  static void write(CatalogueWriter writer, long rootId, String folder, FoundFile file) {
    FoundFile sidecar = file.sidecar();
    FileFacts facts =
        PhotoDecoder.fileFacts(file.name(), sidecar == null ? NONE : read(sidecar.path()));
    writer.beside(rootId, folder, file.name(), facts, stamp(file));
  }

  private static @Nullable SidecarStamp stamp(FoundFile file) {
    FoundFile sidecar = file.sidecar();
    return sidecar == null ? null : new SidecarStamp(sidecar.size(), sidecar.modified());
  }

  private static byte[] read(Path sidecar) {
    try {
      return Files.size(sidecar) <= LONGEST ? Files.readAllBytes(sidecar) : NONE;
    } catch (IOException e) {
      log.debug("{} cannot be read: {}", sidecar, e.toString());
      return NONE;
    }
  }
}
