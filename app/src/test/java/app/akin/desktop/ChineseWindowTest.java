package app.akin.desktop;

import static app.akin.desktop.RobotKeys.press;
import static app.akin.desktop.RobotKeys.type;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.desktop.settings.Settings.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests Chinese queries in the whole window with keys of the robot.
final class ChineseWindowTest {
  private static final String ENGLISH = "a dog in the snow";

  @TempDir private Path base;

  @Test
  void theEnglishIsCorrectedTakenBackRememberedAndForgotten() throws Exception {
    Path photos = Files.createDirectories(base.resolve("photos"));
    for (int i = 0; i < 3; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
    }
    WindowFixture.index(base, photos);
    try (WindowFixture window = new WindowFixture(base, 900, 700)) {
      Await.until("the first scan", () -> window.find(".akin-indexing").isPresent());
      ask(window, "雪地里的狗");
      awaitLine(window, ENGLISH);
      assertThat(texts(window)).anyMatch(text -> text.contains("looked up one by one"));
      editTheLine(window);
      chooseAGloss(window);
    }
    try (WindowFixture window = new WindowFixture(base, 900, 700)) {
      ask(window, "雪地里的狗");
      awaitLine(window, "a husky in snow");
      assertThat(texts(window)).noneMatch(text -> text.contains("looked up one by one"));
      forget(window);
      forgetInTheSettings(window);
      namesUnknownWords(window);
      turnOff(window);
    }
  }

  /// Edits the line, takes that back by key and by the history, and edits it again.
  private static void editTheLine(WindowFixture window) throws InterruptedException {
    window.tabTo(".akin-english-field");
    press(KeyCode.A, KeyCode.SHORTCUT);
    type("cat");
    press(KeyCode.ESCAPE);
    assertThat(line(window)).isEqualTo(ENGLISH);
    press(KeyCode.A, KeyCode.SHORTCUT);
    type("a husky in snow");
    press(KeyCode.Z, KeyCode.SHORTCUT);
    assertThat(line(window)).as("undo of typing").isNotEqualTo("a husky in snow");
    press(KeyCode.A, KeyCode.SHORTCUT);
    type("a husky in snow");
    press(KeyCode.ENTER);
    awaitCorrection(window);
    assertThat(line(window)).isEqualTo("a husky in snow");
    assertThat(words(window)).as("a corrected line has no words to choose").isEmpty();
    assertThat(query(window)).isEqualTo("雪地里的狗");

    press(KeyCode.Z, KeyCode.SHORTCUT);
    awaitLine(window, ENGLISH);
    press(KeyCode.RIGHT, KeyCode.ALT);
    awaitLine(window, "a husky in snow");
    press(KeyCode.LEFT, KeyCode.ALT);
    awaitLine(window, ENGLISH);
    window.tabTo(".akin-english-field");
    type(" husky");
    window.tabTo(".akin-search-field");
    assertThat(line(window)).as("an edit that was not searched").isEqualTo(ENGLISH);

    correct(window);
    window.tabTo(".akin-english-line .button");
    FxThread.run(() -> ((Button) explained(window)).fire());
    Await.until("no explanation", () -> window.settings().settings().get().has(Option.EXPLAINED));
  }

  /// Enters another English line.
  private static void correct(WindowFixture window) throws InterruptedException {
    window.tabTo(".akin-english-field");
    press(KeyCode.A, KeyCode.SHORTCUT);
    type("a husky in snow");
    press(KeyCode.ENTER);
    awaitCorrection(window);
  }

  /// Waits until a corrected line is shown; the error says what is shown instead.
  private static void awaitCorrection(WindowFixture window) throws InterruptedException {
    try {
      Await.until("the correction", () -> window.shows(".akin-english-line .hyperlink"));
    } catch (AssertionError e) {
      throw new AssertionError(
          "query "
              + query(window)
              + ", line "
              + line(window)
              + ", focus on "
              + FxThread.call(() -> window.scene().getFocusOwner())
              + ", shown: "
              + texts(window),
          e);
    }
  }

  private static Node explained(WindowFixture window) {
    return window.scene().getRoot().lookupAll(".akin-english-line .button").stream()
        .filter(node -> node instanceof Button one && "OK".equals(one.getText()))
        .findFirst()
        .orElseThrow();
  }

  private static void chooseAGloss(WindowFixture window) throws InterruptedException {
    ask(window, "年轻的记者");
    awaitLine(window, "young reporter");
    window.tabTo(".akin-english-field");
    press(KeyCode.DOWN);
    while (!focusedWord(window).equals("记者")) {
      press(KeyCode.TAB);
    }
    openTheMenu();
    press(KeyCode.DOWN);
    press(KeyCode.ENTER);
    Await.until("no menu", () -> !isMenuFocused());
    assertThat(line(window)).as("the same gloss").isEqualTo("young reporter");
    openTheMenu();
    assertThat(chosen()).containsExactly("reporter");
    for (int i = 0; i < 20 && !isOtherGlossFocused(); i++) {
      press(KeyCode.DOWN);
    }
    assertThat(isOtherGlossFocused()).as("another gloss is focused").isTrue();
    press(KeyCode.ENTER);
    Await.until("another gloss", () -> !line(window).equals("young reporter"));
    assertThat(line(window)).startsWith("young ");
    Await.until("the focus", () -> focusedWord(window).equals("记者"));

    press(KeyCode.Z, KeyCode.SHORTCUT);
    awaitLine(window, "young reporter");
    assertThat(query(window)).isEqualTo("年轻的记者");
  }

  private static void openTheMenu() throws InterruptedException {
    press(KeyCode.DOWN);
    Await.until("the menu", ChineseWindowTest::isMenuFocused);
  }

  /// Returns the glosses with a mark in the open menu.
  private static List<String> chosen() {
    return FxThread.call(
        () ->
            Window.getWindows().stream()
                .filter(one -> one instanceof ContextMenu menu && menu.isFocused())
                .flatMap(one -> ((ContextMenu) one).getItems().stream())
                .filter(item -> item instanceof RadioMenuItem radio && radio.isSelected())
                .map(MenuItem::getText)
                .toList());
  }

  private void forget(WindowFixture window) throws InterruptedException {
    assertThat(base.resolve("library/glosses.tsv")).content().contains("a husky in snow");
    window.tabTo(".akin-english-line .hyperlink");
    press(KeyCode.SPACE);
    awaitLine(window, ENGLISH);
    Await.until("no file", () -> !Files.exists(base.resolve("library/glosses.tsv")));
  }

  private void forgetInTheSettings(WindowFixture window) throws InterruptedException {
    correct(window);
    Path file = base.resolve("library/glosses.tsv");
    Await.until("the file", () -> Files.exists(file));
    window.open(Section.SETTINGS);
    new WindowDriver(window).click("Forget");
    Await.until("no file", () -> !Files.exists(file));
    window.open(Section.PHOTOS);
    awaitLine(window, ENGLISH);
    assertThat(texts(window)).contains("Corrections forgotten");
  }

  private static void namesUnknownWords(WindowFixture window) throws InterruptedException {
    ask(window, "苏塞克斯的狗");
    awaitLine(window, "dog");
    assertThat(texts(window)).contains("Not understood and ignored: “苏塞克斯”");
    FxThread.run(
        () -> window.settings().update(before -> before.withLanguage(Locale.SIMPLIFIED_CHINESE)));
    assertThat(texts(window)).contains("按此英文搜索：", "没看懂“苏塞克斯”，已忽略");
    FxThread.run(() -> window.settings().update(before -> before.withLanguage(Locale.ENGLISH)));
  }

  private static void turnOff(WindowFixture window) throws InterruptedException {
    FxThread.run(() -> window.settings().update(before -> before.with(Option.CHINESE, false)));
    Await.until("no English", () -> !window.shows(".akin-english-field"));
    assertThat(texts(window))
        .contains("This model understands English only. Try an English description.");
    FxThread.run(() -> window.settings().update(before -> before.with(Option.CHINESE, true)));
    awaitLine(window, "dog");
  }

  private static void ask(WindowFixture window, String words) {
    FxThread.run(() -> ((TextField) node(window, ".akin-search-field")).setText(words));
  }

  private static Node node(WindowFixture window, String selector) {
    return window.scene().getRoot().lookup(selector);
  }

  private static String query(WindowFixture window) {
    return FxThread.call(() -> ((TextField) node(window, ".akin-search-field")).getText());
  }

  private static String line(WindowFixture window) {
    return FxThread.call(() -> ((TextField) node(window, ".akin-english-field")).getText());
  }

  private static void awaitLine(WindowFixture window, String english) throws InterruptedException {
    Await.until(english, () -> window.shows(".akin-english-field") && line(window).equals(english));
  }

  private static List<String> words(WindowFixture window) {
    return FxThread.call(
        () ->
            window.scene().getRoot().lookupAll(".akin-gloss-word").stream()
                .map(node -> ((MenuButton) node).getText())
                .toList());
  }

  private static String focusedWord(WindowFixture window) {
    return FxThread.call(
        () -> window.scene().getFocusOwner() instanceof MenuButton menu ? menu.getText() : "");
  }

  private static boolean isMenuFocused() {
    return FxThread.call(
        () ->
            Window.getWindows().stream()
                .anyMatch(one -> one instanceof ContextMenu menu && menu.isFocused()));
  }

  private static boolean isOtherGlossFocused() {
    return FxThread.call(
        () ->
            Window.getWindows().stream()
                .filter(one -> one instanceof ContextMenu menu && menu.isFocused())
                .flatMap(menu -> menu.getScene().getRoot().lookupAll(".menu-item").stream())
                .filter(Node::isFocused)
                .map(item -> item.lookup(".label"))
                .anyMatch(
                    node -> node instanceof Label label && !label.getText().equals("reporter")));
  }

  private static List<String> texts(WindowFixture window) {
    return FxThread.call(
        () ->
            window.scene().getRoot().lookupAll(".label").stream()
                .filter(node -> node instanceof Label && WindowFixture.isShown(node))
                .map(node -> ((Label) node).getText())
                .toList());
  }
}
