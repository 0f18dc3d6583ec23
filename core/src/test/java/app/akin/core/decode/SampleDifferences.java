package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

/// The absolute differences of the samples of two images of equal size.
///
/// @param mean the mean difference
/// @param max the largest difference
record SampleDifferences(double mean, int max) {
  static SampleDifferences of(byte[] found, byte[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    long sum = 0;
    int max = 0;
    for (int i = 0; i < found.length; i++) {
      int difference = Math.abs((found[i] & 255) - (expected[i] & 255));
      sum += difference;
      max = Math.max(max, difference);
    }
    return new SampleDifferences((double) sum / found.length, max);
  }
}
