package app.akin.core.kit;

import java.util.SplittableRandom;

/// The seed of tests with random input. `-Dakin.seed=N` sets it, `-Dakin.seed=random` varies it
/// from run to run; otherwise it is fixed, so that a change decides whether the gate passes and not
/// chance. Each use is logged.
public final class TestSeed {
  private static final String PROPERTY = "akin.seed";
  private static final String RANDOM = "random";
  private static final long FIXED = 20_260_301;

  private static final System.Logger LOG = System.getLogger(TestSeed.class.getName());
  private static final long VALUE = read();

  private TestSeed() {}

  /// Returns the seed and logs it.
  ///
  /// @param test the class of the test
  public static long of(Class<?> test) {
    LOG.log(
        System.Logger.Level.INFO, "{0}: -D{1}={2}", test.getName(), PROPERTY, Long.toString(VALUE));
    return VALUE;
  }

  private static long read() {
    String value = System.getProperty(PROPERTY, Long.toString(FIXED));
    return value.equals(RANDOM) ? new SplittableRandom().nextLong() >>> 1 : Long.parseLong(value);
  }
}
