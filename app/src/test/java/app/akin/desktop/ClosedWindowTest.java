package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TestSeed;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that nothing holds a closed window, whatever was used in it.
final class ClosedWindowTest {
  private static final int EVENTS = 60;
  private static final long TIMEOUT_SECONDS = 30;

  @TempDir Path base;

  @Test
  void closedWindowIsGarbageCollected() throws Exception {
    Path photos = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < 30; i++) {
      Files.write(photos.resolve("p" + i + ".jpg"), ImageKit.photo(i, 240 + 3 * i, 200));
    }
    WindowFixture.index(base, photos);
    for (WeakReference<Object> part : useAndClose()) {
      assertThat(isCollected(part)).as("still held: %s", part.get()).isTrue();
    }
  }

  /// Opens a window, visits every section and overlay, plays random events, and closes it.
  private List<WeakReference<Object>> useAndClose() {
    try (WindowFixture fixture = new WindowFixture(base, 900, 800)) {
      Monkey monkey = new Monkey(fixture, TestSeed.of(ClosedWindowTest.class), _ -> {});
      monkey.around();
      for (int i = 0; i < EVENTS; i++) {
        monkey.play();
      }
      monkey.settle();
      return List.of(
          new WeakReference<>(fixture.mainWindow()),
          new WeakReference<>(fixture.scene().getRoot()),
          new WeakReference<>(fixture.scene()),
          new WeakReference<>(fixture.stage()));
    }
  }

  private static boolean isCollected(WeakReference<Object> part) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!part.refersTo(null) && System.nanoTime() < end) {
      FxThread.settle();
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return part.refersTo(null);
  }
}
