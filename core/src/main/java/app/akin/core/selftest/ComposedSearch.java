package app.akin.core.selftest;

import app.akin.core.benchmark.ScratchFolder;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// Indexes a few photos and finds one of them by another photo and a text.
///
/// @param paths folders of the test library
/// @param scratch temporary folder for the photos
/// @param clock the clock
record ComposedSearch(AppPaths paths, ScratchFolder scratch, Clock clock) {
  private static final int LIMIT = 3;

  /// Runs the step.
  ///
  /// @return a short description of the result
  String run() throws IOException, InterruptedException {
    SampleImages images = SampleImages.load();
    Path folder = scratch.folder("photos");
    images.photos().forEach((name, bytes) -> scratch.write(folder.resolve(name), bytes));
    try (PhotoLibrary library = PhotoLibrary.openIsolated(paths, clock)) {
      IngestReport report =
          library
              .ingest()
              .start(new IngestRequest(List.of(folder), false, ModelSelection.DEFAULT))
              .await();
      if (report.photos() != images.photos().size()) {
        throw new IllegalStateException(
            "%d of %d photos were indexed".formatted(report.photos(), images.photos().size()));
      }
      List<QueryPart> parts =
          List.of(
              new QueryPart.Image(folder.resolve(SampleImages.DAY), 1),
              new QueryPart.Text(ReferenceFeatures.TEXT, 1));
      List<SearchResult> results =
          library
              .search()
              .find(
                  new SearchRequest(parts, Filter.NONE, Order.SCORE, LIMIT, ModelSelection.DEFAULT))
              .results();
      if (results.isEmpty() || !results.getFirst().path().endsWith(SampleImages.NIGHT)) {
        throw new IllegalStateException(
            "found "
                + results.stream()
                    .map(result -> String.valueOf(result.path().getFileName()))
                    .toList()
                + " instead of "
                + SampleImages.NIGHT);
      }
      return "%d photos, %s + \"%s\" found %s (%.3f)"
          .formatted(
              report.photos(),
              SampleImages.DAY,
              ReferenceFeatures.TEXT,
              SampleImages.NIGHT,
              results.getFirst().score());
    }
  }
}
