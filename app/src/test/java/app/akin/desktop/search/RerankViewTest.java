package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.ModelSelection;
import app.akin.core.search.PromptLimit;
import app.akin.core.search.RerankStatus;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import app.akin.desktop.theme.Language;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests the switch for re-ranking and its texts in a shown window, by the keyboard.
final class RerankViewTest {
  private final Deque<Runnable> work = new ArrayDeque<>();
  private Optional<RerankStatus> status =
      Optional.of(new RerankStatus(3, 24, Optional.of(Duration.ofMinutes(4))));
  private final SearchModel search =
      new SearchModel(
          (request, _) ->
              Optional.of(new SearchAnswer("m", RerankModelTest.hits(30), List.of(), false)),
          PhraseReader.words(),
          ModelSelection.DEFAULT,
          TestTasks.immediate(),
          (_, action) -> action.run());
  private final RerankModel model =
      new RerankModel(
          new RerankModel.Service() {
            @Override
            public Optional<String> model() {
              return Optional.of("Large");
            }

            @Override
            public Optional<SearchAnswer> rerank(
                SearchRequest request,
                SearchAnswer answer,
                Consumer<RerankStatus> progress,
                BooleanSupplier stopped) {
              status.ifPresent(progress);
              return status.isPresent() ? Optional.empty() : Optional.of(ordered(answer));
            }
          },
          search,
          TestTasks.immediate(),
          TestTasks.on(work::add));
  private final RerankView view =
      FxThread.call(() -> new RerankView(model, new Language(Locale.ENGLISH)));
  private final Stage stage = FxThread.call(this::open);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private Stage open() {
    Stage shown = new Stage();
    shown.setScene(new Scene(view.view(), 600, 60));
    shown.show();
    return shown;
  }

  @AfterEach
  void close() {
    FxThread.run(
        () -> {
          view.close();
          model.close();
          stage.hide();
        });
  }

  @Test
  void spaceSwitchesItOnAndOffAndTheStatusIsShown() {
    FxThread.run(() -> search.type("a dog"));
    assertThat(isVisible()).as("no model is installed").isFalse();
    FxThread.run(model::refresh);
    assertThat(isVisible()).isTrue();
    assertThat(text()).isEmpty();

    space();
    assertThat(model.onProperty().get()).isTrue();
    assertThat(text()).isEqualTo("Re-ranking…");
    FxThread.run(() -> work.remove().run());
    assertThat(text()).isEqualTo("Re-ranking: 3 of 24  ·  about 4 min left");

    status = Optional.empty();
    FxThread.run(search::refresh);
    FxThread.run(() -> work.remove().run());
    assertThat(text())
        .isEqualTo(
            "Best 24 ordered by Large  ·  This model can’t exclude words. Akin lowers the scores of"
                + " photos that match them.");

    space();
    assertThat(model.onProperty().get()).isFalse();
    assertThat(text()).isEmpty();
  }

  @Test
  void itIsHiddenWithoutAnOrder() {
    FxThread.run(model::refresh);
    assertThat(isVisible()).as("no query").isFalse();
    FxThread.run(() -> search.type("a dog"));
    assertThat(isVisible()).isTrue();
    FxThread.run(search::clear);
    assertThat(isVisible()).isFalse();
  }

  private boolean isVisible() {
    return FxThread.call(() -> view.view().isVisible());
  }

  private String text() {
    return FxThread.call(
        () ->
            view.view().getChildrenUnmodifiable().stream()
                .filter(Label.class::isInstance)
                .map(label -> ((Label) label).getText())
                .findFirst()
                .orElseThrow());
  }

  private void space() {
    FxThread.run(
        () -> {
          Node onOff = view.view().getChildrenUnmodifiable().getFirst();
          assertThat(onOff.isFocusTraversable()).isTrue();
          onOff.requestFocus();
          new Robot().keyType(KeyCode.SPACE);
        });
    FxThread.settle();
  }

  private static SearchAnswer ordered(SearchAnswer answer) {
    return RerankModelTest.ordered(
        answer,
        new SearchAnswer.Reranked(
            "large", Collections.nCopies(24, 0.5f), List.of(PromptLimit.EXCLUDED_TEXT)));
  }
}
