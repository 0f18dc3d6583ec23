package app.akin.desktop.viewer;

import app.akin.core.photo.ContentId;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.util.Duration;

/// Shows one photo of the viewer after the other, from the first again after the last one. A photo
/// is decoded before it is shown. JavaFX thread only.
final class Slideshow {
  /// How often a photo that is not decoded yet is looked for.
  private static final Duration POLL = Duration.millis(100);

  /// How often it is looked for before it is shown anyway.
  private static final int MAX_POLLS = 100;

  private final ViewerModel model;
  private final PauseTransition timer = new PauseTransition();
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final BooleanProperty paused = new SimpleBooleanProperty();
  private List<ContentId> photos = List.of();
  private int polls;

  /// @param model shows the photos
  Slideshow(ViewerModel model) {
    this.model = model;
    timer.setOnFinished(_ -> due());
    model.slideSecondsProperty().subscribe(() -> restart());
    paused.subscribe(() -> restart());
    model
        .currentProperty()
        .subscribe(
            current -> {
              if (current.isEmpty()) {
                stop();
              } else {
                restart();
              }
            });
  }

  /// Returns whether it runs, paused or not.
  ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// Returns whether the shown photo stays until the slideshow is resumed.
  BooleanProperty pausedProperty() {
    return paused;
  }

  /// Returns for how long each photo is shown, in seconds.
  IntegerProperty secondsProperty() {
    return model.slideSecondsProperty();
  }

  /// Starts with the shown photo, or ends if it runs.
  ///
  /// @param only the photos to show; empty for all photos of the viewer
  void toggle(List<ContentId> only) {
    if (running.get()) {
      stop();
    } else {
      start(only);
    }
  }

  private void start(List<ContentId> only) {
    photos = List.copyOf(only);
    paused.set(false);
    running.set(true);
    restart();
  }

  /// Ends the slideshow; the shown photo stays.
  void stop() {
    running.set(false);
    timer.stop();
  }

  /// Shows the next or previous photo at once.
  void step(int by) {
    neighbour(by).ifPresent(model::showInStack);
  }

  private void restart() {
    timer.stop();
    polls = 0;
    if (running.get() && !paused.get()) {
      timer.setDuration(Duration.seconds(model.slideSecondsProperty().get()));
      timer.playFromStart();
    }
  }

  private void due() {
    Optional<ContentId> next = neighbour(1);
    if (next.filter(content -> !model.loader().isDecoded(content)).isPresent()
        && polls < MAX_POLLS) {
      if (polls++ == 0) {
        next.ifPresent(model.loader()::decode);
      }
      timer.setDuration(POLL);
      timer.playFromStart();
    } else {
      // Restarts the timer, since another photo is shown.
      next.ifPresent(model::showInStack);
    }
  }

  private Optional<ContentId> neighbour(int by) {
    if (photos.isEmpty()) {
      return model.neighbour(by).or(() -> model.end(by > 0));
    }
    int index = model.currentProperty().get().map(photos::indexOf).orElse(-1);
    return Optional.of(photos.get(Math.floorMod(index + by, photos.size())));
  }
}
