package app.akin.desktop.grid;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.TestSeed;
import app.akin.core.library.PhotoStacks;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.PhotoList;
import app.akin.core.search.SearchResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Compares folded photos with lists that are built photo by photo.
final class FoldedItemsTest {
  private static final int PHOTOS = 300;
  private static final int STACKS = 40;

  private final RandomGenerator random = new SplittableRandom(TestSeed.of(FoldedItemsTest.class));

  /// The photos of each stack, and the first of each is its cover.
  private final Map<Long, List<Long>> stacks = new TreeMap<>();

  private Timeline timeline() {
    Timeline.Builder builder = new Timeline.Builder();
    for (int content = 1; content <= PHOTOS; content++) {
      builder.add(
          content, content, 400, 300, random.nextLong(1L << 38), random.nextInt(9) > 0, 1, false);
      if (random.nextInt(3) == 0) {
        stacks
            .computeIfAbsent(10L * random.nextInt(STACKS), _ -> new ArrayList<>())
            .add((long) content);
      }
    }
    stacks.forEach(
        (id, photos) -> {
          // A photo that the timeline lacks, such as one of another folder.
          builder.addToStack(id, PHOTOS + id + 1, false);
          photos.forEach(photo -> builder.addToStack(id, photo, photo.equals(photos.getFirst())));
        });
    stacks.values().removeIf(photos -> photos.size() < 2);
    return builder.build();
  }

  private List<Long> photos(long id) {
    return stacks.getOrDefault(id, List.of());
  }

  private Optional<Long> stackOf(ContentId content) {
    return stacks.entrySet().stream()
        .filter(entry -> entry.getValue().contains(content.value()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// Returns the photos of a stack by date, those without a date last.
  private List<ContentId> byDate(Timeline timeline, long id) {
    List<ContentId> dated = new ArrayList<>();
    List<ContentId> undated = new ArrayList<>();
    for (int i = timeline.size() - 1; i >= 0; i--) {
      if (photos(id).contains(timeline.content(i).value())) {
        (i < timeline.dated() ? dated : undated).add(timeline.content(i));
      }
    }
    dated.addAll(undated);
    return dated;
  }

  private List<ContentId> expected(GridItems base, Timeline timeline, Set<Long> open) {
    boolean ranked = base instanceof GridItems.Results;
    List<ContentId> tiles = new ArrayList<>();
    for (int i = 0; i < base.size(); i++) {
      ContentId content = base.content(i);
      Optional<Long> stack = stackOf(content);
      if (stack.isEmpty()) {
        tiles.add(content);
        continue;
      }
      List<Long> photos = photos(stack.get());
      ContentId cover = new ContentId(photos.getFirst());
      ContentId first = null;
      for (int j = 0; j < base.size() && first == null; j++) {
        first = photos.contains(base.content(j).value()) ? base.content(j) : null;
      }
      ContentId shown = !ranked && base.indexOf(cover) >= 0 ? cover : first;
      if (content.equals(shown)) {
        tiles.addAll(open.contains(stack.get()) ? byDate(timeline, stack.get()) : List.of(content));
      }
    }
    return tiles;
  }

  private void check(GridItems base, Timeline timeline) {
    Set<Long> open = new HashSet<>();
    stacks.keySet().stream().filter(_ -> random.nextInt(4) == 0).forEach(open::add);
    FoldedItems folded = new FoldedItems(base, timeline, open);
    List<ContentId> tiles = new ArrayList<>();
    for (int i = 0; i < folded.size(); i++) {
      ContentId content = folded.content(i);
      tiles.add(content);
      assertThat(folded.indexOf(content)).isEqualTo(i);
      assertThat(folded.tile(content)).isEqualTo(i);
      assertThat(folded.date(i)).isEqualTo(timeline.date(timeline.indexOf(content)));
      assertThat(folded.stack(i).map(GridItems.Stack::id)).isEqualTo(stackOf(content));
      folded
          .stack(i)
          .ifPresent(
              stack -> {
                assertThat(stack.isOpen()).isEqualTo(open.contains(stack.id()));
                assertThat(stack.photos()).isEqualTo(photos(stack.id()).size());
                assertThat(stack.isCover())
                    .isEqualTo(photos(stack.id()).getFirst() == content.value());
                if (stack.isOpen()) {
                  assertThat(byDate(timeline, stack.id()).indexOf(content) + 1)
                      .isEqualTo(stack.position());
                }
              });
    }
    assertThat(tiles).isEqualTo(expected(base, timeline, open));
    for (int i = 0; i < base.size(); i++) {
      ContentId content = base.content(i);
      if (folded.indexOf(content) < 0) {
        assertThat(stackOf(folded.content(folded.tile(content)))).isEqualTo(stackOf(content));
      }
    }
    int before = -1;
    for (GridItems.Group group : folded.groups()) {
      assertThat(group.start()).isGreaterThan(before).isLessThan(folded.size());
      before = group.start();
    }
  }

  @RepeatedTest(20)
  void timelineShowsCovers() {
    Timeline timeline = timeline();
    check(GridItems.of(timeline), timeline);
  }

  @RepeatedTest(20)
  void listShowsCoversThatMatch() {
    Timeline timeline = timeline();
    BitSet some = new BitSet();
    for (int content = 1; content <= PHOTOS; content++) {
      some.set(content, random.nextBoolean());
    }
    check(GridItems.of(timeline, new PhotoList(some, new BitSet(), new BitSet())), timeline);
  }

  @RepeatedTest(20)
  void resultsShowTheBestOfEachStack() {
    Timeline timeline = timeline();
    List<SearchResult> hits = SyntheticResults.of(timeline, 7, 200);
    check(GridItems.of(hits, timeline), timeline);
  }

  @Test
  void stackOfOneShownPhotoIsNone() {
    Timeline.Builder builder = new Timeline.Builder();
    builder.add(1, 1, 4, 3, 0, true, 1, false);
    builder.add(2, 2, 4, 3, 0, true, 1, false);
    builder.addToStack(5, 1, true);
    builder.addToStack(5, 3, false);
    PhotoStacks none = builder.build().stacks();
    assertThat(none.count()).isZero();
    assertThat(none.at(0)).isEqualTo(-1);
  }
}
