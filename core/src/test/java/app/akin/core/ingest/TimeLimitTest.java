package app.akin.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Tests work that returns within the limit and work that does not.
class TimeLimitTest {
  private static final TimeLimit LONG = new TimeLimit(Duration.ofHours(1));
  private static final TimeLimit NONE = new TimeLimit(Duration.ZERO);

  @Test
  void returnsTheResultOfWorkWithinTheLimit() throws InterruptedException {
    AtomicInteger ended = new AtomicInteger();
    assertThat(LONG.run(() -> "done", ended::incrementAndGet)).contains("done");
    assertThat(ended).hasValue(1);
  }

  @Test
  void lateWorkFinishesInTheBackgroundOnce() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    assertThat(
            NONE.run(
                () -> {
                  try {
                    return never.await(1, TimeUnit.HOURS);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                },
                ended::countDown))
        .isEmpty();
    assertThat(ended.getCount()).isEqualTo(1);
    never.countDown();
    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void rethrowsAnExceptionOfTheWork() {
    AtomicInteger ended = new AtomicInteger();
    IllegalStateException fault = new IllegalStateException("made");
    assertThatThrownBy(
            () ->
                LONG.run(
                    () -> {
                      throw fault;
                    },
                    ended::incrementAndGet))
        .isSameAs(fault);
    assertThat(ended).hasValue(1);
  }
}
