package app.akin.core.benchmark;

/// Hears what a bench finds, as soon as it is found. Called on the thread of the bench.
public interface BenchListener {
  /// Takes a figure in; the machine comes first.
  void found(BenchFigure figure);

  /// Hears where the bench stands.
  ///
  /// @param stage what it measures now
  /// @param part how much of that is done, 0 to 1
  /// @return whether to go on
  boolean goesOn(BenchStage stage, double part);
}
