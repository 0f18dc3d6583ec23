package app.akin.core.ingest;

import app.akin.core.photo.ContentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The contents being worked on, so that copies found side by side are embedded once. Thread-safe.
final class InFlight {
  private final Map<ContentKey, List<Job>> waiting = new HashMap<>();

  /// Claims a content for a file. False where another file has it: this one was put aside and comes
  /// out of [#release].
  synchronized boolean claim(ContentKey key, Job job) {
    List<Job> others = waiting.get(key);
    if (others == null) {
      waiting.put(key, new ArrayList<>());
      return true;
    }
    others.add(job);
    return false;
  }

  /// Gives a content up, once what became of it is committed; answers the files put aside for it.
  synchronized List<Job> release(ContentKey key) {
    List<Job> jobs = waiting.remove(key);
    return jobs == null ? List.of() : jobs;
  }
}
