package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestStatus;
import app.akin.desktop.theme.AutoDismiss;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.function.BiConsumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bar at the bottom: progress of indexing, and buttons to pause it or slow it down. Hidden if
/// there is nothing to show; the outcome of a run without news disappears by itself. JavaFX thread
/// only.
public final class IndexingBarView implements AutoCloseable {
  private static final Duration PULSE = Duration.millis(250);

  /// Minimum width for button labels, in em.
  private static final double ROOMY = 63;

  private final IndexingModel model;
  private final Language language;
  private final IndexingTexts words;
  private final VBox box = new VBox();
  private final ProgressBar progress = new ProgressBar();
  private final StackPane sign = new StackPane();
  private final Label activity = new Label();
  private final Label figures = new Label();
  private final Label reason = new Label();
  private final Button failures;
  private final Button pause;
  private final Button resume;
  private final ToggleButton gentle = new ToggleButton();
  private final Button again;
  private final Button dismiss;
  private final Timeline pulse;
  private boolean narrow;
  private final AutoDismiss expiry;
  private final Subscription subscriptions;

  /// @param timer runs an action on the JavaFX thread after a delay
  public IndexingBarView(
      IndexingModel model, Language language, BiConsumer<java.time.Duration, Runnable> timer) {
    this.model = model;
    this.language = language;
    this.words = new IndexingTexts(language);
    failures = new Button(null, Icon.WARNING.node());
    failures.getStyleClass().addAll("flat", "akin-failures-button");
    failures.setMinWidth(Region.USE_PREF_SIZE);
    failures.setOnAction(_ -> model.failuresOpenProperty().set(true));
    pause = Buttons.icon(Icon.PAUSE, language.text("indexing.pause"), model::togglePause);
    resume = Buttons.icon(Icon.RESUME, language.text("indexing.resume"), model::togglePause);
    again = Buttons.words(language.text("indexing.again"), model::start);
    dismiss = Buttons.icon(Icon.CLOSE, language.text("indexing.dismiss"), model::dismiss);
    gentle();
    lay();
    pulse = new Timeline(new KeyFrame(PULSE, _ -> model.tick()));
    pulse.setCycleCount(Animation.INDEFINITE);
    expiry = new AutoDismiss(box, timer, model::dismiss);
    subscriptions =
        Subscription.combine(
            model.stateProperty().subscribe(this::follow),
            model.pausedProperty().subscribe(_ -> show()),
            language.messagesProperty().subscribe(_ -> show()),
            model.failures().subscribe(this::show),
            box.widthProperty().subscribe(this::sized),
            activity.fontProperty().subscribe(_ -> sized(box.getWidth())));
  }

  /// Returns the view.
  public Region view() {
    return box;
  }

  /// Drops button labels if there is little room.
  private void sized(Number width) {
    boolean tight =
        width.doubleValue() > 0 && width.doubleValue() < ROOMY * activity.getFont().getSize();
    if (tight != narrow) {
      narrow = tight;
      gentle.setContentDisplay(tight ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
      show();
    }
  }

  private void gentle() {
    gentle.setGraphic(Icon.GENTLE.node());
    gentle.textProperty().bind(language.text("indexing.gentle"));
    gentle.getStyleClass().add("akin-gentle");
    gentle.setMinWidth(Region.USE_PREF_SIZE);
    gentle.selectedProperty().bindBidirectional(model.gentleProperty());
    Tooltips.setText(gentle, language.text("indexing.gentle.means"));
    gentle.accessibleTextProperty().bind(language.text("indexing.gentle"));
    gentle.accessibleHelpProperty().bind(language.text("indexing.gentle.means"));
  }

  private void lay() {
    progress.getStyleClass().add("akin-thin-progress");
    progress.setMaxWidth(Double.MAX_VALUE);
    progress.accessibleTextProperty().bind(language.text("indexing.progress"));
    activity.setMinWidth(Region.USE_PREF_SIZE);
    activity.getStyleClass().add("akin-indexing-doing");
    figures.getStyleClass().add("akin-muted");
    figures.setWrapText(true);
    figures.setMinWidth(0);
    figures.setMinHeight(Region.USE_PREF_SIZE);
    // The advice must not be truncated.
    reason.getStyleClass().add("akin-muted");
    reason.setWrapText(true);
    reason.visibleProperty().bind(reason.textProperty().isNotEmpty());
    reason.setMinHeight(Region.USE_PREF_SIZE);
    HBox now = new HBox(10, activity, figures);
    now.setAlignment(Pos.BASELINE_LEFT);
    VBox told = new VBox(2, now, reason);
    told.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(told, Priority.ALWAYS);
    HBox line = new HBox(10, sign, told);
    line.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(line, Priority.ALWAYS);
    HBox row = new HBox(6, line, failures, again, gentle, pause, resume, dismiss);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("akin-indexing-row");
    box.getChildren().addAll(progress, row);
    box.getStyleClass().add("akin-indexing");
    box.setMinWidth(0);
    box.setAccessibleRole(AccessibleRole.TOOL_BAR);
    box.managedProperty().bind(box.visibleProperty());
    for (Region part :
        new Region[] {failures, pause, resume, gentle, again, dismiss, progress, reason}) {
      part.managedProperty().bind(part.visibleProperty());
    }
  }

  private void follow(RunState state) {
    show();
    switch (state) {
      // New failures are kept until the user has seen them; the folders page lists all.
      case RunState.Ended(IngestReport report)
          when report.embedded() == 0 || report.failed() == 0 ->
          expiry.start();
      case RunState.Idle _,
          RunState.Starting _,
          RunState.Running _,
          RunState.Ended _,
          RunState.Failed _ ->
          expiry.stop();
    }
  }

  private void show() {
    RunState standing = model.stateProperty().get();
    boolean running = standing instanceof RunState.Running;
    boolean busy = model.isBusy();
    boolean paused = model.pausedProperty().get();
    box.setVisible(!(standing instanceof RunState.Idle));
    pause.setVisible(running && !paused);
    resume.setVisible(running && paused);
    gentle.setVisible(running);
    progress.setVisible(busy);
    dismiss.setVisible(!busy);
    again.setVisible(standing instanceof RunState.Failed);
    // An idle timer would keep the machine awake.
    if (busy) {
      pulse.play();
    } else {
      pulse.stop();
    }
    reason.setText("");
    switch (standing) {
      case RunState.Idle _ -> {}
      case RunState.Starting _ -> {
        sign(Icon.PHOTOS, false);
        progress.setProgress(-1);
        activity.setText(language.of("indexing.starting"));
        figures.setText("");
        failures(0);
      }
      case RunState.Running(IngestStatus status) -> run(status, paused);
      case RunState.Ended(IngestReport report) -> {
        sign(report.stopped() ? Icon.STOP : Icon.DONE, false);
        activity.setText(words.done(report));
        figures.setText("");
        failures(report.failed());
      }
      case RunState.Failed failed -> {
        sign(Icon.WARNING, true);
        activity.setText(language.of("indexing.failed"));
        figures.setText("");
        reason.setText(language.of(failed.problem()));
        failures(0);
      }
    }
    activity.setMinWidth(busy ? Region.USE_PREF_SIZE : 0);
    activity.setWrapText(!busy);
    activity.setMinHeight(Region.USE_PREF_SIZE);
    box.setAccessibleText(
        String.join(" ", activity.getText(), figures.getText(), reason.getText()).strip());
  }

  private void run(IngestStatus status, boolean paused) {
    sign(paused ? Icon.PAUSE : Icon.PHOTOS, false);
    double part = IndexingTexts.part(status);
    progress.setProgress(paused && part < 0 ? 0 : part);
    activity.setText(paused ? language.of("indexing.paused") : words.activity(status));
    figures.setText(words.figures(status));
    failures(status.failed());
  }

  private void sign(Icon icon, boolean problem) {
    FontIcon node = icon.node();
    if (problem) {
      node.getStyleClass().add("akin-problem-icon");
    }
    sign.getChildren().setAll(node);
  }

  private void failures(long count) {
    failures.setVisible(count > 0);
    String words = language.of("indexing.failures", count);
    failures.setText(narrow ? language.of("indexing.failures.short", count) : words);
    failures.setAccessibleText(words);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    expiry.close();
    pulse.stop();
    gentle.selectedProperty().unbindBidirectional(model.gentleProperty());
  }
}
