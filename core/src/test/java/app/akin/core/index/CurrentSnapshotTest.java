package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class CurrentSnapshotTest {
  private static final RowCoder CODER = RowCoder.uncentred(new CodeLayout(4));

  @Test
  void releasedSnapshotThatIsStillCurrentIsAnErrorAndNoEndlessLoop() {
    Snapshot snapshot = Snapshot.empty(CODER);
    CurrentSnapshot current = new CurrentSnapshot(snapshot);
    snapshot.release();

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatThrownBy(current::acquire)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("released"));
  }

  @Test
  void closedIndexHasNoSnapshot() {
    CurrentSnapshot current = new CurrentSnapshot(Snapshot.empty(CODER));

    assertThat(current.close()).isTrue();
    assertThat(current.close()).isFalse();
    assertThat(current.isClosed()).isTrue();
    assertThatThrownBy(current::acquire)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  /// A reader that finds a snapshot released tries the next one: publishing is no error.
  @Test
  void readersAlwaysAcquireWhileSnapshotsAreReplaced() throws Exception {
    CurrentSnapshot current = new CurrentSnapshot(Snapshot.empty(CODER));
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(
            threads.submit(
                () -> {
                  long acquired = 0;
                  while (!done.get()) {
                    current.acquire().release();
                    acquired++;
                  }
                  return acquired;
                }));
      }
      try {
        for (int i = 0; i < 200_000; i++) {
          current.publish(Snapshot.empty(CODER));
        }
      } finally {
        done.set(true);
      }
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
    assertThat(current.close()).isTrue();
  }
}
