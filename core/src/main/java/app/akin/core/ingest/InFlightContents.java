package app.akin.core.ingest;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds the contents in progress, so that copies found in one run are embedded once. Thread-safe.
final class InFlightContents {
  /// A file that waits for another with the same content.
  ///
  /// @param facts its own facts; null if they could not be read
  record Waiting(Job job, @Nullable PhotoFacts facts) {}

  private final Map<ContentKey, List<Waiting>> waiting = new HashMap<>();

  /// Claims a content for a file. If another file has claimed it, returns false and queues this one
  /// until [#release].
  synchronized boolean claim(ContentKey key, Waiting file) {
    List<Waiting> others = waiting.get(key);
    if (others == null) {
      waiting.put(key, new ArrayList<>());
      return true;
    }
    others.add(file);
    return false;
  }

  /// Releases a content after its outcome is committed and returns the files queued for it.
  synchronized List<Waiting> release(ContentKey key) {
    List<Waiting> files = waiting.remove(key);
    return files == null ? List.of() : files;
  }
}
