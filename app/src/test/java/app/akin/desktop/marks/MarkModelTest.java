package app.akin.desktop.marks;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.StepKind;
import app.akin.core.photo.StepResult;
import app.akin.desktop.QueuedExecutor;
import app.akin.desktop.TestTasks;
import app.akin.desktop.actions.RecordedDecisions;
import app.akin.desktop.actions.UndoActions;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Tests the order of changes of marks, and what is shown meanwhile.
final class MarkModelTest {
  private static final ContentId PHOTO = new ContentId(1);
  private static final ContentId OTHER = new ContentId(2);

  private final SyntheticMarks library = new SyntheticMarks();
  private final QueuedExecutor threads = new QueuedExecutor();
  private final List<Throwable> errors = new ArrayList<>();
  private final Tasks writes = TestTasks.on(threads, errors::add).inOrder();
  private final Language language = new Language(Locale.ENGLISH);
  private final Notices notices = new Notices(language);
  private final List<String> undone = new ArrayList<>();
  private final UndoActions undo =
      new UndoActions(
          new UndoActions.Journal() {
            @Override
            public StepResult undo() {
              undone.add("undo at " + library.of(PHOTO).rating() + " stars");
              return new StepResult(StepKind.RATING, 1, 0);
            }

            @Override
            public StepResult redo() {
              return new StepResult(StepKind.RATING, 1, 0);
            }
          },
          new RecordedDecisions().actions(language),
          writes,
          notices,
          language,
          () -> {});

  private MarkModel model(MarkStore store) {
    return new MarkModel(store, TestTasks.immediate(), writes, undo, () -> {});
  }

  @Test
  void ratingIsShownAtOnceAndStaysOnceItIsWritten() {
    MarkModel model = model(library);
    model.request(List.of(PHOTO, OTHER));
    model.set(new Mark.Rating(3), List.of(PHOTO));
    assertThat(library.of(PHOTO).rating()).isZero();
    assertThat(model.of(PHOTO).rating()).isEqualTo(3);
    // A read in between would show the former rating again.
    model.refresh();
    model.request(List.of(PHOTO, OTHER));
    assertThat(model.of(PHOTO).rating()).isEqualTo(3);
    model.set(new Mark.Flagged(Flag.PICK), List.of(PHOTO, OTHER));
    threads.runAll();
    model.request(List.of(PHOTO, OTHER));
    assertThat(model.of(PHOTO)).isEqualTo(new EffectiveMarks(3, Flag.PICK, List.of(), ""));
    assertThat(model.of(OTHER).flag()).isEqualTo(Flag.PICK);
    assertThat(notices.shownProperty().get().map(Notice::text))
        .isEqualTo(Optional.of("2 photos picked"));
  }

  @Test
  void undoWaitsForTheChangeThatIsBeingWritten() {
    MarkModel model = model(library);
    model.set(new Mark.Rating(4), List.of(PHOTO));
    undo.undo();
    assertThat(undone).isEmpty();
    threads.runAll();
    assertThat(undone).containsExactly("undo at 4 stars");
  }

  @Test
  void failedChangeIsReportedAndNotShown() {
    SyntheticMarks broken = library.with(PHOTO, EffectiveMarks.NONE.withRating(2)).failing();
    MarkModel model = model(broken);
    model.request(List.of(PHOTO));
    model.set(new Mark.Rating(5), List.of(PHOTO));
    assertThat(model.of(PHOTO).rating()).isEqualTo(5);
    threads.runAll();
    assertThat(errors).hasSize(1);
    model.request(List.of(PHOTO));
    assertThat(model.of(PHOTO).rating()).isEqualTo(2);
    assertThat(notices.shownProperty().get()).isEmpty();
  }

  @Test
  void photosOfOtherComputersAreNotChanged() {
    ContentId shared = new ContentId(-1);
    MarkModel model = model(library);
    model.request(List.of(PHOTO, shared));
    model.set(new Mark.Rating(5), List.of(shared));
    model.setCaption(List.of(shared), "a caption");
    model.changeKeywords(List.of(shared), List.of("a"), List.of());
    model.reset(List.of(shared));
    threads.runAll();
    assertThat(model.of(shared)).isEqualTo(EffectiveMarks.NONE);
    assertThat(notices.shownProperty().get().map(Notice::text))
        .contains("Photos of other computers cannot be changed here.");

    model.set(new Mark.Rating(5), List.of(shared, PHOTO));
    threads.runAll();
    model.request(List.of(PHOTO, shared));
    assertThat(model.of(PHOTO).rating()).isEqualTo(5);
    assertThat(notices.shownProperty().get().map(Notice::text)).contains("1 photo rated 5 stars");
  }
}
