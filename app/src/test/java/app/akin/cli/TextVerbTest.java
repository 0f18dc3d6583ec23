package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests `akin text`.
final class TextVerbTest {
  @TempDir private Path home;

  private CommandResult run(String... arguments) {
    return CommandResult.CommandLineFixture.at(home, Map.of(), "").run(arguments);
  }

  private Path picture() throws IOException {
    BufferedImage image = new BufferedImage(640, 320, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 640, 320);
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 44));
    graphics.drawString("Platform nine", 60, 100);
    graphics.drawString("Invoice 2023", 60, 240);
    graphics.dispose();
    Path file = home.resolve("sign.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void textIsPrintedInReadingOrderWithBoxes() throws IOException {
    String file = picture().toString();
    CommandResult plain = run("text", file);
    CommandResult json = run("text", file, "--json");

    assertThat(plain.out().lines()).containsExactly("Platform nine", "Invoice 2023");
    assertThat(plain.code()).isZero();
    JsonObject read = json.objects().getFirst();
    assertThat(read.get("path").getAsString()).isEqualTo(file);
    assertThat(read.get("text").getAsString()).isEqualTo("Platform nine\nInvoice 2023");
    JsonArray lines = read.getAsJsonArray("lines");
    assertThat(lines).hasSize(2);
    JsonObject last = lines.get(1).getAsJsonObject();
    assertThat(last.get("confidence").getAsDouble()).isGreaterThan(0.7);
    JsonArray box = last.getAsJsonArray("box");
    assertThat(box).hasSize(4);
    double left = box.get(0).getAsJsonObject().get("x").getAsDouble();
    double top = box.get(0).getAsJsonObject().get("y").getAsDouble();
    assertThat(left).isBetween(0.03, 0.12);
    assertThat(top).isBetween(0.52, 0.68);
  }

  @Test
  void anUnreadableFileIsNamedAndTheOthersAreRead() throws IOException {
    Path broken = Files.writeString(home.resolve("broken.png"), "no image");
    CommandResult result = run("text", broken.toString(), picture().toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors()).contains("broken.png").hasLineCount(1);
    assertThat(result.out().lines())
        .containsExactly(home.resolve("sign.png") + ":", "Platform nine", "Invoice 2023");
  }

  @Test
  void theTextOfPhotosIsFoundWithItsBoxes() throws IOException {
    Path photos = Files.createDirectory(home.resolve("photos"));
    Files.move(picture(), photos.resolve("sign.png"));
    Files.write(photos.resolve("plain.jpg"), ImageKit.photo(1, 96, 64));
    assertThat(run("index", "--no-text", photos.toString()).code()).isZero();
    CommandResult unread = run("search", "--where", "ocr:invoice");
    assertThat(unread.out()).isEmpty();
    assertThat(unread.errors()).contains("2 photos are left out");

    CommandResult read = run("index");
    assertThat(read.out()).contains("Text was read in 2 of 2 photos; 1 has text.");
    assertThat(run("status").out()).contains("read in 2 photos; 1 has text");
    assertThat(run("index").out()).doesNotContain("Text was read");

    JsonObject exact = run("search", "--json", "--where", "ocr:\"invoice 2023\"").json();
    assertThat(exact.get("path").getAsString()).endsWith("sign.png");
    JsonArray matches = exact.getAsJsonArray("text_matches");
    assertThat(matches).hasSize(1);
    assertThat(matches.get(0).getAsJsonObject().get("text").getAsString())
        .isEqualTo("Invoice 2023");
    assertThat(matches.get(0).getAsJsonObject().getAsJsonArray("box")).hasSize(4);

    CommandResult words = run("search", "--limit", "1", "platform nine");
    assertThat(words.errors()).contains("The words are written in 1 photo:");
    assertThat(words.out().lines()).hasSize(2).last().asString().endsWith("sign.png");
    List<JsonObject> objects = run("search", "--json", "--limit", "1", "platform nine").objects();
    assertThat(objects).hasSize(2);
    assertThat(objects.getLast().get("group").getAsString()).isEqualTo("text");
    assertThat(objects.getLast().getAsJsonArray("text_matches")).hasSize(1);
    assertThat(run("search", "--print0", "--limit", "1", "platform nine").out().split("\0"))
        .hasSize(1);
  }
}
