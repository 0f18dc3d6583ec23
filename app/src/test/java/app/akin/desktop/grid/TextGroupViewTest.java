package app.akin.desktop.grid;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.search.SearchResult;
import app.akin.core.search.TextGroup;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tests that thumbnails do not change under the user while text is being read.
final class TextGroupViewTest {
  private static final int WIDTH = 900;

  private final List<Throwable> unexpected = new ArrayList<>();
  private final ObjectProperty<TextGroup> group = new SimpleObjectProperty<>(TextGroup.NONE);
  private final Language language = new Language(Locale.ENGLISH);
  private Stage stage;
  private TextGroupView view;

  @BeforeEach
  void show() {
    FxThread.start();
    ThumbnailCache thumbnails =
        new ThumbnailCache(_ -> Optional.empty(), TestTasks.immediate(unexpected::add), 1L << 20);
    view = FxThread.call(() -> new TextGroupView(group, thumbnails, language, _ -> {}, () -> {}));
    stage =
        FxThread.call(
            () -> {
              Stage shown = new Stage();
              shown.setScene(new Scene(view.view(), WIDTH, 200));
              shown.show();
              return shown;
            });
  }

  @AfterEach
  void hide() {
    FxThread.run(
        () -> {
          view.close();
          stage.hide();
        });
    assertThat(unexpected).isEmpty();
  }

  @Test
  void sameThumbnailsStayWhileTextIsRead() {
    set(9, 1, 2, 3);
    List<Button> before = photos();
    set(8, 1, 2, 3);
    assertThat(photos()).hasSize(3).isEqualTo(before);
  }

  @Test
  void theFocusStaysOnItsPhoto() {
    set(9, 1, 2, 3);
    FxThread.run(photos().get(1)::requestFocus);
    set(8, 4, 1, 2, 3);
    assertThat(focused()).isEqualTo(2);
    set(7, 4, 1, 3);
    assertThat(focused()).as("a photo that is no longer shown").isZero();
  }

  @Test
  void namesFollowTheLanguage() {
    set(9, 1);
    String english = photos().getFirst().getAccessibleText();
    FxThread.run(photos().getFirst()::requestFocus);
    FxThread.run(() -> language.setLocale(Locale.SIMPLIFIED_CHINESE));
    assertThat(photos().getFirst().getAccessibleText()).isNotEqualTo(english).contains("1.jpg");
    assertThat(focused()).isZero();
  }

  @Test
  void moreThanWereCountedAreNamed() {
    List<SearchResult> results = List.of(SyntheticResults.strong(1));
    FxThread.run(() -> group.set(new TextGroup(results, 5_000, true, 0)));
    assertThat(titles()).contains("Text in pictures: more than 5,000");
    FxThread.run(() -> group.set(new TextGroup(results, 5_000, false, 0)));
    assertThat(titles()).contains("Text in pictures: 5,000");
  }

  private List<String> titles() {
    return FxThread.call(
        () ->
            view.view().lookupAll(".akin-strong").stream()
                .map(Label.class::cast)
                .map(Label::getText)
                .toList());
  }

  @Test
  void asManyAsFitAreShown() {
    set(0, IntStream.rangeClosed(1, 12).toArray());
    int wide = photos().size();
    FxThread.run(
        () -> {
          view.view().resize(WIDTH / 2.0, 200);
          view.view().layout();
        });
    assertThat(photos()).hasSizeBetween(1, wide / 2 + 1);
  }

  private void set(int unread, int... contents) {
    List<SearchResult> results = IntStream.of(contents).mapToObj(SyntheticResults::strong).toList();
    FxThread.run(
        () -> {
          group.set(new TextGroup(results, results.size(), false, unread));
          stage.getScene().getRoot().applyCss();
          stage.getScene().getRoot().layout();
        });
  }

  private List<Button> photos() {
    return FxThread.call(
        () -> view.view().lookupAll(".akin-text-photo").stream().map(Button.class::cast).toList());
  }

  /// Returns the index of the photo with the focus.
  private int focused() {
    return photos().stream().map(Node::isFocused).toList().indexOf(true);
  }
}
