package app.akin.core.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Files of every format with bytes flipped, cut off and taken from elsewhere, without end. What
/// comes depends on the seed alone. For one thread.
public final class BrokenFiles {
  private static final int HEAD = 400;

  private final SplittableRandom random;
  private final List<Map.Entry<String, byte[]>> whole;

  /// @param seed decides every file
  public BrokenFiles(long seed) {
    random = new SplittableRandom(seed);
    whole = new ArrayList<>(FormatKit.everyFormat().entrySet());
  }

  /// The next file: the name of the whole one, and the broken bytes.
  public Map.Entry<String, byte[]> next() {
    Map.Entry<String, byte[]> chosen = whole.get(random.nextInt(whole.size()));
    byte[] bytes = chosen.getValue().clone();
    if (random.nextInt(4) == 0) {
      bytes = spliced(bytes);
    }
    if (random.nextInt(5) == 0) {
      bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    }
    for (int flips = random.nextInt(6); flips > 0; flips--) {
      // Half of them near the start, where the headers are, and some of them to what is extreme.
      int reach = random.nextBoolean() ? Math.min(HEAD, bytes.length) : bytes.length;
      bytes[random.nextInt(reach)] =
          (byte) (random.nextInt(3) == 0 ? -random.nextInt(2) : random.nextInt(256));
    }
    return Map.entry(chosen.getKey(), bytes);
  }

  /// A part of the same file or another in the place of one of its own.
  private byte[] spliced(byte[] bytes) {
    byte[] other =
        random.nextBoolean() ? bytes : whole.get(random.nextInt(whole.size())).getValue();
    int from = random.nextInt(other.length);
    int length = random.nextInt(Math.min(2000, other.length - from) + 1);
    int at = random.nextInt(bytes.length);
    int until = random.nextBoolean() ? at : Math.min(bytes.length, at + length);
    return RawKit.joined(
        Arrays.copyOf(bytes, at),
        Arrays.copyOfRange(other, from, from + length),
        Arrays.copyOfRange(bytes, until, bytes.length));
  }
}
