package app.akin.core.kit;

import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.Timeline;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.query.FactField;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.store.Store;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Measures what window and verbs read from a library: wall-clock time and time of the thread, of
/// the first call and the median of the later ones.
///
/// Arguments: folder of the library, number of calls (5), text that the names of the measured calls
/// contain. Run with the test class path: `java -cp … app.akin.core.kit.MeasureReads LIBRARY`.
public final class MeasureReads {
  private static final int CALLS = 5;
  private static final int SHOWN = 60;

  private final PrintStream out = System.out;
  private final int calls;
  private final String selected;

  private MeasureReads(int calls, String selected) {
    this.calls = calls;
    this.selected = selected;
  }

  /// Measures a library.
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    new MeasureReads(
            arguments.length > 1 ? Integer.parseInt(arguments[1]) : CALLS,
            arguments.length > 2 ? arguments[2] : "")
        .run(folder);
  }

  private void run(Path folder) {
    Path scratch = folder.resolveSibling(folder.getFileName() + "-scratch");
    AppPaths paths = new AppPaths(folder, scratch.resolve("compiled"), BuildCache.NATIVES, scratch);
    try (Store store = Store.openForReading(folder, BuildCache.NATIVES, Clock.systemUTC());
        PhotoLibrary library = PhotoLibrary.openIsolated(paths, Clock.systemUTC())) {
      store(store);
      library(library);
    }
  }

  private void store(Store store) {
    var reader = store.reader();
    long root = reader.roots().getFirst().id();
    long model = reader.vectors().models().getFirst().id();
    measure("roots", reader::roots);
    measure("fileCount", () -> reader.fileCount(root));
    measure("indexedFileCount", () -> reader.indexedFileCount(root));
    measure("counts", () -> reader.counts(model));
    measure("failures", reader::failures);
    measure("folderCounts", () -> reader.folderCounts(root));
    measure("directories", () -> reader.directories(root));
    measure("outdatedFacts", () -> reader.outdatedFacts(root, 1));
    measure("unjudged", () -> reader.unjudged(1));
    measure("sampleFiles", () -> reader.sampleFiles(root, 20));
    measure("hasEmbeddings", () -> reader.vectors().hasEmbeddings(model));
    measure("hidden", () -> reader.vectors().hidden(model));
    measure("unembedded", () -> reader.vectors().unembedded(root, model));
    String folder = reader.directories(root).get(100);
    measure("files of a folder", () -> reader.files(root, folder, model));
    measure("decoders of a folder", () -> reader.decoders(root, folder));
  }

  private void library(PhotoLibrary library) {
    var photos = library.photos();
    measure("revision", photos::revision);
    Timeline timeline = measure("timeline", photos::timeline);
    Path root = library.folders().list().getFirst().path();
    measure("timeline of a folder", () -> photos.timeline(root.resolve("2011")));
    measure("coordinates", photos::coordinates);
    List<ContentId> shown = new ArrayList<>();
    for (int i = 0; i < SHOWN; i++) {
      shown.add(timeline.content(i * (timeline.size() / SHOWN)));
    }
    measure(SHOWN + " thumbnails", () -> shown.stream().map(photos::thumbnail).toList());
    measure(SHOWN + " details", () -> shown.stream().map(photos::details).toList());
    measure(SHOWN + " paths", () -> photos.paths(shown));
    measure("folders", () -> library.folders().list());
    measure("status", () -> library.status(ModelSelection.DEFAULT));
    measure(
        "vocabulary",
        () -> {
          library.lines().refresh();
          return library.lines().vocabulary();
        });
    measure("count", () -> library.facets().count(Filter.NONE));
    measure("count of a folder", () -> library.facets().count(Filter.in(root.resolve("2011"))));
    for (FactField field : FactField.values()) {
      measure("facets " + field.label(), () -> library.facets().of(field, Filter.NONE, 30));
    }
    Filter folder = Filter.in(root.resolve("2011"));
    for (FactField field : List.of(FactField.CAMERA, FactField.PLACE, FactField.DATE)) {
      measure(
          "facets " + field.label() + " of a folder", () -> library.facets().of(field, folder, 30));
    }
  }

  private <T> T measure(String name, Supplier<T> call) {
    if (!name.contains(selected) && !name.equals("timeline")) {
      return call.get();
    }
    long[] wall = new long[calls];
    long[] cpu = new long[calls];
    List<T> results = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      results.clear();
      long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long start = System.nanoTime();
      results.add(call.get());
      wall[i] = System.nanoTime() - start;
      cpu[i] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart;
    }
    out.printf(
        Locale.ROOT,
        "%-30s first %,8d ms (%,8d ms CPU)  then %,8.1f ms (%,8.1f ms CPU)%n",
        name,
        TimeUnit.NANOSECONDS.toMillis(wall[0]),
        TimeUnit.NANOSECONDS.toMillis(cpu[0]),
        median(wall),
        median(cpu));
    return results.getFirst();
  }

  private static double median(long[] times) {
    long[] later = times.length > 1 ? Arrays.copyOfRange(times, 1, times.length) : times;
    Arrays.sort(later);
    return later[later.length / 2] / 1e6;
  }
}
