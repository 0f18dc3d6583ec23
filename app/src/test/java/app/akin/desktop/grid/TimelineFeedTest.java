package app.akin.desktop.grid;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.SyntheticTimeline;
import app.akin.core.library.Timeline;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.LibraryRevision;
import app.akin.core.photo.Problem;
import app.akin.desktop.TestTasks;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tests polling with a manual executor.
final class TimelineFeedTest {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final List<Timeline> taken = new ArrayList<>();
  private final List<Optional<AkinException>> troubles = new ArrayList<>();
  private final List<Throwable> unexpected = new ArrayList<>();
  private LibraryRevision revision = revision("a", "1");
  private int others;
  private boolean broken;
  private @Nullable Error failing;
  private int loads;
  private final TimelineFeed feed = feed(CompletableFuture.failedFuture(new RuntimeException()));

  private TimelineFeed feed(CompletableFuture<TimelineFeed.Snapshot> first) {
    return new TimelineFeed(
        first,
        () -> {
          if (broken) {
            throw new AkinException(new Problem.LibraryDamaged(Path.of("x"), "y"));
          }
          if (failing != null) {
            throw failing;
          }
          return revision;
        },
        () -> SyntheticTimeline.of(1, ++loads),
        TestTasks.on(waiting::add, unexpected::add),
        taken::add,
        () -> others++,
        troubles::add);
  }

  private static LibraryRevision revision(String photos, String all) {
    return new LibraryRevision(photos, all);
  }

  private void crank() {
    Runnable next;
    while ((next = waiting.poll()) != null) {
      next.run();
    }
  }

  @Test
  void loadsOnlyIfChanged() {
    feed.poll();
    feed.poll();
    assertThat(waiting).hasSize(1);
    crank();
    feed.poll();
    crank();
    assertThat(taken).hasSize(1);
    revision = revision("b", "2");
    feed.poll();
    crank();
    assertThat(taken).hasSize(2);
    assertThat(taken.getLast().size()).isEqualTo(2);
  }

  @Test
  void otherChangesDoNotLoadThePhotosAgain() {
    feed.poll();
    crank();
    revision = revision("a", "2");
    feed.poll();
    crank();
    feed.poll();
    crank();
    assertThat(loads).isEqualTo(1);
    assertThat(others).isEqualTo(1);
    revision = revision("b", "3");
    feed.poll();
    crank();
    assertThat(loads).isEqualTo(2);
    assertThat(others).isEqualTo(1);
  }

  @Test
  void usesALoadThatBeganEarlier() {
    TimelineFeed begun =
        feed(
            CompletableFuture.completedFuture(
                TimelineFeed.load(() -> revision("a", "1"), () -> SyntheticTimeline.of(1, 7))));
    begun.poll();
    crank();
    assertThat(taken).hasSize(1);
    assertThat(taken.getFirst().size()).isEqualTo(7);
    assertThat(loads).isZero();
    begun.poll();
    crank();
    assertThat(loads).isZero();
    revision = revision("b", "2");
    begun.poll();
    crank();
    assertThat(taken.getLast().size()).isEqualTo(1);
  }

  @Test
  void allPhotosFollowTheNewestAtOnce() {
    Timeline.Builder newest = new Timeline.Builder();
    newest.add(1, 1, 3, 2, 0, true, 1, false);
    TimelineFeed begun =
        feed(
            CompletableFuture.completedFuture(
                TimelineFeed.load(() -> revision("a", "1"), newest::buildPart)));
    begun.poll();
    crank();
    assertThat(taken).extracting(Timeline::isComplete).containsExactly(false, true);
    begun.poll();
    crank();
    assertThat(loads).isEqualTo(1);
  }

  @Test
  void everyErrorIsReportedOnceAndEndsTheLoad() {
    failing = new StackOverflowError();
    for (int i = 0; i < 3; i++) {
      feed.poll();
      crank();
    }
    assertThat(unexpected).containsExactly(failing);
    failing = null;
    feed.poll();
    crank();
    assertThat(taken).hasSize(1);
  }

  @Test
  void reportsProblemsAndRecovers() {
    feed.poll();
    crank();
    broken = true;
    feed.poll();
    crank();
    assertThat(troubles.getLast())
        .map(AkinException::problem)
        .contains(new Problem.LibraryDamaged(Path.of("x"), "y"));
    broken = false;
    feed.poll();
    crank();
    assertThat(troubles.getLast()).isEmpty();
    assertThat(taken).hasSize(2);
  }
}
