package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.MakeLibrary;
import app.akin.core.kit.TinyModel;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Device;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchResult;
import app.akin.desktop.TestTasks;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.search.SearchModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that a line has the same answer in the window, with `--ask`, and as words and canonical
/// facts with `--where`.
final class SameAnswersTest {
  private static final int PHOTOS = 5_000;
  private static final int LIMIT = 300;

  /// Lines with a photo in a library of [MakeLibrary]; not all of them find something.
  private static final List<String> LINES =
      List.of(
          "dog",
          "dog 2019",
          "2019",
          "july 2015",
          "beach july 2015",
          "2010-2012",
          "before 2006",
          "since 2024",
          "2012, 2014",
          "in winter",
          "at christmas",
          "on sundays",
          "july 4",
          "taken at night",
          "canon",
          "canon or nikon",
          "nikon z6 sunset",
          "x-t4",
          "iphone 13 2018",
          "pixel 7",
          "-canon",
          "sunset -canon",
          "24-70mm",
          "85mm",
          "50mm iso 800",
          "iso>800",
          "iso 100-400",
          "f/1.8",
          "1/1000s",
          "over 70mm",
          "5 stars",
          "4+ stars",
          "unrated",
          "raw",
          "raw or heic",
          "png -raw",
          "portrait orientation",
          "landscape format house",
          "with gps",
          "no gps",
          "no camera",
          "no date",
          "paris",
          "near berlin",
          "in tokyo at night",
          "italy 2016",
          "#family",
          "tag:\"new house\" garden",
          "IMG_0000123",
          "name:IMG_00001*",
          "in:2015",
          "-dog",
          "cat -dog 2017",
          "house without people or cars");

  @TempDir static Path home;
  private static Path model;
  private static PhotoLibrary library;

  @BeforeAll
  static void create() throws Exception {
    model = home.resolve("model");
    TinyModel.write(model);
    AppPaths paths =
        AppPaths.of(
            OperatingSystem.LINUX,
            home,
            Map.of("AKIN_HOME", home.resolve("akin").toString()),
            null);
    MakeLibrary.create(PHOTOS, paths.library(), model, 7, false);
    library = PhotoLibrary.openIsolated(paths.withNatives(BuildCache.NATIVES), Clock.systemUTC());
    library.lines().refresh();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @Test
  void windowAndCommandLineGiveTheSamePhotosInTheSameOrder() {
    int found = 0;
    for (String line : LINES) {
      List<String> window = window(line);

      assertThat(paths("--ask", line)).as(line).isEqualTo(window);
      assertThat(paths(canonical(line))).as("canonical: %s", line).isEqualTo(window);
      found += window.isEmpty() ? 0 : 1;
    }
    assertThat(found).isGreaterThan(LINES.size() * 3 / 4);
  }

  private static List<String> window(String line) {
    Deque<Runnable> work = new ArrayDeque<>();
    List<Runnable> timers = new ArrayList<>();
    List<Throwable> errors = new ArrayList<>();
    SearchModel search =
        new SearchModel(
            library.search()::find,
            (typed, hasPicture) -> library.lines().read(typed, hasPicture, Locale.getDefault()),
            new ModelSelection(model.toString(), Device.CPU, null),
            TestTasks.on(work::add, errors::add),
            (_, action) -> timers.add(action));
    search.type(line);
    timers.forEach(Runnable::run);
    while (!work.isEmpty()) {
      work.removeFirst().run();
    }
    assertThat(errors).isEmpty();
    SearchAnswer answer = search.foundProperty().get().orElseThrow().answer();
    return answer
        .list()
        .map(list -> shown(GridItems.of(library.photos().timeline(), list)))
        .orElseGet(
            () ->
                answer.results().stream()
                    .limit(LIMIT)
                    .map(SearchResult::path)
                    .map(Path::toString)
                    .toList());
  }

  private static List<String> shown(GridItems items) {
    List<ContentId> contents =
        IntStream.range(0, Math.min(LIMIT, items.size())).mapToObj(items::content).toList();
    Map<ContentId, Path> paths = library.photos().paths(contents);
    return contents.stream()
        .map(content -> Objects.requireNonNull(paths.get(content)).toString())
        .toList();
  }

  /// Returns the arguments that state what a line says without `--ask`.
  private static String[] canonical(String line) {
    var read = library.lines().read(line, false, Locale.getDefault());
    List<String> arguments = new ArrayList<>();
    if (!read.text().isEmpty()) {
      arguments.addAll(List.of("--text", read.text()));
    }
    read.minus().forEach(minus -> arguments.addAll(List.of("--not", minus.text())));
    read.facts().forEach(chip -> arguments.addAll(List.of("--where", chip.fact().canonical())));
    return arguments.toArray(String[]::new);
  }

  private static List<String> paths(String... arguments) {
    String[] all =
        Stream.concat(
                Stream.of("--model", model.toString(), "search", "--limit", "" + LIMIT, "--print0"),
                Arrays.stream(arguments))
            .toArray(String[]::new);
    CommandResult result = CommandResult.CommandLineFixture.at(home, Map.of(), "").run(all);
    assertThat(result.code()).as(result.errors()).isZero();
    return Arrays.stream(result.out().split("\0")).filter(path -> !path.isEmpty()).toList();
  }
}
