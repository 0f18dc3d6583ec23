package app.akin.desktop.updates;

import app.akin.core.photo.AkinException;
import app.akin.core.update.Release;
import app.akin.core.update.Updates;
import app.akin.core.update.Updates.UpdateState;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Checks for updates once a day while turned on, and on request. Makes no request while turned
/// off. JavaFX thread only.
public final class UpdatesModel implements AutoCloseable {
  private final Updates updates;
  private final String version;
  private final Actions actions;
  private final Executor settingsWriter;
  private final Executor longRunning;
  private final Executor ui;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State(false, new CheckResult.NotChecked()));

  private UpdateState updateState = UpdateState.OFF;
  private @Nullable FutureTask<?> asking;

  /// Number of the current check; results of earlier ones are ignored.
  private int round;

  /// The state of update checks.
  ///
  /// @param on whether update checks are on
  /// @param result the result of the last check
  public record State(boolean on, CheckResult result) {}

  /// Callbacks.
  ///
  /// @param found receives each newer version that an automatic check finds, once
  /// @param onError receives errors of storing the choice and unexpected errors
  public record Actions(Consumer<Release> found, Consumer<Throwable> onError) {}

  /// @param version version of Akin
  /// @param settingsWriter executor that reads and writes the choice in order
  /// @param longRunning executor that waits for the response
  /// @param ui the JavaFX thread
  public UpdatesModel(
      Updates updates,
      String version,
      Actions actions,
      Executor settingsWriter,
      Executor longRunning,
      Executor ui) {
    this.updates = updates;
    this.version = version;
    this.actions = actions;
    this.settingsWriter = settingsWriter;
    this.longRunning = longRunning;
    this.ui = ui;
  }

  /// Returns the state.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Returns the update server; empty if none is configured.
  public Optional<String> address() {
    return updates.address();
  }

  /// Returns the version of Akin.
  public String version() {
    return version;
  }

  /// Loads the choice and the last result without a request.
  public void load() {
    int mine = ++round;
    settingsWriter.execute(() -> learn(mine));
  }

  /// Checks if update checks are on and the last one is a day old; to be called periodically.
  public void tick() {
    if (asking == null && updateState.isDue(updates.clock().instant())) {
      ask(actions.found());
    }
  }

  /// Checks now, if update checks are on.
  public void check() {
    if (asking == null && updateState.enabled()) {
      ask(_ -> {});
    }
  }

  /// Turns update checks on or off.
  public void turn(boolean on) {
    if (on == state.get().on()) {
      return;
    }
    leave();
    int mine = ++round;
    updateState = UpdateState.OFF;
    state.set(new State(on, new CheckResult.NotChecked()));
    settingsWriter.execute(
        () -> {
          try {
            updates.setEnabled(on);
          } catch (AkinException e) {
            ui.execute(() -> actions.onError().accept(e));
          }
          learn(mine);
        });
  }

  private void learn(int mine) {
    UpdateState now = updates.state();
    ui.execute(
        () -> {
          if (mine == round) {
            updateState = now;
            state.set(
                new State(
                    now.enabled(),
                    now.latest().map(this::finding).orElseGet(CheckResult.NotChecked::new)));
          }
        });
  }

  private CheckResult finding(Release release) {
    return release.isNewerThan(version)
        ? new CheckResult.Available(release)
        : new CheckResult.UpToDate(updateState.lastCheck());
  }

  private void ask(Consumer<Release> found) {
    if (updates.address().isEmpty()) {
      return;
    }
    int mine = ++round;
    // Recorded before the request, so that failing requests are not repeated.
    updateState = new UpdateState(true, updates.clock().instant(), updateState.latest());
    state.set(new State(true, new CheckResult.Checking()));
    FutureTask<Void> task = new FutureTask<>(() -> look(mine, found), null);
    asking = task;
    longRunning.execute(task);
  }

  private void look(int mine, Consumer<Release> found) {
    try {
      Optional<Release> heard = updates.check();
      ui.execute(() -> heard(mine, heard, found));
    } catch (AkinException e) {
      ui.execute(() -> end(mine, new CheckResult.Failed(e)));
    } catch (RuntimeException e) {
      ui.execute(
          () -> {
            actions.onError().accept(e);
            end(mine, new CheckResult.NotChecked());
          });
    }
  }

  private void heard(int mine, Optional<Release> heard, Consumer<Release> found) {
    if (mine != round) {
      return;
    }
    if (heard.isEmpty()) {
      // It was turned off by another process.
      asking = null;
      load();
      return;
    }
    Release release = heard.get();
    boolean known = updateState.latest().equals(heard);
    updateState = new UpdateState(true, updateState.lastCheck(), heard);
    end(mine, finding(release));
    if (!known && release.isNewerThan(version)) {
      found.accept(release);
    }
  }

  private void end(int mine, CheckResult finding) {
    if (mine == round) {
      asking = null;
      state.set(new State(true, finding));
    }
  }

  private void leave() {
    if (asking != null) {
      asking.cancel(true);
      asking = null;
    }
  }

  /// Ignores pending responses.
  @Override
  public void close() {
    round++;
    leave();
    updateState = UpdateState.OFF;
  }
}
