package app.akin.core.ingest;

import app.akin.core.photo.ContentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds the contents in progress, so that copies found in one run are embedded once. Thread-safe.
final class InFlightContents {
  private final Map<ContentKey, List<Job>> waiting = new HashMap<>();

  /// Claims a content for a file. If another file has claimed it, returns false and queues this one
  /// until [#release].
  synchronized boolean claim(ContentKey key, Job job) {
    List<Job> others = waiting.get(key);
    if (others == null) {
      waiting.put(key, new ArrayList<>());
      return true;
    }
    others.add(job);
    return false;
  }

  /// Releases a content after its outcome is committed and returns the files queued for it.
  synchronized List<Job> release(ContentKey key) {
    List<Job> jobs = waiting.remove(key);
    return jobs == null ? List.of() : jobs;
  }
}
