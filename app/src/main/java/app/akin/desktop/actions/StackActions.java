package app.akin.desktop.actions;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Language;
import java.util.List;

/// What the user decides about stacks. Decisions are stored in the background, one after the other;
/// each can be undone while the window is open. JavaFX thread only.
public final class StackActions {
  /// Stores decisions; called in the background. Every method throws
  /// [app.akin.core.photo.AkinException] if the library cannot be written.
  public interface Decisions {
    /// Puts photos, with the stacks in which they are, into one stack.
    void join(List<ContentId> photos);

    /// Takes photos out of their stacks.
    void split(List<ContentId> photos);

    /// Takes photos out of their stacks and never stacks them again.
    void neverStack(List<ContentId> photos);

    /// Makes a photo the cover of its stack.
    void makeCover(ContentId photo);

    /// Reverts the last decision.
    void undo();
  }

  private final Decisions decisions;
  private final Tasks tasks;
  private final Notices notices;
  private final Language language;
  private final Runnable onChanged;

  private Runnable onDecided = () -> {};

  /// Number of decisions of this window that are not undone.
  private int undoable;

  /// @param decisions stores decisions
  /// @param tasks runs them in the background
  /// @param notices shows the outcome
  /// @param onChanged called after each change
  public StackActions(
      Decisions decisions, Tasks tasks, Notices notices, Language language, Runnable onChanged) {
    this.decisions = decisions;
    this.tasks = tasks.inOrder();
    this.notices = notices;
    this.language = language;
    this.onChanged = onChanged;
  }

  /// Sets what is called after each decision.
  void setOnDecided(Runnable action) {
    onDecided = action;
  }

  /// Puts several photos into one stack.
  public void join(List<ContentId> chosen) {
    List<ContentId> photos = new OwnPhotos(notices).of(chosen);
    if (photos.size() > 1) {
      decide(() -> decisions.join(photos), "stacks.joined", photos.size());
    }
  }

  /// Takes photos out of their stacks.
  public void split(List<ContentId> chosen) {
    List<ContentId> photos = new OwnPhotos(notices).of(chosen);
    if (!photos.isEmpty()) {
      decide(() -> decisions.split(photos), "stacks.split", photos.size());
    }
  }

  /// Takes photos out of their stacks and never stacks them again.
  public void neverStack(List<ContentId> chosen) {
    List<ContentId> photos = new OwnPhotos(notices).of(chosen);
    if (!photos.isEmpty()) {
      decide(() -> decisions.neverStack(photos), "stacks.never", photos.size());
    }
  }

  /// Makes a photo the cover of its stack.
  public void makeCover(ContentId photo) {
    new OwnPhotos(notices)
        .of(List.of(photo))
        .forEach(own -> decide(() -> decisions.makeCover(own), "stacks.cover"));
  }

  private void decide(Runnable decision, String key, Object... arguments) {
    tasks.run(
        () -> {
          decision.run();
          return true;
        },
        _ -> {
          undoable++;
          onDecided.run();
          notices.showWithAction(
              new Notice.Action(language.of("undo.undo"), this::undo), key, arguments);
          onChanged.run();
        },
        this::fail);
  }

  private void fail(Throwable thrown) {
    if (thrown instanceof AkinException problem
        && problem.problem() instanceof Problem.LibraryBusy) {
      notices.show("stacks.busy");
    } else {
      tasks.report(thrown);
    }
  }

  /// Reverts the last decision of this window, if there is one.
  ///
  /// @return whether there is one
  public boolean undo() {
    if (undoable == 0) {
      return false;
    }
    undoable--;
    tasks.run(
        () -> {
          decisions.undo();
          return true;
        },
        _ -> {
          notices.show("stacks.undone");
          onChanged.run();
        },
        thrown -> {
          undoable++;
          fail(thrown);
        });
    return true;
  }
}
