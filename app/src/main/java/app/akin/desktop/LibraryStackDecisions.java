package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.desktop.actions.StackActions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Stores decisions about stacks in a library. While a run writes, such as the scan after the
/// start, they wait for some seconds. Thread-safe.
///
/// @param library the library
record LibraryStackDecisions(PhotoLibrary library) implements StackActions.Decisions {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long PAUSE_MILLIS = 100;

  @Override
  public void join(List<ContentId> photos) {
    whenFree(() -> library.stacks().join(files(photos)));
  }

  @Override
  public void split(List<ContentId> photos) {
    whenFree(() -> library.stacks().split(files(photos)));
  }

  @Override
  public void neverStack(List<ContentId> photos) {
    whenFree(() -> library.stacks().neverStack(files(photos)));
  }

  @Override
  public void makeCover(ContentId photo) {
    whenFree(() -> library.stacks().makeCover(files(List.of(photo))));
  }

  @Override
  public void undo() {
    whenFree(library.stacks()::undo);
  }

  private static void whenFree(Runnable change) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        change.run();
        return;
      } catch (AkinException e) {
        if (!(e.problem() instanceof Problem.LibraryBusy) || System.nanoTime() - end > 0) {
          throw e;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        // The window closes.
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private List<Path> files(List<ContentId> photos) {
    return List.copyOf(library.photos().paths(photos).values());
  }
}
