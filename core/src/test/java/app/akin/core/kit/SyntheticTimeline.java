package app.akin.core.kit;

import app.akin.core.library.Timeline;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Timelines of synthetic photos with various aspect ratios, from a seed.
public final class SyntheticTimeline {
  private static final long FIRST =
      LocalDateTime.of(2015, 1, 1, 0, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
  private static final long SPAN = 10L * 365 * 86_400_000;

  private SyntheticTimeline() {}

  /// Returns a timeline of contents from 1; about one in ten photos has copies, one in twenty is
  /// offline, one in fifty has no date.
  public static Timeline of(long seed, int count) {
    RandomGenerator random = new SplittableRandom(seed);
    Timeline.Builder rows = new Timeline.Builder();
    for (int content = 1; content <= count; content++) {
      rows.add(
          content,
          content,
          random.nextInt(200, 6000),
          random.nextInt(600, 3000),
          FIRST + random.nextLong(SPAN),
          content % 50 != 0,
          random.nextInt(10) == 0 ? 2 : 1,
          random.nextInt(20) == 0);
    }
    return rows.build();
  }
}
