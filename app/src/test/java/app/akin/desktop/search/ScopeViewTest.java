package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SharedAnswer;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import app.akin.desktop.theme.Language;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests the switch between this computer and all computers in a shown window, by the keyboard.
final class ScopeViewTest {
  private static final SharedAnswer ALL =
      SyntheticSharedPhotos.answer(
          SyntheticSharedPhotos.result(1, RelevanceBand.STRONG, 0.9f, Optional.empty()));

  private final Deque<Runnable> work = new ArrayDeque<>();
  private boolean connected;
  private SharedAnswer answer = ALL;
  private @Nullable AkinException trouble;
  private final SearchModel search =
      new SearchModel(
          (request, _) -> Optional.of(new SearchAnswer("m", List.of(), List.of(), false)),
          PhraseReader.words(),
          ModelSelection.DEFAULT,
          TestTasks.immediate(),
          (_, action) -> action.run());
  private final RerankModel rerank = NoSecondModel.of(search);
  private final SharedSearchModel model =
      new SharedSearchModel(
          new SharedSearchModel.Service() {
            @Override
            public boolean isConnected() {
              return connected;
            }

            @Override
            public Optional<SharedAnswer> find(SearchRequest request, BooleanSupplier superseded) {
              if (trouble != null) {
                throw trouble;
              }
              return Optional.of(answer);
            }
          },
          search,
          rerank,
          new SharedPhotoIds(),
          TestTasks.on(work::add),
          (_, _) -> {});
  private final ScopeView view =
      FxThread.call(() -> new ScopeView(model, new Language(Locale.ENGLISH)));
  private final Stage stage = FxThread.call(this::open);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private Stage open() {
    Stage shown = new Stage();
    shown.setScene(new Scene(view.view(), 600, 80));
    shown.show();
    return shown;
  }

  @AfterEach
  void close() {
    FxThread.run(
        () -> {
          view.close();
          model.close();
          rerank.close();
          stage.hide();
        });
  }

  @Test
  void itIsShownOnlyIfTheLibraryBelongsToASharedOne() {
    FxThread.run(() -> search.type("a dog"));
    refresh();
    assertThat(isVisible()).isFalse();
    FxThread.run(search::clear);
    connected = true;
    refresh();
    assertThat(isVisible()).as("no query").isFalse();
    FxThread.run(() -> search.type("a dog"));
    assertThat(isVisible()).isTrue();
    FxThread.run(
        () ->
            assertThat(options())
                .allMatch(option -> option.getAccessibleRole() == AccessibleRole.RADIO_BUTTON));
  }

  @Test
  void keysSwitchItAndTheNoteSaysWhatIsMissing() {
    connected = true;
    refresh();
    FxThread.run(() -> search.type("a dog"));
    press(1);
    assertThat(model.onProperty().get()).isTrue();
    assertThat(note()).isEqualTo("Asking the shared library…");
    run();
    assertThat(note()).isEmpty();

    answer = new SharedAnswer(Optional.of("base"), ALL.results(), false, 0.415, List.of());
    again();
    assertThat(note())
        .isEqualTo(
            "The model base ranked the photos of other computers."
                + "  The shared library has vectors of the model base for 41% of its photos."
                + "  Some photos of other computers were not compared.");

    trouble = new AkinException(new Problem.ShareUnreachable("nas:5432", "no route"));
    again();
    assertThat(note()).contains("nas:5432");

    trouble = new AkinException(new Problem.QueryEmpty());
    again();
    assertThat(note()).isEqualTo("Photos of other computers need a picture, words or facts.");

    press(0);
    assertThat(model.onProperty().get()).isFalse();
    assertThat(note()).isEmpty();
  }

  private void refresh() {
    FxThread.run(model::refresh);
    run();
  }

  private void again() {
    FxThread.run(search::refresh);
    run();
  }

  private void run() {
    FxThread.run(
        () -> {
          while (!work.isEmpty()) {
            work.remove().run();
          }
        });
  }

  private boolean isVisible() {
    return FxThread.call(() -> view.view().isVisible());
  }

  private String note() {
    return FxThread.call(() -> ((Label) view.view().getChildrenUnmodifiable().getLast()).getText());
  }

  private List<Node> options() {
    return ((Parent) view.view().getChildrenUnmodifiable().getFirst()).getChildrenUnmodifiable();
  }

  /// Presses an option by the keyboard.
  private void press(int option) {
    FxThread.run(
        () -> {
          Node button = options().get(option);
          assertThat(button.isFocusTraversable()).isTrue();
          button.requestFocus();
          new Robot().keyType(KeyCode.SPACE);
        });
  }
}
