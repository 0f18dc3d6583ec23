package app.akin.desktop.task;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.desktop.QueuedExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Tests that results and errors are delivered exactly once, and only those that count.
final class TasksTest {
  private final QueuedExecutor threads = new QueuedExecutor();
  private final QueuedExecutor ui = new QueuedExecutor();
  private final List<Object> delivered = new ArrayList<>();
  private final List<Throwable> errors = new ArrayList<>();
  private final Tasks tasks = new Tasks(threads, ui, errors::add);

  private void runAll() {
    threads.runAll();
    ui.runAll();
  }

  @Test
  void resultsAreDeliveredOnTheFxThread() {
    tasks.run(() -> "a", delivered::add);
    threads.runAll();
    assertThat(delivered).isEmpty();
    ui.runAll();
    assertThat(delivered).containsExactly("a");
  }

  @Test
  void workWithoutResultDoesNotNeedTheFxThread() {
    tasks.run(() -> delivered.add("done"));
    threads.runAll();
    assertThat(delivered).containsExactly("done");
    assertThat(ui.size()).isZero();
  }

  @Test
  void everyThrowableIsDelivered() {
    Error error = new StackOverflowError();
    Exception exception = new IOException();
    tasks.run(
        () -> {
          throw error;
        },
        delivered::add);
    tasks.run(
        () -> {
          throw exception;
        },
        delivered::add,
        delivered::add);
    runAll();
    assertThat(errors).containsExactly(error);
    assertThat(delivered).containsExactly(exception);
  }

  @Test
  void onlyUnexpectedErrorsAreReportedOnRequest() {
    tasks.reportUnexpected(new AkinException(new Problem.LibraryBusy(Path.of("x"))));
    assertThat(errors).isEmpty();
    tasks.reportUnexpected(new IllegalStateException());
    assertThat(errors).hasSize(1);
  }

  @Test
  void cancelledTasksDeliverNothing() {
    Task before = tasks.run(() -> delivered.add("started"), delivered::add);
    before.cancel();
    runAll();
    assertThat(delivered).as("not started").isEmpty();

    Task after = tasks.run(() -> "a", delivered::add);
    threads.runAll();
    after.cancel();
    ui.runAll();
    assertThat(delivered).as("cancelled after the work").isEmpty();

    Task failing =
        tasks.run(
            () -> {
              throw new IOException();
            },
            delivered::add);
    threads.runAll();
    failing.cancel();
    ui.runAll();
    assertThat(errors).isEmpty();
  }

  @Test
  void theLatestWins() {
    LatestTask latest = tasks.latest();
    latest.run(_ -> "a", delivered::add, errors::add);
    threads.runAll();
    latest.run(_ -> "b", delivered::add, errors::add);
    latest.run(Task::isCancelled, delivered::add, errors::add);
    runAll();
    assertThat(delivered).containsExactly(false);
    latest.run(_ -> "c", delivered::add, errors::add);
    latest.cancel();
    runAll();
    assertThat(delivered).containsExactly(false);
  }

  @Test
  void sequentialTasksKeepTheirOrderOnSeveralThreads() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Integer> order = new ArrayList<>();
      CountDownLatch last = new CountDownLatch(100);
      Tasks ordered = new Tasks(pool, Runnable::run, errors::add).inOrder();
      for (int i = 0; i < 100; i++) {
        int number = i;
        ordered.run(
            () -> {
              order.add(number);
              last.countDown();
              if (number % 10 == 0) {
                throw new IllegalStateException();
              }
            });
      }
      assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(order).isSorted().hasSize(100);
    }
  }

  @Test
  void interruptionEndsWaitingWorkAndSparesTheNext() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Tasks waiting = new Tasks(pool, Runnable::run, errors::add);
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      Task task =
          waiting.run(
              () -> {
                started.countDown();
                try {
                  return new CountDownLatch(1).await(60, TimeUnit.SECONDS);
                } finally {
                  interrupted.countDown();
                }
              },
              delivered::add);
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      task.interrupt();
      assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
      CountDownLatch next = new CountDownLatch(1);
      waiting.run(
          () -> {
            if (!Thread.currentThread().isInterrupted()) {
              next.countDown();
            }
          });
      assertThat(next.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(delivered).isEmpty();
    }
    assertThat(errors).isEmpty();
  }
}
