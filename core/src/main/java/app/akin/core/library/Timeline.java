package app.akin.core.library;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/// Every photo of a library, newest first, in columns: some 40 bytes each, so that a million fit
/// where a thousand do. Photos of one moment stand in the order they were taken in. Immutable,
/// thread-safe.
public final class Timeline {
  /// A library without photos.
  public static final Timeline EMPTY = new Rows().sorted();

  private static final int INDEX_BITS = 24;

  private final long[] contents;
  private final long[] photos;
  private final long[] dates;
  private final float[] aspects;
  private final int[] files;
  private final boolean[] offline;

  /// Contents by id, and where each stands.
  private final long[] ids;

  private final int[] places;

  private Timeline(Rows rows) {
    int size = rows.size;
    ids = Arrays.copyOf(rows.contents, size);
    int[] order = order(rows.dates, size);
    contents = new long[size];
    photos = new long[size];
    dates = new long[size];
    aspects = new float[size];
    files = new int[size];
    offline = new boolean[size];
    places = new int[size];
    for (int place = 0; place < size; place++) {
      int row = order[place];
      contents[place] = rows.contents[row];
      photos[place] = rows.photos[row];
      dates[place] = rows.dates[row];
      aspects[place] = rows.aspects[row];
      files[place] = rows.files[row];
      offline[place] = rows.offline[row];
      places[row] = place;
    }
  }

  /// Gathers the photos in the order of their contents' ids. For one thread.
  public static final class Rows {
    private int size;
    private long[] contents = new long[1024];
    private long[] photos = new long[1024];
    private long[] dates = new long[1024];
    private float[] aspects = new float[1024];
    private int[] files = new int[1024];
    private boolean[] offline = new boolean[1024];

    /// None yet.
    public Rows() {}

    /// One more photo.
    ///
    /// @param content its content's id, larger than those before
    /// @param photo its own id
    /// @param width pixels of the upright picture
    /// @param height as the width
    /// @param date when it was taken, in milliseconds of the camera's own clock from 1970 on
    /// @param copies how many files show it
    /// @param away whether all of them are on drives that are not there
    public void add(
        long content, long photo, int width, int height, long date, int copies, boolean away) {
      if (size == contents.length) {
        int more = size * 2;
        contents = Arrays.copyOf(contents, more);
        photos = Arrays.copyOf(photos, more);
        dates = Arrays.copyOf(dates, more);
        aspects = Arrays.copyOf(aspects, more);
        files = Arrays.copyOf(files, more);
        offline = Arrays.copyOf(offline, more);
      }
      contents[size] = content;
      photos[size] = photo;
      dates[size] = date;
      aspects[size] = (float) width / height;
      files[size] = copies;
      offline[size] = away;
      size++;
    }

    /// The timeline of all, newest first.
    public Timeline sorted() {
      return new Timeline(this);
    }
  }

  /// The rows, newest first. Seconds are sorted together with the row they belong to in one number;
  /// within a second few rows are left, which are put right one by one.
  private static int[] order(long[] dates, int size) {
    if (size >= 1 << INDEX_BITS) {
      throw new IllegalArgumentException("more photos than a timeline takes: " + size);
    }
    long[] keys = new long[size];
    long latest = LocalDateTime.of(9999, 12, 31, 0, 0).toEpochSecond(ZoneOffset.UTC);
    for (int row = 0; row < size; row++) {
      long age = latest - Math.floorDiv(dates[row], 1000);
      keys[row] = Math.clamp(age, 0, (1L << (62 - INDEX_BITS)) - 1) << INDEX_BITS | row;
    }
    Arrays.sort(keys);
    int[] order = new int[size];
    for (int place = 0; place < size; place++) {
      int row = (int) (keys[place] & ((1 << INDEX_BITS) - 1));
      int at = place;
      while (at > 0 && dates[order[at - 1]] < dates[row]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = row;
    }
    return order;
  }

  /// How many photos there are.
  public int size() {
    return contents.length;
  }

  /// What the photo at a place shows.
  public ContentId content(int place) {
    return new ContentId(contents[place]);
  }

  /// The shot at a place.
  public PhotoId photo(int place) {
    return new PhotoId(photos[place]);
  }

  /// The date of the photo at a place by its own clock, as a search gives it.
  public LocalDateTime date(int place) {
    long millis = dates[place];
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(millis, 1000),
        (int) Math.floorMod(millis, 1000L) * 1_000_000,
        ZoneOffset.UTC);
  }

  /// Columns by rows of the photo at a place, upright; positive.
  public float aspect(int place) {
    return aspects[place];
  }

  /// How many files show the photo at a place.
  public int files(int place) {
    return files[place];
  }

  /// Whether no folder that holds the photo at a place is there now.
  public boolean isOffline(int place) {
    return offline[place];
  }

  /// The place of a content, or -1 where it is not among the photos.
  public int placeOf(ContentId content) {
    int row = Arrays.binarySearch(ids, content.value());
    return row < 0 ? -1 : places[row];
  }
}
