package app.akin.core.benchmark;

import app.akin.core.model.PrecisionRow;
import app.akin.core.model.Timing;
import app.akin.core.photo.Precision;

/// One thing that a bench found.
public sealed interface BenchFigure {
  /// What everything else was measured on and with.
  ///
  /// @param processor its name, or its architecture where it does not say one
  /// @param cores how many threads it runs at once
  /// @param memory bytes of memory the computer has
  /// @param heap bytes of it that Java may use
  /// @param system the operating system, with its version and architecture
  /// @param java the version of the Java that runs this
  /// @param engine what runs the model
  /// @param vectors what jvector computes with
  /// @param model the model's name
  /// @param precision what its image tower computes in: as asked, or the best on this machine
  record Machine(
      String processor,
      int cores,
      long memory,
      long heap,
      String system,
      String java,
      String engine,
      String vectors,
      String model,
      Precision precision)
      implements BenchFigure {}

  /// How fast the image tower is in one precision, and what it keeps.
  ///
  /// @param row what the check of the precisions found
  /// @param used whether the rest of the bench uses it
  record Embed(PrecisionRow row, boolean used) implements BenchFigure {}

  /// How long a photo of one size takes on one thread.
  ///
  /// @param size the photo's size
  /// @param progressive whether it is a progressive JPEG
  /// @param bytes of its file
  /// @param decode from its bytes to pixels, facts and thumbnail; not timed where it was refused
  /// @param prepare from these pixels to what the image tower takes
  record Decode(BenchPlan.Size size, boolean progressive, int bytes, Timing decode, Timing prepare)
      implements BenchFigure {}

  /// How fast photos of one size are taken into a library, once the run is under way.
  ///
  /// @param size their size
  /// @param photos how many the rate is of
  /// @param precision what the image tower computed in
  /// @param photosPerSecond the rate
  /// @param ofEmbedding the rate as a part of the image tower's own, measured in the same bench
  /// @param perPhoto the time of a photo, from batch to batch
  record Index(
      BenchPlan.Size size,
      int photos,
      Precision precision,
      double photosPerSecond,
      double ofEmbedding,
      Timing perPhoto)
      implements BenchFigure {}

  /// How long an answer takes.
  ///
  /// @param what what was asked
  /// @param vectors how many vectors were searched
  /// @param graph whether by a graph, otherwise each was scored
  /// @param results how many of the nearest were asked for
  /// @param time of a query
  /// @param recall how many of the true nearest the graph found, 0 to 1, on average; 1 without one
  /// @param buildSeconds how long the graph took to build; 0 without one
  record Search(
      Target what,
      int vectors,
      boolean graph,
      int results,
      Timing time,
      double recall,
      double buildSeconds)
      implements BenchFigure {}

  /// What a query is put to.
  enum Target {
    /// The text tower, which makes a vector of words; nothing is searched.
    TEXT,
    /// The user's own library.
    LIBRARY,
    /// Made vectors.
    MADE
  }
}
