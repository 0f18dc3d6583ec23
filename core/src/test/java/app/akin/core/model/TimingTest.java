package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Medians and percentiles of times that were counted by hand.
final class TimingTest {
  @Test
  void theMedianHalvesTheTimesWhateverTheirOrder() {
    assertThat(Timing.of(List.of(9_000_000L, 1_000_000L, 2_000_000L)).medianMillis()).isEqualTo(2);
    assertThat(Timing.of(List.of(4_000_000L, 1_000_000L)).medianMillis()).isEqualTo(2.5);
  }

  @Test
  void ofAHundredTimesTheNinetyFifthCounts() {
    List<Long> times = LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).boxed().toList();

    assertThat(Timing.of(times).p95Millis()).isEqualTo(95);
    assertThat(Timing.of(times.reversed())).isEqualTo(Timing.of(times));
  }

  @Test
  void aSingleTimeIsBoth() {
    assertThat(Timing.of(List.of(3_000_000L))).isEqualTo(new Timing(1, 3, 3));
  }

  @Test
  void whatWasNeverTimedIsNoNumber() {
    assertThat(Timing.of(List.of()).medianMillis()).isNaN();
    assertThat(Timing.of(List.of()).p95Millis()).isNaN();
  }
}
