package app.akin.core.stack;

import app.akin.core.photo.PhotoId;
import app.akin.core.store.StackDecision;
import app.akin.core.store.StackDecision.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The user's decisions that count: each is replaced by later ones about the same photos.
/// Immutable.
final class Decisions {
  /// A decision about a photo.
  private record Part(long decision, int side, boolean join) {}

  private final Map<Long, List<Part>> parts = new HashMap<>();
  private final Map<Long, Long> covers = new HashMap<>();
  private final Set<Long> never = new HashSet<>();

  /// The group of each joined photo.
  private final Map<Long, Long> groups = new HashMap<>();

  /// @param decisions the decisions in their order
  Decisions(List<StackDecision> decisions) {
    long next = 1;
    for (StackDecision decision : decisions) {
      long id = decision.id();
      List<Long> photos = decision.photos().stream().map(PhotoId::value).toList();
      switch (decision.kind()) {
        case COVER -> photos.forEach(photo -> covers.put(photo, id));
        case NEVER -> {
          never.addAll(photos);
          photos.forEach(groups::remove);
        }
        case JOIN -> {
          long group = next++;
          Set<Long> joined = new HashSet<>();
          for (long photo : photos) {
            never.remove(photo);
            Long before = groups.get(photo);
            if (before != null) {
              joined.add(before);
            }
            groups.put(photo, group);
          }
          groups.replaceAll((_, before) -> joined.contains(before) ? Long.valueOf(group) : before);
        }
        case SPLIT -> {
          // Those of one group that are on one side stay together.
          Map<Long, Long> split = new HashMap<>();
          for (PhotoId photo : decision.photos()) {
            Long before = groups.get(photo.value());
            if (before != null && decision.sides().getOrDefault(photo, 0) == 0) {
              groups.put(photo.value(), split.computeIfAbsent(before, _ -> -before - 1));
            }
          }
          Map<Long, Long> renamed = new HashMap<>();
          for (long group : split.values()) {
            renamed.put(group, next++);
          }
          groups.replaceAll((_, group) -> renamed.getOrDefault(group, group));
        }
      }
      if (decision.kind() == Kind.SPLIT || decision.kind() == Kind.JOIN) {
        for (PhotoId photo : decision.photos()) {
          parts
              .computeIfAbsent(photo.value(), _ -> new ArrayList<>())
              .add(
                  new Part(
                      id, decision.sides().getOrDefault(photo, 0), decision.kind() == Kind.JOIN));
        }
      }
    }
  }

  /// Returns whether two photos must not be in one stack: whether the last decision about both
  /// split them.
  boolean areApart(long one, long other) {
    List<Part> own = parts.getOrDefault(one, List.of());
    List<Part> others = parts.getOrDefault(other, List.of());
    int i = own.size() - 1;
    int j = others.size() - 1;
    while (i >= 0 && j >= 0) {
      Part part = own.get(i);
      Part otherPart = others.get(j);
      if (part.decision() == otherPart.decision()) {
        if (part.join() || part.side() != otherPart.side()) {
          return !part.join();
        }
        i--;
        j--;
      } else if (part.decision() > otherPart.decision()) {
        i--;
      } else {
        j--;
      }
    }
    return false;
  }

  /// Returns whether a photo is in no stack.
  boolean isNever(long photo) {
    return never.contains(photo);
  }

  /// Returns the number of the group of joined photos to which one belongs; 0 for none.
  long group(long photo) {
    return groups.getOrDefault(photo, 0L);
  }

  /// Returns the photos of the group of joined photos to which one belongs; empty for none.
  List<PhotoId> joined(long photo) {
    long group = group(photo);
    return group == 0
        ? List.of()
        : groups.entrySet().stream()
            .filter(entry -> entry.getValue() == group)
            .map(entry -> new PhotoId(entry.getKey()))
            .toList();
  }

  /// Returns the photos that were split from others, or joined.
  List<PhotoId> decided() {
    return parts.keySet().stream().map(PhotoId::new).toList();
  }

  /// Returns the decision by which a photo is a cover; 0 if there is none.
  long cover(long photo) {
    return covers.getOrDefault(photo, 0L);
  }

  /// Returns whether a photo was split from others, or joined.
  boolean hasParts(long photo) {
    return parts.containsKey(photo);
  }
}
