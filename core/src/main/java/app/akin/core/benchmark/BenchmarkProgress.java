package app.akin.core.benchmark;

import java.util.concurrent.CancellationException;

/// Reports progress and checks for cancellation.
final class BenchmarkProgress {
  private BenchmarkProgress() {}

  /// Reports the progress to the listener.
  ///
  /// @param part completed fraction, 0 to 1
  /// @throws CancellationException if the listener cancels
  static void report(BenchmarkListener listener, BenchmarkStage stage, double part) {
    if (!listener.onProgress(stage, Math.clamp(part, 0, 1))) {
      throw new CancellationException();
    }
  }
}
