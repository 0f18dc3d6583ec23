package app.akin.core.model;

import app.akin.core.photo.AkinException;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What models made of one library's photos: vectors in the catalogue, and an index over them.
/// Thread-safe.
///
/// @param library the library's own folder
/// @param natives where native libraries are unpacked
/// @param catalogue the library's catalogue, read and not closed
/// @param clock stamps what is written
public record LibraryVectors(Path library, Path natives, CatalogueReader catalogue, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(LibraryVectors.class);

  /// How many pictures a model could find.
  long coverable() {
    return catalogue.counts(0).contents();
  }

  /// How many pictures a model can find.
  long covered(String fingerprint) {
    OptionalLong model = catalogue.model(fingerprint);
    return model.isPresent() ? catalogue.counts(model.getAsLong()).embedded() : 0;
  }

  /// Removes a model while nobody else writes to the library: a run may be using it.
  ///
  /// @param fingerprint whose vectors go too; empty for none
  /// @param files removes its files, and says how many bytes are free then
  /// @return how many bytes are free now
  /// @throws AkinException `LIBRARY_BUSY`, and nothing was removed
  long remove(String fingerprint, LongSupplier files) {
    if (catalogue.epoch().isEmpty()) {
      // There is no library yet, and this is no reason to make one.
      return files.getAsLong();
    }
    try (Store store = Store.openForWriting(library, natives, clock)) {
      long bytes = files.getAsLong();
      return fingerprint.isEmpty() ? bytes : bytes + forget(store, fingerprint);
    }
  }

  private long forget(Store store, String fingerprint) {
    OptionalLong model = catalogue.model(fingerprint);
    long bytes = model.isPresent() ? store.writer().forget(model.getAsLong()) : 0;
    Path index = ModelSpace.folder(library, fingerprint);
    long indexed = ModelFolders.bytesIn(index);
    try {
      ModelFolders.delete(index);
    } catch (IOException e) {
      // A search may have it open. It is a cache: it takes room and does no harm.
      LOG.info("the index of a removed model stays", e);
      return bytes;
    }
    return bytes + indexed;
  }
}
