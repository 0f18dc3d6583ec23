package app.akin.desktop.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.SyntheticTimeline;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.PhotoList;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import app.akin.desktop.grid.GridFocusModel.Move;
import app.akin.desktop.grid.GridItems.Group;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tests groups, keys, selection and scroll anchoring, without a toolkit.
final class PhotoGridModelTest {
  private final Timeline timeline = SyntheticTimeline.of(11, 3_000);
  private final List<ContentId> opened = new ArrayList<>();
  private final List<List<ContentId>> asked = new ArrayList<>();
  private final PhotoGridModel model = new PhotoGridModel(opened::add, asked::add);

  private PhotoGridModel shown() {
    model.resize(1200, 800);
    model.showTimeline(timeline);
    return model;
  }

  private int focused() {
    return model.itemsProperty().get().indexOf(model.focusProperty().get().orElseThrow());
  }

  @Test
  void timelineIsGroupedByMonthAndEndsWithPhotosWithoutADate() {
    List<Group> groups = GridItems.of(timeline).groups();
    List<Group> expected = new ArrayList<>();
    for (int i = 0; i < timeline.dated(); i++) {
      YearMonth month = YearMonth.from(timeline.date(i));
      if (i == 0 || !month.equals(YearMonth.from(timeline.date(i - 1)))) {
        expected.add(new Group.Month(i, month));
      }
    }
    assertThat(timeline.dated()).isBetween(1, timeline.size() - 1);
    expected.add(new Group.Undated(timeline.dated()));
    assertThat(groups).isEqualTo(expected);
  }

  @Test
  void resultsAreGroupedByBandOrByMonth() {
    List<SearchResult> hits = SyntheticResults.of(timeline, 1_301, 30);
    assertThat(GridItems.of(hits, timeline).groups())
        .containsExactly(
            new Group.Band(0, RelevanceBand.STRONG),
            new Group.Band(10, RelevanceBand.POSSIBLE),
            new Group.Band(20, RelevanceBand.WEAK));
    List<SearchResult> byDate =
        SyntheticResults.of(timeline, 97, timeline.size()).stream()
            .sorted(SearchResult.NEWEST_FIRST)
            .toList();
    assertThat(GridItems.of(byDate, timeline).groups()).isEqualTo(GridItems.of(timeline).groups());
  }

  @Test
  void photosOfOthersAreGroupedByBandAndHaveTheirShape() {
    // Scores of two libraries differ, so that of a possible result may be higher.
    List<SearchResult> hits =
        List.of(
            SyntheticResults.shared(1, RelevanceBand.STRONG, 0.3f),
            SyntheticResults.strong(timeline.content(1).value()),
            SyntheticResults.shared(2, RelevanceBand.POSSIBLE, 0.9f),
            SyntheticResults.shared(3, RelevanceBand.POSSIBLE, 0.8f));
    GridItems items =
        GridItems.of(List.of(hits.get(1), hits.get(0), hits.get(2), hits.get(3)), timeline);
    assertThat(items.groups())
        .containsExactly(
            new Group.Band(0, RelevanceBand.STRONG), new Group.Band(2, RelevanceBand.POSSIBLE));
    assertThat(items.aspect(0)).isEqualTo(timeline.aspect(1));
    assertThat(items.aspect(1)).isEqualTo(1.5f);
    assertThat(GridItems.of(List.of(hits.get(3), hits.get(2)), timeline).groups())
        .as("not by score")
        .noneMatch(Group.Band.class::isInstance);
  }

  @Test
  void keysMoveTheFocus() {
    shown().focusModel().press(100, false, false);
    model.focusModel().move(Move.RIGHT, false);
    assertThat(focused()).isEqualTo(101);
    model.focusModel().move(Move.LEFT, false);
    JustifiedLayout now = model.layoutProperty().get();
    double middle = now.middle(100);
    int row = now.rowOf(100);
    model.focusModel().move(Move.DOWN, false);
    assertThat(now.rowOf(focused())).isEqualTo(row + 1);
    for (int i = now.start(row + 1); i < now.start(row + 2); i++) {
      assertThat(Math.abs(now.middle(focused()) - middle))
          .isLessThanOrEqualTo(Math.abs(now.middle(i) - middle));
    }
    model.focusModel().move(Move.UP, false);
    assertThat(now.rowOf(focused())).isEqualTo(row);
    model.focusModel().move(Move.PAGE_DOWN, false);
    assertThat(now.top(now.rowOf(focused())) - now.top(row)).isBetween(400.0, 800.0);
    model.focusModel().move(Move.END, false);
    assertThat(focused()).isEqualTo(timeline.size() - 1);
    assertThat(model.offsetProperty().get()).isCloseTo(model.furthest(), within(100.0));
    model.focusModel().move(Move.DOWN, false);
    assertThat(focused()).isEqualTo(timeline.size() - 1);
    model.focusModel().move(Move.HOME, false);
    assertThat(focused()).isZero();
    assertThat(model.offsetProperty().get()).isZero();
    // Keys move the focus without selecting.
    assertThat(model.selection().contents()).containsExactly(timeline.content(100));
  }

  @Test
  void focusedPhotoIsVisible() {
    shown();
    for (Move move : List.of(Move.END, Move.PAGE_UP, Move.UP, Move.PAGE_UP, Move.LEFT)) {
      model.focusModel().move(move, false);
      JustifiedLayout now = model.layoutProperty().get();
      int row = now.rowOf(focused());
      assertThat(now.top(row)).isGreaterThanOrEqualTo(model.offsetProperty().get());
      assertThat(now.bottom(row)).isLessThanOrEqualTo(model.offsetProperty().get() + 800);
    }
  }

  @Test
  void shiftAndControlExtendTheSelection() {
    shown().focusModel().press(10, false, false);
    model.focusModel().press(14, false, true);
    assertThat(places()).containsExactly(10, 11, 12, 13, 14);
    model.focusModel().press(8, false, true);
    assertThat(places()).containsExactly(8, 9, 10);
    model.focusModel().press(20, true, false);
    assertThat(places()).containsExactly(8, 9, 10, 20);
    model.focusModel().press(22, true, true);
    assertThat(places()).containsExactly(8, 9, 10, 20, 21, 22);
    model.focusModel().press(9, true, false);
    assertThat(places()).containsExactly(8, 10, 20, 21, 22);
    model.focusModel().move(Move.RIGHT, true);
    assertThat(places()).containsExactly(9, 10);
    model.focusModel().selectAll();
    assertThat(model.selection().sizeProperty().get()).isEqualTo(timeline.size());
  }

  private List<Integer> places() {
    return model.selection().contents().stream().map(timeline::indexOf).sorted().toList();
  }

  @Test
  void rubberBandAddsToTheSelection() {
    shown();
    JustifiedLayout now = model.layoutProperty().get();
    Set<ContentId> before = Set.of(timeline.content(2_000));
    model.focusModel().band(100, now.top(1), 500, now.bottom(3), before);
    List<Integer> expected = new ArrayList<>();
    now.within(100, now.top(1), 500, now.bottom(3), expected::add);
    expected.add(2_000);
    Collections.sort(expected);
    assertThat(places()).isEqualTo(expected);
  }

  @Test
  void selectionContainsOnlyShownPhotos() {
    shown().focusModel().press(3, false, false);
    model.focusModel().press(1_500, true, false);
    List<SearchResult> found = SyntheticResults.of(timeline, 9, 40);
    model.showResults(found);
    assertThat(model.selection().contents()).isEmpty();
    model.focusModel().press(0, false, false);
    model.focusModel().press(5, true, false);
    model.focusModel().press(30, true, false);
    // The answer to this query has two of the three by now.
    model.showResults(found.subList(0, 20));
    assertThat(model.selection().contents())
        .containsExactly(found.get(0).content(), found.get(5).content());
    assertThat(model.selection().sizeProperty().get()).isEqualTo(2);
    model.showTimeline(timeline);
    assertThat(places()).containsExactly(3, 1_500);
    Timeline fewer = SyntheticTimeline.of(11, 1_400);
    model.update(fewer);
    assertThat(model.selection().contents()).allMatch(content -> fewer.indexOf(content) >= 0);
  }

  @Test
  void aSelectionSurvivesAnotherSearchOnlyIfItIsKept() {
    List<SearchResult> found = SyntheticResults.of(timeline, 9, 40);
    shown().showResults(found);
    model.focusModel().press(3, false, false);
    model.focusModel().press(8, true, false);
    model.beginSearch();
    model.showResults(found.subList(2, 30));
    assertThat(model.selection().contents()).isEmpty();
    model.focusModel().press(3, false, false);
    List<ContentId> kept = model.selection().contents();
    model.selection().keptProperty().set(true);
    model.beginSearch();
    model.showResults(found.subList(20, 40));
    assertThat(model.selection().contents()).isEqualTo(kept);
    assertThat(model.focusModel().hiddenSelected()).isOne();
    // A click adds to it.
    model.focusModel().press(1, false, false);
    model.focusModel().move(GridFocusModel.Move.RIGHT, false);
    assertThat(model.chosen()).containsExactly(kept.getFirst(), found.get(21).content());
    model.showTimeline(timeline);
    assertThat(model.selection().sizeProperty().get()).isEqualTo(2);
    model.showResults(found.subList(20, 40));
    // What is not shown leaves a selection that is kept no more.
    model.selection().keptProperty().set(false);
    assertThat(model.selection().contents()).containsExactly(found.get(21).content());
    model.selection().keptProperty().set(true);
    model.selection().clear();
    assertThat(model.selection().keptProperty().get()).isFalse();
  }

  @Test
  void severalSelectedPhotosAreUsedTogether() {
    shown().focusModel().press(3, false, false);
    model.focusModel().press(8, true, false);
    List<ContentId> both = List.of(timeline.content(3), timeline.content(8));
    model.useAsQuery(timeline.content(8));
    model.useAsQuery(timeline.content(20));
    model.useChosenAsQuery();
    assertThat(asked).containsExactly(both, List.of(timeline.content(20)), both);
  }

  @Test
  void focusedPhotoIsScrolledIntoViewAndASingleSelectionFollows() {
    shown().focusModel().press(3, false, false);
    model.focus(timeline.content(900));
    assertThat(places()).containsExactly(900);
    JustifiedLayout now = model.layoutProperty().get();
    assertThat(now.top(now.rowOf(900))).isGreaterThanOrEqualTo(model.offsetProperty().get());
    assertThat(now.bottom(now.rowOf(900))).isLessThan(model.offsetProperty().get() + 800);
    model.focusModel().press(902, true, false);
    model.focus(timeline.content(20));
    assertThat(focused()).isEqualTo(20);
    assertThat(places()).containsExactly(900, 902);
  }

  @Test
  void resizingKeepsTheFirstVisiblePhotoInPlace() {
    shown().scrollTo(20_000);
    for (double width : new double[] {700, 1500, 333, 1200}) {
      JustifiedLayout before = model.layoutProperty().get();
      int row = before.rowAt(model.offsetProperty().get());
      if (before.bottom(row) < model.offsetProperty().get()) {
        row++;
      }
      int first = before.start(row);
      double distance = before.top(row) - model.offsetProperty().get();
      model.resize(width, 800);
      JustifiedLayout now = model.layoutProperty().get();
      assertThat(now.top(now.rowOf(first)) - model.offsetProperty().get())
          .isCloseTo(distance, within(1e-6));
    }
  }

  @Test
  void theFocusedPhotoStaysInViewWhenABarAppears() {
    shown().scrollTo(20_000);
    for (int i = 0; i < 4; i++) {
      model.focusModel().move(Move.DOWN, false);
    }
    ContentId focused = model.focusProperty().get().orElseThrow();
    int index = model.itemsProperty().get().indexOf(focused);
    JustifiedLayout now = model.layoutProperty().get();
    double bottom = now.bottom(now.rowOf(index)) - model.offsetProperty().get();
    model.resize(1200, bottom - 10);
    assertThat(now.bottom(now.rowOf(index)))
        .isLessThanOrEqualTo(model.offsetProperty().get() + bottom - 10);
    // Out of view, it is left there.
    model.scrollTo(40_000);
    model.resize(1200, 300);
    assertThat(model.offsetProperty().get()).isEqualTo(40_000);
  }

  @Test
  void searchStartsAtTheTopAndTheTimelineKeepsItsOffset() {
    shown().scrollTo(30_000);
    List<SearchResult> hits = SyntheticResults.of(timeline, 3, 400);
    model.showResults(hits);
    assertThat(model.offsetProperty().get()).isZero();
    model.scrollTo(2_000);
    // A photo was indexed meanwhile and found: the scroll position is kept.
    List<SearchResult> more = new ArrayList<>(hits);
    more.addAll(1, SyntheticResults.of(timeline, 3, 401).subList(400, 401));
    int row = model.layoutProperty().get().rowAt(2_000);
    ContentId first = hits.get(model.layoutProperty().get().start(row)).content();
    model.showResults(more);
    int index = model.itemsProperty().get().indexOf(first);
    JustifiedLayout now = model.layoutProperty().get();
    assertThat(now.top(now.rowOf(index))).isCloseTo(2_000, within(800.0));
    assertThat(model.offsetProperty().get()).isPositive();
    // Another query starts at the top.
    model.showResults(SyntheticResults.of(timeline, 17, 300));
    assertThat(model.offsetProperty().get()).isZero();
    model.showTimeline(timeline);
    assertThat(model.offsetProperty().get()).isCloseTo(30_000, within(1e-6));
  }

  @Test
  void aListStartsAtTheTopKeepsItsPlaceAndLeavesTheTimelineAsItWas() {
    shown().scrollTo(30_000);
    model.focusModel().press(3, false, false);
    BitSet odd = new BitSet();
    IntStream.range(0, timeline.size()).map(id -> 2 * id + 1).forEach(odd::set);
    model.showList(new PhotoList(odd, new BitSet(), new BitSet()));
    assertThat(model.offsetProperty().get()).isZero();
    assertThat(model.selection().contents()).isEmpty();
    model.scrollTo(5_000);
    int row = model.layoutProperty().get().rowAt(5_000);
    ContentId first = model.itemsProperty().get().content(model.layoutProperty().get().start(row));
    odd.clear(Math.toIntExact(model.itemsProperty().get().content(0).value()));
    model.showList(new PhotoList(odd, new BitSet(), new BitSet()));
    JustifiedLayout now = model.layoutProperty().get();
    assertThat(now.top(now.rowOf(model.itemsProperty().get().indexOf(first))))
        .isCloseTo(5_000, within(800.0));
    BitSet few = new BitSet();
    few.set(1, 40);
    model.showList(new PhotoList(few, new BitSet(), new BitSet()));
    assertThat(model.offsetProperty().get()).isZero();
    model.showTimeline(timeline);
    assertThat(model.offsetProperty().get()).isCloseTo(30_000, within(1e-6));
    assertThat(model.selection().contents()).containsExactly(timeline.content(3));
  }

  @Test
  void resultsMissingFromTheTimelineAreShown() {
    model.resize(1200, 800);
    model.showTimeline(Timeline.EMPTY);
    model.showResults(SyntheticResults.of(timeline, 3, 20));
    assertThat(model.itemsProperty().get().size()).isEqualTo(20);
    assertThat(model.layoutProperty().get().rows()).isPositive();
    model.focusModel().move(Move.RIGHT, false);
    model.focusProperty().get().ifPresent(model::open);
    assertThat(opened).hasSize(1);
  }
}
