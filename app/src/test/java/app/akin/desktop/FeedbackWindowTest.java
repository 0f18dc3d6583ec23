package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Marks results as right and wrong in the whole window over a real library, with key events to the
/// scene.
final class FeedbackWindowTest {
  private static final int PHOTOS = 24;
  private static final String CHIP = ".akin-feedback-chip";

  @TempDir static Path base;
  private static WindowFixture fixture;
  private static WindowDriver window;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 640, 480));
    }
    WindowFixture.index(base, folder);
    fixture = new WindowFixture(base, 1_000, 700);
    window = new WindowDriver(fixture);
    Await.until("photos", () -> !text(".akin-grid-count").isEmpty());
    Await.until("the first scan", () -> find(".akin-indexing").isPresent());
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @AfterEach
  void leave() {
    for (int i = 0; i < 4; i++) {
      window.press(KeyCode.ESCAPE);
    }
  }

  /// Returns the names of the photos that a query finds, best first.
  private static List<String> expected(QueryPart... parts) {
    SearchAnswer answer =
        fixture
            .library()
            .search()
            .find(
                new SearchRequest(
                    List.of(parts),
                    SearchRequest.Filter.NONE,
                    SearchRequest.Order.SCORE,
                    300,
                    ModelSelection.DEFAULT));
    return answer.results().stream().map(FeedbackWindowTest::name).toList();
  }

  private static String name(SearchResult result) {
    return String.valueOf(result.path().getFileName());
  }

  private static ContentId content(String name) {
    return fixture
        .library()
        .search()
        .find(
            new SearchRequest(
                List.of(new QueryPart.Text("a red flower", 1)),
                SearchRequest.Filter.NONE,
                SearchRequest.Order.SCORE,
                300,
                ModelSelection.DEFAULT))
        .results()
        .stream()
        .filter(result -> name(result).equals(name))
        .findFirst()
        .orElseThrow()
        .content();
  }

  private static QueryPart feedback(String name, QueryPart.Feedback.Direction direction) {
    return new QueryPart.Feedback(new QueryImage.Photo(content(name)), direction, 1);
  }

  /// Searches and focuses the first result.
  private static List<String> search() throws InterruptedException {
    List<String> plain = expected(new QueryPart.Text("a red flower", 1));
    window.type(".akin-search-field", "a red flower");
    FxThread.run(() -> node(".akin-grid").requestFocus());
    Await.until("results", () -> startsWith(plain.getFirst()));
    return plain;
  }

  /// Returns whether the first tile is a photo; focuses it.
  private static boolean startsWith(String name) {
    window.toFirstPhoto();
    return window.focusedPhoto().contains(name);
  }

  private static List<Button> closes() {
    return FxThread.call(
        () ->
            fixture.scene().getRoot().lookupAll(CHIP + " .akin-chip-x").stream()
                .map(Button.class::cast)
                .toList());
  }

  private static List<String> chips() {
    List<Button> closes = closes();
    return FxThread.call(() -> closes.stream().map(Button::getAccessibleText).toList());
  }

  @Test
  void keysMarkResultsAndTheFocusStaysInItsPlace() throws InterruptedException {
    List<String> plain = search();
    window.press(KeyCode.RIGHT);
    window.press(KeyCode.RIGHT);
    assertThat(window.focusedPhoto()).contains(plain.get(2));
    window.press(KeyCode.L, KeyCode.ALT);
    Await.until("one photo less", () -> window.tiles() == PHOTOS - 1);
    assertThat(chips()).containsExactly("Remove photo 1 of 1 marked “Less like this”");
    // The next photo has the focus, and the grid, not the search field, has it.
    assertThat(window.focusedPhoto()).contains(plain.get(3));
    assertThat(FxThread.call(() -> node(".akin-grid").isFocused())).isTrue();

    window.press(KeyCode.END);
    String last = window.focusedPhoto();
    window.press(KeyCode.M, KeyCode.ALT);
    Await.until("two chips", () -> chips().size() == 2);
    assertThat(chips().getFirst()).isEqualTo("Remove photo 1 of 1 marked “More like this”");
    Await.until(
        "the same focus",
        () -> window.focusedPhoto().equals(last) || last.startsWith(window.focusedPhoto()));
    String right = plain.stream().filter(last::contains).findFirst().orElseThrow();
    List<String> moved =
        expected(
            new QueryPart.Text("a red flower", 1),
            feedback(plain.get(2), QueryPart.Feedback.Direction.LESS),
            feedback(right, QueryPart.Feedback.Direction.MORE));
    Await.until("the new order", () -> startsWith(moved.getFirst()));
    assertThat(moved.getFirst()).isEqualTo(right);
    window.press(KeyCode.RIGHT);
    assertThat(window.focusedPhoto()).contains(moved.get(1));
  }

  @Test
  void backTakesTheLastMarkAndChipsAreRemovedByKeys() throws InterruptedException {
    List<String> plain = search();
    window.press(KeyCode.L, KeyCode.ALT);
    Await.until("one photo less", () -> window.tiles() == PHOTOS - 1);
    window.press(KeyCode.L, KeyCode.ALT);
    Await.until("two photos less", () -> window.tiles() == PHOTOS - 2);
    window.press(KeyCode.LEFT, KeyCode.ALT);
    Await.until("one photo less again", () -> window.tiles() == PHOTOS - 1 && chips().size() == 1);
    window.press(KeyCode.RIGHT, KeyCode.ALT);
    Await.until("two photos less again", () -> window.tiles() == PHOTOS - 2 && chips().size() == 2);
    FxThread.run(() -> node(".akin-search-field").requestFocus());
    fixture.tabTo(CHIP + " .akin-chip-x");
    window.press(KeyCode.DELETE);
    Await.until("one chip", () -> chips().size() == 1);
    Button first = closes().getFirst();
    assertThat(FxThread.call(first::isFocused)).isTrue();
    window.press(KeyCode.DELETE);
    Await.until("no chip", () -> chips().isEmpty());
    Await.until("all results", () -> window.tiles() == PHOTOS);
    assertThat(FxThread.call(() -> node(".akin-search-field").isFocused())).isTrue();
    Await.until("the first order", () -> startsWith(plain.getFirst()));
  }

  @Test
  void theSameKeyTakesTheMarkBack() throws InterruptedException {
    List<String> plain = search();
    window.press(KeyCode.M, KeyCode.ALT);
    Await.until("a chip", () -> chips().size() == 1);
    window.press(KeyCode.M, KeyCode.ALT);
    Await.until("no chip", () -> chips().isEmpty());
    Await.until("the first order", () -> startsWith(plain.getFirst()));
  }

  @Test
  void theViewerMarksAndShowsTheNextPhoto() throws InterruptedException {
    List<String> plain = search();
    window.press(KeyCode.ENTER);
    Await.until("the viewer", () -> text(".akin-viewer-name").equals(plain.getFirst()));
    window.press(KeyCode.L, KeyCode.ALT);
    Await.until("the next photo", () -> text(".akin-viewer-name").equals(plain.get(1)));
    window.press(KeyCode.M, KeyCode.ALT);
    Await.until("two chips", () -> chips().size() == 2);
    assertThat(text(".akin-viewer-name")).isEqualTo(plain.get(1));
    window.press(KeyCode.ESCAPE);
    Await.until("one photo less", () -> window.tiles() == PHOTOS - 1);
    assertThat(window.focusedPhoto()).contains(plain.get(1));
  }

  @Test
  void severalSelectedPhotosAreTheQuery() throws InterruptedException {
    Await.until("the timeline", () -> window.tiles() == PHOTOS);
    window.toFirstPhoto();
    for (int i = 0; i < 9; i++) {
      window.press(KeyCode.RIGHT, KeyCode.SHIFT);
    }
    window.press(KeyCode.ENTER, KeyCode.CONTROL);
    Await.until("results without them", () -> window.tiles() == PHOTOS - 10);
    assertThat(
            FxThread.call(() -> fixture.scene().getRoot().lookupAll(".akin-picture-chip").size()))
        .isEqualTo(10);
  }

  private static String text(String style) {
    return find(style).map(node -> ((Labeled) node).getText()).orElse("");
  }

  private static Node node(String style) {
    return fixture.scene().getRoot().lookup(style);
  }

  private static Optional<Node> find(String style) {
    return fixture.find(style);
  }
}
