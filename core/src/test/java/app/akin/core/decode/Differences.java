package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

/// How far the samples of two pictures of one size are apart.
///
/// @param mean on average
/// @param most at the worst place
record Differences(double mean, int most) {
  static Differences of(byte[] found, byte[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    long sum = 0;
    int most = 0;
    for (int i = 0; i < found.length; i++) {
      int difference = Math.abs((found[i] & 255) - (expected[i] & 255));
      sum += difference;
      most = Math.max(most, difference);
    }
    return new Differences((double) sum / found.length, most);
  }
}
