package app.akin.core.stack;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.core.store.StackHashes;
import app.akin.core.store.StackInput;
import app.akin.core.store.StackInputReader;
import app.akin.core.store.StackReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds the leaders of some photos among all that were compared, and of those photos that are
/// affected. A leader comes before those that belong to it in [Shot#ORDER]. Not thread-safe.
final class Stacker {
  /// Bits of the perceptual hash by which images of one stack may differ, unless their embeddings
  /// are near.
  private static final int MAX_HASH_BITS = 14;

  /// Bits of the sketch by which embeddings are near.
  private static final int MAX_SKETCH_BITS = 12;

  /// Bits of the hash that a difference in a sketch outweighs.
  private static final int SKETCH_PENALTY = 6;

  /// Most photos with which one is compared because of their hashes; the nearest ones.
  private static final int MAX_CANDIDATES = 24;

  /// Most leaders within seconds of one with which it is compared.
  private static final int MAX_NEIGHBOURS = 96;

  /// Most photos of a camera within seconds that are read.
  private static final int MAX_MOMENT = 1_000;

  private final StackInputReader reader;
  private final StackHashes hashes;
  private final Images images;
  private final Decisions decisions;
  private final PhotoSimilarity similarity;

  /// The photos near others by their hashes, if they were looked for before.
  private final Map<PhotoId, List<ByHash>> prepared = new ConcurrentHashMap<>();

  private final Map<PhotoId, Node> nodes = new HashMap<>();
  private final TreeSet<Node> due = new TreeSet<>();

  /// The photos whose leader was looked for.
  private final Set<Node> found = new LinkedHashSet<>();

  /// Photos that have changed, or are new: what is near them is looked at again.
  private final Set<PhotoId> changed = new HashSet<>();

  Stacker(
      StackInputReader reader,
      StackHashes hashes,
      Images images,
      Decisions decisions,
      Calibration calibration) {
    this.reader = reader;
    this.hashes = hashes;
    this.images = images;
    this.decisions = decisions;
    this.similarity = new PhotoSimilarity(hashes, images, calibration);
  }

  /// Looks for the photos near others by their hashes, and reads the thumbnails that will probably
  /// be compared, on all processors.
  void prepare(Collection<PhotoId> photos) {
    photos.parallelStream()
        .filter(this::isComparable)
        .forEach(photo -> prepared.put(photo, byHash(photo)));
    Set<ContentId> contents = new LinkedHashSet<>();
    for (Node node : load(photos)) {
      List<PhotoId> near =
          prepared.getOrDefault(node.photo(), List.of()).stream()
              .limit(MAX_CANDIDATES)
              .map(ByHash::photo)
              .filter(photo -> !hashes.isMember(photo))
              .toList();
      List<Node> others = load(near);
      List<ContentId> needed = new ArrayList<>();
      others.forEach(other -> needed.add(other.input().content()));
      images.readUnits(needed);
      boolean isNeeded = false;
      for (Node other : others) {
        if (similarity.areNear(node, other)) {
          contents.add(other.input().content());
          isNeeded = true;
        }
      }
      if (isNeeded) {
        contents.add(node.input().content());
      }
    }
    images.readSignatures(contents);
  }

  private List<ByHash> byHash(PhotoId photo) {
    List<ByHash> near = new ArrayList<>();
    hashes.near(
        photo,
        MAX_HASH_BITS,
        MAX_SKETCH_BITS,
        SKETCH_PENALTY,
        (other, bits, hash, sketch) -> {
          if (!decisions.isNever(other.value())) {
            near.add(new ByHash(other, bits, hash, sketch));
          }
        });
    near.sort(ByHash.ORDER);
    return near;
  }

  /// Finds the leaders of photos that are new or have changed.
  ///
  /// @param removed photos that are no longer in the library
  void run(Collection<PhotoId> photos, Collection<PhotoId> removed) {
    changed.addAll(photos);
    List<PhotoId> followers = new ArrayList<>(reader.around(photos));
    followers.addAll(reader.around(removed));
    load(photos).forEach(due::add);
    load(followers).stream()
        .filter(follower -> hashes.isCompared(follower.photo()))
        .forEach(due::add);
    for (PhotoId photo : photos) {
      load(decisions.joined(photo.value())).stream()
          .filter(joined -> hashes.isCompared(joined.photo()))
          .forEach(due::add);
    }
    while (!due.isEmpty()) {
      find(due.removeFirst());
    }
  }

  /// Returns the photos whose leader was looked for.
  Set<Node> found() {
    return found;
  }

  /// Returns whether a photo is new or has changed.
  boolean isChanged(PhotoId photo) {
    return changed.contains(photo);
  }

  /// Returns photos with their leaders, without those that have no file.
  List<Node> load(Collection<PhotoId> photos) {
    List<PhotoId> missing = photos.stream().filter(photo -> !nodes.containsKey(photo)).toList();
    if (!missing.isEmpty()) {
      for (StackInput input : reader.inputs(missing, hashes)) {
        nodes.put(input.photo(), new Node(input));
      }
    }
    List<Node> loaded = new ArrayList<>();
    for (PhotoId photo : photos) {
      Node node = nodes.get(photo);
      if (node != null) {
        loaded.add(node);
      }
    }
    return loaded;
  }

  /// Returns whether a photo can be compared with others.
  private boolean isComparable(PhotoId photo) {
    return hashes.isComparable(photo)
        && hashes.isCompared(photo)
        && !decisions.isNever(photo.value());
  }

  private void find(Node node) {
    boolean isNew = changed.contains(node.photo()) && !found.contains(node);
    found.add(node);
    PhotoId before = node.leader();
    List<Node> group = group(node);
    Node first = group.isEmpty() ? node : group.getFirst();
    PhotoId leader = node.photo();
    StackReason reason = StackReason.CENTRE;
    Near near = new Near(node);
    if (!first.equals(node)) {
      leader = first.leader();
      reason = StackReason.JOINED;
    } else if (isComparable(node.photo())) {
      Best best = best(node, near.candidates());
      if (best != null) {
        leader = best.leader().photo();
        reason = best.relation().reason();
      }
    }
    node.follow(leader, reason);
    hashes.compared(node.photo(), true, !node.isLeader());
    if (before.equals(leader) && !isNew) {
      return;
    }
    if (before.equals(node.photo()) && !node.isLeader()) {
      // Its photos need another leader.
      List<PhotoId> followers = new ArrayList<>(reader.around(List.of(before)));
      nodes.values().stream()
          .filter(other -> other.leader().equals(before))
          .forEach(other -> followers.add(other.photo()));
      load(followers).stream().filter(other -> other.leader().equals(before)).forEach(due::add);
    } else if (node.isLeader() && isComparable(node.photo())) {
      dueAround(node, near);
    }
    if (first.equals(node)) {
      group.stream().filter(other -> !other.equals(node)).forEach(due::add);
    }
    if (decisions.hasParts(node.photo().value())) {
      load(decisions.decided()).stream()
          .filter(other -> other.compareTo(node) > 0 && hashes.isCompared(other.photo()))
          .forEach(due::add);
    }
  }

  /// Makes later photos due that may belong to a new leader.
  private void dueAround(Node node, Near near) {
    for (Node other : near.all()) {
      if (other.compareTo(node) > 0
          && !other.leader().equals(node.photo())
          && similarity.relation(other, node) != null) {
        due.add(other);
      }
    }
  }

  /// Returns the compared photos that the user joined with one, in order; empty for none.
  private List<Node> group(Node node) {
    return load(decisions.joined(node.photo().value())).stream()
        .filter(other -> hashes.isCompared(other.photo()))
        .sorted()
        .toList();
  }

  /// The most similar leader.
  private record Best(Node leader, Relation relation) {}

  private @Nullable Best best(Node node, Collection<Node> candidates) {
    if (candidates.isEmpty()) {
      return null;
    }
    List<ContentId> contents = new ArrayList<>();
    contents.add(node.input().content());
    candidates.forEach(candidate -> contents.add(candidate.input().content()));
    images.readUnits(contents);
    Best best = null;
    for (Node candidate : candidates) {
      if (areApart(node, candidate)) {
        continue;
      }
      Relation relation = similarity.relation(node, candidate);
      if (relation != null && (best == null || relation.strength() > best.relation().strength())) {
        best = new Best(candidate, relation);
      }
    }
    return best;
  }

  /// Returns whether the user has split a photo, or one joined with it, from the stack of a leader.
  private boolean areApart(Node node, Node leader) {
    List<Node> own = group(node).isEmpty() ? List.of(node) : group(node);
    for (Node each : own) {
      long photo = each.photo().value();
      if (!decisions.hasParts(photo)) {
        continue;
      }
      for (Node other : load(decisions.decided())) {
        if (other.compareTo(node) < 0
            && other.leader().equals(leader.photo())
            && decisions.areApart(photo, other.photo().value())) {
          return true;
        }
      }
    }
    return false;
  }

  /// A photo that is near another by its hash.
  private record ByHash(PhotoId photo, int bits, long hash, long sketch) {
    static final Comparator<ByHash> ORDER =
        Comparator.comparingInt(ByHash::bits)
            .thenComparingLong(ByHash::hash)
            .thenComparingLong(ByHash::sketch)
            .thenComparingLong(near -> near.photo().value());
  }

  /// The photos that may be similar to one: near by their hashes, or taken within seconds.
  private final class Near {
    private final Node node;
    private final List<ByHash> byHash;
    private final List<PhotoId> byTime = new ArrayList<>();

    Near(Node node) {
      this.node = node;
      if (!isComparable(node.photo())) {
        byHash = List.of();
        return;
      }
      List<ByHash> known = prepared.get(node.photo());
      byHash = known == null ? byHash(node.photo()) : known;
      StackInput input = node.input();
      Long date = input.date();
      if (input.camera() != 0 && date != null) {
        reader.takenBetween(input.camera(), date - Shot.SPAN, date + Shot.SPAN, MAX_MOMENT).stream()
            .filter(photo -> !photo.equals(node.photo()) && isComparable(photo))
            .forEach(byTime::add);
      }
    }

    /// Returns all of them.
    List<Node> all() {
      Set<PhotoId> photos = new LinkedHashSet<>(byTime);
      byHash.forEach(near -> photos.add(near.photo()));
      return load(photos);
    }

    /// Returns the leaders among them that come before the photo, in order.
    Set<Node> candidates() {
      Set<Node> candidates = new TreeSet<>();
      load(byTime.stream().filter(photo -> !hashes.isMember(photo)).toList()).stream()
          .filter(this::isCandidate)
          .sorted(Comparator.comparingLong(this::distance).thenComparing(Comparator.naturalOrder()))
          .limit(MAX_NEIGHBOURS)
          .forEach(candidates::add);
      List<PhotoId> leaders =
          byHash.stream().map(ByHash::photo).filter(photo -> !hashes.isMember(photo)).toList();
      int count = 0;
      for (int from = 0; from < leaders.size() && count < MAX_CANDIDATES; from += MAX_CANDIDATES) {
        for (Node leader :
            load(leaders.subList(from, Math.min(leaders.size(), from + MAX_CANDIDATES)))) {
          if (count < MAX_CANDIDATES && isCandidate(leader)) {
            candidates.add(leader);
            count++;
          }
        }
      }
      return candidates;
    }

    private long distance(Node other) {
      Long date = node.input().date();
      Long otherDate = other.input().date();
      return date == null || otherDate == null ? Long.MAX_VALUE : Math.abs(date - otherDate);
    }

    private boolean isCandidate(Node other) {
      return other.isLeader() && other.compareTo(node) < 0;
    }
  }
}
