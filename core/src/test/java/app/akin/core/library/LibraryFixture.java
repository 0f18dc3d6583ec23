package app.akin.core.library;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.IncludedModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.scan.Volumes;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Provides a photo folder and a library for one test, with short methods for the main operations.
/// Searches share one library that stays open, as in the window; runs and status queries open their
/// own. Close it at the end. For one thread.
final class LibraryFixture implements AutoCloseable {
  private final Path base;
  private final Clock clock;
  private final Volumes volumes;
  private @Nullable PhotoLibrary openLibrary;

  LibraryFixture(Path base) {
    this(base, Clock.systemUTC(), Volumes.of(OperatingSystem.current()));
  }

  /// Creates a fixture with the given clock and volumes.
  LibraryFixture(Path base, Clock clock, Volumes volumes) {
    this.base = base;
    this.clock = clock;
    this.volumes = volumes;
    IncludedModel.keepOpen();
  }

  Path base() {
    return base;
  }

  Path photos() {
    return base.resolve("photos");
  }

  AppPaths paths() {
    return new AppPaths(
        base.resolve("library"),
        base.resolve("compiled"),
        BuildCache.NATIVES,
        base.resolve("logs"));
  }

  Path write(String name, byte[] bytes) throws IOException {
    Path file = photos().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  PhotoLibrary open() {
    return PhotoLibrary.open(paths(), clock, volumes);
  }

  IngestReport index() throws InterruptedException {
    return index(ModelSelection.DEFAULT, photos());
  }

  IngestReport index(ModelSelection model, Path... folders) throws InterruptedException {
    try (PhotoLibrary library = open()) {
      return library.ingest().start(new IngestRequest(List.of(folders), false, model)).await();
    }
  }

  IngestReport index(IngestRequest request) throws InterruptedException {
    try (PhotoLibrary library = open()) {
      return library.ingest().start(request).await();
    }
  }

  SearchAnswer search(QueryPart... parts) {
    return search(Filter.NONE, 10, parts);
  }

  SearchAnswer search(Filter filter, int limit, QueryPart... parts) {
    return search(ModelSelection.DEFAULT, filter, limit, parts);
  }

  SearchAnswer search(ModelSelection model, Filter filter, int limit, QueryPart... parts) {
    PhotoLibrary library = openLibrary;
    if (library == null) {
      library = open();
      openLibrary = library;
    }
    return library
        .search()
        .find(new SearchRequest(Arrays.asList(parts), filter, Order.SCORE, limit, model));
  }

  /// Returns the relative paths of the photos found, best first.
  List<String> names(SearchAnswer answer) {
    return answer.results().stream()
        .map(SearchResult::path)
        .map(path -> photos().relativize(path).toString())
        .toList();
  }

  LibraryStatus status() {
    try (PhotoLibrary library = open()) {
      return library.status(ModelSelection.DEFAULT);
    }
  }

  @Override
  public void close() {
    if (openLibrary != null) {
      openLibrary.close();
      openLibrary = null;
    }
  }

  static QueryPart text(String text) {
    return new QueryPart.Text(text, 1);
  }

  static QueryPart excluded(String text) {
    return new QueryPart.ExcludedText(text, 1);
  }

  static QueryPart image(Path file) {
    return new QueryPart.Image(file, 1);
  }
}
