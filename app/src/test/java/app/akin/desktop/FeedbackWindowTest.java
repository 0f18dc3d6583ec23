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
import java.util.Set;
import javafx.event.Event;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
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

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 640, 480));
    }
    WindowFixture.index(base, folder);
    fixture = new WindowFixture(base, 1_000, 700);
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
      press(KeyCode.ESCAPE);
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
    type("a red flower");
    FxThread.run(() -> node(".akin-grid").requestFocus());
    Await.until("results", () -> startsWith(plain.getFirst()));
    return plain;
  }

  /// Returns whether the first tile is a photo; focuses it.
  private static boolean startsWith(String name) {
    FxThread.run(() -> node(".akin-grid").requestFocus());
    press(KeyCode.HOME);
    return focused().contains(name);
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
    press(KeyCode.RIGHT);
    press(KeyCode.RIGHT);
    assertThat(focused()).contains(plain.get(2));
    press(KeyCode.L, KeyCode.ALT);
    Await.until("one photo less", () -> tiles() == PHOTOS - 1);
    assertThat(chips()).containsExactly("Remove photo 1 of 1 marked “Less like this”");
    // The next photo has the focus, and the grid, not the search field, has it.
    assertThat(focused()).contains(plain.get(3));
    assertThat(FxThread.call(() -> node(".akin-grid").isFocused())).isTrue();

    press(KeyCode.END);
    String last = focused();
    press(KeyCode.M, KeyCode.ALT);
    Await.until("two chips", () -> chips().size() == 2);
    assertThat(chips().getFirst()).isEqualTo("Remove photo 1 of 1 marked “More like this”");
    Await.until("the same focus", () -> focused().equals(last) || last.startsWith(focused()));
    String right = plain.stream().filter(last::contains).findFirst().orElseThrow();
    List<String> moved =
        expected(
            new QueryPart.Text("a red flower", 1),
            feedback(plain.get(2), QueryPart.Feedback.Direction.LESS),
            feedback(right, QueryPart.Feedback.Direction.MORE));
    Await.until("the new order", () -> startsWith(moved.getFirst()));
    assertThat(moved.getFirst()).isEqualTo(right);
    press(KeyCode.RIGHT);
    assertThat(focused()).contains(moved.get(1));
  }

  @Test
  void backTakesTheLastMarkAndChipsAreRemovedByKeys() throws InterruptedException {
    List<String> plain = search();
    press(KeyCode.L, KeyCode.ALT);
    Await.until("one photo less", () -> tiles() == PHOTOS - 1);
    press(KeyCode.L, KeyCode.ALT);
    Await.until("two photos less", () -> tiles() == PHOTOS - 2);
    press(KeyCode.LEFT, KeyCode.ALT);
    Await.until("one photo less again", () -> tiles() == PHOTOS - 1 && chips().size() == 1);
    press(KeyCode.RIGHT, KeyCode.ALT);
    Await.until("two photos less again", () -> tiles() == PHOTOS - 2 && chips().size() == 2);
    FxThread.run(() -> node(".akin-search-field").requestFocus());
    fixture.tabTo(CHIP + " .akin-chip-x");
    press(KeyCode.DELETE);
    Await.until("one chip", () -> chips().size() == 1);
    Button first = closes().getFirst();
    assertThat(FxThread.call(first::isFocused)).isTrue();
    press(KeyCode.DELETE);
    Await.until("no chip", () -> chips().isEmpty());
    Await.until("all results", () -> tiles() == PHOTOS);
    assertThat(FxThread.call(() -> node(".akin-search-field").isFocused())).isTrue();
    Await.until("the first order", () -> startsWith(plain.getFirst()));
  }

  @Test
  void theSameKeyTakesTheMarkBack() throws InterruptedException {
    List<String> plain = search();
    press(KeyCode.M, KeyCode.ALT);
    Await.until("a chip", () -> chips().size() == 1);
    press(KeyCode.M, KeyCode.ALT);
    Await.until("no chip", () -> chips().isEmpty());
    Await.until("the first order", () -> startsWith(plain.getFirst()));
  }

  @Test
  void theViewerMarksAndShowsTheNextPhoto() throws InterruptedException {
    List<String> plain = search();
    press(KeyCode.ENTER);
    Await.until("the viewer", () -> text(".akin-viewer-name").equals(plain.getFirst()));
    press(KeyCode.L, KeyCode.ALT);
    Await.until("the next photo", () -> text(".akin-viewer-name").equals(plain.get(1)));
    press(KeyCode.M, KeyCode.ALT);
    Await.until("two chips", () -> chips().size() == 2);
    assertThat(text(".akin-viewer-name")).isEqualTo(plain.get(1));
    press(KeyCode.ESCAPE);
    Await.until("one photo less", () -> tiles() == PHOTOS - 1);
    assertThat(focused()).contains(plain.get(1));
  }

  @Test
  void severalSelectedPhotosAreTheQuery() throws InterruptedException {
    Await.until("the timeline", () -> tiles() == PHOTOS);
    FxThread.run(() -> node(".akin-grid").requestFocus());
    press(KeyCode.HOME);
    for (int i = 0; i < 9; i++) {
      press(KeyCode.RIGHT, KeyCode.SHIFT);
    }
    press(KeyCode.ENTER, KeyCode.CONTROL);
    Await.until("results without them", () -> tiles() == PHOTOS - 10);
    assertThat(
            FxThread.call(() -> fixture.scene().getRoot().lookupAll(".akin-picture-chip").size()))
        .isEqualTo(10);
  }

  private static void type(String words) {
    FxThread.run(
        () -> {
          TextInputControl field = (TextInputControl) node(".akin-search-field");
          field.requestFocus();
          field.setText(words);
        });
  }

  private static int tiles() {
    return FxThread.call(
        () -> (int) node(".akin-grid").queryAccessibleAttribute(AccessibleAttribute.ITEM_COUNT));
  }

  /// Returns the accessible text of the focused tile.
  private static String focused() {
    FxThread.settle();
    return FxThread.call(
        () -> {
          fixture.scene().getRoot().layout();
          return node(".akin-grid").queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM)
                  instanceof Node cell
              ? String.valueOf(cell.getAccessibleText())
              : "";
        });
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

  private static void press(KeyCode key, KeyCode... held) {
    Set<KeyCode> with = Set.of(held);
    FxThread.run(
        () -> {
          Node owner = fixture.scene().getFocusOwner();
          for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
            Event.fireEvent(
                owner,
                new KeyEvent(
                    type,
                    "",
                    "",
                    key,
                    with.contains(KeyCode.SHIFT),
                    with.contains(KeyCode.CONTROL),
                    with.contains(KeyCode.ALT),
                    false));
          }
        });
  }
}
