package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.facts.FactsReader;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.KnownFile;
import app.akin.core.store.SidecarStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the sidecars that other programs store next to a photo: XMP (`IMG_1.xmp` or
/// `IMG_1.CR2.xmp`), the JSON files of Google Takeout, and Picasa's file of the folder. Stateless.
final class Sidecar {
  private static final Logger log = LoggerFactory.getLogger(Sidecar.class);

  private static final byte[] EMPTY = {};

  private Sidecar() {}

  /// Returns whether a file's sidecars have changed since they were read.
  static boolean hasChanged(KnownFile known, FoundFile found) {
    return !Objects.equals(known.sidecar(), stamp(found));
  }

  /// Writes the facts from a file's name and its sidecars. Not committed.
  static void write(
      CatalogueWriter writer, PhotoDecoder decoder, long rootId, String folder, FoundFile file) {
    writer.putFactsOutside(
        rootId,
        folder,
        file.name(),
        decoder.factsOutside(
            file.name(), read(file.sidecar()), read(file.takeout()), read(file.picasa())),
        stamp(file));
  }

  /// Returns one stamp for all sidecars of a file: their size together and the latest time.
  private static @Nullable SidecarStamp stamp(FoundFile file) {
    return Stream.of(file.sidecar(), file.takeout(), file.picasa())
        .filter(Objects::nonNull)
        .map(sidecar -> new SidecarStamp(sidecar.size(), sidecar.modified()))
        .reduce(
            (a, b) -> new SidecarStamp(a.size() + b.size(), Math.max(a.modified(), b.modified())))
        .orElse(null);
  }

  private static byte[] read(@Nullable FoundFile sidecar) {
    try {
      if (sidecar == null) {
        return EMPTY;
      }
      if (Files.size(sidecar.path()) > FactsReader.MAX_PACKET_BYTES) {
        log.info("{} is too large", sidecar.path());
        return EMPTY;
      }
      return Files.readAllBytes(sidecar.path());
    } catch (IOException e) {
      log.debug("{} cannot be read: {}", sidecar, e.toString());
      return EMPTY;
    }
  }
}
