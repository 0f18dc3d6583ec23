package app.akin.core.index;

import java.util.ArrayList;
import java.util.List;

/// Keeps the best rows offered, in a bounded heap with the worst at the root. Not thread-safe.
final class TopK {
  private final int limit;
  private final float[] scores;
  private final long[] ids;
  private final int[] rows;
  private int size;

  /// Creates a heap for `limit` rows, at least one.
  TopK(int limit) {
    this.limit = limit;
    this.scores = new float[limit];
    this.ids = new long[limit];
    this.rows = new int[limit];
  }

  /// Adds a row if it is among the best so far.
  void offer(int row, long id, float score) {
    if (size < limit) {
      siftUp(size++, row, id, score);
    } else if (isWorse(ids[0], scores[0], id, score)) {
      siftDown(row, id, score);
    }
  }

  /// Offers all rows of another heap.
  void offerAll(TopK other) {
    for (int i = 0; i < other.size; i++) {
      offer(other.rows[i], other.ids[i], other.scores[i]);
    }
  }

  /// Returns the number of rows it holds.
  int size() {
    return size;
  }

  /// Returns the score of its worst row; it holds at least one.
  float worst() {
    return scores[0];
  }

  /// Returns the rows, best first.
  List<RowScore> best() {
    List<RowScore> best = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      best.add(new RowScore(rows[i], new Neighbour(ids[i], scores[i])));
    }
    best.sort(RowScore.BEST_FIRST);
    return List.copyOf(best);
  }

  private static boolean isWorse(long id, float score, long thanId, float thanScore) {
    return score < thanScore || (score == thanScore && id > thanId);
  }

  private void siftUp(int hole, int row, long id, float score) {
    int at = hole;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!isWorse(id, score, ids[parent], scores[parent])) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, row, id, score);
  }

  private void siftDown(int row, long id, float score) {
    int at = 0;
    for (int child = 1; child < limit; child = 2 * at + 1) {
      int other = child + 1;
      if (other < limit && isWorse(ids[other], scores[other], ids[child], scores[child])) {
        child = other;
      }
      if (!isWorse(ids[child], scores[child], id, score)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, row, id, score);
  }

  private void move(int from, int to) {
    put(to, rows[from], ids[from], scores[from]);
  }

  private void put(int at, int row, long id, float score) {
    rows[at] = row;
    ids[at] = id;
    scores[at] = score;
  }
}
