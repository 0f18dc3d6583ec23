package app.akin.core.selftest;

import app.akin.core.benchmark.ScratchFolder;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.library.LibraryPlaces;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.search.Hit;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// Takes a few photos in and asks for one of them by another photo and words, as a person does.
///
/// @param places where the library is made
/// @param scratch holds the photos
/// @param clock tells the time
record ComposedSearch(LibraryPlaces places, ScratchFolder scratch, Clock clock) {
  private static final int LIMIT = 3;

  /// Does it.
  ///
  /// @return what was found, in a short phrase
  String run() throws IOException, InterruptedException {
    SamplePictures pictures = SamplePictures.shipped();
    Path folder = scratch.folder("photos");
    pictures.photos().forEach((name, bytes) -> scratch.write(folder.resolve(name), bytes));
    try (PhotoLibrary library = PhotoLibrary.open(places, clock)) {
      IngestReport report =
          library
              .ingest()
              .start(new IngestRequest(List.of(folder), false, ModelSelection.DEFAULT))
              .await();
      if (report.photos() != pictures.photos().size()) {
        throw new IllegalStateException(
            "%d of %d photos were taken in".formatted(report.photos(), pictures.photos().size()));
      }
      List<QueryPart> parts =
          List.of(
              new QueryPart.Picture(folder.resolve(SamplePictures.DAY), 1),
              new QueryPart.Words(Numbers.TEXT, 1));
      List<Hit> hits =
          library
              .search()
              .find(
                  new SearchRequest(parts, Filter.NONE, Order.SCORE, LIMIT, ModelSelection.DEFAULT))
              .hits();
      if (hits.isEmpty() || !hits.getFirst().path().endsWith(SamplePictures.NIGHT)) {
        throw new IllegalStateException(
            "found "
                + hits.stream().map(hit -> String.valueOf(hit.path().getFileName())).toList()
                + " instead of "
                + SamplePictures.NIGHT);
      }
      return "%d photos, %s + \"%s\" found %s (%.3f)"
          .formatted(
              report.photos(),
              SamplePictures.DAY,
              Numbers.TEXT,
              SamplePictures.NIGHT,
              hits.getFirst().score());
    }
  }
}
