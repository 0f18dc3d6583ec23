package app.akin.core.library;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.MigrationStatus;
import app.akin.core.photo.Problem;
import app.akin.core.place.LazyPlaceTable;
import app.akin.core.store.Store;
import java.time.Clock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the databases of a library, creating them if they do not exist. Damaged ones are salvaged
/// first: everything readable is copied to new databases, and the damaged ones are kept.
///
/// @param paths the folders of the library
/// @param clock the clock
/// @param places finds the places of photos that were indexed without them
record StoreOpener(AppPaths paths, Clock clock, LazyPlaceTable places) {
  private static final Logger log = LoggerFactory.getLogger(StoreOpener.class);

  /// Opens the databases for reading.
  ///
  /// @param listener receives on this thread the progress of updating a library of an older version
  /// @throws AkinException with a `LIBRARY_` problem if that fails
  Store open(Consumer<MigrationStatus> listener) {
    if (Store.isMarkedDamaged(paths.library())) {
      salvage();
    }
    Store store;
    try {
      store = Store.openForReading(paths.library(), paths.natives(), clock, listener);
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.LibraryDamaged) || !salvage()) {
        throw e;
      }
      store = Store.openForReading(paths.library(), paths.natives(), clock, listener);
    }
    try {
      store.findPlaces(paths.natives(), places, listener);
    } catch (AkinException e) {
      // Another process is writing to it: its run or the next one finds the places.
      log.info("the places of photos are still unknown", e);
    }
    return store;
  }

  /// Salvages damaged databases; returns whether anything was salvaged.
  private boolean salvage() {
    try {
      return !Store.salvage(paths.library(), paths.natives(), clock).isEmpty();
    } catch (AkinException e) {
      // Another process is writing to it, or nothing is readable: opening it reports the problem.
      log.warn("the library was not salvaged", e);
      return false;
    }
  }
}
