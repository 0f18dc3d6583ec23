package app.akin.desktop.actions;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.desktop.TestTasks;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.theme.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Tests that decisions are passed on, can be undone once each, and fail with a sentence.
final class StackActionsTest {
  private static final ContentId ONE = new ContentId(1);
  private static final ContentId TWO = new ContentId(2);

  private final Language language = new Language(Locale.ENGLISH);
  private final Notices notices = new Notices(language);
  private final RecordedDecisions decisions = new RecordedDecisions();
  private final AtomicInteger changes = new AtomicInteger();

  private StackActions over(StackActions.Decisions stored) {
    return new StackActions(
        stored, TestTasks.immediate(), notices, language, changes::incrementAndGet);
  }

  private String notice() {
    return notices.shownProperty().get().map(Notice::text).orElse("");
  }

  @Test
  void everyDecisionIsUndoneOnce() {
    StackActions stacks = over(decisions);
    assertThat(stacks.undo()).isFalse();
    stacks.join(List.of(ONE, TWO));
    stacks.split(List.of(TWO));
    stacks.neverStack(List.of(ONE, TWO));
    stacks.makeCover(ONE);
    assertThat(notice()).isEqualTo("This photo is now the cover of its stack");
    assertThat(stacks.undo()).isTrue();
    assertThat(stacks.undo()).isTrue();
    stacks.split(List.of(ONE));
    notices.shownProperty().get().flatMap(Notice::offer).orElseThrow().run().run();
    assertThat(stacks.undo()).isTrue();
    assertThat(stacks.undo()).isTrue();
    assertThat(stacks.undo()).isFalse();
    assertThat(decisions.made())
        .containsExactly(
            "join 1 2",
            "split 2",
            "never 1 2",
            "cover 1",
            "undo",
            "undo",
            "split 1",
            "undo",
            "undo",
            "undo");
    assertThat(changes).hasValue(10);
  }

  @Test
  void decisionsAboutNothingAreNone() {
    StackActions stacks = over(decisions);
    stacks.join(List.of(ONE));
    stacks.split(List.of());
    stacks.neverStack(List.of());
    assertThat(decisions.made()).isEmpty();
    assertThat(notices.shownProperty().get()).isEqualTo(Optional.empty());
  }

  @Test
  void busyLibraryIsExplainedAndNothingCanBeUndone() {
    StackActions.Decisions busy =
        new StackActions.Decisions() {
          @Override
          public void join(List<ContentId> photos) {
            throw new AkinException(new Problem.LibraryBusy(Path.of("library")));
          }

          @Override
          public void split(List<ContentId> photos) {}

          @Override
          public void neverStack(List<ContentId> photos) {}

          @Override
          public void makeCover(ContentId photo) {}

          @Override
          public void undo() {}
        };
    StackActions stacks = over(busy);
    stacks.join(List.of(ONE, TWO));
    assertThat(notice()).startsWith("Photos are being indexed");
    assertThat(stacks.undo()).isFalse();
    assertThat(changes).hasValue(0);
  }

  @Test
  void photosOfOtherComputersAreNotStacked() {
    ContentId shared = new ContentId(-1);
    StackActions stacks = over(decisions);
    stacks.join(List.of(ONE, shared));
    assertThat(decisions.made()).as("one photo is no stack").isEmpty();
    stacks.makeCover(shared);
    stacks.split(List.of(shared));
    stacks.neverStack(List.of(shared));
    assertThat(decisions.made()).isEmpty();
    assertThat(notice()).isEqualTo("Photos of other computers cannot be changed here.");
    stacks.split(List.of(TWO, shared));
    assertThat(decisions.made()).containsExactly("split 2");
  }
}
