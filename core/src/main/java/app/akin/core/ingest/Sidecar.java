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

/// Reads the XMP sidecar that other programs store next to a photo: `IMG_1.xmp` or `IMG_1.CR2.xmp`.
/// Stateless.
final class Sidecar {
  private static final Logger log = LoggerFactory.getLogger(Sidecar.class);

  /// Larger files are not read.
  private static final long MAX_BYTES = 1 << 20;

  private static final byte[] EMPTY = {};

  private Sidecar() {}

  /// Returns whether a file's sidecar has changed since it was read.
  static boolean hasChanged(KnownFile known, FoundFile found) {
    return !Objects.equals(known.sidecar(), stamp(found));
  }

  /// Writes the facts from a file's name and its sidecar. Not committed.
  static void write(CatalogueWriter writer, long rootId, String folder, FoundFile file) {
    FoundFile sidecar = file.sidecar();
    FileFacts facts =
        PhotoDecoder.fileFacts(file.name(), sidecar == null ? EMPTY : read(sidecar.path()));
    writer.putFileFacts(rootId, folder, file.name(), facts, stamp(file));
  }

  private static @Nullable SidecarStamp stamp(FoundFile file) {
    FoundFile sidecar = file.sidecar();
    return sidecar == null ? null : new SidecarStamp(sidecar.size(), sidecar.modified());
  }

  private static byte[] read(Path sidecar) {
    try {
      return Files.size(sidecar) <= MAX_BYTES ? Files.readAllBytes(sidecar) : EMPTY;
    } catch (IOException e) {
      log.debug("{} cannot be read: {}", sidecar, e.toString());
      return EMPTY;
    }
  }
}
