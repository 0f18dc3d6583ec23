package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.PhotoList;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The photos of a timeline that a query lists, grouped by month. Photos that were not compared
/// with the excluded texts, and those that lack a fact, follow as groups of their own. Takes 4
/// bytes a photo beside the timeline, and one pass over it. Immutable and thread-safe.
final class FilteredTimeline implements GridItems {
  private final Timeline timeline;
  private final PhotoList list;

  /// The indexes in the timeline: ascending in each of the three parts.
  private final int[] indexes;

  private final int matching;
  private final int compared;
  private final int dated;
  private final List<Group> groups;

  FilteredTimeline(Timeline timeline, PhotoList list) {
    this.timeline = timeline;
    this.list = list;
    int[] found = new int[Math.min(list.size(), timeline.size())];
    List<Integer> ends = new ArrayList<>();
    int size = 0;
    for (RelevanceBand band :
        List.of(RelevanceBand.MATCH, RelevanceBand.NOT_COMPARED, RelevanceBand.UNKNOWN)) {
      size = add(found, size, band);
      ends.add(size);
    }
    indexes = Arrays.copyOf(found, size);
    matching = ends.getFirst();
    compared = ends.get(1);
    int known = Arrays.binarySearch(indexes, 0, matching, timeline.dated());
    dated = known >= 0 ? known : -known - 1;
    groups = grouped();
  }

  private int add(int[] found, int from, RelevanceBand band) {
    int to = from;
    if (list.count(band) > 0) {
      for (int index = 0; index < timeline.size(); index++) {
        if (list.contains(timeline.content(index), band)) {
          found[to++] = index;
        }
      }
    }
    return to;
  }

  private List<Group> grouped() {
    List<Group> all = new ArrayList<>(MonthGroups.of(matching, dated, this::date));
    if (compared > matching) {
      all.add(new Group.Band(matching, RelevanceBand.NOT_COMPARED));
    }
    if (indexes.length > compared) {
      all.add(new Group.Band(compared, RelevanceBand.UNKNOWN));
    }
    return List.copyOf(all);
  }

  /// Returns what the query lists.
  PhotoList list() {
    return list;
  }

  @Override
  public int place(int index) {
    return indexes[index];
  }

  @Override
  public int size() {
    return indexes.length;
  }

  @Override
  public ContentId content(int index) {
    return timeline.content(indexes[index]);
  }

  @Override
  public float aspect(int index) {
    return timeline.aspect(indexes[index]);
  }

  @Override
  public LocalDateTime date(int index) {
    return timeline.date(indexes[index]);
  }

  @Override
  public boolean isDated(int index) {
    return indexes[index] < timeline.dated();
  }

  @Override
  public boolean isOffline(int index) {
    return timeline.isOffline(indexes[index]);
  }

  @Override
  public int files(int index) {
    return timeline.files(indexes[index]);
  }

  @Override
  public Optional<SearchResult> result(int index) {
    return Optional.empty();
  }

  @Override
  public Optional<RelevanceBand> band(int index) {
    if (index < matching) {
      return Optional.empty();
    }
    return Optional.of(index < compared ? RelevanceBand.NOT_COMPARED : RelevanceBand.UNKNOWN);
  }

  @Override
  public List<Group> groups() {
    return groups;
  }

  @Override
  public int indexOf(ContentId content) {
    int index = timeline.indexOf(content);
    if (index < 0) {
      return -1;
    }
    if (list.contains(content, RelevanceBand.MATCH)) {
      return find(0, matching, index);
    }
    if (list.contains(content, RelevanceBand.NOT_COMPARED)) {
      return find(matching, compared, index);
    }
    return find(compared, indexes.length, index);
  }

  private int find(int from, int to, int index) {
    int found = Arrays.binarySearch(indexes, from, to, index);
    return found >= 0 ? found : -1;
  }
}
