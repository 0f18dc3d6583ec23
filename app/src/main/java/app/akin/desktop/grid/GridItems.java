package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.PhotoList;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedPhotoInfo;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ordered and grouped photos of the grid. Immutable and thread-safe.
public sealed interface GridItems
    permits GridItems.All, GridItems.Results, FilteredTimeline, FoldedItems {
  /// No photos.
  GridItems NONE = of(Timeline.EMPTY);

  /// A group of photos.
  sealed interface Group {
    /// Returns the index of its first photo.
    int start();

    /// Returns the group with another start.
    default Group at(int other) {
      return switch (this) {
        case Month month -> new Month(other, month.month());
        case Undated _ -> new Undated(other);
        case Band band -> new Band(other, band.band());
      };
    }

    /// Photos of one month.
    ///
    /// @param month the month
    record Month(int start, YearMonth month) implements Group {}

    /// Photos of which only the file time is known.
    record Undated(int start) implements Group {}

    /// Results of one relevance band.
    ///
    /// @param band the relevance band
    record Band(int start, RelevanceBand band) implements Group {}
  }

  /// A stack of which a tile is a part.
  ///
  /// @param id its ID
  /// @param photos number of its photos
  /// @param position position of the photo among them from 1 if they are all shown; 0 if the tile
  ///   stands for all of them
  /// @param isCover whether the photo is its cover
  record Stack(long id, int photos, int position, boolean isCover) {
    /// Returns whether all photos are shown.
    public boolean isOpen() {
      return position > 0;
    }
  }

  /// Returns the number of tiles.
  int size();

  /// Returns the content of a photo.
  ContentId content(int index);

  /// Returns the aspect ratio, columns by rows; positive.
  float aspect(int index);

  /// Returns the date taken, or the time of the file.
  LocalDateTime date(int index);

  /// Returns whether the date is more than the time of the file.
  boolean isDated(int index);

  /// Returns whether its files are unavailable.
  boolean isOffline(int index);

  /// Returns the number of its files.
  int files(int index);

  /// Returns its search result; empty for the timeline.
  Optional<SearchResult> result(int index);

  /// Returns how well it matches the query; empty if it is in the timeline or has all that the
  /// query asks for.
  Optional<RelevanceBand> band(int index);

  /// Returns the index of a content, or -1.
  int indexOf(ContentId content);

  /// Returns the tile of a content: its own, or the one that stands for its stack; otherwise -1.
  default int tile(ContentId content) {
    return indexOf(content);
  }

  /// Returns the stack of a photo; empty if it is in none, or if all photos are shown.
  default Optional<Stack> stack(int index) {
    return Optional.empty();
  }

  /// Returns the index of a photo in the timeline, or -1.
  int place(int index);

  /// Returns the groups in order; the first starts at 0. Empty without photos or without grouping.
  List<Group> groups();

  /// Returns all photos of a timeline, grouped by month. Those without a date are the last group.
  static GridItems of(Timeline timeline) {
    return new All(timeline, MonthGroups.of(timeline.size(), timeline.dated(), timeline::date));
  }

  /// Returns the photos of a timeline that a query lists, grouped by month.
  static GridItems of(Timeline timeline, PhotoList list) {
    return new FilteredTimeline(timeline, list);
  }

  /// Returns results in their order, grouped by band, or by month if sorted by date.
  ///
  /// @param hits the results
  /// @param timeline provides dates and aspect ratios; results that it lacks are shown, too
  static GridItems of(List<SearchResult> hits, Timeline timeline) {
    Map<ContentId, Integer> places = HashMap.newHashMap(hits.size());
    for (int i = 0; i < hits.size(); i++) {
      places.putIfAbsent(hits.get(i).content(), i);
    }
    return new Results(List.copyOf(hits), timeline, places, groups(hits));
  }

  private static List<Group> groups(List<SearchResult> hits) {
    List<Group> groups = new ArrayList<>();
    boolean byStrength = isByStrength(hits);
    boolean byDate = true;
    for (int i = 1; i < hits.size(); i++) {
      byDate &= SearchResult.NEWEST_FIRST.compare(hits.get(i - 1), hits.get(i)) <= 0;
    }
    for (int i = 0; i < hits.size(); i++) {
      SearchResult hit = hits.get(i);
      if (byStrength) {
        if (i == 0 || hits.get(i - 1).band() != hit.band()) {
          groups.add(new Group.Band(i, hit.band()));
        }
      } else if (byDate && !hit.dated()) {
        if (i == 0 || hits.get(i - 1).dated()) {
          groups.add(new Group.Undated(i));
        }
      } else if (byDate) {
        YearMonth month = YearMonth.from(hit.date());
        if (i == 0 || !YearMonth.from(hits.get(i - 1).date()).equals(month)) {
          groups.add(new Group.Month(i, month));
        }
      }
    }
    return List.copyOf(groups);
  }

  /// Returns whether results are in the order of bands, and those of a band in that of scores.
  /// Scores of this library are not compared with those of a shared one.
  private static boolean isByStrength(List<SearchResult> hits) {
    Map<Boolean, Float> scores = new HashMap<>();
    for (int i = 0; i < hits.size(); i++) {
      SearchResult hit = hits.get(i);
      if (i > 0 && hits.get(i - 1).band() != hit.band()) {
        if (hits.get(i - 1).band().compareTo(hit.band()) > 0) {
          return false;
        }
        scores.clear();
      }
      Float before = scores.put(hit.content().isOwn(), hit.score());
      if (before != null && before < hit.score()) {
        return false;
      }
    }
    return true;
  }

  /// All photos of a library.
  record All(Timeline timeline, List<Group> groups) implements GridItems {
    @Override
    public int place(int index) {
      return index;
    }

    @Override
    public int size() {
      return timeline.size();
    }

    @Override
    public ContentId content(int index) {
      return timeline.content(index);
    }

    @Override
    public float aspect(int index) {
      return timeline.aspect(index);
    }

    @Override
    public LocalDateTime date(int index) {
      return timeline.date(index);
    }

    @Override
    public boolean isDated(int index) {
      return index < timeline.dated();
    }

    @Override
    public boolean isOffline(int index) {
      return timeline.isOffline(index);
    }

    @Override
    public int files(int index) {
      return timeline.files(index);
    }

    @Override
    public Optional<SearchResult> result(int index) {
      return Optional.empty();
    }

    @Override
    public Optional<RelevanceBand> band(int index) {
      return Optional.empty();
    }

    @Override
    public int indexOf(ContentId content) {
      return timeline.indexOf(content);
    }
  }

  /// The results of a search.
  record Results(
      List<SearchResult> results,
      Timeline timeline,
      Map<ContentId, Integer> places,
      List<Group> groups)
      implements GridItems {
    private static final float USUAL = 4f / 3;

    @Override
    public int place(int index) {
      return timeline.indexOf(content(index));
    }

    @Override
    public int size() {
      return results.size();
    }

    @Override
    public ContentId content(int index) {
      return results.get(index).content();
    }

    @Override
    public float aspect(int index) {
      SharedPhotoInfo shared = results.get(index).shared();
      if (shared != null) {
        return shared.height() == 0 ? USUAL : (float) shared.width() / shared.height();
      }
      int place = place(index);
      return place < 0 ? USUAL : timeline.aspect(place);
    }

    @Override
    public LocalDateTime date(int index) {
      return results.get(index).date();
    }

    @Override
    public boolean isDated(int index) {
      return results.get(index).dated();
    }

    @Override
    public boolean isOffline(int index) {
      return results.get(index).offline();
    }

    @Override
    public int files(int index) {
      return results.get(index).paths().size();
    }

    @Override
    public Optional<SearchResult> result(int index) {
      return Optional.of(results.get(index));
    }

    @Override
    public Optional<RelevanceBand> band(int index) {
      return Optional.of(results.get(index).band());
    }

    @Override
    public int indexOf(ContentId content) {
      return places.getOrDefault(content, -1);
    }
  }
}
