package app.akin.core.search;

import app.akin.core.photo.ContentId;
import app.akin.core.search.SearchRequest.Stacks;
import app.akin.core.store.StackReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Keeps the first photo of each stack of a list, which is the one that matches best. For one
/// request.
final class StackFolder {
  /// Number of photos whose stacks are read at a time.
  private static final int BATCH = 500;

  private final StackReader stacks;
  private final boolean folds;
  private final Set<Long> seen = new HashSet<>();

  StackFolder(StackReader stacks, SearchRequest request) {
    this.stacks = stacks;
    this.folds = request.stacks() == Stacks.FOLD;
  }

  /// Returns the beginning of a ranking: as many photos as requested, if there are as many.
  ///
  /// @param ranking returns at least the given number of photos, if there are as many, best first
  List<RankedMatch> best(int limit, IntFunction<List<RankedMatch>> ranking) {
    if (!folds) {
      return ranking.apply(limit);
    }
    Set<Long> before = Set.copyOf(seen);
    int wanted = limit;
    while (true) {
      List<RankedMatch> all = ranking.apply(wanted);
      List<RankedMatch> kept =
          first(all, match -> new ContentId(match.candidate().id()), Integer.MAX_VALUE);
      if (kept.size() >= limit || all.size() < wanted) {
        return kept;
      }
      seen.clear();
      seen.addAll(before);
      wanted = (int) Math.min(Integer.MAX_VALUE, 2L * wanted + limit);
    }
  }

  /// Returns photos with all others of their stacks, if stacks are folded.
  Set<Long> whole(Set<ContentId> photos) {
    Set<Long> all = new HashSet<>();
    photos.forEach(photo -> all.add(photo.value()));
    if (folds && !photos.isEmpty()) {
      stacks
          .members(Set.copyOf(stacks.stacks(photos).values()))
          .values()
          .forEach(members -> members.forEach(member -> all.add(member.content().value())));
    }
    return all;
  }

  /// Returns the first photos of a list.
  ///
  /// @param content returns the primary content of a photo
  <T> List<T> first(List<T> photos, Function<T, ContentId> content, int limit) {
    if (!folds) {
      return photos.subList(0, Math.min(limit, photos.size()));
    }
    List<T> kept = new ArrayList<>();
    for (int from = 0; from < photos.size() && kept.size() < limit; from += BATCH) {
      List<T> batch = photos.subList(from, Math.min(photos.size(), from + BATCH));
      Map<ContentId, Long> stackOf = stacks.stacks(batch.stream().map(content).toList());
      for (T photo : batch) {
        Long stack = stackOf.get(content.apply(photo));
        if (kept.size() < limit && (stack == null || seen.add(stack))) {
          kept.add(photo);
        }
      }
    }
    return kept;
  }
}
