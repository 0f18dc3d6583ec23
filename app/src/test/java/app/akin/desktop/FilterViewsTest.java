package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests facets and map in the whole window.
final class FilterViewsTest {
  @TempDir static Path base;
  private static WindowFixture fixture;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(base.resolve("photos"));
    write(folder, 1, new ExifBlock().taken("2019:05:06 07:08:09").place(48.14, 11.58));
    write(folder, 2, new ExifBlock().taken("2019:05:07 07:08:09").place(48.15, 11.57));
    write(folder, 3, new ExifBlock().taken("2021:08:06 07:08:09").place(38.71, -9.14));
    write(folder, 4, new ExifBlock().taken("2021:08:07 07:08:09").camera("Canon", "Canon EOS R5"));
    WindowFixture.index(base, folder);
    fixture = new WindowFixture(base, 1_200, 700);
    Await.until("facets", () -> fixture.find(".akin-facet").isPresent());
  }

  private static void write(Path folder, int seed, ExifBlock exif) throws IOException {
    Files.write(
        folder.resolve("p" + seed + ".jpg"),
        ImageKit.withExif(ImageKit.photo(seed, 160, 120), exif));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @AfterEach
  void back() throws InterruptedException {
    press(KeyCode.ALT, KeyCode.LEFT);
    Await.until("the line before", () -> line().isEmpty());
  }

  private static String line() {
    return FxThread.call(
        () -> ((TextInputControl) fixture.scene().lookup(".akin-search-field")).getText());
  }

  private static void press(KeyCode held, KeyCode key) {
    FxThread.run(
        () -> {
          Robot robot = new Robot();
          robot.keyPress(held);
          robot.keyType(key);
          robot.keyRelease(held);
        });
  }

  private static void type(String text) {
    FxThread.run(
        () -> {
          TextInputControl field = (TextInputControl) fixture.scene().lookup(".akin-search-field");
          field.requestFocus();
          field.setText(text);
        });
  }

  private static String spoken(Node node) {
    String text = FxThread.call(node::getAccessibleText);
    return text == null ? "" : text;
  }

  @Test
  void aFacetAddsItsFactToTheLineAndBackTakesItBack() throws InterruptedException {
    Button year =
        FxThread.call(
            () ->
                fixture.scene().getRoot().lookupAll(".akin-facet").stream()
                    .map(Button.class::cast)
                    .filter(button -> button.getAccessibleText().contains("2021, 2 photos"))
                    .findFirst()
                    .orElseThrow());
    FxThread.run(year::fire);
    Await.until("the fact", () -> line().contains("2021"));
  }

  @Test
  void theMenuOfAPlaceOpensTheMapAtItsPhotosAndTheChosenAreaReplacesThePlace()
      throws InterruptedException {
    type("munich 2019 ");
    Await.until("the chip", () -> fixture.find(".akin-fact-chip").isPresent());
    FxThread.run(((Button) fixture.find(".akin-fact-chip").orElseThrow())::fire);
    FxThread.run(
        () ->
            fixture.scene().getRoot().lookupAll(".akin-popover-row").stream()
                .filter(row -> row.getAccessibleText().equals("Choose an area on the map"))
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow()
                .fire());
    Node map = fixture.find(".akin-map").orElseThrow();
    Await.until("photos of Munich", () -> spoken(map).equals("Map. 2 photos in view"));
    FxThread.run(() -> new Robot().keyType(KeyCode.ENTER));
    Await.until("the fact", () -> line().contains("area:["));
    assertThat(line()).endsWith(" 2019").doesNotContain("munich");
    assertThat(fixture.find(".akin-map")).isEmpty();
    press(KeyCode.ALT, KeyCode.LEFT);
    Await.until("the place again", () -> line().contains("munich"));
  }

  @Test
  void placesHaveNamesInTheLanguageOfTheWindow() throws InterruptedException {
    assertThat(facets()).contains("Munich");
    try {
      FxThread.run(() -> fixture.settings().update(now -> now.withLanguage(Locale.CHINA)));
      Await.until("names in Chinese", () -> facets().contains("慕尼黑"));
      assertThat(facets()).doesNotContain("Munich");
    } finally {
      FxThread.run(() -> fixture.settings().update(now -> now.withLanguage(Locale.ENGLISH)));
    }
    Await.until("names in English", () -> facets().contains("Munich"));
  }

  /// Returns the values in the menus below the search bar.
  private static String facets() {
    return FxThread.call(
        () ->
            fixture.scene().getRoot().lookupAll(".akin-facet-menu").stream()
                .map(MenuButton.class::cast)
                .flatMap(FilterViewsTest::items)
                .map(MenuItem::getText)
                .collect(Collectors.joining("; ")));
  }

  /// Opens a menu, whose items are created then.
  private static Stream<MenuItem> items(MenuButton menu) {
    menu.show();
    List<MenuItem> items = List.copyOf(menu.getItems());
    menu.hide();
    return items.stream();
  }

  @Test
  void theMapTakesWhatIsInView() throws InterruptedException {
    press(KeyCode.CONTROL, KeyCode.M);
    Await.until("the map", () -> fixture.find(".akin-map").isPresent());
    Node map = fixture.find(".akin-map").orElseThrow();
    Await.until("photos on it", () -> spoken(map).equals("Map. 3 photos in view"));
    FxThread.run(() -> new Robot().keyType(KeyCode.ENTER));
    Await.until("the fact", () -> line().contains("area:["));
    assertThat(fixture.find(".akin-map")).isEmpty();
  }
}
