package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.index.CodeLayout.Block;
import app.akin.core.kit.TestSeed;
import app.akin.core.synthetic.SyntheticVectors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowCoderTest {
  private static final int ROWS = 200;
  private static final int QUERIES = 10;

  private final long seed = TestSeed.of(RowCoderTest.class);
  private final SplittableRandom random = new SplittableRandom(seed);

  /// A block of synthetic photos, centred on their mean.
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Coded(RowCoder coder, Block block, float[][] photos, SyntheticVectors vectors) {
    static Coded of(long seed, int dimension) {
      SyntheticVectors vectors = new SyntheticVectors(seed, dimension, 20);
      float[][] photos = new float[ROWS][];
      float[] mean = new float[dimension];
      for (int row = 0; row < ROWS; row++) {
        photos[row] = vectors.photo(row);
        for (int i = 0; i < dimension; i++) {
          mean[i] += photos[row][i] / ROWS;
        }
      }
      CodeLayout layout = new CodeLayout(dimension);
      RowCoder coder = new RowCoder(layout, mean);
      Block block = RowAppender.newBlock(layout);
      for (int row = 0; row < ROWS; row++) {
        coder.encode(photos[row], row + 1, row, block);
      }
      return new Coded(coder, block, photos, vectors);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {384, 504, 512, 768, 1152, 4096})
  void scoresAreExactToAFewTenThousandths(int dimension) {
    Coded coded = Coded.of(seed, dimension);
    for (int q = 0; q < QUERIES; q++) {
      float[] query = coded.vectors.query(q, ROWS);
      CodedQuery compared = new CodedQuery(coded.coder, query);
      for (int row = 0; row < ROWS; row++) {
        assertThat(
                Math.abs(compared.score(coded.block, row) - Vectors.dot(query, coded.photos[row])))
            .as("row %s of %s components, seed %s", row, dimension, seed)
            .isLessThan(3e-4);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {504, 768})
  void estimatesAreUnbiasedAndKnowTheirError(int dimension) {
    Coded coded = Coded.of(seed, dimension);
    double sum = 0;
    double squares = 0;
    int outside = 0;
    for (int q = 0; q < QUERIES; q++) {
      float[] query = coded.vectors.query(q, ROWS);
      CodedQuery compared = new CodedQuery(coded.coder, query);
      for (int row = 0; row < ROWS; row++) {
        double error =
            compared.estimate(coded.block.coarse(), row) - Vectors.dot(query, coded.photos[row]);
        double relative = error / compared.error(coded.block.coarse(), row);
        sum += relative;
        squares += relative * relative;
        outside += Math.abs(relative) > 3 ? 1 : 0;
      }
    }
    int count = ROWS * QUERIES;
    assertThat(Math.abs(sum / count)).as("bias in errors, seed %s", seed).isLessThan(0.15);
    assertThat(Math.sqrt(squares / count)).as("seed %s", seed).isBetween(0.8, 1.2);
    assertThat(outside).as("seed %s", seed).isLessThan(count / 50);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 64, 100, 504, 768, 4096})
  void bothScansOfSignsGiveEqualResults(int dimension) {
    CodeLayout layout = new CodeLayout(dimension);
    MemorySegment coarse = MemorySegment.ofArray(new byte[(int) layout.coarseBytes()]);
    for (long at = 0; at < layout.signFactors(); at += Long.BYTES) {
      coarse.set(CodeLayout.LONG, at, random.nextLong());
    }
    boolean[] groups = new boolean[CodeLayout.ROWS / CodeLayout.GROUP];
    for (int group = 0; group < groups.length; group++) {
      groups[group] = random.nextBoolean();
    }
    long[] planes = random.longs((long) layout.words() * SignScan.QUERY_BITS).toArray();
    long[] scalar = new long[CodeLayout.ROWS];
    long[] simd = new long[CodeLayout.ROWS];
    new ScalarSignScan().scan(layout, coarse, groups, planes, scalar);
    new SimdSignScan().scan(layout, coarse, groups, planes, simd);
    assertThat(simd).as("seed %s", seed).isEqualTo(scalar);
    for (int row = 0; row < CodeLayout.ROWS; row++) {
      assertThat(scalar[row])
          .as("row %s, seed %s", row, seed)
          .isEqualTo(groups[row / CodeLayout.GROUP] ? sum(layout, coarse, planes, row) : 0);
    }
  }

  /// Returns the sum of twice the components of the query at the bits of a row, bit by bit.
  private static long sum(CodeLayout layout, MemorySegment coarse, long[] planes, int row) {
    long sum = 0;
    for (int i = 0; i < layout.components(); i++) {
      int word = i / Long.SIZE;
      if ((coarse.get(CodeLayout.LONG, layout.sign(row, word)) >>> i & 1) != 0) {
        int number = 0;
        for (int bit = 0; bit < SignScan.QUERY_BITS; bit++) {
          number |= (int) (planes[word * SignScan.QUERY_BITS + bit] >>> i & 1) << bit;
        }
        sum += 2L * number - 15;
      }
    }
    return sum;
  }

  @Test
  void decodingGivesTheVectorBack() {
    Coded coded = Coded.of(seed, 504);
    for (int row = 0; row < ROWS; row++) {
      float[] decoded = coded.coder.decode(coded.block, row);
      assertThat(Vectors.dot(decoded, coded.photos[row]))
          .as("row %s, seed %s", row, seed)
          .isBetween(0.9999, 1.0001);
    }
  }

  @Test
  void copyIsEqualAtAnyPosition() {
    Coded coded = Coded.of(seed, 100);
    Block other = RowAppender.newBlock(coded.coder.layout());
    CodedQuery query = new CodedQuery(coded.coder, coded.vectors.query(0, ROWS));
    for (int row = 0; row < ROWS; row++) {
      int target = CodeLayout.ROWS - 1 - row;
      coded.coder.copy(coded.block, row, other, target);
      assertThat(coded.coder.isIntact(other, target)).isTrue();
      assertThat(coded.coder.isFineIntact(other, target)).isTrue();
      assertThat(query.score(other, target)).isEqualTo(query.score(coded.block, row));
    }
  }

  @Test
  void everyChangedBitIsDetected() {
    Coded coded = Coded.of(seed, 70);
    CodeLayout layout = coded.coder.layout();
    int row = random.nextInt(ROWS);
    for (int i = 0; i < layout.components(); i++) {
      MemorySegment fine = coded.block.fine();
      flip(fine, layout.fine(row) + i);
      assertThat(coded.coder.isFineIntact(coded.block, row)).as("fine %s", i).isFalse();
      flip(fine, layout.fine(row) + i);
    }
    MemorySegment coarse = coded.block.coarse();
    for (int i = 0; i < layout.recordBytes(); i++) {
      assertDetected(coded, coarse, layout.record(row) + i, row);
    }
    assertDetected(coded, coarse, layout.id(row), row);
    assertDetected(coded, coarse, layout.signFactor(row), row);
    for (int word = 0; word < layout.words(); word++) {
      assertDetected(coded, coarse, layout.sign(row, word), row);
    }
    assertThat(coded.coder.isIntact(RowAppender.newBlock(layout), row)).as("zeros").isFalse();
  }

  private void assertDetected(Coded coded, MemorySegment coarse, long at, int row) {
    flip(coarse, at);
    assertThat(coded.coder.isIntact(coded.block, row)).as("byte %s, seed %s", at, seed).isFalse();
    flip(coarse, at);
    assertThat(coded.coder.isIntact(coded.block, row)).isTrue();
  }

  private static void flip(MemorySegment bytes, long at) {
    bytes.set(ValueLayout.JAVA_BYTE, at, (byte) (bytes.get(ValueLayout.JAVA_BYTE, at) ^ 4));
  }
}
