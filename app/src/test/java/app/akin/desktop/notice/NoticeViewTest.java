package app.akin.desktop.notice;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.desktop.FxThread;
import app.akin.desktop.ManualTimer;
import app.akin.desktop.theme.Language;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests how long a notice is shown and where, with the pointer and the focus of a shown window.
final class NoticeViewTest {
  private static final Duration ALMOST = Duration.ofMillis(4_900);
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final ManualTimer timer = new ManualTimer();
  private final Language language = new Language(Locale.ENGLISH);
  private final Notices notices = new Notices(language);
  private final Region bar = new Region();
  private final NoticeView notice = FxThread.call(() -> new NoticeView(notices, language, timer));
  private final Stage stage = FxThread.call(this::open);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private Stage open() {
    notice.stayAbove(List.of(bar));
    bar.setMinHeight(60);
    bar.setMaxHeight(60);
    StackPane.setAlignment(bar, Pos.BOTTOM_CENTER);
    StackPane.setAlignment(notice.view(), Pos.BOTTOM_CENTER);
    Region focus = new Region();
    focus.setFocusTraversable(true);
    Stage shown = new Stage();
    shown.setScene(new Scene(new StackPane(focus, bar, notice.view()), 600, 400));
    shown.show();
    focus.requestFocus();
    point(shown, 10, 10);
    return shown;
  }

  @AfterEach
  void close() {
    FxThread.run(
        () -> {
          notice.close();
          stage.hide();
        });
  }

  private static void point(Stage shown, double x, double y) {
    Scene scene = shown.getScene();
    new Robot().mouseMove(shown.getX() + scene.getX() + x, shown.getY() + scene.getY() + y);
  }

  private void pointAtNotice() {
    FxThread.settle();
    FxThread.run(
        () -> {
          stage.getScene().getRoot().layout();
          Bounds place = notice.view().localToScene(notice.view().getLayoutBounds());
          point(stage, place.getCenterX(), place.getCenterY());
        });
    FxThread.settle();
    assertThat(FxThread.call(notice.view()::isHover)).isTrue();
  }

  private void pass(Duration time) {
    FxThread.run(() -> timer.pass(time));
  }

  private boolean isShown() {
    return FxThread.call(notice.view()::isVisible);
  }

  @Test
  void noticeIsGoneAfterFiveSeconds() {
    FxThread.run(() -> notices.show("actions.copied", 1));
    pass(ALMOST);
    assertThat(isShown()).isTrue();
    pass(MOMENT);
    assertThat(isShown()).isFalse();
    FxThread.run(() -> notices.showError(new AkinException(new Problem.NoFolders())));
    pass(ALMOST.plus(MOMENT));
    assertThat(isShown()).as("a problem").isFalse();
  }

  @Test
  void sameNoticeIsShownForTheFullTimeAgain() {
    FxThread.run(() -> notices.show("actions.copied", 1));
    pass(ALMOST);
    FxThread.run(() -> notices.show("actions.copied", 1));
    pass(MOMENT);
    assertThat(isShown()).isTrue();
    pass(ALMOST);
    assertThat(isShown()).isFalse();
  }

  @Test
  void noticeThatNeedsAnAnswerStays() {
    FxThread.run(
        () ->
            notices.showWithAction(
                new Notice.Action("Add folder", () -> {}), "search.folder", "Trip"));
    pass(ALMOST.multipliedBy(20));
    assertThat(isShown()).isTrue();
  }

  @Test
  void questionAfterANoticeIsNotDismissedByItsTime() {
    FxThread.run(() -> notices.show("actions.copied", 1));
    pass(ALMOST);
    FxThread.run(
        () ->
            notices.showWithAction(
                new Notice.Action("Add folder", () -> {}), "search.folder", "Trip"));
    pass(ALMOST);
    assertThat(isShown()).isTrue();
  }

  @Test
  void pointerKeepsTheNotice() {
    FxThread.run(() -> notices.show("actions.copied", 1));
    pointAtNotice();
    pass(ALMOST.multipliedBy(20));
    assertThat(isShown()).isTrue();
    FxThread.run(() -> point(stage, 10, 10));
    FxThread.settle();
    pass(ALMOST);
    assertThat(isShown()).isTrue();
    pass(MOMENT);
    assertThat(isShown()).isFalse();
  }

  @Test
  void keyboardFocusKeepsTheNotice() {
    FxThread.run(
        () -> {
          notices.show("actions.copied", 1);
          notice.view().lookup(".button").requestFocus();
        });
    pass(ALMOST.multipliedBy(20));
    assertThat(isShown()).isTrue();
  }

  @Test
  void noticeLiesAboveTheBarOnlyWhileItIsShown() {
    FxThread.run(() -> notices.show("actions.copied", 1));
    FxThread.settle();
    assertThat(bottom()).isLessThan(340);
    FxThread.run(() -> bar.setVisible(false));
    assertThat(bottom()).isGreaterThan(380);
  }

  private double bottom() {
    return FxThread.call(
        () -> {
          stage.getScene().getRoot().layout();
          return notice.view().localToScene(notice.view().getLayoutBounds()).getMaxY();
        });
  }
}
