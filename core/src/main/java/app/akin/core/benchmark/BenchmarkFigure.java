package app.akin.core.benchmark;

import app.akin.core.model.precision.PrecisionRow;
import app.akin.core.model.precision.Timing;
import app.akin.core.photo.Precision;

/// A result of a benchmark.
public sealed interface BenchmarkFigure {
  /// The machine and the software of the measurement.
  ///
  /// @param processor name of the CPU, or its architecture
  /// @param cores number of logical CPUs
  /// @param memory bytes of physical memory
  /// @param heap maximum heap size in bytes
  /// @param system operating system, version and architecture
  /// @param java Java version
  /// @param engine name of the engine
  /// @param model name of the model
  /// @param precision precision of the image tower: as requested, or the best on this machine
  record Machine(
      String processor,
      int cores,
      long memory,
      long heap,
      String system,
      String java,
      String engine,
      String model,
      Precision precision)
      implements BenchmarkFigure {}

  /// Speed and accuracy of the image tower in one precision.
  ///
  /// @param row result of the precision check
  /// @param used whether the rest of the benchmark uses it
  record Embed(PrecisionRow row, boolean used) implements BenchmarkFigure {}

  /// Decoding time of a photo of one size on one thread.
  ///
  /// @param size size of the photo
  /// @param progressive whether it is a progressive JPEG
  /// @param bytes size of the file
  /// @param decode time from bytes to pixels, facts and thumbnail; empty if decoding failed
  /// @param prepare time from pixels to the input of the image tower
  record Decode(
      BenchmarkPlan.Size size, boolean progressive, int bytes, Timing decode, Timing prepare)
      implements BenchmarkFigure {}

  /// Indexing rate of photos of one size, in steady state.
  ///
  /// @param size size of the photos
  /// @param photos number of photos measured
  /// @param precision precision of the image tower
  /// @param photosPerSecond the rate
  /// @param embeddingShare the rate relative to that of the image tower alone in the same benchmark
  /// @param perPhoto time per photo, from batch to batch
  record Index(
      BenchmarkPlan.Size size,
      int photos,
      Precision precision,
      double photosPerSecond,
      double embeddingShare,
      Timing perPhoto)
      implements BenchmarkFigure {}

  /// Duration of searches.
  ///
  /// @param target what was searched
  /// @param vectors number of vectors
  /// @param exact whether all vectors were scored
  /// @param results number of results
  /// @param time time per query
  /// @param recall mean recall, 0 to 1; 1 if exact, NaN if unknown
  /// @param buildSeconds time to add and save the vectors; 0 if it was not measured
  record Search(
      Target target,
      int vectors,
      boolean exact,
      int results,
      Timing time,
      double recall,
      double buildSeconds)
      implements BenchmarkFigure {}

  /// What is measured.
  enum Target {
    /// The text tower only, without a search.
    TEXT,
    /// The user's library.
    LIBRARY,
    /// Synthetic vectors.
    MADE
  }
}
