package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import com.google.gson.JsonObject;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists, changes and folds stacks by whole command lines.
final class StacksVerbTest {
  @TempDir private Path home;

  private CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, Map.of(), "").run(arguments);
  }

  private List<JsonObject> lines(String... arguments) {
    CommandResult result = run(arguments);
    assertThat(result.code()).as(result.errors()).isZero();
    return result.out().lines().map(CommandResult::parse).toList();
  }

  private Path photo(String name) {
    return home.resolve("photos").resolve(name);
  }

  private void write(String name, BufferedImage image, float quality) throws IOException {
    Files.createDirectories(home.resolve("photos"));
    Files.write(photo(name), ImageKit.jpeg(image, quality));
  }

  @Test
  void stacksAreFoldedListedSplitJoinedAndRestored() throws IOException {
    BufferedImage first = ImageKit.picture(1, 800, 600);
    BufferedImage half = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = half.createGraphics();
    graphics.drawImage(first.getScaledInstance(400, 300, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    write("first.jpg", first, 0.9f);
    write("half.jpg", half, 0.7f);
    write("second.jpg", ImageKit.picture(2, 800, 600), 0.9f);
    write("third.jpg", ImageKit.picture(3, 800, 600), 0.9f);
    String smaller = photo("half.jpg").toString();
    assertThat(run("stacks").out()).contains("akin index");
    assertThat(run("index", "--no-text", photo("").toString()).code()).isZero();
    assertThat(run("stacks", "find").out()).contains("1 stack of 2 photos");

    JsonObject stack = lines("stacks", "--json").getFirst();
    assertThat(lines("stacks", "list", "--json")).hasSize(1);
    assertThat(stack.get("cover").getAsString()).isEqualTo(photo("first.jpg").toString());
    assertThat(stack.getAsJsonArray("members"))
        .extracting(member -> member.getAsJsonObject().get("reason").getAsString())
        .containsExactlyInAnyOrder("centre", "smaller");
    assertThat(stack.get("other_bytes").getAsLong()).isEqualTo(Files.size(photo("half.jpg")));
    assertThat(run("stacks").out()).contains("2 photos").contains("(same photo, smaller)");

    assertThat(lines("search", "--json", "a red picture"))
        .hasSize(4)
        .noneMatch(result -> result.has("stack") || result.has("members"));
    List<JsonObject> folded = lines("search", "--json", "--stacks", "fold", "a red picture");
    assertThat(folded).hasSize(3);
    assertThat(folded)
        .filteredOn(result -> result.has("stack"))
        .singleElement()
        .satisfies(
            result ->
                assertThat(result.getAsJsonArray("members"))
                    .extracting(member -> member.getAsString())
                    .containsExactlyInAnyOrder(photo("first.jpg").toString(), smaller));
    assertThat(lines("search", "--json", "--stacks", "fold", "--limit", "3", "a red picture"))
        .hasSize(3);
    assertThat(lines("search", "--json", "--stacks", "fold", "--where", "format:jpeg")).hasSize(3);

    assertThat(run("stacks", "split", smaller).code()).isZero();
    assertThat(lines("stacks", "--json")).isEmpty();
    assertThat(lines("search", "--json", "--stacks", "fold", "a red picture")).hasSize(4);
    // A run does not put it back.
    Files.write(photo("fourth.jpg"), ImageKit.photo(4, 800, 600));
    assertThat(run("index", "--no-text").code()).isZero();
    assertThat(lines("stacks", "--json")).isEmpty();

    String third = photo("third.jpg").toString();
    assertThat(run("stacks", "join", photo("second.jpg").toString(), third).code()).isZero();
    assertThat(run("stacks", "cover", third).code()).isZero();
    assertThat(lines("stacks", "--json"))
        .singleElement()
        .satisfies(each -> assertThat(each.get("cover").getAsString()).isEqualTo(third));

    assertThat(run("stacks", "undo").out()).contains("cover");
    assertThat(run("stacks", "undo").out()).contains("joined no longer");
    assertThat(lines("stacks", "--json")).isEmpty();
    assertThat(run("stacks", "undo").code()).isZero();
    assertThat(lines("stacks", "--json")).hasSize(1);

    assertThat(run("stacks", "split", "--never", smaller).code()).isZero();
    assertThat(lines("stacks", "--json")).isEmpty();
    assertThat(run("stacks", "undo").code()).isZero();
    assertThat(lines("stacks", "--json")).hasSize(1);
    CommandResult nothing = run("stacks", "undo");
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.errors()).hasLineCount(1).contains("nothing to undo");
    CommandResult unknown = run("stacks", "split", photo("none.jpg").toString());
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.errors()).hasLineCount(1).contains("none.jpg");
    CommandResult alone = run("stacks", "split", third);
    assertThat(alone.code()).isEqualTo(1);
  }
}
