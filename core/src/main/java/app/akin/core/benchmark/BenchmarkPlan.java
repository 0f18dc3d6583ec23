package app.akin.core.benchmark;

import java.util.List;

/// The scope of a benchmark.
///
/// @param seed seed of all synthetic data
/// @param timed minimum number of images per precision
/// @param decoded sizes of photos to decode
/// @param decodes minimum number of times each file is decoded
/// @param decodeSeconds time for repeated decoding of each file
/// @param indexed sizes of photos to index
/// @param ahead photos indexed before the measurement starts: as many as a run decodes while the
///   model loads
/// @param photos maximum number of photos to measure
/// @param indexSeconds estimated time limit for indexing, which reduces the number of photos, but
///   not below `ahead`
/// @param synthetic numbers of synthetic vectors to search
/// @param queries number of queries per search
public record BenchmarkPlan(
    long seed,
    int timed,
    List<Size> decoded,
    int decodes,
    double decodeSeconds,
    List<Size> indexed,
    int ahead,
    int photos,
    double indexSeconds,
    List<Integer> synthetic,
    int queries) {
  private static final Size SMALL = new Size(560, 373);
  private static final Size LARGE = new Size(4000, 3000);
  private static final int MANY = 100_000;
  private static final int MILLION = 1_000_000;

  /// Size of a photo in pixels.
  public record Size(int width, int height) {
    /// Returns the number of megapixels.
    public double megapixels() {
      return width * (height / 1e6);
    }
  }

  /// Copies the lists.
  public BenchmarkPlan {
    decoded = List.copyOf(decoded);
    indexed = List.copyOf(indexed);
    synthetic = List.copyOf(synthetic);
  }

  /// Returns a plan that takes one to two minutes.
  public static BenchmarkPlan standard() {
    return new BenchmarkPlan(
        42,
        64,
        List.of(SMALL, new Size(1632, 1224), LARGE, new Size(6000, 4000)),
        5,
        1.0,
        List.of(SMALL, LARGE),
        40,
        160,
        12,
        List.of(MANY),
        100);
  }

  /// Returns the plan with a million vectors, which takes some minutes.
  public BenchmarkPlan withMillion() {
    return new BenchmarkPlan(
        seed,
        timed,
        decoded,
        decodes,
        decodeSeconds,
        indexed,
        ahead,
        photos,
        indexSeconds,
        List.of(MANY, MILLION),
        queries);
  }
}
