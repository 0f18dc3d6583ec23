package app.akin.desktop.grid;

import app.akin.core.library.PhotoStacks;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Photos of which each stack is one tile: the cover, or the result that matches best. In the place
/// of an open stack are all its photos in the order of their dates. Takes 8 bytes a photo beside
/// the others, and two passes over them. Immutable and thread-safe.
final class FoldedItems implements GridItems {
  private final GridItems base;
  private final Timeline timeline;
  private final PhotoStacks stacks;

  /// For each tile its index in the base, or the complement of its index in the timeline for a
  /// photo of an open stack that the base lacks.
  private final int[] tiles;

  /// The tile of each photo of the base, or -1.
  private final int[] tileOf;

  /// The photo of the base that stands for each stack, or -1.
  private final int[] shown;

  /// The position in its open stack of each tile, from 1; empty unless a stack is open.
  private final int[] positions;

  private final Map<ContentId, Integer> added = new HashMap<>();
  private final List<Group> groups;
  private final int folded;
  private final int foldedPhotos;

  /// @param base all photos
  /// @param timeline the photos of the library
  /// @param open the IDs of open stacks
  FoldedItems(GridItems base, Timeline timeline, Set<Long> open) {
    this.base = base;
    this.timeline = timeline;
    stacks = timeline.stacks();
    shown = shown();
    boolean[] opened = new boolean[stacks.count()];
    int more = 0;
    for (long id : open) {
      int stack = stacks.find(id);
      if (stack >= 0 && shown[stack] >= 0) {
        opened[stack] = true;
        more += stacks.size(stack);
      }
    }
    int[] found = new int[base.size() + more];
    positions = new int[more == 0 ? 0 : found.length];
    tileOf = new int[base.size()];
    Arrays.fill(tileOf, -1);
    List<Group> starts = new ArrayList<>();
    int group = 0;
    int size = 0;
    int stackCount = 0;
    int photos = 0;
    for (int i = 0; i < base.size(); i++) {
      for (; group < base.groups().size() && base.groups().get(group).start() == i; group++) {
        starts.add(base.groups().get(group).at(size));
      }
      int stack = stackAt(base.place(i));
      if (stack < 0) {
        tileOf[i] = size;
        found[size++] = i;
      } else if (shown[stack] == i) {
        stackCount++;
        photos += stacks.size(stack);
        if (opened[stack]) {
          size = unfold(stack, found, size);
        } else {
          tileOf[i] = size;
          found[size++] = i;
        }
      }
    }
    tiles = Arrays.copyOf(found, size);
    groups = filled(starts, size);
    folded = stackCount;
    foldedPhotos = photos;
  }

  /// Returns the photo of the base that stands for each stack.
  private int[] shown() {
    int[] first = new int[stacks.count()];
    Arrays.fill(first, -1);
    boolean ranked = base instanceof GridItems.Results;
    for (int i = 0; i < base.size(); i++) {
      int place = base.place(i);
      int stack = stackAt(place);
      if (stack < 0) {
        continue;
      }
      if (first[stack] < 0) {
        first[stack] = i;
      } else if (!ranked
          && stacks.cover(stack) == place
          && base.band(i).equals(base.band(first[stack]))) {
        first[stack] = i;
      }
    }
    return first;
  }

  private int unfold(int stack, int[] found, int from) {
    int size = from;
    int position = 0;
    for (int member : stacks.members(stack)) {
      ContentId content = timeline.content(member);
      int index = base.indexOf(content);
      if (index < 0) {
        added.put(content, size);
        found[size] = ~member;
      } else {
        tileOf[index] = size;
        found[size] = index;
      }
      positions[size++] = ++position;
    }
    return size;
  }

  /// Returns groups without those that have no tile.
  private static List<Group> filled(List<Group> starts, int size) {
    List<Group> kept = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1).start() : size;
      if (starts.get(i).start() < end) {
        kept.add(starts.get(i));
      }
    }
    return List.copyOf(kept);
  }

  private int stackAt(int place) {
    return place < 0 ? -1 : stacks.at(place);
  }

  /// Returns the photos without stacks.
  GridItems base() {
    return base;
  }

  /// Returns the number of stacks that have a tile.
  int stacks() {
    return folded;
  }

  /// Returns the number of photos in them.
  int stackedPhotos() {
    return foldedPhotos;
  }

  @Override
  public int place(int index) {
    return tiles[index] < 0 ? ~tiles[index] : base.place(tiles[index]);
  }

  @Override
  public int size() {
    return tiles.length;
  }

  @Override
  public ContentId content(int index) {
    return tiles[index] < 0 ? timeline.content(~tiles[index]) : base.content(tiles[index]);
  }

  @Override
  public float aspect(int index) {
    return tiles[index] < 0 ? timeline.aspect(~tiles[index]) : base.aspect(tiles[index]);
  }

  @Override
  public LocalDateTime date(int index) {
    return tiles[index] < 0 ? timeline.date(~tiles[index]) : base.date(tiles[index]);
  }

  @Override
  public boolean isDated(int index) {
    return tiles[index] < 0 ? ~tiles[index] < timeline.dated() : base.isDated(tiles[index]);
  }

  @Override
  public boolean isOffline(int index) {
    return tiles[index] < 0 ? timeline.isOffline(~tiles[index]) : base.isOffline(tiles[index]);
  }

  @Override
  public int files(int index) {
    return tiles[index] < 0 ? timeline.files(~tiles[index]) : base.files(tiles[index]);
  }

  @Override
  public Optional<SearchResult> result(int index) {
    return tiles[index] < 0 ? Optional.empty() : base.result(tiles[index]);
  }

  @Override
  public Optional<RelevanceBand> band(int index) {
    return tiles[index] < 0 ? Optional.empty() : base.band(tiles[index]);
  }

  @Override
  public int indexOf(ContentId content) {
    int index = base.indexOf(content);
    return index < 0 ? added.getOrDefault(content, -1) : tileOf[index];
  }

  @Override
  public int tile(ContentId content) {
    int own = indexOf(content);
    if (own >= 0) {
      return own;
    }
    int stack = stackAt(timeline.indexOf(content));
    return stack < 0 || shown[stack] < 0 ? -1 : tileOf[shown[stack]];
  }

  @Override
  public Optional<Stack> stack(int index) {
    int place = place(index);
    int stack = stackAt(place);
    return stack < 0
        ? Optional.empty()
        : Optional.of(
            new Stack(
                stacks.id(stack),
                stacks.size(stack),
                positions.length == 0 ? 0 : positions[index],
                stacks.cover(stack) == place));
  }

  @Override
  public List<Group> groups() {
    return groups;
  }
}
