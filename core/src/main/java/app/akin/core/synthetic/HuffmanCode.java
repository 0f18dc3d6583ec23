package app.akin.core.synthetic;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// An optimal Huffman code for bytes of known frequencies, limited to 16 bits as required by JPEG
/// (ITU-T T.81, annex K.2).
final class HuffmanCode {
  private static final int LONGEST = 16;
  private static final int SYMBOLS = 256;

  private final int[] lengths = new int[SYMBOLS];
  private final int[] codes = new int[SYMBOLS];
  private final byte[] table;

  private HuffmanCode(int[] ofLength, int[] sizes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int length = 1; length <= LONGEST; length++) {
      bytes.write(ofLength[length]);
    }
    int length = 1;
    int used = 0;
    int code = 0;
    // The shortest codes go to the symbols nearest to the root.
    for (int size = 1; size < sizes.length; size++) {
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        if (sizes[symbol] == size) {
          while (used == ofLength[length]) {
            length++;
            used = 0;
            code <<= 1;
          }
          lengths[symbol] = length;
          codes[symbol] = code++;
          used++;
          bytes.write(symbol);
        }
      }
    }
    table = bytes.toByteArray();
  }

  /// Builds the code; at least one symbol must occur.
  ///
  /// @param frequencies frequency of each of 256 symbols
  static HuffmanCode of(long[] frequencies) {
    // An additional symbol gets the all-ones code, which must stay unused.
    int[] sizes = new int[SYMBOLS + 1];
    int[] chained = new int[SYMBOLS + 1];
    Arrays.fill(chained, -1);
    long[] weights = Arrays.copyOf(frequencies, SYMBOLS + 1);
    weights[SYMBOLS] = 1;
    while (true) {
      int least = least(weights, -1);
      int second = least(weights, least);
      if (second < 0) {
        return new HuffmanCode(shortened(sizes), sizes);
      }
      weights[least] += weights[second];
      weights[second] = 0;
      int last = deepen(least, sizes, chained);
      chained[last] = second;
      deepen(second, sizes, chained);
    }
  }

  /// Returns the length of a symbol's code in bits.
  int length(int symbol) {
    return lengths[symbol];
  }

  /// Returns the code of a symbol.
  int code(int symbol) {
    return codes[symbol];
  }

  /// Returns the code as a JPEG table: the number of codes of each length, then the symbols.
  byte[] table() {
    return table;
  }

  /// Returns the last of equal minima, so that the additional symbol counts as rare.
  private static int least(long[] weights, int other) {
    int least = -1;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0 && i != other && (least < 0 || weights[i] <= weights[least])) {
        least = i;
      }
    }
    return least;
  }

  /// Moves a tree one level down and returns the last leaf of its chain.
  private static int deepen(int tree, int[] sizes, int[] chained) {
    int leaf = tree;
    sizes[leaf]++;
    while (chained[leaf] >= 0) {
      leaf = chained[leaf];
      sizes[leaf]++;
    }
    return leaf;
  }

  /// Returns the number of codes of each length after limiting their length, without the unused
  /// one.
  private static int[] shortened(int[] sizes) {
    int[] ofLength = new int[sizes.length + 1];
    for (int size : sizes) {
      ofLength[size]++;
    }
    for (int length = sizes.length; length > LONGEST; length--) {
      while (ofLength[length] > 0) {
        int above = length - 2;
        while (ofLength[above] == 0) {
          above--;
        }
        ofLength[length] -= 2;
        ofLength[length - 1]++;
        ofLength[above + 1] += 2;
        ofLength[above]--;
      }
    }
    int longest = LONGEST;
    while (ofLength[longest] == 0) {
      longest--;
    }
    ofLength[longest]--;
    return ofLength;
  }
}
