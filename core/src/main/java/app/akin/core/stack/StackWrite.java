package app.akin.core.stack;

import app.akin.core.photo.PhotoId;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.StackInput;
import app.akin.core.store.StackState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Stores the stacks that a [Stacker] has changed. A stack keeps its ID while most of its photos
/// stay together. For one update.
///
/// @param reader the state before
/// @param writer receives the changes, without a commit
/// @param decisions the user's decisions
/// @param finished whether all photos had been compared before, so that a photo in another stack is
///   a move and not a step of the first update
record StackWrite(
    CatalogueReader reader, CatalogueWriter writer, Decisions decisions, boolean finished) {

  /// Stores the stacks of the photos whose leaders were looked for.
  ///
  /// @param removed photos that are no longer in the library
  /// @return number of photos that were moved from one stack to another
  int store(Stacker stacker, Collection<PhotoId> removed) {
    Set<Node> nodes = new HashSet<>(stacker.found());
    Set<Long> old = new HashSet<>(reader.stacks().stacksOf(removed));
    stacker.load(stacker.found().stream().map(Node::leader).toList()).forEach(nodes::add);
    nodes.forEach(node -> old.add(node.stack()));
    old.remove(0L);
    nodes.addAll(stacker.load(reader.stacks().photosOf(old)));

    Map<PhotoId, List<Node>> groups = new HashMap<>();
    for (Node node : nodes) {
      groups.computeIfAbsent(node.leader(), _ -> new ArrayList<>()).add(node);
    }
    groups.values().removeIf(group -> group.size() < 2);
    Map<PhotoId, Long> ids = ids(groups);
    Map<PhotoId, StackState> states = new LinkedHashMap<>();
    Set<PhotoId> alone = new HashSet<>(removed);
    int moved = 0;
    for (Node node : nodes) {
      long stack = ids.getOrDefault(node.leader(), 0L);
      StackState before = node.input().state();
      if (stack == 0) {
        if (before != null) {
          alone.add(node.photo());
        }
        continue;
      }
      // What the user or a changed photo has caused is no surprise.
      long movedFrom = 0;
      if (before != null && finished && !stacker.isChanged(node.photo())) {
        movedFrom = before.movedFrom();
        if (before.stack() != stack) {
          movedFrom = before.stack();
          moved++;
        }
      }
      StackState state = new StackState(stack, node.leader(), node.reason(), movedFrom);
      if (!state.equals(before)) {
        states.put(node.photo(), state);
      }
    }
    writer.stacks().putStates(states, alone);
    groups.forEach(
        (leader, group) ->
            writer.stacks().setStack(ids.getOrDefault(leader, 0L), leader, cover(group)));
    writer.stacks().removeEmptyStacks(old);
    return moved;
  }

  /// Returns the photo of the user's last decision, otherwise the best one.
  private PhotoId cover(List<Node> group) {
    return group.stream()
        .map(Node::input)
        .min(
            Comparator.comparingLong((StackInput input) -> -decisions.cover(input.photo().value()))
                .thenComparing(Shot.COVERS))
        .orElseThrow()
        .photo();
  }

  /// Returns the ID of each group: that of the stack from which most of its photos are, or a new
  /// one.
  private Map<PhotoId, Long> ids(Map<PhotoId, List<Node>> groups) {
    record Claim(PhotoId leader, long stack, int photos) {}
    List<Claim> claims = new ArrayList<>();
    groups.forEach(
        (leader, group) -> {
          Map<Long, Integer> counts = new TreeMap<>();
          for (Node node : group) {
            if (node.stack() != 0) {
              counts.merge(node.stack(), 1, Integer::sum);
            }
          }
          counts.forEach((stack, photos) -> claims.add(new Claim(leader, stack, photos)));
        });
    claims.sort(
        Comparator.comparingInt((Claim claim) -> -claim.photos())
            .thenComparingLong(Claim::stack)
            .thenComparingLong(claim -> claim.leader().value()));
    Map<PhotoId, Long> ids = new HashMap<>();
    Set<Long> taken = new HashSet<>();
    for (Claim claim : claims) {
      if (!ids.containsKey(claim.leader()) && taken.add(claim.stack())) {
        ids.put(claim.leader(), claim.stack());
      }
    }
    groups.keySet().stream()
        .filter(leader -> !ids.containsKey(leader))
        .sorted(Comparator.comparingLong(PhotoId::value))
        .forEach(leader -> ids.put(leader, writer.stacks().addStack(leader, leader)));
    return ids;
  }
}
