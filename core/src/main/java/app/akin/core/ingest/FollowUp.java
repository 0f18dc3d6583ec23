package app.akin.core.ingest;

import app.akin.core.store.Store;
import java.util.function.DoublePredicate;

/// Work on the photos of a library at the end of each run, after they are indexed and searchable.
@FunctionalInterface
public interface FollowUp {
  /// Does nothing.
  FollowUp NONE = (_, _) -> 0;

  /// Does the work on the thread of the run.
  ///
  /// @param store the library, open for writing and without uncommitted changes
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue;
  ///   waits while the run is paused
  /// @return number of photos that were moved from one stack to another
  int run(Store store, DoublePredicate progress);
}
