package app.akin.desktop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// A timer whose time passes when the test says so.
public final class ManualTimer implements BiConsumer<Duration, Runnable> {
  private record Wait(Duration end, Runnable action) {}

  private final List<Wait> waits = new ArrayList<>();
  private Duration now = Duration.ZERO;

  @Override
  public void accept(Duration delay, Runnable action) {
    waits.add(new Wait(now.plus(delay), action));
  }

  /// Lets time pass and runs the actions that are due.
  public void pass(Duration time) {
    now = now.plus(time);
    List<Wait> due = waits.stream().filter(wait -> wait.end().compareTo(now) <= 0).toList();
    waits.removeAll(due);
    due.forEach(wait -> wait.action().run());
  }
}
