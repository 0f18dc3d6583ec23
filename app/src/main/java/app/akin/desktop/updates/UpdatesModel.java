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

/// Looks for a newer version: once a day while that is turned on, and when a person says so. Off,
/// it asks nobody. JavaFX thread only.
public final class UpdatesModel implements AutoCloseable {
  private final Updates updates;
  private final String version;
  private final Actions ways;
  private final Executor keeper;
  private final Executor slow;
  private final Executor ui;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State(false, new Finding.Nothing()));

  private UpdateState standing = UpdateState.OFF;
  private @Nullable FutureTask<?> asking;

  /// Counts what was begun: whatever comes of something older is too late.
  private int round;

  /// What there is to show.
  ///
  /// @param on whether it is turned on
  /// @param finding what became of looking
  public record State(boolean on, Finding finding) {}

  /// What leads out of it.
  ///
  /// @param found is told once of each newer version that nobody asked for just now
  /// @param trouble is told what could not be kept, or was not foreseen
  public record Actions(Consumer<Release> found, Consumer<Throwable> trouble) {}

  /// @param version this one
  /// @param keeper reads and writes the choice, one after the other
  /// @param slow waits for the answer
  /// @param ui the JavaFX thread
  public UpdatesModel(
      Updates updates, String version, Actions ways, Executor keeper, Executor slow, Executor ui) {
    this.updates = updates;
    this.version = version;
    this.ways = ways;
    this.keeper = keeper;
    this.slow = slow;
    this.ui = ui;
  }

  /// What there is to show now.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Who is asked; empty where nobody said so.
  public Optional<String> address() {
    return updates.address();
  }

  /// This version.
  public String version() {
    return version;
  }

  /// Recalls the choice and what was heard last; asks nobody.
  public void recall() {
    int mine = ++round;
    keeper.execute(() -> learn(mine));
  }

  /// Looks where it is turned on and a day has gone by; to be called now and then.
  public void tick() {
    if (asking == null && standing.isDue(updates.clock().instant())) {
      ask(ways.found());
    }
  }

  /// Looks now, where it is turned on.
  public void check() {
    if (asking == null && standing.on()) {
      ask(_ -> {});
    }
  }

  /// Turns it on or off.
  public void turn(boolean on) {
    if (on == state.get().on()) {
      return;
    }
    leave();
    int mine = ++round;
    standing = UpdateState.OFF;
    state.set(new State(on, new Finding.Nothing()));
    keeper.execute(
        () -> {
          try {
            updates.turn(on);
          } catch (AkinException e) {
            ui.execute(() -> ways.trouble().accept(e));
          }
          learn(mine);
        });
  }

  private void learn(int mine) {
    UpdateState now = updates.standing();
    ui.execute(
        () -> {
          if (mine == round) {
            standing = now;
            state.set(
                new State(
                    now.on(), now.heard().map(this::finding).orElseGet(Finding.Nothing::new)));
          }
        });
  }

  private Finding finding(Release release) {
    return release.isNewerThan(version)
        ? new Finding.Newer(release)
        : new Finding.Newest(standing.asked());
  }

  private void ask(Consumer<Release> found) {
    if (updates.address().isEmpty()) {
      return;
    }
    int mine = ++round;
    // Whatever comes of it, it was asked: what fails at once is not asked again and again.
    standing = new UpdateState(true, updates.clock().instant(), standing.heard());
    state.set(new State(true, new Finding.Looking()));
    FutureTask<Void> task = new FutureTask<>(() -> look(mine, found), null);
    asking = task;
    slow.execute(task);
  }

  private void look(int mine, Consumer<Release> found) {
    try {
      Optional<Release> heard = updates.ask();
      ui.execute(() -> heard(mine, heard, found));
    } catch (AkinException e) {
      ui.execute(() -> end(mine, new Finding.Failed(e)));
    } catch (RuntimeException e) {
      ui.execute(
          () -> {
            ways.trouble().accept(e);
            end(mine, new Finding.Nothing());
          });
    }
  }

  private void heard(int mine, Optional<Release> heard, Consumer<Release> found) {
    if (mine != round) {
      return;
    }
    if (heard.isEmpty()) {
      // It was turned off elsewhere.
      asking = null;
      recall();
      return;
    }
    Release release = heard.get();
    boolean known = standing.heard().equals(heard);
    standing = new UpdateState(true, standing.asked(), heard);
    end(mine, finding(release));
    if (!known && release.isNewerThan(version)) {
      found.accept(release);
    }
  }

  private void end(int mine, Finding finding) {
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

  /// Waits for no answer any more.
  @Override
  public void close() {
    round++;
    leave();
    standing = UpdateState.OFF;
  }
}
