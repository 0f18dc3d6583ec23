package app.akin.desktop.updates;

import app.akin.core.photo.AkinException;
import app.akin.core.update.Release;
import app.akin.core.update.Updates;
import app.akin.core.update.Updates.UpdateState;
import app.akin.desktop.task.Task;
import app.akin.desktop.task.Tasks;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Checks for updates once a day while turned on, and on request. Makes no request while turned
/// off. JavaFX thread only.
public final class UpdatesModel implements AutoCloseable {
  private final Updates updates;
  private final String version;
  private final Consumer<Release> found;
  private final Tasks settingsWriter;
  private final Tasks longRunning;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State(false, new CheckResult.NotChecked()));

  private UpdateState updateState = UpdateState.OFF;
  private @Nullable Task asking;
  private boolean checking;

  /// Number of the current check; results of earlier ones are ignored.
  private int round;

  /// The state of update checks.
  ///
  /// @param on whether update checks are on
  /// @param result the result of the last check
  public record State(boolean on, CheckResult result) {}

  /// @param version version of Akin
  /// @param found receives each newer version that an automatic check finds, once
  /// @param settingsWriter reads and writes the choice in order
  /// @param longRunning waits for the response
  public UpdatesModel(
      Updates updates,
      String version,
      Consumer<Release> found,
      Tasks settingsWriter,
      Tasks longRunning) {
    this.updates = updates;
    this.version = version;
    this.found = found;
    this.settingsWriter = settingsWriter;
    this.longRunning = longRunning;
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
    settingsWriter.run(updates::state, now -> learn(mine, now));
  }

  /// Checks if update checks are on and the last one is a day old; to be called periodically.
  public void tick() {
    if (!checking && updateState.isDue(updates.clock().instant())) {
      ask(found);
    }
  }

  /// Checks now, if update checks are on.
  public void check() {
    if (!checking && updateState.enabled()) {
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
    settingsWriter.run(
        () -> {
          updates.setEnabled(on);
          return updates.state();
        },
        now -> learn(mine, now),
        thrown -> {
          settingsWriter.report(thrown);
          settingsWriter.run(updates::state, now -> learn(mine, now));
        });
  }

  private void learn(int mine, UpdateState now) {
    if (mine == round) {
      updateState = now;
      state.set(
          new State(
              now.enabled(),
              now.latest().map(this::finding).orElseGet(CheckResult.NotChecked::new)));
    }
  }

  private CheckResult finding(Release release) {
    return release.isNewerThan(version)
        ? new CheckResult.Available(release)
        : new CheckResult.UpToDate(updateState.lastCheck());
  }

  private void ask(Consumer<Release> receiver) {
    if (updates.address().isEmpty()) {
      return;
    }
    int mine = ++round;
    // Recorded before the request, so that failing requests are not repeated.
    updateState = new UpdateState(true, updates.clock().instant(), updateState.latest());
    state.set(new State(true, new CheckResult.Checking()));
    checking = true;
    asking =
        longRunning.run(
            updates::check,
            latest -> receive(mine, latest, receiver),
            thrown -> {
              if (thrown instanceof AkinException known) {
                end(mine, new CheckResult.Failed(known));
              } else {
                end(mine, new CheckResult.NotChecked());
                longRunning.report(thrown);
              }
            });
  }

  private void receive(int mine, Optional<Release> heard, Consumer<Release> receiver) {
    if (mine != round) {
      return;
    }
    if (heard.isEmpty()) {
      // It was turned off by another process.
      checking = false;
      load();
      return;
    }
    Release release = heard.get();
    boolean known = updateState.latest().equals(heard);
    updateState = new UpdateState(true, updateState.lastCheck(), heard);
    end(mine, finding(release));
    if (!known && release.isNewerThan(version)) {
      receiver.accept(release);
    }
  }

  private void end(int mine, CheckResult finding) {
    if (mine == round) {
      checking = false;
      state.set(new State(true, finding));
    }
  }

  private void leave() {
    checking = false;
    if (asking != null) {
      asking.interrupt();
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
