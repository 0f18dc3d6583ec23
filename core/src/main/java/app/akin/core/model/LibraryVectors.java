package app.akin.core.model;

import app.akin.core.model.install.ModelFolders;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The vectors that models have computed for one library: rows in the catalogue, and a vector index
/// for each model. Thread-safe.
///
/// @param library the library's folder
/// @param natives the folder of unpacked native libraries
/// @param catalogue the library's catalogue, which is not closed
/// @param clock supplies the timestamps of writes
public record LibraryVectors(Path library, Path natives, CatalogueReader catalogue, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(LibraryVectors.class);

  /// Returns the number of photos in the library.
  long photoCount() {
    return catalogue.counts(0).contents();
  }

  /// Returns the number of photos that a model has embedded.
  long embeddedCount(String fingerprint) {
    OptionalLong model = catalogue.vectors().modelId(fingerprint);
    return model.isPresent() ? catalogue.counts(model.getAsLong()).embedded() : 0;
  }

  /// Removes a model while holding the library's write lock, since an indexing run may be using it.
  ///
  /// @param fingerprint the fingerprint whose vectors are removed too; empty for none
  /// @param files removes the model's files and returns the number of bytes freed
  /// @return the number of bytes freed
  /// @throws AkinException `LibraryBusy` if another process is writing; nothing is removed then
  long remove(String fingerprint, LongSupplier files) {
    if (catalogue.vectors().epoch().isEmpty()) {
      // The library does not exist yet and is not created for this.
      return files.getAsLong();
    }
    try (Store store = Store.openForWriting(library, natives, clock)) {
      long bytes = files.getAsLong();
      return fingerprint.isEmpty() ? bytes : bytes + deleteVectors(store, fingerprint);
    }
  }

  private long deleteVectors(Store store, String fingerprint) {
    OptionalLong model = catalogue.vectors().modelId(fingerprint);
    long bytes = model.isPresent() ? store.writer().vectors().removeModel(model.getAsLong()) : 0;
    Path index = ModelIndex.folder(library, fingerprint);
    long indexed = ModelFolders.sizeOf(index);
    try {
      FileOperations.deleteTree(index);
    } catch (IOException e) {
      // A search may have the index open. It is a cache and only uses disk space.
      LOG.info("could not delete the index of a removed model", e);
      return bytes;
    }
    return bytes + indexed;
  }
}
