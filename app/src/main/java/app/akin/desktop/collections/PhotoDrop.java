package app.akin.desktop.collections;

import app.akin.core.photo.ContentId;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;

/// Makes the entry of the rail a target of photos: dropped photos are taken, and photos held over
/// it open the page. JavaFX thread only.
public final class PhotoDrop {
  private static final Duration HOLD = Duration.ofMillis(600);

  private final BiConsumer<Duration, Runnable> timer;
  private final Runnable open;
  private long entered;

  private PhotoDrop(BiConsumer<Duration, Runnable> timer, Runnable open) {
    this.timer = timer;
    this.open = open;
  }

  /// Installs the target.
  ///
  /// @param timer runs an action after a delay
  /// @param onOver called while photos are dragged over the entry
  /// @param take receives dropped photos
  /// @param open opens the page
  public static void install(
      Node entry,
      BiConsumer<Duration, Runnable> timer,
      Runnable onOver,
      Consumer<List<ContentId>> take,
      Runnable open) {
    PhotoDrop drop = new PhotoDrop(timer, open);
    CollectionRow.acceptPhotos(entry, take);
    entry.addEventHandler(DragEvent.DRAG_OVER, _ -> onOver.run());
    entry.addEventHandler(DragEvent.DRAG_ENTERED, _ -> drop.enter());
    entry.addEventHandler(DragEvent.DRAG_EXITED, _ -> drop.entered++);
    entry.addEventHandler(DragEvent.DRAG_DROPPED, _ -> drop.entered++);
  }

  private void enter() {
    long mine = ++entered;
    timer.accept(
        HOLD,
        () -> {
          if (mine == entered) {
            open.run();
          }
        });
  }
}
