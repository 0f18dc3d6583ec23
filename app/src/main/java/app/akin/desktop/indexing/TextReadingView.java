package app.akin.desktop.indexing;

import app.akin.core.ingest.TextStatus;
import app.akin.core.ingest.Throttle;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import javafx.util.Subscription;

/// The line at the bottom while the text in photos is read: how far it is, and a button to pause
/// it. JavaFX thread only.
public final class TextReadingView implements AutoCloseable {
  private static final Duration PULSE = Duration.millis(500);

  private final Reading reading;
  private final Language language;
  private final Label label = new Label();
  private final HBox row;
  private final Timeline pulse;
  private final Subscription subscriptions;

  /// A reading of text.
  ///
  /// @param status its status; empty while nothing is read
  /// @param paused whether the user has paused it
  /// @param togglePause pauses or resumes it
  /// @param tick updates the status
  public record Reading(
      ObservableValue<Optional<TextStatus>> status,
      ObservableBooleanValue paused,
      Runnable togglePause,
      Runnable tick) {
    /// Returns the reading of a model.
    public static Reading of(TextReadingModel model) {
      return new Reading(
          model.statusProperty(), model.pausedProperty(), model::togglePause, model::tick);
    }
  }

  /// @param reading the reading
  public TextReadingView(Reading reading, Language language) {
    this.reading = reading;
    this.language = language;
    Button pause = Buttons.icon(Icon.PAUSE, language.text("text.pause"), reading.togglePause());
    Button resume = Buttons.icon(Icon.RESUME, language.text("text.resume"), reading.togglePause());
    pause.visibleProperty().bind(Bindings.not(reading.paused()));
    resume.visibleProperty().bind(reading.paused());
    for (Button button : new Button[] {pause, resume}) {
      button.managedProperty().bind(button.visibleProperty());
    }
    label.setWrapText(true);
    label.getStyleClass().add("akin-muted");
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(label, Priority.ALWAYS);
    row = new HBox(10, Icon.TEXT.node(), label, pause, resume);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().addAll("akin-indexing", "akin-indexing-row");
    row.setAccessibleRole(AccessibleRole.TOOL_BAR);
    row.managedProperty().bind(row.visibleProperty());
    pulse = new Timeline(new KeyFrame(PULSE, _ -> reading.tick().run()));
    pulse.setCycleCount(Animation.INDEFINITE);
    subscriptions =
        Subscription.combine(
            reading.status().subscribe(this::show),
            language.messagesProperty().subscribe(() -> show(reading.status().getValue())));
  }

  /// Returns the view.
  public Region view() {
    return row;
  }

  private void show(Optional<TextStatus> now) {
    row.setVisible(now.isPresent());
    // An idle timer would keep the machine awake.
    if (now.isPresent()) {
      pulse.play();
    } else {
      pulse.stop();
    }
    now.ifPresent(status -> label.setText(sentence(status)));
    row.setAccessibleText(label.getText());
  }

  private String sentence(TextStatus status) {
    String counts = language.of("text.read", status.counts().read(), status.counts().photos());
    if (reading.paused().get()) {
      return language.of("text.paused", counts);
    }
    if (status.throttle() == Throttle.PAUSED) {
      return language.of("text.waiting", counts);
    }
    if (status.throttle() == Throttle.ON_BATTERY) {
      return language.of("text.battery", counts);
    }
    return status
        .remaining()
        .map(left -> language.of("text.left", counts, language.timeLeft(left)))
        .orElse(counts);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    pulse.stop();
  }
}
