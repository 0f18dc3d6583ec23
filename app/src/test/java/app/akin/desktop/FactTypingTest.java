package app.akin.desktop;

import static app.akin.desktop.RobotKeys.press;
import static app.akin.desktop.RobotKeys.type;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.model.ModelSelection;
import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.search.FactTexts;
import app.akin.desktop.search.LineModel;
import app.akin.desktop.search.PhraseReader;
import app.akin.desktop.search.QueryThumbnails;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.theme.Language;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tests chips and suggestions of the search bar with keys of the robot.
final class FactTypingTest {
  private static final PhraseReader READER =
      new PhraseReader(
          Map.of(
              "paris",
              PhraseReader.text(FactField.PLACE, "Paris, France"),
              "2019",
              PhraseReader.date("2019-01-01", "2020-01-01"),
              "canon",
              PhraseReader.text(FactField.CAMERA, "canon")),
          Map.of("apple", PhraseReader.text(FactField.CAMERA, "apple")));

  private static final List<Facet> HELD =
      List.of(
          new Facet(PhraseReader.date("2019-01-01", "2020-01-01"), "2019", 40),
          new Facet(PhraseReader.text(FactField.CAMERA, "canon"), "canon", 30),
          new Facet(PhraseReader.text(FactField.PLACE, "Paris, France"), "paris", 20),
          new Facet(PhraseReader.text(FactField.PLACE, "Parma, Italy"), "Parma", 2));

  private static final List<SearchRequest> asked = new ArrayList<>();

  /// Pauses of typing, which end when the test says so.
  private static final Deque<Runnable> pauses = new ArrayDeque<>();

  private static Stage stage;
  private static SearchModel search;
  private static boolean atResults;

  /// The places at which the map was opened, and what receives the area chosen on it.
  private static final List<Fact> atPlaces = new ArrayList<>();

  private static Consumer<FactValue.Area> chosen = _ -> {};

  @BeforeAll
  static void open() {
    FxThread.start();
    search =
        new SearchModel(
            (request, _) -> {
              asked.add(request);
              return Optional.of(new SearchAnswer("m", List.of(), List.of(), false));
            },
            READER,
            ModelSelection.DEFAULT,
            TestTasks.immediate(),
            (_, action) -> action.run());
    stage = FxThread.call(() -> show(search));
  }

  private static Stage show(SearchModel search) {
    Language language = new Language(Locale.ENGLISH);
    LineModel line =
        new LineModel(
            search,
            _ -> HELD,
            TestTasks.immediate(),
            (_, action) -> pauses.add(action),
            new FactTexts(language));
    line.load();
    SearchBarView bar =
        new SearchBarView(
            search,
            line,
            new QueryThumbnails(_ -> new byte[0], TestTasks.immediate()),
            language,
            new SearchBarView.Actions(
                () -> {}, _ -> {}, () -> atResults = true, FactTypingTest::chooseArea));
    BorderPane root = new BorderPane(new Region());
    root.setTop(bar.view());
    Stage shown = new Stage();
    shown.setScene(new Scene(root, 900, 600));
    shown.show();
    return shown;
  }

  private static void chooseArea(Fact place, Consumer<FactValue.Area> action) {
    atPlaces.add(place);
    chosen = action;
  }

  @AfterAll
  static void close() {
    FxThread.run(stage::close);
  }

  @BeforeEach
  void start() {
    FxThread.run(
        () -> {
          search.clearWords();
          search.clearHistory();
          field().requestFocus();
          pauses.clear();
          atPlaces.clear();
          atResults = false;
        });
  }

  @Test
  void aChipFormsAtTheNextBlankAndNotWithinAWord() {
    type("paris");
    assertThat(chips()).isEmpty();
    type(" ");
    assertThat(chips()).containsExactly("Place: Paris, France");
    type("canon");
    assertThat(chips()).containsExactly("Place: Paris, France");

    pause();

    assertThat(chips()).containsExactly("Place: Paris, France", "Camera: canon");
    assertThat(text()).isEqualTo("paris canon");
    assertThat(asked.getLast().filter().facts())
        .containsExactly(
            PhraseReader.text(FactField.PLACE, "Paris, France"),
            PhraseReader.text(FactField.CAMERA, "canon"));
  }

  @Test
  void framesLieOverTheirWords() {
    type("red paris ");

    FxThread.run(
        () -> {
          stage.getScene().getRoot().applyCss();
          stage.getScene().getRoot().layout();
          Button chip = (Button) stage.getScene().lookup(".akin-fact-chip");
          Node text = field().lookup(".text");
          assertThat(text.localToScene(text.getLayoutBounds()).getMaxX())
              .isGreaterThanOrEqualTo(chip.localToScene(chip.getLayoutBounds()).getMaxX() - 4);
          assertThat(chip.localToScene(chip.getLayoutBounds()).getMinX())
              .isGreaterThan(text.localToScene(text.getLayoutBounds()).getMinX());
          assertThat(chip.getHeight()).isGreaterThan(field().getFont().getSize());
        });
  }

  @Test
  void deleteOnAChipRemovesItsWordsAndUndoTakesThatBack() {
    type("red paris canon ");
    press(KeyCode.LEFT);
    press(KeyCode.DOWN, KeyCode.ALT);
    assertThat(panel()).as("the menu of the chip at the caret").isPresent();
    press(KeyCode.ESCAPE);
    assertThat(panel()).isEmpty();

    press(KeyCode.LEFT);
    press(KeyCode.DELETE);

    assertThat(text().strip()).isEqualTo("red canon");
    assertThat(chips()).containsExactly("Camera: canon");
    press(KeyCode.Z, KeyCode.SHORTCUT);
    pause();
    assertThat(text().strip()).isEqualTo("red paris canon");
    assertThat(chips()).containsExactly("Place: Paris, France", "Camera: canon");
  }

  @Test
  void theMenuMakesWordsOfAChipAndAChipOfWords() {
    type("canon apple ");
    assertThat(chips()).containsExactly("Camera: canon", "Camera: apple?");

    fire("Camera: canon");
    choose("Search as words");
    assertThat(text()).isEqualTo("\\canon apple ");
    assertThat(chips()).containsExactly("Camera: apple?");

    fire("Camera: apple?");
    choose("Filter by Camera: apple");
    assertThat(text()).isEqualTo("\\canon camera:apple");
  }

  @Test
  void aListOffersOtherValuesThatTheLibraryHolds() {
    type("red paris ");

    fire("Place: Paris, France");
    choose("Parma, 2");

    assertThat(text()).isEqualTo("red place:\"Parma, Italy\"");
  }

  @Test
  void aPlaceCanBeReplacedByAnAreaOfTheMapWithKeys() {
    type("red paris canon ");
    fire("Camera: canon");
    assertThat(rows()).doesNotContain("Choose an area on the map");
    press(KeyCode.ESCAPE);

    fire("Place: Paris, France");
    assertThat(rows()).startsWith("Parma, 2", "Choose an area on the map");
    press(KeyCode.DOWN);
    press(KeyCode.ENTER);
    assertThat(atPlaces).containsExactly(PhraseReader.text(FactField.PLACE, "Paris, France"));
    assertThat(panel()).isEmpty();
    FxThread.run(() -> chosen.accept(new FactValue.Area(48.8, 2.2, 48.9, 2.4)));
    assertThat(text().strip()).isEqualTo("red area:[48.8,2.2,48.9,2.4] canon");
    assertThat(FxThread.call(() -> field().isFocused())).isTrue();

    press(KeyCode.Z, KeyCode.SHORTCUT);
    assertThat(text().strip()).isEqualTo("red paris canon");
  }

  @Test
  void theFocusStaysInTheMenuWhichClosesWithItsLine() {
    type("red paris canon ");
    fire("Camera: canon");
    int rows = rows().size();
    String first = focused();
    assertThat(first).isEqualTo(rows().getFirst());
    press(KeyCode.UP);
    assertThat(focused()).isEqualTo(rows().getLast());
    press(KeyCode.TAB);
    assertThat(focused()).isEqualTo(first);
    for (int i = 0; i < rows; i++) {
      press(KeyCode.DOWN);
    }
    assertThat(focused()).isEqualTo(first);

    FxThread.run(search::clearWords);

    assertThat(panel()).isEmpty();
  }

  private static String focused() {
    return FxThread.call(
        () -> Optional.ofNullable(stage.getScene().getFocusOwner().getAccessibleText()).orElse(""));
  }

  @Test
  void downAndEnterTakeASuggestion() {
    type("red can");
    assertThat(suggestions()).containsExactly("canon, Camera · 30");

    press(KeyCode.DOWN);
    press(KeyCode.ENTER);

    assertThat(text()).isEqualTo("red canon ");
    assertThat(chips()).containsExactly("Camera: canon");
    assertThat(suggestions()).isEmpty();
    assertThat(atResults).isFalse();
  }

  @Test
  void escapeClosesTheSuggestionsAndDownThenGoesToTheResults() {
    type("par");
    assertThat(suggestions()).containsExactly("paris, Place · 20", "Parma, Place · 2");

    press(KeyCode.ESCAPE);
    assertThat(suggestions()).isEmpty();
    assertThat(text()).isEqualTo("par");
    press(KeyCode.DOWN);

    assertThat(atResults).isTrue();
  }

  @Test
  void anEmptyBarOffersEarlierSearchesAndExamplesOfTheLibrary() {
    type("red house");
    press(KeyCode.ENTER);
    FxThread.run(search::clearWords);

    FxThread.run(
        () -> {
          Robot robot = new Robot();
          var middle = field().localToScreen(field().getWidth() / 2, field().getHeight() / 2);
          robot.mouseMove(middle);
          robot.mouseClick(javafx.scene.input.MouseButton.PRIMARY);
        });
    FxThread.settle();

    assertThat(suggestions())
        .containsExactly(
            "red house, Recent", "sunset 2019, Example", "in paris, Example", "canon, Example");
    press(KeyCode.DOWN);
    press(KeyCode.DOWN);
    press(KeyCode.ENTER);
    assertThat(text()).isEqualTo("sunset 2019");
    assertThat(chips()).containsExactly("Date: 2019");
  }

  @Test
  void chipsFollowBackAndForward() throws InterruptedException {
    type("red paris ");
    FxThread.run(search::clearWords);
    assertThat(chips()).isEmpty();

    FxThread.run(search::back);

    Await.until("the chip again", () -> chips().equals(List.of("Place: Paris, France")));
    assertThat(text()).isEqualTo("red paris ");
  }

  private static TextField field() {
    return (TextField) stage.getScene().lookup(".akin-search-field");
  }

  private static String text() {
    return FxThread.call(() -> field().getText());
  }

  private static Optional<Node> panel() {
    return FxThread.call(
        () -> Optional.ofNullable(stage.getScene().getRoot().lookup(".akin-chip-panel")));
  }

  private static List<String> chips() {
    return FxThread.call(
        () ->
            stage.getScene().getRoot().lookupAll(".akin-fact-chip").stream()
                .filter(Node::isVisible)
                .map(node -> node.getAccessibleText().replaceAll("\\. Enter: .*", ""))
                .toList());
  }

  private static List<String> rows() {
    return FxThread.call(
        () ->
            stage.getScene().getRoot().lookupAll(".akin-popover-row").stream()
                .map(Node::getAccessibleText)
                .toList());
  }

  private static List<String> suggestions() {
    return FxThread.call(
        () ->
            stage.getScene().getRoot().lookupAll(".akin-suggestion").stream()
                .map(Node::getAccessibleText)
                .toList());
  }

  private static void fire(String chip) {
    fire(".akin-fact-chip", chip + ". Enter: options. Delete: remove");
  }

  private static void choose(String row) {
    fire(".akin-popover-row", row);
  }

  private static void fire(String style, String name) {
    FxThread.run(
        () ->
            stage.getScene().getRoot().lookupAll(style).stream()
                .filter(node -> name.equals(node.getAccessibleText()))
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow()
                .fire());
    FxThread.settle();
  }

  private static void pause() {
    FxThread.run(
        () -> {
          while (!pauses.isEmpty()) {
            pauses.removeFirst().run();
          }
        });
  }
}
