package app.akin.core.benchmark;

/// Receives results of a benchmark as they become available, on its thread.
public interface BenchmarkListener {
  /// Receives a figure; the machine comes first.
  void onFigure(BenchmarkFigure figure);

  /// Receives the progress.
  ///
  /// @param stage the current stage
  /// @param part completed fraction of the stage, 0 to 1
  /// @return whether to continue
  boolean onProgress(BenchmarkStage stage, double part);
}
