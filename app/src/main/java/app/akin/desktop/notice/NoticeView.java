package app.akin.desktop.notice;

import app.akin.desktop.theme.AutoDismiss;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// Shows the current notice in a floating line at the bottom of the window, above the bars there. A
/// notice without an action disappears by itself. JavaFX thread only.
public final class NoticeView implements AutoCloseable {
  private static final double WIDEST = 720;

  /// Distance from the bar below.
  private static final double GAP = 8;

  private final Notices notices;
  private final Language language;
  private final HBox line = new HBox(12);
  private final AutoDismiss expiry;
  private final Subscription subscription;

  /// @param notices the notices
  /// @param timer runs an action on the JavaFX thread after a delay
  public NoticeView(Notices notices, Language language, BiConsumer<Duration, Runnable> timer) {
    this.notices = notices;
    this.language = language;
    line.getStyleClass().add("akin-notice");
    line.setAlignment(Pos.CENTER_LEFT);
    line.setMaxSize(WIDEST, Region.USE_PREF_SIZE);
    line.setAccessibleRole(AccessibleRole.TEXT);
    expiry = new AutoDismiss(line, timer, notices::dismiss);
    // Not a change listener, because an equal notice is shown for the full time again.
    subscription = notices.shownProperty().subscribe(() -> show(notices.shownProperty().get()));
    show(notices.shownProperty().get());
  }

  /// Returns the view.
  public Region view() {
    return line;
  }

  /// Raises the notice above the bars at the bottom of the window while they are shown.
  ///
  /// @param bars bars that float or lie below the content
  public void stayAbove(List<? extends Region> bars) {
    Observable[] sizes =
        bars.stream()
            .flatMap(
                bar -> Stream.of(bar.visibleProperty(), bar.heightProperty(), bar.sceneProperty()))
            .toArray(Observable[]::new);
    line.translateYProperty()
        .bind(
            Bindings.createDoubleBinding(
                () ->
                    bars.stream()
                        .filter(bar -> bar.isVisible() && bar.getScene() != null)
                        .mapToDouble(bar -> -bar.getHeight() - GAP)
                        .sum(),
                sizes));
  }

  private void show(Optional<Notice> shown) {
    expiry.stop();
    line.getChildren().clear();
    line.setVisible(shown.isPresent());
    line.setManaged(shown.isPresent());
    shown.ifPresent(this::fill);
  }

  private void fill(Notice notice) {
    Label sentence = new Label(notice.text());
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(sentence, Priority.ALWAYS);
    sentence.setMaxWidth(Double.MAX_VALUE);
    boolean problem = notice.severity() == Notice.Severity.PROBLEM;
    line.getStyleClass().removeAll("akin-notice-problem");
    if (problem) {
      line.getStyleClass().add("akin-notice-problem");
    }
    line.getChildren()
        .addAll((problem ? Icon.WARNING : Icon.INFORMATION).node(Icon.Size.CLEAR), sentence);
    if (!notice.code().isEmpty()) {
      Label code = new Label(language.of("notice.code", notice.code()));
      code.getStyleClass().addAll("akin-muted", "akin-small");
      code.setMinWidth(Region.USE_PREF_SIZE);
      line.getChildren().add(code);
    }
    notice
        .offer()
        .ifPresent(
            action -> {
              Button button = new Button(action.words());
              button.getStyleClass().add("akin-notice-action");
              button.setMinWidth(Region.USE_PREF_SIZE);
              button.setOnAction(
                  _ -> {
                    notices.dismiss();
                    action.run().run();
                  });
              line.getChildren().add(button);
            });
    Button close = new Button(null, Icon.CLOSE.node());
    close.getStyleClass().addAll("button-icon", "flat");
    close.setAccessibleText(language.of("notice.close"));
    close.setOnAction(_ -> notices.dismiss());
    line.getChildren().add(close);
    line.setAccessibleText(notice.text());
    if (notice.offer().isEmpty()) {
      expiry.start();
    }
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    expiry.close();
  }
}
