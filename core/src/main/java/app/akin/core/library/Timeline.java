package app.akin.core.library;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/// All photos of a library, newest first, stored in columns of about 40 bytes a photo, so that a
/// million photos fit in memory. Photos of which only the file time is known come last, ordered by
/// it. Photos with equal dates are in the order in which they were indexed. Immutable, thread-safe.
public final class Timeline {
  /// The timeline of a library without photos.
  public static final Timeline EMPTY = new Builder().build();

  private static final int INDEX_BITS = 24;

  private final long[] contents;
  private final long[] photos;
  private final long[] dates;
  private final float[] aspects;
  private final int[] files;
  private final boolean[] offline;
  private final int dated;

  /// Content ids in ascending order, and the index of each in the timeline.
  private final long[] ids;

  private final int[] indexes;
  private final PhotoStacks stacks;
  private final boolean complete;

  private Timeline(Builder builder, boolean complete) {
    this.complete = complete;
    int size = builder.size;
    ids = Arrays.copyOf(builder.contents, size);
    int[] order = order(builder, size);
    contents = new long[size];
    photos = new long[size];
    dates = new long[size];
    aspects = new float[size];
    files = new int[size];
    offline = new boolean[size];
    indexes = new int[size];
    int known = 0;
    for (int index = 0; index < size; index++) {
      int row = order[index];
      contents[index] = builder.contents[row];
      photos[index] = builder.photos[row];
      dates[index] = builder.dates[row];
      aspects[index] = builder.aspects[row];
      files[index] = builder.files[row];
      offline[index] = builder.offline[row];
      known += builder.dated[row] ? 1 : 0;
      indexes[row] = index;
    }
    dated = known;
    stacks = builder.stacks.build(this);
  }

  /// Collects photos in ascending order of their content ids. For one thread.
  public static final class Builder {
    private int size;
    private long[] contents = new long[1024];
    private long[] photos = new long[1024];
    private long[] dates = new long[1024];
    private boolean[] dated = new boolean[1024];
    private float[] aspects = new float[1024];
    private int[] files = new int[1024];
    private boolean[] offline = new boolean[1024];
    private final PhotoStacks.Builder stacks = new PhotoStacks.Builder();

    /// Creates an empty builder.
    public Builder() {}

    /// Adds a photo.
    ///
    /// @param content the id of its content, larger than all before
    /// @param photo the id of the photo
    /// @param width width of the upright image in pixels
    /// @param height height of the upright image in pixels
    /// @param date when it was taken, in milliseconds since 1970 in the camera's local time; else
    ///   the time of its file
    /// @param isDated whether the date is more than the time of its file
    /// @param fileCount number of its files
    /// @param allOffline whether all its files are on unavailable drives
    public void add(
        long content,
        long photo,
        int width,
        int height,
        long date,
        boolean isDated,
        int fileCount,
        boolean allOffline) {
      if (size == contents.length) {
        int more = size * 2;
        contents = Arrays.copyOf(contents, more);
        photos = Arrays.copyOf(photos, more);
        dates = Arrays.copyOf(dates, more);
        dated = Arrays.copyOf(dated, more);
        aspects = Arrays.copyOf(aspects, more);
        files = Arrays.copyOf(files, more);
        offline = Arrays.copyOf(offline, more);
      }
      contents[size] = content;
      photos[size] = photo;
      dates[size] = date;
      dated[size] = isDated;
      aspects[size] = (float) width / height;
      files[size] = fileCount;
      offline[size] = allOffline;
      size++;
    }

    /// Adds a photo to a stack. Stacks are added in ascending order of their IDs.
    ///
    /// @param stack the ID of the stack
    /// @param content the id of the content; ignored unless it is added, before or after
    /// @param isCover whether the photo stands for the stack
    public void addToStack(long stack, long content, boolean isCover) {
      stacks.add(stack, content, isCover);
    }

    /// Returns the timeline of all added photos.
    public Timeline build() {
      return new Timeline(this, true);
    }

    /// Returns the timeline of the added photos, if the library has more.
    public Timeline buildPart() {
      return new Timeline(this, false);
    }
  }

  /// Returns the rows in order, newest first. Sorts by seconds, packed into one number with the
  /// row; the few rows within the same second are then sorted by insertion.
  private static int[] order(Builder rows, int size) {
    long[] dates = rows.dates;
    if (size >= 1 << INDEX_BITS) {
      throw new IllegalArgumentException("too many photos for a timeline: " + size);
    }
    long[] keys = new long[size];
    long latest = LocalDateTime.of(9999, 12, 31, 0, 0).toEpochSecond(ZoneOffset.UTC);
    for (int row = 0; row < size; row++) {
      long age = latest - Math.floorDiv(dates[row], 1000);
      long undated = rows.dated[row] ? 0 : 1L << 62;
      keys[row] = undated | Math.clamp(age, 0, (1L << (62 - INDEX_BITS)) - 1) << INDEX_BITS | row;
    }
    Arrays.sort(keys);
    int[] order = new int[size];
    for (int index = 0; index < size; index++) {
      int row = (int) (keys[index] & ((1 << INDEX_BITS) - 1));
      int at = index;
      while (at > 0
          && rows.dated[order[at - 1]] == rows.dated[row]
          && dates[order[at - 1]] < dates[row]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = row;
    }
    return order;
  }

  /// Returns the number of photos.
  public int size() {
    return contents.length;
  }

  /// Returns the content of the photo at an index.
  public ContentId content(int index) {
    return new ContentId(contents[index]);
  }

  /// Returns the identity of the photo at an index.
  public PhotoId photo(int index) {
    return new PhotoId(photos[index]);
  }

  /// Returns the number of photos with a date. They come before the others.
  public int dated() {
    return dated;
  }

  /// Returns the date or file time of the photo at an index in local time, equal to the date of
  /// search results.
  public LocalDateTime date(int index) {
    long millis = dates[index];
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(millis, 1000),
        (int) Math.floorMod(millis, 1000L) * 1_000_000,
        ZoneOffset.UTC);
  }

  /// Returns the aspect ratio of the upright photo at an index, width by height; positive.
  public float aspect(int index) {
    return aspects[index];
  }

  /// Returns the number of files of the photo at an index.
  public int files(int index) {
    return files[index];
  }

  /// Returns whether no folder that contains the photo at an index is available now.
  public boolean isOffline(int index) {
    return offline[index];
  }

  /// Returns whether these are all photos, and not just the newest.
  public boolean isComplete() {
    return complete;
  }

  /// Returns the stacks of the photos.
  public PhotoStacks stacks() {
    return stacks;
  }

  /// Returns the index of the photo with a content, or -1 if there is none.
  public int indexOf(ContentId content) {
    int row = Arrays.binarySearch(ids, content.value());
    return row < 0 ? -1 : indexes[row];
  }
}
