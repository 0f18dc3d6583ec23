package app.akin.core.index;

import java.util.ArrayList;
import java.util.List;

/// Keeps the best neighbours offered, in a bounded heap with the worst at the root. Not
/// thread-safe.
final class TopK {
  private final int limit;
  private final float[] scores;
  private final long[] ids;
  private int size;

  /// Creates a heap for `limit` neighbours, at least one.
  TopK(int limit) {
    this.limit = limit;
    this.scores = new float[limit];
    this.ids = new long[limit];
  }

  /// Adds a neighbour if it is among the best so far.
  void offer(long id, float score) {
    if (size < limit) {
      siftUp(size++, id, score);
    } else if (isWorse(ids[0], scores[0], id, score)) {
      siftDown(id, score);
    }
  }

  /// Offers all neighbours of another heap.
  void offerAll(TopK other) {
    for (int i = 0; i < other.size; i++) {
      offer(other.ids[i], other.scores[i]);
    }
  }

  /// Returns its capacity.
  int limit() {
    return limit;
  }

  /// Returns the number of neighbours it holds.
  int size() {
    return size;
  }

  /// Returns the neighbours, best first.
  List<Neighbour> best() {
    List<Neighbour> best = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      best.add(new Neighbour(ids[i], scores[i]));
    }
    best.sort(Neighbour.BEST_FIRST);
    return List.copyOf(best);
  }

  private static boolean isWorse(long id, float score, long thanId, float thanScore) {
    return score < thanScore || (score == thanScore && id > thanId);
  }

  private void siftUp(int hole, long id, float score) {
    int at = hole;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!isWorse(id, score, ids[parent], scores[parent])) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, id, score);
  }

  private void siftDown(long id, float score) {
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
    put(at, id, score);
  }

  private void move(int from, int to) {
    put(to, ids[from], scores[from]);
  }

  private void put(int at, long id, float score) {
    ids[at] = id;
    scores[at] = score;
  }
}
