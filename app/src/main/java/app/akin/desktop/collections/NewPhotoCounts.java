package app.akin.desktop.collections;

import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.desktop.task.Tasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The numbers of photos that are new to saved searches. They are counted one search after the
/// other, again only after photos were added or the search was changed. JavaFX thread only.
final class NewPhotoCounts {
  private final SavedSearchStore store;
  private final Tasks tasks;
  private final Map<Long, Count> counts = new HashMap<>();

  /// What was counted.
  ///
  /// @param search the search as it was
  /// @param revision the state of the library
  /// @param fresh the number; empty while it is counted, or if it cannot be
  private record Count(SavedSearch search, String revision, OptionalInt fresh) {
    boolean isOf(SavedSearch other, String now) {
      return revision.equals(now)
          && search.seen() == other.seen()
          && search.query().line().equals(other.query().line())
          && search.query().facts().equals(other.query().facts())
          && search.query().parts().size() == other.query().parts().size();
    }
  }

  /// @param tasks runs searches, on platform threads
  NewPhotoCounts(SavedSearchStore store, Tasks tasks) {
    this.store = store;
    this.tasks = tasks.inOrder();
  }

  /// Returns the number of photos that are new to a search; empty if it is not counted.
  OptionalInt of(SavedSearch search) {
    Count count = counts.get(search.id());
    return count == null ? OptionalInt.empty() : count.fresh();
  }

  /// Counts for the searches whose numbers are not those of the present library.
  ///
  /// @param revision the state of the library
  /// @param onCounted called after each count
  void update(List<SavedSearch> searches, String revision, Runnable onCounted) {
    counts.keySet().retainAll(searches.stream().map(SavedSearch::id).toList());
    for (SavedSearch one : searches) {
      Count known = counts.get(one.id());
      if (known == null || !known.isOf(one, revision)) {
        count(one, revision, onCounted);
      }
    }
  }

  private void count(SavedSearch one, String revision, Runnable onCounted) {
    // Another update does not count it again meanwhile.
    counts.put(one.id(), new Count(one, revision, OptionalInt.empty()));
    tasks.run(
        () -> store.countNew(one),
        fresh -> counted(one, revision, fresh, onCounted),
        // A place or model may be missing; opening the search says why.
        tasks::reportUnexpected);
  }

  private void counted(SavedSearch one, String revision, int fresh, Runnable onCounted) {
    Count known = counts.get(one.id());
    if (known != null && known.isOf(one, revision)) {
      counts.put(one.id(), new Count(one, revision, OptionalInt.of(fresh)));
      onCounted.run();
    }
  }
}
