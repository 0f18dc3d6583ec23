package app.akin.core.model.precision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Compares medians and percentiles with values computed by hand.
final class TimingTest {
  @Test
  void theMedianDoesNotDependOnTheOrder() {
    assertThat(Timing.of(List.of(9_000_000L, 1_000_000L, 2_000_000L)).medianMillis()).isEqualTo(2);
    assertThat(Timing.of(List.of(4_000_000L, 1_000_000L)).medianMillis()).isEqualTo(2.5);
  }

  @Test
  void thePercentileOfAHundredTimesIsTheNinetyFifth() {
    List<Long> times = LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).boxed().toList();

    assertThat(Timing.of(times).p95Millis()).isEqualTo(95);
    assertThat(Timing.of(times.reversed())).isEqualTo(Timing.of(times));
  }

  @Test
  void aSingleTimeIsMedianAndPercentile() {
    assertThat(Timing.of(List.of(3_000_000L))).isEqualTo(new Timing(1, 3, 3));
  }

  @Test
  void noMeasurementsGiveNaN() {
    assertThat(Timing.of(List.of()).medianMillis()).isNaN();
    assertThat(Timing.of(List.of()).p95Millis()).isNaN();
  }
}
