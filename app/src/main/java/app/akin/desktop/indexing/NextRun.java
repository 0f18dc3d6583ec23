package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.RetrySelection;
import app.akin.core.model.ModelSelection;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// What the next run does.
///
/// @param everywhere whether it scans all folders instead of retrying single files
/// @param retry the failed photos to retry
record NextRun(boolean everywhere, RetrySelection retry) {
  /// A scan of all folders.
  static final NextRun SCAN = new NextRun(true, new RetrySelection.None());

  /// A scan of all folders that retries all failed files.
  static final NextRun RETRY_ALL = new NextRun(true, new RetrySelection.All());

  /// Returns a run that retries one failed file.
  static NextRun retry(Path file) {
    return new NextRun(false, new RetrySelection.Selected(Set.of(file)));
  }

  /// Returns a run that does what both do.
  NextRun and(NextRun other) {
    return new NextRun(everywhere || other.everywhere, both(retry, other.retry));
  }

  /// Returns the request for this run.
  IngestRequest request(ModelSelection model) {
    return !everywhere && retry instanceof RetrySelection.Selected(Set<Path> files)
        ? IngestRequest.retry(files, model)
        : new IngestRequest(Set.of(), retry, model);
  }

  private static RetrySelection both(RetrySelection one, RetrySelection other) {
    return switch (one) {
      case RetrySelection.None _ -> other;
      case RetrySelection.All _ -> one;
      case RetrySelection.Selected(Set<Path> files) ->
          switch (other) {
            case RetrySelection.None _ -> one;
            case RetrySelection.All _ -> other;
            case RetrySelection.Selected(Set<Path> more) -> {
              Set<Path> all = new HashSet<>(files);
              all.addAll(more);
              yield new RetrySelection.Selected(all);
            }
          };
    };
  }
}
