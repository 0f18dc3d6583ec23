package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Searches a snapshot. Thread-safe.
///
/// If few rows are accepted, all are scored. Otherwise in three stages: the signs of every accepted
/// row propose candidates, the cells of the candidates estimate their scores, and those that may be
/// among the best by the error of their estimate are scored.
final class SnapshotSearcher {
  /// Candidates that are estimated first: at least this number, and this number for each result.
  private static final int CANDIDATES = 512;

  private static final int PER_RESULT = 4;

  /// Most candidates: this number for each result, or one row in this number between these limits.
  private static final int MOST_PER_RESULT = 64;

  private static final int ROWS_PER_CANDIDATE = 16;

  /// Under a filter that accepts at most one row in [#ROWS_PER_ACCEPTED], one in this number of all
  /// rows may be a candidate: to keep them takes little time beside the scan.
  private static final int ROWS_PER_FILTERED_CANDIDATE = 32;

  private static final int ROWS_PER_ACCEPTED = 8;

  private static final int LEAST_CANDIDATES = 4_096;
  private static final int MOST_CANDIDATES = 1 << 14;

  /// Most candidates of a second look at the signs. With them, a search takes 100 MB.
  private static final int MOST_LEFT_OUT = 1 << 21;

  /// A row is scored if its estimate and this number of standard errors reach the last result.
  private static final float ERRORS = 2.5f;

  /// A candidate is estimated if its estimate by signs and this number of standard errors of an
  /// estimate by cells reach the last result. An estimate by signs has 3.9 times the error.
  private static final float SIGN_ERRORS = 10;

  /// The signs are looked at again if the last candidate is better than this number of standard
  /// errors below the last result: then many more rows than candidates may be among the best, as
  /// with vectors of few components.
  private static final float LEFT_OUT_ERRORS = 4;

  /// Rows scored between two looks at the last result, in the order of the file.
  private static final int BATCH = 32;

  /// Parts of a work for which another thread is worthwhile, about a fifth of a millisecond.
  private static final int BLOCKS_PER_HELPER = 64;

  private static final int CANDIDATES_PER_PART = 64;

  private static final int PARTS_PER_HELPER = 4;

  private final Workers workers;
  private final int exactRows;
  private final AtomicBoolean cold = new AtomicBoolean(true);

  SnapshotSearcher(Workers workers, IndexSettings settings) {
    this.workers = workers;
    this.exactRows = settings.exactRows();
  }

  /// The result of a search.
  ///
  /// @param best the nearest rows, best first
  /// @param exact whether every accepted row was scored
  record Found(List<RowScore> best, boolean exact) {}

  /// Returns the `k` nearest accepted rows as specified by [VectorIndex#nearest]. The caller holds
  /// the snapshot.
  ///
  /// @throws DamagedIndexException if a row that was to be scored is damaged
  Found nearest(Snapshot snapshot, float[] query, int k, @Nullable IdSet allowed) {
    int accepted =
        Math.min(snapshot.visible(), allowed == null ? Integer.MAX_VALUE : allowed.size());
    if (accepted == 0) {
      return new Found(List.of(), true);
    }
    int wanted = Math.min(k, accepted);
    CodedQuery coded = new CodedQuery(snapshot.coder(), query);
    if (accepted <= Math.max(exactRows, wanted)) {
      return new Found(scoreAll(snapshot, coded, accepted, wanted, allowed), true);
    }
    Refinement refinement = new Refinement(snapshot, coded, wanted);
    int first = Math.max(CANDIDATES, Math.multiplyExact(PER_RESULT, wanted));
    int most = most(accepted, wanted, snapshot.rows());
    TopRows candidates = propose(snapshot, coded, new TopRows(most), allowed);
    refinement.add(candidates.best(first));
    refinement.add(candidates.others(first, refinement.needed(SIGN_ERRORS)));
    if (most < accepted && candidates.leavesOut(refinement.needed(LEFT_OUT_ERRORS))) {
      TopRows more = candidates.leftOut(MOST_LEFT_OUT, refinement.needed(SIGN_ERRORS));
      refinement.add(propose(snapshot, coded, more, allowed).all());
    }
    return new Found(refinement.best(), false);
  }

  /// Returns how many candidates there may be.
  private static int most(int accepted, int wanted, int rows) {
    int most = Math.clamp(accepted / ROWS_PER_CANDIDATE, LEAST_CANDIDATES, MOST_CANDIDATES);
    if (accepted <= rows / ROWS_PER_ACCEPTED) {
      most = Math.max(most, rows / ROWS_PER_FILTERED_CANDIDATE);
    }
    return (int) Math.min(accepted, Math.max(most, (long) MOST_PER_RESULT * wanted));
  }

  private List<RowScore> scoreAll(
      Snapshot snapshot, CodedQuery query, int accepted, int wanted, @Nullable IdSet allowed) {
    snapshot.expect(Math.min(accepted, snapshot.rows()));
    TopK top = new TopK(wanted);
    int blocks = CodeLayout.blocks(snapshot.rows());
    workers
        .run(
            blocks,
            1,
            () -> new TopK(wanted),
            (best, block) -> {
              BitSet rows = BitSet.valueOf(snapshot.accepted(block, allowed));
              for (int in = rows.nextSetBit(0); in >= 0; in = rows.nextSetBit(in + 1)) {
                int row = block * CodeLayout.ROWS + in;
                best.offer(row, snapshot.id(row), snapshot.score(query, row));
              }
            })
        .forEach(top::offerAll);
    return top.best();
  }

  /// Adds the accepted rows with the best estimates by signs to an empty collection.
  private TopRows propose(
      Snapshot snapshot, CodedQuery query, TopRows top, @Nullable IdSet allowed) {
    SignScan scan = cold.getAndSet(false) ? new ScalarSignScan() : new SimdSignScan();
    workers
        .run(
            CodeLayout.blocks(snapshot.rows()),
            BLOCKS_PER_HELPER,
            () -> new BlockScan(snapshot, query, scan, top.empty(), allowed),
            BlockScan::run)
        .forEach(found -> top.offerAll(found.top));
    return top;
  }

  /// The first stage on one thread.
  private static final class BlockScan {
    private final Snapshot snapshot;
    private final CodedQuery query;
    private final SignScan scan;
    private final @Nullable IdSet allowed;
    private final TopRows top;
    private final CodedQuery.Buffers buffers = new CodedQuery.Buffers();

    BlockScan(
        Snapshot snapshot, CodedQuery query, SignScan scan, TopRows top, @Nullable IdSet allowed) {
      this.snapshot = snapshot;
      this.query = query;
      this.scan = scan;
      this.allowed = allowed;
      this.top = top;
    }

    void run(int block) {
      int first = block * CodeLayout.ROWS;
      long[] accepted = snapshot.accepted(block, allowed);
      boolean[] groups = buffers.groups();
      boolean any = false;
      for (int group = 0; group < groups.length; group++) {
        groups[group] = lanes(accepted, group) != 0;
        any |= groups[group];
      }
      if (!any) {
        return;
      }
      query.estimateBySigns(scan, snapshot.block(first).coarse(), buffers);
      float[] estimates = buffers.estimates();
      for (int word = 0; word < accepted.length; word++) {
        for (long left = accepted[word]; left != 0; left &= left - 1) {
          int row = word * Long.SIZE + Long.numberOfTrailingZeros(left);
          top.offer(first + row, estimates[row]);
        }
      }
    }

    /// Returns the bits of a group of rows.
    private static int lanes(long[] accepted, int group) {
      int bit = group * CodeLayout.GROUP;
      return (int) (accepted[bit / Long.SIZE] >>> bit) & ((1 << CodeLayout.GROUP) - 1);
    }
  }

  /// The second and third stage: estimates candidates by their cells and scores the best.
  private final class Refinement {
    private final Snapshot snapshot;
    private final CodedQuery query;
    private final int wanted;
    private final TopK top;
    private float error;

    Refinement(Snapshot snapshot, CodedQuery query, int wanted) {
      this.snapshot = snapshot;
      this.query = query;
      this.wanted = wanted;
      this.top = new TopK(wanted);
    }

    /// Adds candidates, ascending.
    void add(int[] candidates) {
      Estimates estimates = estimate(snapshot, query, candidates);
      error = Math.max(error, estimates.error());
      int batch = Math.max(BATCH, wanted / 4);
      int from = 0;
      int to = Math.min(candidates.length, wanted - top.size());
      do {
        score(snapshot, query, estimates.rows(from, to), top);
        from = to;
        while (to < Math.min(candidates.length, from + batch)
            && (top.size() < wanted || estimates.bound(to) >= top.worst())) {
          to++;
        }
      } while (from < to);
    }

    /// Returns the estimate by signs that further candidates need: this number of standard errors
    /// of an estimate by cells below the last result.
    float needed(float errors) {
      return top.size() < wanted ? Float.NEGATIVE_INFINITY : top.worst() - errors * error;
    }

    List<RowScore> best() {
      return top.best();
    }
  }

  /// Estimates of candidates.
  ///
  /// @param keys their keys, ascending, see [TopRows#key]
  /// @param error the largest standard error
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Estimates(long[] keys, float error) {
    /// Returns the rows of some candidates, counted from the best, ascending.
    int[] rows(int from, int to) {
      return IntStream.range(from, to).map(i -> TopRows.row(key(i))).sorted().toArray();
    }

    /// Returns the score that a candidate may have.
    float bound(int at) {
      return TopRows.estimate(key(at)) + ERRORS * error;
    }

    private long key(int at) {
      return keys[keys.length - 1 - at];
    }
  }

  private Estimates estimate(Snapshot snapshot, CodedQuery query, int[] candidates) {
    long[] keys = new long[candidates.length];
    float[] errors = new float[candidates.length];
    forEach(
        candidates.length,
        i -> {
          int row = candidates[i];
          MemorySegment coarse = snapshot.block(row).coarse();
          keys[i] = TopRows.key(row, query.estimate(coarse, row));
          errors[i] = query.error(coarse, row);
        });
    Arrays.sort(keys);
    float largest = 0;
    for (float error : errors) {
      largest = Math.max(largest, error);
    }
    return new Estimates(keys, largest);
  }

  private void score(Snapshot snapshot, CodedQuery query, int[] sorted, TopK top) {
    snapshot.expect(sorted.length);
    float[] scores = new float[sorted.length];
    forEach(sorted.length, i -> scores[i] = snapshot.score(query, sorted[i]));
    for (int i = 0; i < sorted.length; i++) {
      top.offer(sorted[i], snapshot.id(sorted[i]), scores[i]);
    }
  }

  /// Performs a work for each number from 0 to `count`, on other threads too if there are many.
  private void forEach(int count, IntConsumer work) {
    workers.run(
        (count + CANDIDATES_PER_PART - 1) / CANDIDATES_PER_PART,
        PARTS_PER_HELPER,
        part -> {
          int from = part * CANDIDATES_PER_PART;
          for (int i = from; i < Math.min(count, from + CANDIDATES_PER_PART); i++) {
            work.accept(i);
          }
        });
  }

  /// Compares rows with further vectors.
  static List<ComparedNeighbour> compare(
      Snapshot snapshot, List<RowScore> rows, List<float[]> others) {
    List<CodedQuery> queries = queries(snapshot, others);
    return rows.stream()
        .map(
            found ->
                new ComparedNeighbour(
                    found.neighbour().id(),
                    found.neighbour().score(),
                    queries.stream().map(query -> snapshot.score(query, found.row())).toList()))
        .toList();
  }

  /// Returns the scores of an evenly spaced sample of the visible contents: estimates, unless the
  /// index is small.
  ///
  /// @return for each query its scores; those at equal positions are of one content
  List<float[]> sample(Snapshot snapshot, List<float[]> vectors, int limit) {
    List<CodedQuery> queries = queries(snapshot, vectors);
    int rows = snapshot.rows();
    int count = Math.min(limit, rows);
    boolean small = rows <= exactRows;
    List<float[]> scores = new ArrayList<>();
    vectors.forEach(_ -> scores.add(new float[count]));
    int accepted = 0;
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * rows / count);
      if (snapshot.isVisible(row)) {
        for (int q = 0; q < scores.size(); q++) {
          CodedQuery query = queries.get(q);
          scores.get(q)[accepted] =
              small
                  ? snapshot.score(query, row)
                  : query.estimate(snapshot.block(row).coarse(), row);
        }
        accepted++;
      }
    }
    int size = accepted;
    scores.replaceAll(all -> Arrays.copyOf(all, size));
    return scores;
  }

  private static List<CodedQuery> queries(Snapshot snapshot, List<float[]> vectors) {
    return vectors.stream().map(vector -> new CodedQuery(snapshot.coder(), vector)).toList();
  }
}
