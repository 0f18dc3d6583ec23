package app.akin.core.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// An endless sequence of broken files of every format: changed, truncated and spliced. Depends
/// only on the seed. Not thread-safe.
public final class BrokenFiles {
  private static final int HEAD = 400;

  private final SplittableRandom random;
  private final List<Map.Entry<String, byte[]>> whole;

  /// @param seed the seed
  public BrokenFiles(long seed) {
    random = new SplittableRandom(seed);
    whole = new ArrayList<>(FormatKit.everyFormat().entrySet());
  }

  /// Returns the next file: the name of the intact file and the broken bytes.
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
      // Half of the changes are near the start, where headers are, and some set extreme values.
      int reach = random.nextBoolean() ? Math.min(HEAD, bytes.length) : bytes.length;
      bytes[random.nextInt(reach)] =
          (byte) (random.nextInt(3) == 0 ? -random.nextInt(2) : random.nextInt(256));
    }
    return Map.entry(chosen.getKey(), bytes);
  }

  /// Replaces a part by a part of the same or another file.
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
