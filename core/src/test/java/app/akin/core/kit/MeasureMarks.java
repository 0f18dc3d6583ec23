package app.akin.core.kit;

import app.akin.core.mark.PhotoMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.PhotoId;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.Places;
import app.akin.core.store.FactReader;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/// Measures marks on a synthetic library: steps on one, 10,000 and all photos, filters by what they
/// set, and undo; and completion among 100,000 keywords.
///
/// Arguments: number of photos (100000), folder that keeps the library for another run. Run with
/// the test class path: `java -Xmx512m --enable-native-access=ALL-UNNAMED -cp …
/// app.akin.core.kit.MeasureMarks 1000000 /tmp/marks`.
public final class MeasureMarks {
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final int MANY = 10_000;
  private static final int KEYWORDS = 100_000;
  private static final int KEYWORDS_OF_PHOTO = 100;

  private MeasureMarks() {}

  /// Measures and prints milliseconds: CPU time of the thread, and wall-clock time.
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    Path folder =
        arguments.length > 1
            ? Path.of(arguments[1]).toAbsolutePath()
            : Files.createTempDirectory("akin-marks");
    Path library = folder.resolve("library");
    if (!Files.exists(library.resolve("library.db"))) {
      new LibraryKit(LibraryKit.Plan.of(42, count).bare().dimension(8), folder.resolve("photos"))
          .write(library);
    }
    try (Store store = Store.openForReading(library, BuildCache.NATIVES, Clock.systemUTC())) {
      FactReader facts = store.reader().facts(Places.NONE, false);
      PhotoMarks marks =
          new PhotoMarks(library, BuildCache.NATIVES, store.reader(), Clock.systemUTC());
      List<PhotoId> all = marks.photos(facts.ids(PhotoFilter.ALL));
      // Spread over the library, as results of a search are.
      List<PhotoId> many =
          IntStream.range(0, Math.min(MANY, all.size()))
              .mapToObj(i -> all.get((int) ((long) i * all.size() / MANY)))
              .toList();
      out.println(all.size() + " photos; ms of CPU time, ms");
      for (int round = 0; round < 2; round++) {
        int stars = 1 + round;
        Flag flag = round == 0 ? Flag.PICK : Flag.REJECT;
        measure(out, "rate 1", () -> marks.rate(all.subList(5, 6), stars));
        measure(out, "rate 10,000", () -> marks.rate(many, 2 + stars));
        measure(out, "find rated", () -> count(facts, "rating:" + (2 + stars)));
        measure(out, "undo 10,000", () -> marks.undo().changed());
        measure(out, "redo 10,000", () -> marks.redo().changed());
        measure(out, "flag 10,000", () -> marks.flag(many, flag));
        measure(out, "find picked", () -> count(facts, "flag:pick"));
        measure(
            out,
            "keyword 10,000",
            () -> marks.keywords(many, List.of("Trip|Island " + stars), List.of()));
        measure(out, "find keyword", () -> count(facts, "tag:\"island " + stars + "\""));
        measure(out, "undo keyword", () -> marks.undo().changed());
      }
      measure(
          out,
          "100,000 keywords",
          () -> {
            int added = 0;
            for (int i = 0; i < KEYWORDS / KEYWORDS_OF_PHOTO; i++) {
              int first = i * KEYWORDS_OF_PHOTO;
              List<String> words =
                  IntStream.range(first, first + KEYWORDS_OF_PHOTO)
                      .mapToObj(number -> "Word " + number)
                      .toList();
              added += marks.keywords(many.subList(i, i + 1), words, List.of());
            }
            return added;
          });
      for (int i = 0; i < 2; i++) {
        measure(out, "complete word 99", () -> marks.completions("word 99", 20).size());
        measure(out, "list keywords", () -> marks.keywordCounts().size());
      }
      measure(out, "rate all", () -> marks.rate(all, 5));
      measure(out, "undo all", () -> marks.undo().changed());
    }
  }

  private static int count(FactReader facts, String fact) {
    return facts.ids(PhotoFilter.of(List.of(FactSyntax.parse(fact, Places.NONE)))).cardinality();
  }

  private static void measure(PrintStream out, String name, IntSupplier action) {
    long cpu = THREAD.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    int result = action.getAsInt();
    long end = System.nanoTime();
    out.printf(
        "%-18s %8d %8d  (%d)%n",
        name,
        (THREAD.getCurrentThreadCpuTime() - cpu) / 1_000_000,
        (end - start) / 1_000_000,
        result);
  }
}
