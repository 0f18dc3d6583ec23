package app.akin.core.kit;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.precision.Timing;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Measures query times during indexing in one process, as in the window: texts and an image
/// alternately with short pauses, from the first indexed photos until the run ends.
///
/// Arguments: folder of the model, a folder with at least two folders of photos, a precision. The
/// first inner folder is indexed beforehand. Run with the test class path: `java --add-modules
/// jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx2g -cp …
/// app.akin.core.kit.MeasureBeside MODEL PHOTOS int8`.
public final class MeasureBeside {
  private static final int LIMIT = 50;
  private static final int REST_MILLIS = 250;
  private static final int WARM = 4;

  private final PrintStream out = System.out;
  private final PhotoLibrary library;
  private final ModelSelection selection;

  private MeasureBeside(PhotoLibrary library, ModelSelection selection) {
    this.library = library;
    this.selection = selection;
  }

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("akin-measure");
    AppPaths places =
        new AppPaths(
            work.resolve("library"),
            work.resolve("compiled"),
            BuildCache.NATIVES,
            work.resolve("logs"));
    ModelSelection selection =
        new ModelSelection(arguments[0], Device.CPU, Precision.ofWord(arguments[2]));
    try (PhotoLibrary library = PhotoLibrary.openIsolated(places, Clock.systemUTC())) {
      new MeasureBeside(library, selection).run(Path.of(arguments[1]));
    }
  }

  private void run(Path photos) throws IOException, InterruptedException {
    List<Path> folders;
    try (Stream<Path> inner = Files.list(photos)) {
      folders = inner.filter(Files::isDirectory).sorted().toList();
    }
    start(folders.subList(0, 1)).await();
    Path picture;
    try (Stream<Path> files = Files.list(folders.getFirst())) {
      picture = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    report("alone", queries(picture, 40, null));
    IngestJob job = start(folders);
    report("beside a run", queries(picture, Integer.MAX_VALUE, job));
    out.printf("the run: %d embedded%n", job.await().embedded());
  }

  private IngestJob start(List<Path> folders) {
    return library.ingest().start(new IngestRequest(folders, false, selection));
  }

  private Timing queries(Path picture, int most, @Nullable IngestJob job)
      throws InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < most && (job == null || !job.isDone()); i++) {
      QueryPart part =
          i % 2 == 0
              ? new QueryPart.Text("a red house on hill number " + i, 1)
              : new QueryPart.Image(picture, 1);
      long start = System.nanoTime();
      library
          .search()
          .find(new SearchRequest(List.of(part), Filter.NONE, Order.SCORE, LIMIT, selection));
      if (i >= WARM) {
        times.add(System.nanoTime() - start);
      }
      Thread.sleep(REST_MILLIS);
    }
    return Timing.of(times);
  }

  private void report(String when, Timing times) {
    out.printf(
        "%d queries %s: median %.0f ms, p95 %.0f ms%n",
        times.count(), when, times.medianMillis(), times.p95Millis());
  }
}
