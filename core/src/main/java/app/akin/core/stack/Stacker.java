package app.akin.core.stack;

import app.akin.core.photo.ContentId;
import app.akin.core.store.StackInput;
import app.akin.core.store.StackReason;
import app.akin.core.store.StackState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Finds the leader of each photo. Rows are photos in [Shot#ORDER]; a leader has a smaller row. Not
/// thread-safe.
final class Stacker {
  private static final int NONE = -1;

  /// Bits of the perceptual hash by which images of one stack may differ, unless their embeddings
  /// are near.
  private static final int MAX_HASH_BITS = 14;

  /// Bits of the sketch by which embeddings are near.
  private static final int MAX_SKETCH_BITS = 9;

  /// Bits of the hash that a difference in a sketch outweighs.
  private static final int SKETCH_PENALTY = 6;

  /// Most photos with which one is compared because of their hashes; the nearest ones.
  private static final int MAX_CANDIDATES = 24;

  /// Most photos before and after one in time with which it is compared.
  private static final int MAX_NEIGHBOURS = 48;

  private final List<StackInput> inputs;
  private final long[] marks;
  private final Images images;
  private final Decisions decisions;
  private final Calibration calibration;

  private final int size;
  private final long[] hashes;
  private final long[] sketches;
  private final boolean[] sketched;
  private final int[] leaders;
  private final StackReason[] reasons;
  private final BitSet due = new BitSet();
  private boolean all = true;

  /// The rows in the order of camera and date, and the position of each in it.
  private final int[] byTime;

  private final int[] times;

  /// The first row of each group of joined photos, by group.
  private final Map<Long, List<Integer>> groups = new HashMap<>();

  private final List<Integer> decided = new ArrayList<>();

  private final HashIndex leaderHashes;
  private final HashIndex leaderSketches;
  private final HashIndex otherHashes;
  private final HashIndex otherSketches;

  /// @param inputs the photos, in order
  /// @param marks the marks of the rows
  Stacker(
      List<StackInput> inputs,
      long[] marks,
      Images images,
      Decisions decisions,
      Calibration calibration) {
    this.inputs = inputs;
    this.marks = marks;
    this.images = images;
    this.decisions = decisions;
    this.calibration = calibration;
    size = inputs.size();
    hashes = new long[size];
    sketches = new long[size];
    sketched = new boolean[size];
    leaders = new int[size];
    reasons = new StackReason[size];
    for (int row = 0; row < size; row++) {
      Long hash = inputs.get(row).hash();
      hashes[row] = hash == null ? 0 : hash;
      leaders[row] = NONE;
      reasons[row] = StackReason.CENTRE;
      long photo = inputs.get(row).photo().value();
      long group = decisions.group(photo);
      if (group != 0) {
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(row);
      }
      if (decisions.hasParts(photo)) {
        decided.add(row);
      }
    }
    due.set(0, size);
    byTime = byTime();
    times = new int[size];
    Arrays.fill(times, NONE);
    for (int i = 0; i < byTime.length; i++) {
      times[byTime[i]] = i;
    }
    leaderHashes = new HashIndex(hashes);
    leaderSketches = new HashIndex(sketches);
    otherHashes = new HashIndex(hashes);
    otherSketches = new HashIndex(sketches);
  }

  private int[] byTime() {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      StackInput input = inputs.get(row);
      if (input.camera() != 0 && input.date() != null && input.hash() != null) {
        rows.add(row);
      }
    }
    rows.sort(
        Comparator.comparingLong((Integer row) -> inputs.get(row).camera())
            .thenComparingLong(row -> date(row)));
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private long date(int row) {
    Long date = inputs.get(row).date();
    return date == null ? 0 : date;
  }

  /// Continues from what the last pass has found: only photos whose marks have changed are due, and
  /// those that lost their leader.
  void restore() {
    all = false;
    Map<Long, Integer> rows = new HashMap<>();
    for (int row = 0; row < size; row++) {
      StackState state = inputs.get(row).state();
      if (state != null && state.mark() == marks[row]) {
        rows.put(inputs.get(row).photo().value(), row);
      }
    }
    for (Map.Entry<Long, Integer> entry : rows.entrySet()) {
      int row = entry.getValue();
      StackState state = inputs.get(row).state();
      if (state == null) {
        continue;
      }
      sketches[row] = state.sketch();
      sketched[row] = true;
      Integer leader = rows.get(state.leader());
      if (leader != null && (leader <= row || state.reason() == StackReason.JOINED)) {
        leaders[row] = leader;
        reasons[row] = state.reason();
        due.clear(row);
      }
    }
    for (int row = 0; row < size; row++) {
      // A leader that is one no longer.
      int leader = leaders[row];
      if (leader != NONE && leaders[leader] != leader) {
        leaders[row] = NONE;
        due.set(row);
      }
    }
    for (List<Integer> group : groups.values()) {
      if (group.stream().anyMatch(due::get)) {
        group.forEach(due::set);
      }
    }
  }

  boolean needsSketch(int row) {
    return !sketched[row];
  }

  void setSketch(int row, long sketch) {
    sketches[row] = sketch;
    sketched[row] = true;
  }

  long sketch(int row) {
    return sketches[row];
  }

  long mark(int row) {
    return marks[row];
  }

  /// Returns the row to which a row belongs; itself if it belongs to no other.
  int leader(int row) {
    return leaders[row] == NONE ? row : leaders[row];
  }

  StackReason reason(int row) {
    return reasons[row];
  }

  /// Finds the leaders of the rows that are due, in order.
  ///
  /// @return number of these rows
  int run(BooleanSupplier stopped) {
    if (!all) {
      for (int row = 0; row < size; row++) {
        if (isLeader(row)) {
          index(row, true);
        } else {
          index(row, false);
        }
      }
    }
    int count = 0;
    for (int row = due.nextSetBit(0); row >= 0; row = due.nextSetBit(row + 1)) {
      if ((count & 0xFF) == 0 && stopped.getAsBoolean()) {
        return count;
      }
      count++;
      find(row);
    }
    return count;
  }

  private boolean isLeader(int row) {
    return leaders[row] == row && isComparable(row);
  }

  /// Returns whether a photo can be compared with others.
  private boolean isComparable(int row) {
    return inputs.get(row).hash() != null && !decisions.isNever(inputs.get(row).photo().value());
  }

  private void index(int row, boolean leader) {
    if (isComparable(row)) {
      (leader ? leaderHashes : otherHashes).add(row);
      if (hasSketch(row)) {
        (leader ? leaderSketches : otherSketches).add(row);
      }
    }
  }

  private void unindex(int row, boolean leader) {
    if (isComparable(row)) {
      (leader ? leaderHashes : otherHashes).remove(row);
      if (hasSketch(row)) {
        (leader ? leaderSketches : otherSketches).remove(row);
      }
    }
  }

  private boolean hasSketch(int row) {
    return inputs.get(row).embedding() > 0 && sketched[row];
  }

  private void find(int row) {
    int before = leaders[row];
    int leader = row;
    StackReason reason = StackReason.CENTRE;
    int first = firstOfGroup(row);
    if (first != row) {
      leader = leader(first);
      reason = StackReason.JOINED;
    } else if (isComparable(row)) {
      Best best = best(row);
      if (best != null) {
        leader = best.leader();
        reason = best.relation().reason();
      }
    }
    leaders[row] = leader;
    reasons[row] = reason;
    if (before == leader) {
      return;
    }
    reindex(row, before == row, leader == row);
    if (!all) {
      if (before == row) {
        // Its photos need another leader.
        for (int other = 0; other < size; other++) {
          if (leaders[other] == row && other != row) {
            due.set(other);
          }
        }
      } else if (leader == row && isComparable(row)) {
        dueAround(row);
      }
      if (first == row) {
        group(row).stream().filter(other -> other > row).forEach(due::set);
      }
      if (decisions.hasParts(inputs.get(row).photo().value())) {
        decided.stream().filter(other -> other > row).forEach(due::set);
      }
    }
  }

  private void reindex(int row, boolean wasLeader, boolean isLeader) {
    if (all) {
      if (isLeader) {
        index(row, true);
      }
    } else if (wasLeader != isLeader) {
      unindex(row, wasLeader);
      index(row, isLeader);
    }
  }

  /// Makes later photos due that may belong to a new leader.
  private void dueAround(int row) {
    for (int other : neighbours(row)) {
      if (other > row) {
        due.set(other);
      }
    }
    for (HashIndex index : List.of(leaderHashes, otherHashes)) {
      index.near(
          hashes[row],
          MAX_HASH_BITS,
          other -> {
            if (other > row) {
              due.set(other);
            }
          });
    }
    if (hasSketch(row)) {
      for (HashIndex index : List.of(leaderSketches, otherSketches)) {
        index.near(
            sketches[row],
            MAX_SKETCH_BITS,
            other -> {
              if (other > row) {
                due.set(other);
              }
            });
      }
    }
  }

  private List<Integer> group(int row) {
    return groups.getOrDefault(decisions.group(inputs.get(row).photo().value()), List.of());
  }

  private int firstOfGroup(int row) {
    List<Integer> group = group(row);
    return group.isEmpty() ? row : group.getFirst();
  }

  /// The most similar leader.
  private record Best(int leader, Relation relation) {}

  private @Nullable Best best(int row) {
    int[] candidates = candidates(row);
    List<ContentId> contents = new ArrayList<>();
    contents.add(inputs.get(row).content());
    for (int candidate : candidates) {
      contents.add(inputs.get(candidate).content());
    }
    if (candidates.length == 0) {
      return null;
    }
    images.read(contents);
    Images.Known own = images.get(inputs.get(row).content());
    if (own == null) {
      return null;
    }
    Picture picture = picture(row, own);
    Best best = null;
    for (int candidate : candidates) {
      Images.Known other = images.get(inputs.get(candidate).content());
      if (other == null || areApart(row, candidate)) {
        continue;
      }
      Relation relation = relation(row, own, picture, candidate, other);
      if (relation != null && (best == null || relation.strength() > best.relation().strength())) {
        best = new Best(candidate, relation);
      }
    }
    return best;
  }

  private @Nullable Relation relation(
      int row, Images.Known own, Picture picture, int candidate, Images.Known other) {
    double cosine = 1;
    if (!calibration.weak()) {
      if (own.unit().length == 0 || own.unit().length != other.unit().length) {
        return null;
      }
      cosine = Calibration.cosine(own.unit(), other.unit());
      if (cosine < Math.min(calibration.same(), calibration.grey())) {
        return null;
      }
    }
    Comparison comparison = Comparison.of(picture(candidate, other), picture);
    if (comparison == null) {
      return null;
    }
    StackInput one = inputs.get(candidate);
    StackInput two = inputs.get(row);
    boolean close = Shot.areClose(one, two);
    Relation relation = Relation.of(comparison, cosine, close, calibration);
    return relation != null && close && Shot.areShots(one, two)
        ? new Relation(StackReason.BURST, relation.strength())
        : relation;
  }

  private Picture picture(int row, Images.Known known) {
    StackInput input = inputs.get(row);
    return new Picture(known.signature(), (double) input.width() / input.height());
  }

  /// Returns whether the user has split a photo, or one joined with it, from the stack of a leader.
  private boolean areApart(int row, int leader) {
    List<Integer> own = group(row).isEmpty() ? List.of(row) : group(row);
    for (int each : own) {
      long photo = inputs.get(each).photo().value();
      if (!decisions.hasParts(photo)) {
        continue;
      }
      for (int other : decided) {
        if (other < row
            && leader(other) == leader
            && decisions.areApart(photo, inputs.get(other).photo().value())) {
          return true;
        }
      }
    }
    return false;
  }

  /// Returns the leaders before a row that may be similar to it, in order.
  private int[] candidates(int row) {
    Nearest nearest = new Nearest(row);
    leaderHashes.near(hashes[row], MAX_HASH_BITS, nearest::add);
    if (hasSketch(row)) {
      leaderSketches.near(sketches[row], MAX_SKETCH_BITS, nearest::add);
    }
    return IntStream.concat(
            neighbours(row).stream()
                .mapToInt(Integer::intValue)
                .filter(other -> other < row && isLeader(other)),
            nearest.rows())
        .sorted()
        .distinct()
        .toArray();
  }

  /// Collects the rows before one that are nearest to it.
  private final class Nearest {
    private final int row;
    private long[] found = new long[2 * MAX_CANDIDATES];
    private int count;

    Nearest(int row) {
      this.row = row;
    }

    void add(int other) {
      if (other >= row) {
        return;
      }
      int distance = Long.bitCount(hashes[row] ^ hashes[other]);
      if (hasSketch(row) && hasSketch(other)) {
        distance =
            Math.min(distance, SKETCH_PENALTY + Long.bitCount(sketches[row] ^ sketches[other]));
      }
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = (long) distance << Integer.SIZE | other;
    }

    /// Returns the nearest rows, in no particular order.
    IntStream rows() {
      return LongStream.of(found)
          .limit(count)
          .sorted()
          .distinct()
          .limit(MAX_CANDIDATES)
          .mapToInt(each -> (int) each);
    }
  }

  /// Returns the rows that the same camera took within seconds.
  private List<Integer> neighbours(int row) {
    List<Integer> neighbours = new ArrayList<>();
    int at = times[row];
    if (at == NONE) {
      return neighbours;
    }
    for (int step = -1; step <= 1; step += 2) {
      for (int i = at + step;
          i >= 0 && i < byTime.length && Math.abs(i - at) <= MAX_NEIGHBOURS;
          i += step) {
        int other = byTime[i];
        if (inputs.get(other).camera() != inputs.get(row).camera()
            || Math.abs(date(other) - date(row)) > Shot.SPAN) {
          break;
        }
        neighbours.add(other);
      }
    }
    return neighbours;
  }
}
