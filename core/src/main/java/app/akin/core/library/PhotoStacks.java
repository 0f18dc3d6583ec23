package app.akin.core.library;

import app.akin.core.photo.ContentId;
import java.util.Arrays;

/// The stacks of a timeline, stored in columns. Stacks are numbered from 0, photos have their
/// indexes in the timeline. A stack has at least two photos of the timeline. Immutable,
/// thread-safe.
public final class PhotoStacks {
  /// No stacks.
  public static final PhotoStacks NONE = new PhotoStacks(new long[0], new int[] {0});

  private final long[] ids;

  /// The index of the first photo of each stack in [#members], and the end.
  private final int[] starts;

  private final int[] members;
  private final int[] covers;

  /// The stack of each photo of the timeline, or -1; empty without stacks.
  private final int[] stackOf;

  private PhotoStacks(long[] ids, int[] starts) {
    this.ids = ids;
    this.starts = starts;
    members = new int[0];
    covers = new int[0];
    stackOf = new int[0];
  }

  private PhotoStacks(Builder builder, Timeline timeline) {
    long[] foundIds = new long[builder.size];
    int[] foundStarts = new int[builder.size + 1];
    int[] foundCovers = new int[builder.size];
    int[] photos = new int[builder.size];
    int count = 0;
    int used = 0;
    int row = 0;
    while (row < builder.size) {
      long id = builder.stacks[row];
      int start = used;
      int cover = -1;
      for (; row < builder.size && builder.stacks[row] == id; row++) {
        int index = timeline.indexOf(new ContentId(builder.contents[row]));
        if (index >= 0) {
          photos[used++] = byDate(index, timeline);
          cover = builder.covers[row] ? index : cover;
        }
      }
      if (used - start < 2) {
        used = start;
        continue;
      }
      Arrays.sort(photos, start, used);
      for (int i = start; i < used; i++) {
        photos[i] = byDate(photos[i], timeline);
      }
      foundIds[count] = id;
      foundStarts[count] = start;
      foundCovers[count] = cover < 0 ? photos[start] : cover;
      count++;
    }
    foundStarts[count] = used;
    ids = Arrays.copyOf(foundIds, count);
    starts = Arrays.copyOf(foundStarts, count + 1);
    covers = Arrays.copyOf(foundCovers, count);
    members = Arrays.copyOf(photos, used);
    stackOf = new int[count == 0 ? 0 : timeline.size()];
    Arrays.fill(stackOf, -1);
    for (int stack = 0; stack < count; stack++) {
      for (int i = starts[stack]; i < starts[stack + 1]; i++) {
        stackOf[members[i]] = stack;
      }
    }
  }

  /// Returns the position of an index in the order from the oldest photo to the newest, those
  /// without a date last; and the index of a position, because it is its own inverse.
  private static int byDate(int index, Timeline timeline) {
    return index < timeline.dated()
        ? timeline.dated() - 1 - index
        : timeline.size() - 1 - (index - timeline.dated());
  }

  /// Collects the photos of stacks in ascending order of the IDs of their stacks. For one thread.
  static final class Builder {
    private int size;
    private long[] stacks = new long[256];
    private long[] contents = new long[256];
    private boolean[] covers = new boolean[256];

    /// Adds a photo.
    void add(long stack, long content, boolean isCover) {
      if (size == stacks.length) {
        stacks = Arrays.copyOf(stacks, size * 2);
        contents = Arrays.copyOf(contents, size * 2);
        covers = Arrays.copyOf(covers, size * 2);
      }
      stacks[size] = stack;
      contents[size] = content;
      covers[size] = isCover;
      size++;
    }

    /// Returns the stacks. Photos that the timeline lacks are left out.
    PhotoStacks build(Timeline timeline) {
      return size == 0 ? NONE : new PhotoStacks(this, timeline);
    }
  }

  /// Returns the number of stacks.
  public int count() {
    return ids.length;
  }

  /// Returns the number of photos in stacks.
  public int photos() {
    return members.length;
  }

  /// Returns the stack of a photo, or -1 if it is in none.
  ///
  /// @param index the index of the photo in the timeline
  public int at(int index) {
    return stackOf.length == 0 ? -1 : stackOf[index];
  }

  /// Returns the ID of a stack.
  public long id(int stack) {
    return ids[stack];
  }

  /// Returns the stack with an ID, or -1.
  public int find(long id) {
    return Math.max(-1, Arrays.binarySearch(ids, id));
  }

  /// Returns the number of photos of a stack.
  public int size(int stack) {
    return starts[stack + 1] - starts[stack];
  }

  /// Returns the photo that stands for a stack.
  public int cover(int stack) {
    return covers[stack];
  }

  /// Returns the photos of a stack from the oldest to the newest, those without a date last.
  public int[] members(int stack) {
    return Arrays.copyOfRange(members, starts[stack], starts[stack + 1]);
  }
}
