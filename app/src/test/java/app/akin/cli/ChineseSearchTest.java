package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests `akin search` with Chinese words.
final class ChineseSearchTest {
  @TempDir private Path home;

  @BeforeEach
  void index() throws IOException {
    Path photos = Files.createDirectories(home.resolve("photos"));
    for (int i = 0; i < 4; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
    }
    assertThat(run("index", "--no-text", photos.toString()).code()).isZero();
  }

  private CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, Map.of(), "").run(arguments);
  }

  @Test
  void theEnglishLineIsPrintedAndSearched() {
    CommandResult english = run("search", "a dog in the snow", "--not", "people", "--json");
    CommandResult chinese = run("search", "雪地里的狗，没有人", "--json");
    CommandResult parts = run("search", "雪地里的狗", "--not", "人", "--json");

    assertThat(chinese.errors().strip()).isEqualTo("Searching for: a dog in the snow, not people");
    assertThat(parts.errors()).isEqualTo(chinese.errors());
    assertThat(english.errors()).isEmpty();
    for (CommandResult result : List.of(chinese, parts)) {
      assertThat(result.objects())
          .hasSize(4)
          .allSatisfy(
              line ->
                  assertThat(line.get("read_as").getAsString())
                      .isEqualTo("a dog in the snow, not people"));
      assertThat(scores(result)).isEqualTo(scores(english));
    }
    assertThat(english.objects()).noneMatch(line -> line.has("read_as"));
  }

  private static List<String> scores(CommandResult result) {
    return result.objects().stream()
        .map(line -> line.get("path").getAsString() + ' ' + line.get("score"))
        .toList();
  }

  @Test
  void aLineIsReadAfterItsFacts() {
    JsonObject explained = run("search", "--explain", "--ask", "雪地里的狗 2019年").objects().getFirst();

    assertThat(explained.get("read_as").getAsString()).isEqualTo("a dog in the snow");
    assertThat(explained.getAsJsonArray("facts").toString())
        .contains("date:[2019-01-01,2020-01-01)");
    assertThat(explained.get("text").getAsString()).isEqualTo("雪地里的狗");
  }

  @Test
  void placesOutsideOfTheLibraryGoIntoTheLineAndDatesAreNamed() {
    CommandResult result = run("search", "敦煌壁画", "去年");

    assertThat(result.errors())
        .contains("Searching for: mural, Dunhuang")
        .contains("Ignored, because it is not in the dictionary: 去年");
  }

  @Test
  void verbatimTextIsNotChanged() {
    CommandResult result = run("search", "--verbatim", "雪地里的狗 dog", "--json");

    assertThat(result.errors()).doesNotContain("Searching for");
    assertThat(result.objects()).noneMatch(line -> line.has("read_as"));
  }

  @Test
  void otherScriptsAndEnglishAreNotChanged() {
    assertThat(run("search", "犬の写真 dog").errors()).doesNotContain("Searching for");
    assertThat(run("search", "a dog in the snow").errors()).isEmpty();
  }

  @Test
  void unknownWordsAloneAreRefused() {
    CommandResult result = run("search", "苏塞克斯");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors()).contains("苏塞克斯").hasLineCount(1);
  }
}
