package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.ExpectedPrompts;
import app.akin.core.kit.ImageKit;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests `akin search --rerank`.
final class RerankVerbTest {
  @TempDir private Path home;
  private Path model;

  @BeforeEach
  void index() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    for (int i = 0; i < 4; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
    }
    assertThat(run("index", "--no-text", photos.toString()).code()).isZero();
    model = ExpectedPrompts.copy("llava-tiny", home.resolve("second"));
  }

  private CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, Map.of(), "").run(arguments);
  }

  @Test
  void theBestResultsAreOrderedByAnInstalledModel() {
    CommandResult missing = run("search", "a dog", "--rerank", "3");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.errors()).contains("akin models get v1.5-zs").hasLineCount(1);

    assertThat(run("models", "import", model.toString(), "--keep").code()).isZero();
    List<JsonObject> plain = run("search", "a dog", "--json").objects();
    List<JsonObject> ordered = run("search", "a dog", "--rerank", "3", "--json").objects();

    assertThat(ordered).hasSize(4);
    List<Double> scores =
        ordered.subList(0, 3).stream().map(line -> line.get("rerank").getAsDouble()).toList();
    assertThat(scores).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(paths(ordered.subList(0, 3)))
        .containsExactlyInAnyOrderElementsOf(paths(plain.subList(0, 3)));
    assertThat(ordered.get(3).has("rerank")).isFalse();
    assertThat(paths(ordered).get(3)).isEqualTo(paths(plain).get(3));
    // The best three are chosen among all results, not among those that are printed.
    List<JsonObject> one =
        run("search", "a dog", "--rerank", "3", "--limit", "1", "--json").objects();
    assertThat(paths(one)).isEqualTo(paths(ordered).subList(0, 1));
  }

  @Test
  void aQueryThatTheModelCannotReadKeepsItsResults() {
    CommandResult two =
        run("search", "a dog", "--text", "a cat", "--rerank", "2", "--rerank-model", "" + model);
    assertThat(two.code()).isZero();
    assertThat(two.out()).isEqualTo(run("search", "a dog", "--text", "a cat").out());
    assertThat(two.errors()).contains("one image and one text").hasLineCount(1);
  }

  @Test
  void whatIsExcludedIsSaid() {
    CommandResult excluded =
        run("search", "a dog", "--not", "a cat", "--rerank", "2", "--rerank-model", "" + model);
    assertThat(excluded.errors()).contains("second cannot exclude a text").hasLineCount(1);
  }

  @Test
  void itOrdersByScoreOnly() {
    CommandResult dated = run("search", "a dog", "--rerank", "2", "--sort", "date");
    assertThat(dated.code()).isEqualTo(2);
    assertThat(dated.errors()).contains("leave out --sort date").hasLineCount(1);
  }

  @Test
  void int8IsRefusedInOneSentence() {
    CommandResult refused =
        run("--model", model.toString(), "search", "a dog", "--precision", "int8");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.errors())
        .contains("The model second has no precision int8 on this device: use --precision auto.")
        .hasLineCount(1);
  }

  private static List<String> paths(List<JsonObject> lines) {
    return lines.stream().map(line -> line.get("path").getAsString()).toList();
  }
}
