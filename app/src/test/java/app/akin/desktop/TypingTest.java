package app.akin.desktop;

import static app.akin.desktop.RobotKeys.press;
import static app.akin.desktop.RobotKeys.type;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.desktop.search.DroppedContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests where typed characters go, with keys of the robot and the focus where a user has it.
final class TypingTest {
  private static final int PHOTOS = 6;

  @TempDir static Path base;
  private static WindowFixture fixture;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 320, 240));
    }
    WindowFixture.index(base, folder);
    fixture = new WindowFixture(base, 900, 700);
    Await.until("photos", () -> fixture.find(".akin-photo").isPresent());
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @BeforeEach
  void start() {
    for (int i = 0; i < 6; i++) {
      press(KeyCode.ESCAPE);
    }
    FxThread.run(grid()::requestFocus);
    press(KeyCode.HOME);
    assertThat(text()).isEmpty();
    assertThat(pictures()).isZero();
  }

  @Test
  void charactersTypedInTheTimelineGoToTheBar() {
    type("on snow");

    assertThat(text()).isEqualTo("on snow");
    assertThat(isBarFocused()).isTrue();
    assertThat(pictures()).isZero();
    assertThat(fixture.find(".akin-viewer")).isEmpty();
    assertThat(fixture.find(".akin-inspector")).isEmpty();
  }

  @Test
  void charactersTypedInTheResultsContinueTheWords() throws InterruptedException {
    type("red");
    Await.until("results", () -> fixture.find(".akin-results-bar").isPresent());
    press(KeyCode.DOWN);
    assertThat(isBarFocused()).isFalse();

    type("house");

    assertThat(text()).isEqualTo("red house");
  }

  @Test
  void charactersTypedOnTheRailGoToTheBarAndShowThePhotos() {
    ToggleButton folders = fixture.railEntry(Section.FOLDERS);
    FxThread.run(folders::fire);
    FxThread.run(folders::requestFocus);

    type("dog");

    assertThat(text()).isEqualTo("dog");
    assertThat(fixture.find(".akin-photos")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void afterAPictureJoinsTheQueryTheWordsGoToTheBar(String language) throws Exception {
    Locale locale = Locale.forLanguageTag(language);
    FxThread.run(() -> fixture.settings().update(now -> now.withLanguage(locale)));
    try {
      press(KeyCode.ENTER, KeyCode.CONTROL);
      assertThat(pictures()).as("by search with this").isOne();
      type("at night");
      assertThat(text()).isEqualTo("at night");

      start();
      fixture.take(new DroppedContent.Files(List.of(base.resolve("photos/p2.jpg"))));
      Await.until("the opened picture", () -> pictures() == 1);
      type("in the snow");
      assertThat(text()).isEqualTo("in the snow");

      start();
      paste(base.resolve("photos/p3.jpg"));
      press(KeyCode.V, KeyCode.CONTROL);
      Await.until("the pasted picture", () -> pictures() == 1);
      type("on a hill");
      assertThat(text()).isEqualTo("on a hill");

      paste(base.resolve("photos/p4.jpg"));
      press(KeyCode.V, KeyCode.CONTROL);
      FxThread.settle();
      assertThat(pictures()).as("replaced").isOne();
      press(KeyCode.V, KeyCode.CONTROL, KeyCode.SHIFT);
      paste(base.resolve("photos/p5.jpg"));
      press(KeyCode.V, KeyCode.CONTROL, KeyCode.SHIFT);
      Await.until("the added picture", () -> pictures() == 2);
      assertThat(text()).isEqualTo("on a hill");

      start();
      press(KeyCode.ENTER);
      Await.until("the viewer", () -> fixture.find(".akin-viewer").isPresent());
      press(KeyCode.S);
      Await.until("a search", () -> pictures() == 1);
      type("dark");
      assertThat(text()).as("after a search from the viewer").isEqualTo("dark");
    } finally {
      FxThread.run(() -> fixture.settings().update(now -> now.withLanguage(Locale.ENGLISH)));
    }
  }

  @Test
  void committedTextOfAnInputMethodGoesToTheBar() {
    Node grid = grid();
    FxThread.run(
        () ->
            grid.fireEvent(
                new InputMethodEvent(
                    InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, List.of(), "雪", 0)));

    assertThat(text()).isEqualTo("雪");
    assertThat(isBarFocused()).isTrue();
    assertThat(FxThread.call(grid::getInputMethodRequests)).isNotNull();
  }

  @Test
  void charactersStayShortcutsInTheViewer() throws InterruptedException {
    press(KeyCode.ENTER);
    Await.until("the viewer", () -> fixture.find(".akin-viewer").isPresent());

    press(KeyCode.I);

    assertThat(text()).isEmpty();
    assertThat(fixture.find(".akin-viewer .akin-inspector")).isPresent();
    press(KeyCode.I);
  }

  @Test
  void keysThatAreNotTypingStayWithTheGrid() {
    press(KeyCode.RIGHT);
    press(KeyCode.SPACE, KeyCode.CONTROL);

    assertThat(text()).isEmpty();
    assertThat(FxThread.call(grid()::isFocused)).isTrue();
  }

  @Test
  void escapeGoesBackStepByStep() throws InterruptedException {
    press(KeyCode.ENTER, KeyCode.CONTROL);
    type("night");
    ToggleButton folders = fixture.railEntry(Section.FOLDERS);
    FxThread.run(folders::fire);
    FxThread.run(folders::requestFocus);

    press(KeyCode.ESCAPE);
    assertThat(fixture.find(".akin-photos")).as("the photos again").isPresent();
    assertThat(text()).isEqualTo("night");
    press(KeyCode.ESCAPE);
    assertThat(text()).isEmpty();
    assertThat(pictures()).isOne();
    press(KeyCode.ESCAPE);
    assertThat(pictures()).isZero();

    press(KeyCode.LEFT, KeyCode.ALT);
    assertThat(pictures()).as("back").isOne();
    press(KeyCode.LEFT, KeyCode.ALT);
    assertThat(text()).isEqualTo("night");
  }

  @Test
  void downGoesToTheResultsAndEnterOpensTheFirst() throws InterruptedException {
    type("green");
    Await.until("results", () -> fixture.find(".akin-results-bar").isPresent());

    press(KeyCode.DOWN);
    assertThat(FxThread.call(grid()::isFocused)).isTrue();
    press(KeyCode.ENTER);

    Await.until("the viewer", () -> fixture.find(".akin-viewer").isPresent());
    assertThat(text()).isEqualTo("green");
  }

  private static void paste(Path file) {
    FxThread.run(
        () -> {
          ClipboardContent content = new ClipboardContent();
          content.putFiles(List.of(file.toFile()));
          Clipboard.getSystemClipboard().setContent(content);
        });
  }

  private static TextField field() {
    return (TextField) fixture.find(".akin-search-field").orElseThrow();
  }

  private static String text() {
    TextField field = field();
    return FxThread.call(field::getText);
  }

  private static boolean isBarFocused() {
    TextField field = field();
    return FxThread.call(field::isFocused);
  }

  private static Node grid() {
    return fixture.find(".akin-grid").orElseThrow();
  }

  private static int pictures() {
    return FxThread.call(() -> fixture.scene().getRoot().lookupAll(".akin-picture-chip").size());
  }
}
