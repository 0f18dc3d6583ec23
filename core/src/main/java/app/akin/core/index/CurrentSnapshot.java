package app.akin.core.index;

import org.jspecify.annotations.Nullable;

/// The current snapshot of an index. Any number of threads [#acquire] it; the holder of the write
/// lock replaces it.
final class CurrentSnapshot {
  private volatile @Nullable Snapshot current;

  /// @param first the first snapshot, whose reference passes to this object
  CurrentSnapshot(Snapshot first) {
    current = first;
  }

  /// Returns the current snapshot with a reference for the caller.
  ///
  /// @throws IllegalStateException if the index is closed, or a caller released the current
  ///   snapshot more often than it acquired it
  Snapshot acquire() {
    while (true) {
      Snapshot snapshot = get();
      if (snapshot.acquire()) {
        return snapshot;
      }
      // A snapshot is replaced before its last reference is released. If it is still the current
      // one, another attempt would fail in the same way.
      if (snapshot == current) {
        throw new IllegalStateException("the current snapshot was released");
      }
    }
  }

  /// Returns the current snapshot without another reference; safe to use under the write lock.
  ///
  /// @throws IllegalStateException if the index is closed
  Snapshot get() {
    Snapshot snapshot = current;
    if (snapshot == null) {
      throw new IllegalStateException("the index is closed");
    }
    return snapshot;
  }

  boolean isClosed() {
    return current == null;
  }

  /// Replaces the snapshot and releases the previous one. Under the write lock.
  void publish(Snapshot next) {
    Snapshot before = get();
    current = next;
    before.release();
  }

  /// Releases the snapshot. Under the write lock.
  ///
  /// @return false if it was closed before
  boolean close() {
    Snapshot last = current;
    current = null;
    if (last != null) {
      last.release();
    }
    return last != null;
  }
}
