package app.akin.desktop.grid;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.SyntheticTimeline;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.PhotoList;
import app.akin.core.search.RelevanceBand;
import app.akin.desktop.grid.GridItems.Group;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tests the timeline of the photos that a query lists.
final class FilteredTimelineTest {
  private static final int PHOTOS = 3_000;

  private final Timeline timeline = SyntheticTimeline.of(5, PHOTOS);

  /// Every third photo matches, every 100th is not compared and every 70th lacks a fact.
  private final PhotoList list =
      new PhotoList(
          every(3, id -> true), every(100, id -> id % 3 != 0), every(70, id -> id % 3 != 0));

  private final GridItems items = GridItems.of(timeline, list);

  private static BitSet every(int step, java.util.function.IntPredicate also) {
    BitSet ids = new BitSet();
    IntStream.rangeClosed(1, PHOTOS)
        .filter(id -> id % step == 0 && id % 700 != 0 && also.test(id))
        .forEach(ids::set);
    return ids;
  }

  @Test
  void photosKeepTheOrderOfTheTimelineInEachPart() {
    List<ContentId> expected = new ArrayList<>();
    for (RelevanceBand band :
        List.of(RelevanceBand.MATCH, RelevanceBand.NOT_COMPARED, RelevanceBand.UNKNOWN)) {
      for (int i = 0; i < timeline.size(); i++) {
        if (list.contains(timeline.content(i), band)) {
          expected.add(timeline.content(i));
        }
      }
    }
    assertThat(IntStream.range(0, items.size()).mapToObj(items::content).toList())
        .isEqualTo(expected)
        .hasSize(list.size());
    for (int i = 0; i < items.size(); i++) {
      int index = timeline.indexOf(items.content(i));
      assertThat(items.indexOf(items.content(i))).isEqualTo(i);
      assertThat(items.date(i)).isEqualTo(timeline.date(index));
      assertThat(items.aspect(i)).isEqualTo(timeline.aspect(index));
      assertThat(items.isDated(i)).isEqualTo(index < timeline.dated());
    }
    assertThat(items.indexOf(new ContentId(1))).isEqualTo(-1);
    assertThat(items.indexOf(new ContentId(PHOTOS + 1))).isEqualTo(-1);
  }

  @Test
  void groupsAreMonthsThenUndatedThenWhatIsUncertain() {
    int matching = list.count(RelevanceBand.MATCH);
    List<YearMonth> months = new ArrayList<>();
    for (Group group : items.groups()) {
      if (group instanceof Group.Month(int start, YearMonth month)) {
        months.add(month);
        assertThat(YearMonth.from(items.date(start))).isEqualTo(month);
        assertThat(start == 0 || !YearMonth.from(items.date(start - 1)).equals(month)).isTrue();
      }
    }
    assertThat(months).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    List<Group> last = items.groups().subList(months.size(), items.groups().size());
    int undated = last.getFirst().start();
    assertThat(last)
        .containsExactly(
            new Group.Undated(undated),
            new Group.Band(matching, RelevanceBand.NOT_COMPARED),
            new Group.Band(list.count(), RelevanceBand.UNKNOWN));
    assertThat(items.isDated(undated - 1)).isTrue();
    assertThat(items.isDated(undated)).isFalse();
    assertThat(items.band(0)).isEmpty();
    assertThat(items.band(list.count())).hasValue(RelevanceBand.UNKNOWN);
  }

  @Test
  void aTimelineThatLacksListedPhotosShowsTheOthers() {
    GridItems fewer = GridItems.of(SyntheticTimeline.of(5, PHOTOS / 2), list);
    assertThat(fewer.size()).isBetween(1, list.size() - 1);
    assertThat(GridItems.of(Timeline.EMPTY, list).size()).isZero();
  }
}
