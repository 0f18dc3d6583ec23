package app.akin.core.benchmark;

import java.util.concurrent.CancellationException;

/// Asks whether a bench goes on.
final class BenchProgress {
  private BenchProgress() {}

  /// Tells the listener where the bench stands.
  ///
  /// @param part 0 to 1
  /// @throws CancellationException where it wishes to stop
  static void look(BenchListener listener, BenchStage stage, double part) {
    if (!listener.goesOn(stage, Math.clamp(part, 0, 1))) {
      throw new CancellationException();
    }
  }
}
