package app.akin.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Measures the parser with a vocabulary of 10,000 names. The bounds are wide, because they only
/// detect time that grows faster than the line; the printed figures are the measurement.
final class QueryTimingTest {
  private static final int NAMES = 10_000;
  private static final int LONG_LINE = 100_000;
  private static final Duration SHORT_BOUND = Duration.ofMillis(50);
  private static final Duration LONG_BOUND = Duration.ofMillis(400);
  private static final int RUNS = 8;
  private static final int SHORT_RUNS = 20;

  /// Measures the time of the processor, which other processes do not change.
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void takesTimeLinearInTheLine() {
    QueryKit.Library library = QueryKit.library();
    QueryParser parser = new QueryParser(large(library.vocabulary()), library.places());
    QueryContext context = new QueryContext(false, Locale.US, LocalDateTime.of(2025, 3, 12, 10, 0));
    Map<String, String> units = new LinkedHashMap<>();
    units.put(
        "words", "my daughter in a yellow raincoat with two friends who hold umbrellas july 2023 ");
    units.put("facts", "paris 2019 canon or nikon -people #dog iso>3200 in winter last week ");
    units.put("names", "town12 place 77 model 5 x9 canon eos r5 new york near berlin ");
    units.put("Chinese", "去年夏天在巴黎的日落佳能或尼康不要人2023年7月大于10MB");
    units.put("one word", "a");
    units.put("one character", "年");
    units.put("signs", "\"'«(-|#\\>");
    units.put("fields", "camera:\" ");
    units.put("or", "canon or ");
    units.put("minus", "not canon and ");
    units.put("digits", "1 ");
    units.put("brackets", "(");
    Map<String, String> lines = new LinkedHashMap<>();
    units.forEach((name, unit) -> lines.put(name, repeated(unit, LONG_LINE)));
    lines.put(
        "comparisons before years",
        repeated(">10mb ", LONG_LINE / 2) + repeated("2019 ", LONG_LINE / 2));
    for (Map.Entry<String, String> unit : lines.entrySet()) {
      Duration shortLine = time(parser, unit.getValue().substring(0, 500), context, SHORT_BOUND);
      Duration longLine = time(parser, unit.getValue(), context, LONG_BOUND);
      System.out.printf(
          Locale.ROOT,
          "%s: 500 characters %.2f ms, 100,000 characters %.0f ms%n",
          unit.getKey(),
          shortLine.toNanos() / 1e6,
          longLine.toNanos() / 1e6);
      assertThat(shortLine).as(unit.getKey()).isLessThan(SHORT_BOUND);
      assertThat(longLine).as(unit.getKey()).isLessThan(LONG_BOUND);
    }
  }

  private static String repeated(String unit, int length) {
    return unit.repeat(length / unit.length() + 1).substring(0, length);
  }

  /// Returns the shortest processor time of several runs; no others follow once it is well below
  /// the bound.
  private static Duration time(
      QueryParser parser, String line, QueryContext context, Duration bound) {
    long shortest = Long.MAX_VALUE;
    int runs = line.length() < LONG_LINE ? RUNS * SHORT_RUNS : RUNS;
    for (int i = 0; i < runs && shortest > bound.toNanos() / 3; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      ParsedLine parsed = parser.parse(line, context);
      shortest = Math.min(shortest, THREADS.getCurrentThreadCpuTime() - start);
      assertThat(parsed).isNotNull();
    }
    return Duration.ofNanos(shortest);
  }

  private static Vocabulary large(Vocabulary held) {
    List<Vocabulary.Place> places = new ArrayList<>(held.places());
    IntStream.range(0, NAMES / 2)
        .mapToObj(
            i ->
                new Vocabulary.Place(
                    "Town" + i + ", Country" + i % 100,
                    i % 2 == 0 ? "Town" + i : "Place " + i,
                    Vocabulary.Place.Kind.CITY,
                    "Region" + i % 500,
                    "Country" + i % 100,
                    0,
                    0,
                    5,
                    i,
                    List.of("城" + i, "Ort-" + i)))
        .forEach(places::add);
    List<Vocabulary.Camera> cameras = new ArrayList<>(held.cameras());
    List<String> keywords = new ArrayList<>(held.keywords());
    for (int i = 0; i < NAMES / 4; i++) {
      cameras.add(new Vocabulary.Camera("Make" + i % 50, "Model " + i + " X" + i));
      keywords.add("keyword " + i);
    }
    return new Vocabulary(
        cameras,
        held.lenses(),
        held.focalLengths(),
        held.isos(),
        Set.copyOf(held.years()),
        held.folders(),
        keywords,
        places);
  }
}
