package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.benchmark.BenchmarkPlan;
import app.akin.core.diagnostics.WindowLibraries;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TinyModel;
import app.akin.core.library.AppPaths;
import app.akin.core.model.ModelSelection;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// Runs whole command lines and checks output and exit code.
final class AkinTest {
  /// A benchmark of one or two seconds.
  private static final BenchmarkPlan TINY =
      new BenchmarkPlan(
          1,
          1,
          List.of(new BenchmarkPlan.Size(64, 48)),
          2,
          0,
          List.of(new BenchmarkPlan.Size(80, 60)),
          1,
          4,
          1,
          List.of(200),
          5);

  @TempDir private Path home;

  private String input = "";
  private final List<List<Path>> opened = new ArrayList<>();
  private final List<Path> libraries = new ArrayList<>();
  private boolean display = true;
  private String absent = "";
  private boolean usable = true;

  @ParameterizedTest
  @MethodSource("badUsage")
  void badUsageIsOneSentenceAndExitCode2(List<String> arguments, String says) {
    CommandResult ended = run(arguments.toArray(String[]::new));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.errors()).contains(says).hasLineCount(1);
  }

  @Test
  void aModelOfOnePrecisionHasOneRow() {
    CommandResult json = run("models", "check", "--json");
    CommandResult table = run("models", "check");

    assertThat(json.code()).isZero();
    assertThat(json.json().get("precision").getAsString()).isEqualTo("fp32");
    assertThat(json.json().get("used").getAsBoolean()).isTrue();
    assertThat(json.json().get("images_per_s").getAsDouble()).isPositive();
    assertThat(table.code()).isZero();
    assertThat(table.out()).contains("fp32").contains("one precision").hasLineCount(3);
  }

  static Stream<Object[]> badUsage() {
    return Stream.of(
        new Object[] {List.of("search", "--limit", "0", "x"), "0"},
        new Object[] {List.of("search", "--limit", "-1", "x"), "-1"},
        new Object[] {List.of("search", "--limit", "many", "x"), "many"},
        new Object[] {List.of("search", "--after", "2024-02-30", "x"), "2024-02-30"},
        new Object[] {List.of("search", "--before", "yesterday", "x"), "yesterday"},
        new Object[] {List.of("search", "--weight", "2", "x"), "weight 2"},
        new Object[] {List.of("search", "x", "--weight", "0"), "weight 0"},
        new Object[] {List.of("search", "x", "--weight", "NaN"), "NaN"},
        new Object[] {List.of("search", "x", "--text"), "--text"},
        new Object[] {List.of("search", "x", "--sort", "size"), "size"},
        new Object[] {List.of("search", "x", "--print0", "--json"), "--print0"},
        new Object[] {List.of("search", "x", "--precision", "int8"), "int8"},
        new Object[] {List.of("search", "x", "--precision", "half"), "half"},
        new Object[] {List.of("search", "x", "--device", "tpu"), "tpu"},
        new Object[] {List.of("models"), "subcommand"},
        new Object[] {List.of("search"), "query is empty"},
        new Object[] {List.of("search", " "), "query is empty"},
        new Object[] {List.of("search", "--where", "colour:red"), "There is no field \"colour\""},
        new Object[] {List.of("search", "--where", "date:2023-02-30"), "is not a date"},
        new Object[] {List.of("search", "--where", "rating:7", "x"), "rating goes from 1 to 5."},
        new Object[] {List.of("facets", "colour"), "There is no field \"colour\""},
        new Object[] {List.of("index"), "no folders"},
        new Object[] {List.of("index", "--everything"), "--everything"},
        new Object[] {List.of("folders", "add"), "DIR"},
        new Object[] {List.of("serch", "x"), "serch"});
  }

  @Test
  void missingInputIsReportedInOneSentence() {
    CommandResult ended = run("index", home.resolve("nowhere").toString());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.errors()).contains("nowhere", "does not exist").hasLineCount(1);
  }

  @Test
  void withoutAVerbTheWindowOpens() {
    CommandResult ended = run();

    assertThat(ended.code()).isZero();
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.out()).isEmpty();
    assertThat(opened).containsExactly(List.of());
  }

  @Test
  void openHandsPhotosToTheWindow() {
    Path photo = home.resolve("beach at noon.jpg");

    assertThat(run("open", photo.toString(), "nowhere/../x.png").code()).isZero();

    assertThat(opened)
        .containsExactly(List.of(photo, Path.of("x.png").toAbsolutePath().normalize()));
  }

  @Test
  void anUnusableDisplayIsReportedAsMissing() {
    usable = false;

    for (CommandResult ended : List.of(run("open", "beach.jpg"), run())) {
      assertThat(ended.code()).isZero();
      assertThat(ended.errors()).contains("display").hasLineCount(1);
      assertThat(ended.out()).contains("search");
    }
    assertThat(opened).hasSize(2);
  }

  @Test
  void missingLibraryOfTheWindowIsNamedByTheStartAndByDoctor() {
    usable = false;
    absent = "libgtk-3.so.0";

    for (CommandResult ended : List.of(run("open", "beach.jpg"), run())) {
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.errors())
          .startsWith("The window needs GTK 3: install libgtk-3-0")
          .hasLineCount(1)
          .doesNotContain("display");
      assertThat(ended.out()).isEmpty();
    }
    assertThat(run("doctor").out()).contains("The window needs GTK 3: install libgtk-3-0");
    JsonObject found = run("doctor", "--json").json();
    assertThat(found.get("window_missing").getAsJsonArray())
        .extracting(JsonElement::getAsString)
        .containsExactly("libgtk-3.so.0");
    absent = "libXtst.so.6";
    assertThat(run().errors()).contains("libxtst6").hasLineCount(1);

    display = false;
    assertThat(run().errors()).as("a display comes first").contains("display").hasLineCount(1);
    absent = "";
    assertThat(run("doctor").out()).doesNotContain("The window needs");
  }

  @Test
  void optionsWithoutAVerbOpenTheWindow() {
    Path elsewhere = home.resolve("elsewhere");
    for (CommandResult ended :
        List.of(
            run("--library", elsewhere.toString()),
            run("--library=" + elsewhere),
            run("--library", elsewhere.toString(), "open"),
            run("--device", "cpu"))) {
      assertThat(ended).isEqualTo(new CommandResult(0, "", ""));
    }
    assertThat(opened).hasSize(4);
    assertThat(libraries)
        .containsExactly(elsewhere, elsewhere, elsewhere, home.resolve("akin/library"));
  }

  @Test
  void helpReportsAMissingDisplay() {
    display = false;

    CommandResult ended = run();

    assertThat(ended.code()).isZero();
    assertThat(ended.errors()).contains("display").hasLineCount(1);
    assertThat(ended.out()).contains("search");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyOptionOfEveryVerbIsExplained(List<String> verb) {
    List<String> arguments = new ArrayList<>(verb);
    arguments.add("--help");

    CommandResult ended = run(arguments.toArray(String[]::new));

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).as("options").contains("--help");
    assertThat(ended.out().lines().filter(line -> line.matches(" +(-., )?--[^ ]+ *")))
        .as("an option stands alone only where its explanation follows on the next line")
        .allMatch(option -> isExplained(ended.out(), option));
    assertThat(ended.out()).as("what the verb does comes first").doesNotStartWith("Usage");
  }

  private static boolean isExplained(String help, String option) {
    List<String> lines = help.lines().toList();
    int next = lines.indexOf(option) + 1;
    return next < lines.size() && lines.get(next).startsWith("          ");
  }

  /// Returns all verbs with their parents.
  static Stream<List<String>> verbs() {
    return verbs(List.of(), CommandLineDefinition.commandLine());
  }

  private static Stream<List<String>> verbs(List<String> parent, CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            verb -> {
              List<String> path = Stream.concat(parent.stream(), Stream.of(verb.getKey())).toList();
              return Stream.concat(Stream.of(path), verbs(path, verb.getValue()));
            });
  }

  @Test
  void foldersAreAddedListedAndRemoved() throws IOException {
    Path photos = Files.createDirectories(home.resolve("my photos"));

    assertThat(run("folders", "add", photos.toString(), "--exclude", "private").code()).isZero();
    JsonObject listed = run("folders", "list", "--json").json();
    assertThat(listed.get("path").getAsString()).isEqualTo(photos.toString());
    assertThat(listed.get("present").getAsBoolean()).isTrue();
    assertThat(listed.getAsJsonArray("exclude")).hasSize(1);
    assertThat(run("folders", "remove", photos.toString()).code()).isZero();
    assertThat(run("folders", "list", "--json").out()).isEmpty();
    assertThat(run("folders", "remove", photos.toString()).code()).isEqualTo(1);
  }

  @Test
  void aLineIsExplainedWithoutASearch() {
    assertThat(
            run("search", "--ask", "dog july 2023 iso>800 -people", "--explain", "--not", "cats")
                .out())
        .isEqualToIgnoringNewLines(
            """
            {"text": "dog", "minus": ["cats", "people"], \
            "facts": ["date:[2023-07-01,2023-08-01)", "iso:>800"], "offered": []}\
            """);
  }

  @Test
  void factsAloneFindPhotosWithoutAModel() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    paint(photos.resolve("IMG_20230714_101112.png"), Color.RED);
    paint(photos.resolve("IMG_20190714_101112.png"), Color.GREEN);
    paint(photos.resolve("other.png"), Color.BLUE);
    run("index", "--no-text", photos.toString());

    List<String> line = run("search", "--ask", "png, 2019").out().lines().toList();
    assertThat(line).singleElement().asString().contains("match", "2019-07-14", "IMG_20190714");
    assertThat(run("search", "--where", "format:png", "--where", "date:2019").out().lines())
        .isEqualTo(line);
    CommandResult none = run("search", "--where", "date:1999");
    assertThat(none.code()).isZero();
    assertThat(none.errors())
        .contains(
            "No photo has date:[1999-01-01,2000-01-01); the photos are from 2019, 2023.",
            "1 photo is left out, because it lacks the data for date:");
    assertThat(run("facets", "date").out().lines())
        .containsExactly("1  date:[2023-01-01,2024-01-01)", "1  date:[2019-01-01,2020-01-01)");
    assertThat(run("facets", "--json").out()).contains("{\"fact\": \"format:png\", \"count\": 3}");
  }

  @Test
  void photosAreIndexedAndFound() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    for (Color color : List.of(Color.RED, Color.GREEN, Color.BLUE)) {
      paint(photos.resolve(Integer.toHexString(color.getRGB()) + ".png"), color);
    }
    Files.copy(photos.resolve("ffff0000.png"), photos.resolve("a copy.png"));
    Files.writeString(photos.resolve("broken.jpg"), "not a picture");

    CommandResult indexed = run("index", photos.toString(), "--json");

    assertThat(indexed.code()).isZero();
    JsonObject report = indexed.json();
    assertThat(report.keySet())
        .containsExactly(
            "files",
            "photos",
            "embedded",
            "known",
            "failed",
            "videos",
            "moved",
            "text_read",
            "with_text",
            "seconds");
    assertThat(report.get("embedded").getAsInt()).isEqualTo(3);
    assertThat(report.get("failed").getAsInt()).isEqualTo(1);

    JsonObject status = run("status", "--json").json();
    assertThat(status.get("embedded").getAsInt()).isEqualTo(3);
    JsonArray failures = status.getAsJsonArray("failures");
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).getAsJsonObject().keySet())
        .containsExactly("path", "kind", "detail", "tries");

    List<JsonObject> hits =
        run("search", "--json", "a red picture")
            .out()
            .lines()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    assertThat(hits).hasSize(3);
    assertThat(hits.getFirst().keySet())
        .containsExactly("path", "paths", "score", "image", "text", "minus", "both", "band");
    assertThat(hits).isSortedAccordingTo((a, b) -> Float.compare(score(b), score(a)));
    assertThat(hits.stream().mapToInt(hit -> hit.getAsJsonArray("paths").size()).sum())
        .isEqualTo(4);

    input = "a red picture\n";
    String piped = run("search", "-", "--print0").out();
    assertThat(piped.split("\0"))
        .containsExactly(
            hits.stream().map(hit -> hit.get("path").getAsString()).toArray(String[]::new));

    CommandResult people = run("search", "a red picture", "--limit", "1", "--not", "water");
    assertThat(people.out()).hasLineCount(1).containsPattern("(strong|possible|weak) .*\\.png");

    CommandResult likeRed =
        run("search", "--json", "--image", photos.resolve("a copy.png").toString());
    assertThat(likeRed.out().lines()).as("a picture does not find itself").hasSize(2);
  }

  @Test
  void queryImageFromStandardInput() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    paint(photos.resolve("red.png"), Color.RED);
    paint(photos.resolve("blue.png"), Color.BLUE);
    run("index", "--no-text", photos.toString());
    byte[] image = Files.readAllBytes(photos.resolve("red.png"));

    for (String name : List.of("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")) {
      CommandResult found = fixture(image).run("search", "--json", "--image", name);
      assertThat(found.code()).as(found.errors()).isZero();
      assertThat(found.json().get("path").getAsString()).endsWith("blue.png");
    }
    assertThat(fixture(image).run("search", "--image", "-", "at night").code()).isZero();

    CommandResult empty = run("search", "--image", "-");
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.errors()).contains("is empty").hasLineCount(1);
    CommandResult twice = run("search", "--image", "-", "-");
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.errors()).contains("Standard input").hasLineCount(1);
  }

  @Test
  void outputThatCannotBeWrittenIsReportedInOneSentence() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    paint(photos.resolve("red.png"), Color.RED);
    run("index", "--no-text", photos.toString());
    for (String[] arguments :
        List.of(
            new String[] {"search", "red"},
            new String[] {"search", "--json", "red"},
            new String[] {"search", "--print0", "red"},
            new String[] {"status"},
            new String[] {"status", "--json"},
            new String[] {"folders"},
            new String[] {"--help"},
            new String[] {"--version"})) {
      CommandResult full = fixture(new byte[0]).run(new FullStream(), _ -> "", false, arguments);
      assertThat(full.code()).isEqualTo(1);
      assertThat(full.errors()).contains("cannot be written").doesNotContain("Exception", "\tat ");
      CommandResult closed = fixture(new byte[0]).run(new FullStream(), _ -> "", true, arguments);
      assertThat(closed.code()).isEqualTo(1);
      assertThat(closed.errors()).doesNotContain("written", "Exception", "\tat ");
    }
  }

  /// A stream on a full disk.
  private static final class FullStream extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @Test
  void foldersOfTheListAreShownAndCanBeIncluded() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    paint(photos.resolve("red.png"), Color.RED);
    paint(Files.createDirectories(photos.resolve("@eaDir")).resolve("small.png"), Color.BLUE);
    Files.writeString(photos.resolve("notes.txt"), "text");

    assertThat(
            run("index", "--no-text", photos.toString(), "--json").json().get("photos").getAsInt())
        .isOne();
    assertThat(run("folders").out())
        .contains("Thumbnails: @eaDir", "$RECYCLE.BIN", "*.lrdata", "*.photoslibrary/*")
        .doesNotContain("leftout");
    CommandResult included = run("folders", "include", "@EADIR");
    assertThat(included.code()).isZero();
    assertThat(included.out()).contains("Included: @eaDir");
    assertThat(run("index", "--no-text", "--json").json().get("photos").getAsInt()).isEqualTo(2);
    assertThat(run("folders", "leave-out", "@eaDir").out()).doesNotContain("Included");
    assertThat(run("index", "--no-text", "--json").json().get("photos").getAsInt()).isOne();

    CommandResult unknown = run("folders", "include", "cats");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.errors()).contains("cats").hasLineCount(1);
    assertThat(run("status").out()).contains("1 file left out because of its name: notes.txt");
    JsonObject status = run("status", "--json").json();
    assertThat(status.get("others").getAsInt()).isOne();
    assertThat(status.getAsJsonArray("other_names")).hasSize(1);
  }

  @Test
  void aBenchPrintsAnObjectForEachFigure() throws IOException {
    CommandResult ended = run("bench", "--json", "--model", tinyModel());

    assertThat(ended.code()).isZero();
    List<JsonObject> figures = ended.out().lines().map(CommandResult::parse).toList();
    assertThat(figures)
        .extracting(figure -> figure.get("bench").getAsString())
        .containsExactly(
            "machine", "embed", "embed", "embed", "embed", "decode", "decode", "index", "search",
            "search", "search");
    assertThat(figures.getFirst().keySet())
        .contains("processor", "cores", "memory", "system", "java", "akin", "engine", "precision");
    assertThat(figures.get(1).keySet())
        .contains("precision", "batch", "images_per_s", "centred_cosine", "neighbours");
    assertThat(figures.subList(1, figures.size()))
        .filteredOn(figure -> !figure.has("detail"))
        .allSatisfy(
            figure ->
                assertThat(figure.get("median_ms").getAsDouble())
                    .isLessThanOrEqualTo(figure.get("p95_ms").getAsDouble()));
    assertThat(ended.errors()).as("what is measured").contains("decoding", "searches");
  }

  @Test
  void aBenchPrintsATableUnderHeadings() throws IOException {
    CommandResult ended = run("bench", "--model", tinyModel());

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("Processor", "Embedding:", "Decoding:", "Indexing:", "Searching:")
        .containsOnlyOnce("Decoding:")
        .doesNotContain("{", "NaN");
  }

  @Test
  void purgeAsksAndTakesAwayWhatIsAkinsAlone() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    Path photo = Files.write(photos.resolve("a.jpg"), ImageKit.photo(1, 64, 48));
    Path library = Files.createDirectories(home.resolve("chosen"));
    Path stranger = Files.writeString(library.resolve("letter.txt"), "mine");
    Files.writeString(library.resolve("searches.properties"), "0=beach");
    Files.createDirectories(library.resolve("searches").resolve("images"));
    Files.writeString(library.resolve("evaluation.json"), "[]");
    assertThat(run("--library", library.toString(), "index", "--no-text", photos.toString()).code())
        .isZero();
    assertThat(library.resolve("library.db")).exists();

    input = "n\n";
    CommandResult declined = run("--library", library.toString(), "purge");
    assertThat(declined.code()).isOne();
    assertThat(declined.errors()).contains(library.toString()).contains("Nothing was deleted");
    assertThat(library.resolve("library.db")).exists();

    input = "y\n";
    CommandResult done = run("--library", library.toString(), "purge");
    assertThat(done.code()).isZero();
    assertThat(done.out()).contains("was deleted");
    assertThat(library).isDirectoryContaining(file -> file.equals(stranger));
    try (Stream<Path> left = Files.list(library)) {
      assertThat(left).containsExactly(stranger);
    }
    assertThat(photo).exists();
    assertThat(home.resolve("akin").resolve("compiled")).doesNotExist();
    assertThat(home.resolve("akin").resolve("natives")).doesNotExist();
    assertThat(run("--library", library.toString(), "purge", "--yes").code()).isZero();
    assertThat(stranger).exists();
  }

  private String tinyModel() throws IOException {
    Path folder = home.resolve("model");
    TinyModel.write(folder);
    return folder.toString();
  }

  @Test
  void aWeightBelongsToThePartBeforeIt() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    paint(photos.resolve("red.png"), Color.RED);
    paint(photos.resolve("blue.png"), Color.BLUE);
    assertThat(run("index", "--no-text", photos.toString()).code()).isZero();

    String once = run("search", "--json", "--text", "blue", "--text", "dog").out();
    String same =
        run("search", "--json", "--text", "blue", "--weight", "3", "--text", "dog", "--weight", "3")
            .out();
    String mostlyBlue = run("search", "--json", "--text", "blue", "--weight", "3", "dog").out();
    String mostlyDog = run("search", "--json", "--text", "blue", "dog", "--weight", "3").out();
    String mostlyDogToo =
        run("search", "--json", "dog", "--weight", "6", "--text", "blue", "--weight", "2").out();

    assertThat(same).isEqualTo(once);
    assertThat(mostlyBlue).isNotEqualTo(once).isNotEqualTo(mostlyDog);
    assertThat(scores(mostlyDogToo))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(scores(mostlyDog));
  }

  private static float[] scores(String lines) {
    List<Float> scores = lines.lines().map(line -> score(CommandResult.parse(line))).toList();
    float[] values = new float[scores.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores.get(i);
    }
    return values;
  }

  private static float score(JsonObject hit) {
    return hit.get("score").getAsFloat();
  }

  private static void paint(Path file, Color color) throws IOException {
    BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 80, 60);
    graphics.setColor(Color.WHITE);
    graphics.fillOval(20, 10, 30, 30);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private boolean window(
      AppPaths places, ModelSelection wish, List<Path> photos, ShutdownHook ending) {
    opened.add(photos);
    libraries.add(places.library());
    return usable;
  }

  private CommandResult run(String... arguments) {
    return fixture(input.getBytes(StandardCharsets.UTF_8)).run(arguments);
  }

  private CommandResult.CommandLineFixture fixture(byte[] standardInput) {
    return new CommandResult.CommandLineFixture(
        home,
        Map.of("DISPLAY", display ? ":0" : ""),
        standardInput,
        TINY,
        new WindowLibraries(library -> !library.equals(absent)),
        this::window);
  }
}
