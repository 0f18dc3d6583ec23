package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.kit.MarkKit;
import app.akin.core.library.AppPaths;
import app.akin.core.photo.OperatingSystem;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports sidecars and undoes it by whole command lines.
final class SidecarsVerbTest {
  @TempDir private Path home;

  private CommandResult run(String... arguments) {
    return answer("", arguments);
  }

  private CommandResult answer(String input, String... arguments) {
    return CommandResult.CommandLineFixture.at(home, Map.of(), input).run(arguments);
  }

  private Path photo(String name) {
    return home.resolve("photos").resolve(name);
  }

  @BeforeEach
  void indexAndMark() throws IOException {
    Files.createDirectories(photo(""));
    for (int i = 1; i <= 3; i++) {
      Files.write(photo(i + ".jpg"), ImageKit.photo(i, 96, 72));
    }
    assertThat(run("index", "--no-text", photo("").toString()).code()).isZero();
    AppPaths paths =
        AppPaths.of(
            OperatingSystem.LINUX,
            home,
            Map.of("AKIN_HOME", home.resolve("akin").toString()),
            null);
    assertThat(MarkKit.rate(paths, 4, 1, 2, 3)).isEqualTo(3);
  }

  private static List<String> actions(CommandResult result) {
    return result
        .out()
        .lines()
        .map(CommandResult::parse)
        .filter(line -> line.has("action"))
        .map(line -> line.get("action").getAsString())
        .toList();
  }

  private long sidecars() throws IOException {
    try (var files = Files.list(photo(""))) {
      return files.filter(file -> file.toString().contains(".xmp")).count();
    }
  }

  @Test
  void theDestinationMustBeGiven() throws IOException {
    assertThat(run("sidecars", "export").code()).isEqualTo(2);
    assertThat(run("sidecars", "export", "--yes").code()).isEqualTo(2);
    assertThat(run("sidecars", "export", "--beside", "--to", "x").code()).isEqualTo(2);
    assertThat(run("sidecars", "export", "--beside", "--where", "nonsense:1").code()).isEqualTo(2);
    assertThat(sidecars()).isZero();
    assertThat(run("sidecars").out()).contains("export", "undo");
  }

  @Test
  void thePlanIsShownAndConfirmed() throws IOException {
    CommandResult refused = answer("n\n", "sidecars", "export", "--beside");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("create  ", "3 sidecars to create, 0 to change");
    CommandResult json = run("sidecars", "export", "--beside", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(actions(json)).containsExactly("create", "create", "create");
    assertThat(sidecars()).as("nothing without a confirmation").isZero();

    CommandResult written = answer("y\n", "sidecars", "export", "--beside");
    assertThat(written.code()).as(written.errors()).isZero();
    assertThat(written.out()).contains("3 sidecars created and 0 changed, 0 backups made.");
    assertThat(sidecars()).isEqualTo(3);
    CommandResult again = run("sidecars", "export", "--beside", "--json", "--yes");
    assertThat(again.code()).isZero();
    assertThat(actions(again)).containsExactly("equal", "equal", "equal");

    Files.writeString(photo("1.jpg.xmp"), "<other/>");
    CommandResult undone = run("sidecars", "undo");
    assertThat(undone.code()).as("one is left").isEqualTo(1);
    assertThat(undone.errors()).contains("1.jpg.xmp was changed by another program");
    assertThat(undone.out()).contains("No sidecars restored and 2 deleted.");
    assertThat(sidecars()).isEqualTo(1);
    assertThat(run("sidecars", "undo").errors()).contains("nothing to undo");
  }

  @Test
  void aMirrorWithAFilterAsJson() throws IOException {
    Path mirror = home.resolve("mirror");
    List<JsonObject> lines =
        run(
                "sidecars",
                "export",
                "--to",
                mirror.toString(),
                "--where",
                "name:1.jpg",
                "--json",
                "--yes")
            .out()
            .lines()
            .map(CommandResult::parse)
            .toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().get("sidecar").getAsString())
        .isEqualTo(mirror.resolve("photos/1.jpg.xmp").toString());
    assertThat(lines.getLast().get("created").getAsInt()).isEqualTo(1);
    assertThat(mirror.resolve("photos/1.jpg.xmp")).exists();
    assertThat(sidecars()).isZero();
    JsonObject undone = CommandResult.parse(run("sidecars", "undo", "--json").out());
    assertThat(undone.get("deleted").getAsInt()).isEqualTo(1);
    assertThat(mirror).doesNotExist();
    CommandResult inside = run("sidecars", "export", "--to", photo("").toString());
    assertThat(inside.code()).isEqualTo(1);
    assertThat(inside.errors()).contains("overlaps with the photo folder");
  }
}
