package app.akin.core.benchmark;

import java.util.List;

/// How much a bench measures.
///
/// @param seed what is made is made from
/// @param timed how many pictures each precision embeds at least
/// @param decoded the sizes of photos that are decoded
/// @param decodes how often each file is decoded at least
/// @param decodeSeconds how long each is decoded again and again
/// @param indexed the sizes of photos that are taken in
/// @param ahead photos taken in before the rate is: as many as a run decodes while the model loads
/// @param photos the most photos that a rate is of
/// @param indexSeconds how long taking them in may take by estimate; fewer are taken where it would
///   be more, but never fewer than `ahead`
/// @param made the made vectors that are searched
/// @param queries how many queries each search is timed with
public record BenchPlan(
    long seed,
    int timed,
    List<Size> decoded,
    int decodes,
    double decodeSeconds,
    List<Size> indexed,
    int ahead,
    int photos,
    double indexSeconds,
    List<Made> made,
    int queries) {
  private static final Size SMALL = new Size(560, 373);
  private static final Size LARGE = new Size(4000, 3000);
  private static final int MANY = 100_000;
  private static final int MILLION = 1_000_000;

  /// A photo's size in pixels.
  public record Size(int width, int height) {
    /// Millions of pixels.
    public double megapixels() {
      return width * (height / 1e6);
    }
  }

  /// Made vectors to search.
  ///
  /// @param vectors how many
  /// @param graph whether to build a graph over them, too
  public record Made(int vectors, boolean graph) {}

  /// Takes copies.
  public BenchPlan {
    decoded = List.copyOf(decoded);
    indexed = List.copyOf(indexed);
    made = List.copyOf(made);
  }

  /// What tells most in a minute or two.
  public static BenchPlan standard() {
    return new BenchPlan(
        42,
        64,
        List.of(SMALL, new Size(1632, 1224), LARGE, new Size(6000, 4000)),
        5,
        1.0,
        List.of(SMALL, LARGE),
        40,
        160,
        12,
        List.of(new Made(MANY, false)),
        100);
  }

  /// The same with graphs, which takes as long as it takes.
  public BenchPlan withGraphs() {
    return new BenchPlan(
        seed,
        timed,
        decoded,
        decodes,
        decodeSeconds,
        indexed,
        ahead,
        photos,
        indexSeconds,
        List.of(new Made(MANY, true), new Made(MILLION, true)),
        queries);
  }
}
