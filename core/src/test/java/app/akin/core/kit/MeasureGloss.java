package app.akin.core.kit;

import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.query.gloss.GlossCorrections;
import app.akin.core.query.gloss.Glosser;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import app.akin.resources.Resource;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Measures how many of the ten best photos of a Chinese text are those of a person's English, by
/// kind of text, and the time of a gloss.
///
/// Arguments: an indexed library, the folder of compiled models, the cases (JSON lines with `kind`,
/// `zh` and `reference`), and five pictures, with each of which an edit is searched.
public final class MeasureGloss {
  private static final int BEST = 10;
  private static final int ROUNDS = 20;

  private MeasureGloss() {}

  /// The sums of a kind.
  private static final class Sums {
    private int searches;
    private double agreeing;
    private int sameFirst;
    private double verbatim;
  }

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException {
    List<JsonObject> cases =
        Files.readString(Path.of(arguments[2]))
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    List<Path> pictures = new ArrayList<>();
    for (int i = 3; i < arguments.length; i++) {
      pictures.add(Path.of(arguments[i]).toAbsolutePath());
    }
    measureTime(cases);
    AppPaths paths =
        new AppPaths(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            BuildCache.NATIVES,
            Path.of(arguments[0], "logs"));
    Map<String, Sums> kinds = new TreeMap<>();
    try (PhotoLibrary library = PhotoLibrary.openIsolated(paths, Clock.systemUTC())) {
      for (JsonObject query : cases) {
        String kind = query.get("kind").getAsString();
        Sums sums = kinds.computeIfAbsent(kind, _ -> new Sums());
        if (kind.equals("edit")) {
          pictures.forEach(picture -> compare(library, query, List.of(picture(picture)), sums));
        } else {
          compare(library, query, List.of(), sums);
        }
      }
    }
    kinds.forEach(
        (kind, sums) ->
            System.out.printf(
                "%s: %d searches, ten best %.1f %%, same first %.1f %%, as typed %.1f %%%n",
                kind,
                sums.searches,
                100 * sums.agreeing / sums.searches,
                100.0 * sums.sameFirst / sums.searches,
                100 * sums.verbatim / sums.searches));
  }

  private static QueryPart picture(Path file) {
    return new QueryPart.Image(file, 1);
  }

  private static void compare(
      PhotoLibrary library, JsonObject query, List<QueryPart> pictures, Sums sums) {
    String typed = query.get("zh").getAsString();
    List<String> english = find(library, pictures, query.get("reference").getAsString(), false);
    List<String> chinese = find(library, pictures, typed, false);
    if (english.isEmpty()) {
      return;
    }
    sums.searches++;
    sums.agreeing += share(english, chinese);
    sums.verbatim += share(english, find(library, pictures, typed, true));
    if (!chinese.isEmpty() && chinese.getFirst().equals(english.getFirst())) {
      sums.sameFirst++;
    }
  }

  private static double share(List<String> wanted, List<String> found) {
    Set<String> both = new HashSet<>(wanted);
    both.retainAll(found);
    return (double) both.size() / wanted.size();
  }

  /// Returns the best photos; none if the model knows no word.
  private static List<String> find(
      PhotoLibrary library, List<QueryPart> pictures, String line, boolean verbatim) {
    List<QueryPart> parts = new ArrayList<>(pictures);
    String[] texts = line.split(", not |^not ", -1);
    for (int i = 0; i < texts.length; i++) {
      if (!texts[i].isBlank()) {
        parts.add(
            i == 0 ? new QueryPart.Text(texts[i], 1) : new QueryPart.ExcludedText(texts[i], 1));
      }
    }
    try {
      return library
          .search()
          .find(
              new SearchRequest(
                  parts,
                  SearchRequest.NEUTRAL_BALANCE,
                  Filter.NONE,
                  Order.SCORE,
                  BEST,
                  ModelSelection.DEFAULT,
                  false,
                  SearchRequest.Stacks.ALL,
                  verbatim))
          .results()
          .stream()
          .map(SearchResult::path)
          .map(Path::toString)
          .toList();
    } catch (AkinException e) {
      return List.of();
    }
  }

  private static void measureTime(List<JsonObject> cases) {
    List<String> texts = cases.stream().map(query -> query.get("zh").getAsString()).toList();
    Glosser glosser = new Glosser(Resource.CHINESE_ENGLISH::open, GlossCorrections.inMemory());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    glosser.gloss(texts.getFirst());
    System.out.printf(
        "first gloss, with the table: %.0f ms of CPU time%n",
        (threads.getCurrentThreadCpuTime() - start) / 1e6);
    for (int round = 0; round < ROUNDS; round++) {
      start = threads.getCurrentThreadCpuTime();
      texts.forEach(glosser::gloss);
      if (round == 0 || round == ROUNDS - 1) {
        System.out.printf(
            "a gloss, round %d: %.0f µs of CPU time%n",
            round + 1, (threads.getCurrentThreadCpuTime() - start) / 1e3 / texts.size());
      }
    }
  }
}
