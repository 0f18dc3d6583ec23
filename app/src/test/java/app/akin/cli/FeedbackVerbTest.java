package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests `akin search --more --less` by whole command lines.
final class FeedbackVerbTest {
  private static final int PHOTOS = 14;

  @TempDir private Path home;

  @BeforeEach
  void index() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
    }
    assertThat(run("index", "--no-text", photos.toString()).code()).isZero();
  }

  private CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, Map.of(), "").run(arguments);
  }

  @Test
  void rightPhotosAreFirstAndWrongOnesAreLeftOut() {
    List<String> plain = paths(run("search", "a dog", "--json").objects());
    CommandResult marked =
        run("search", "a dog", "--more", plain.get(4), "--less", plain.getFirst(), "--json");
    assertThat(marked.code()).isZero();
    assertThat(marked.errors()).isEmpty();
    List<JsonObject> lines = marked.objects();
    assertThat(paths(lines)).hasSize(PHOTOS - 1).doesNotContain(plain.getFirst());
    assertThat(paths(lines).getFirst()).isEqualTo(plain.get(4));
    assertThat(lines.getFirst().get("marked").getAsString()).isEqualTo("more");
    assertThat(lines.get(1).has("marked")).isFalse();
    assertThat(lines.getFirst().get("feedback").getAsDouble()).isPositive();
    for (JsonObject line : lines) {
      double shares =
          line.get("text").getAsDouble()
              + line.get("image").getAsDouble()
              + line.get("minus").getAsDouble()
              + line.get("both").getAsDouble()
              + line.get("feedback").getAsDouble();
      assertThat(shares - line.get("score").getAsDouble()).isBetween(-1e-3, 1e-3);
    }
    // Feedback alone is a query.
    assertThat(paths(run("search", "--more", plain.get(4), "--json").objects()).getFirst())
        .isEqualTo(plain.get(4));
  }

  @Test
  void photosThatDoNotCountAreNamed() {
    List<String> plain = paths(run("search", "a dog", "--json").objects());
    List<String> arguments = new ArrayList<>(List.of("search", "a dog"));
    plain.subList(0, 11).forEach(path -> arguments.addAll(List.of("--more", path)));
    CommandResult many = run(arguments.toArray(String[]::new));
    assertThat(many.code()).isZero();
    assertThat(many.errors()).contains(plain.get(10), "at most 10").hasLineCount(1);
    CommandResult none = run("search", "a dog", "--less", home.resolve("none.jpg").toString());
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.errors()).contains("none.jpg").hasLineCount(1);
  }

  @Test
  void savedSearchesKeepFeedback() {
    List<String> plain = paths(run("search", "a dog", "--json").objects());
    String right = plain.get(4);
    String wrong = plain.getFirst();
    List<String> found =
        paths(run("search", "a dog", "--more", right, "--less", wrong, "--json").objects());
    assertThat(run("searches", "save", "Dogs", "a dog", "--more", right, "--less", wrong).code())
        .isZero();
    assertThat(paths(run("searches", "run", "dogs", "--json").objects())).isEqualTo(found);
    JsonObject saved = run("searches", "list", "--json").objects().getFirst();
    assertThat(saved.getAsJsonArray("more")).hasSize(1);
    assertThat(saved.getAsJsonArray("less")).hasSize(1);
    assertThat(run("searches", "list").out()).contains("--more #", "--less #");
  }

  private static List<String> paths(List<JsonObject> lines) {
    return lines.stream().map(line -> line.get("path").getAsString()).toList();
  }
}
