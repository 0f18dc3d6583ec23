package app.akin.desktop.actions;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.core.photo.StepResult;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Language;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/// Undoes and repeats what the user changed, the last change first: steps of the library's journal,
/// such as ratings, and decisions of this window about stacks. Steps from before the start of the
/// program are undone too. JavaFX thread only.
public final class UndoActions {
  /// The journal of the library; called in the background. Every method throws [AkinException] if
  /// the library cannot be written.
  public interface Journal {
    /// Undoes the last step; throws NothingToUndo.
    StepResult undo();

    /// Repeats the step that was undone last; throws NothingToRedo.
    StepResult redo();
  }

  private final Journal journal;
  private final Tasks tasks;
  private final Notices notices;
  private final Language language;
  private final Runnable onChanged;

  /// Undo the changes of this window, the last one first. Earlier changes are steps of the journal.
  private final Deque<Runnable> changes = new ArrayDeque<>();

  /// @param journal undoes steps
  /// @param stacks undoes decisions about stacks
  /// @param tasks runs them in the background, after the changes that are being written
  /// @param notices shows the outcome
  /// @param onChanged called after each undone or repeated step
  public UndoActions(
      Journal journal,
      StackActions stacks,
      Tasks tasks,
      Notices notices,
      Language language,
      Runnable onChanged) {
    this.journal = journal;
    this.tasks = tasks.inOrder();
    this.notices = notices;
    this.language = language;
    this.onChanged = onChanged;
    stacks.setOnDecided(() -> changes.push(stacks::undo));
  }

  /// Returns those of some photos that may be changed; see [OwnPhotos#of].
  public List<ContentId> changeable(List<ContentId> photos) {
    return new OwnPhotos(notices).of(photos);
  }

  /// Records a step that this window added to the journal, and shows it with a button that undoes
  /// it.
  ///
  /// @param key the message key of the notice
  public void made(String key, Object... arguments) {
    made(this::undoStep, key, arguments);
  }

  /// Records a change of this window that is no step of the journal, and shows it with a button
  /// that undoes it.
  ///
  /// @param revert undoes the change
  /// @param key the message key of the notice
  public void made(Runnable revert, String key, Object... arguments) {
    changes.push(revert);
    notices.showWithAction(new Notice.Action(language.of("undo.undo"), this::undo), key, arguments);
  }

  /// Undoes the last change; one that is being written is the last.
  public void undo() {
    tasks.run(() -> true, _ -> undoLast());
  }

  private void undoLast() {
    Runnable last = changes.poll();
    if (last == null) {
      undoStep();
    } else {
      last.run();
    }
  }

  /// Shows that a change was undone which is no step of the journal.
  ///
  /// @param key the message key of the notice
  public void undone(String key, Object... arguments) {
    notices.show(key, arguments);
    onChanged.run();
  }

  private void undoStep() {
    run(journal::undo, "undo.undone");
  }

  /// Repeats the step of the journal that was undone last.
  public void redo() {
    run(journal::redo, "undo.repeated");
  }

  private void run(Supplier<StepResult> action, String key) {
    tasks.run(
        action::get,
        result -> {
          String what = language.of("undo.step." + result.kind().word());
          if (result.left() == 0) {
            notices.show(key, what, result.changed());
          } else {
            notices.show(key + "Partly", what, result.changed(), result.left());
          }
          onChanged.run();
        },
        this::fail);
  }

  private void fail(Throwable thrown) {
    switch (thrown instanceof AkinException known ? known.problem() : null) {
      case Problem.NothingToUndo _ -> notices.show("undo.nothing");
      case Problem.NothingToRedo _ -> notices.show("undo.nothingToRepeat");
      case null, default -> tasks.report(thrown);
    }
  }
}
