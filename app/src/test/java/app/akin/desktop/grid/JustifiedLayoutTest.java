package app.akin.desktop.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.SyntheticTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests visible properties of the layout for arbitrary aspect ratios.
final class JustifiedLayoutTest {
  private record Box(int index, double x, double y, double w, double h) {}

  private static List<Box> boxes(JustifiedLayout arrangement) {
    List<Box> boxes = new ArrayList<>();
    for (int row = 0; row < arrangement.rows(); row++) {
      arrangement.places(row, (i, x, y, w, h) -> boxes.add(new Box(i, x, y, w, h)));
    }
    return boxes;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 800, 190", "2, 500, 1300, 190", "3, 500, 400, 380", "4, 300, 90, 90"})
  void photosAreOrderedInsideAndDisjoint(long seed, int count, double width, double target) {
    GridItems items = GridItems.of(SyntheticTimeline.of(seed, count));
    JustifiedLayout arrangement = new JustifiedLayout(items, width, target);
    List<Box> boxes = boxes(arrangement);
    assertThat(boxes).hasSize(count);
    Box before = null;
    for (int i = 0; i < count; i++) {
      Box box = boxes.get(i);
      assertThat(box.index()).isEqualTo(i);
      assertThat(box.x()).isGreaterThanOrEqualTo(0);
      assertThat(box.x() + box.w()).isLessThanOrEqualTo(width + 0.5);
      assertThat(box.h()).isLessThanOrEqualTo(target * 1.6);
      if (before != null && before.y() == box.y()) {
        assertThat(box.x() - before.x() - before.w()).isCloseTo(JustifiedLayout.GAP, within(1.0));
        assertThat(box.h()).isEqualTo(before.h());
      } else if (before != null) {
        assertThat(box.y())
            .isGreaterThanOrEqualTo(before.y() + before.h() + JustifiedLayout.GAP - 1);
        assertThat(box.x()).isZero();
      }
      before = box;
    }
    assertThat(arrangement.height()).isGreaterThan(boxes.getLast().y() + boxes.getLast().h());
  }

  @Test
  void photosKeepAspectRatiosAndRowsFillTheWidth() {
    GridItems items = GridItems.of(SyntheticTimeline.of(5, 4_000));
    JustifiedLayout arrangement = new JustifiedLayout(items, 1200, 190);
    int full = 0;
    for (int row = 0; row < arrangement.rows(); row++) {
      List<Box> boxes = new ArrayList<>();
      arrangement.places(row, (i, x, y, w, h) -> boxes.add(new Box(i, x, y, w, h)));
      Box last = boxes.getLast();
      if (last.x() + last.w() == 1200) {
        full++;
      }
      for (Box box : boxes) {
        float shape = Math.clamp(items.aspect(box.index()), 0.45f, 3.2f);
        assertThat(box.w() / box.h()).isCloseTo(shape, within(0.03 * Math.max(1, shape)));
      }
    }
    // The last row of each month need not fill the width.
    assertThat(full).isGreaterThanOrEqualTo(arrangement.rows() - items.groups().size());
  }

  @Test
  void pointsAndRectanglesFindPhotos() {
    GridItems items = GridItems.of(SyntheticTimeline.of(6, 700));
    JustifiedLayout arrangement = new JustifiedLayout(items, 1000, 150);
    List<Box> boxes = boxes(arrangement);
    SplittableRandom random = new SplittableRandom(6);
    for (int n = 0; n < 2_000; n++) {
      double x = random.nextDouble(1000);
      double y = random.nextDouble(arrangement.height());
      int expected =
          boxes.stream()
              .filter(
                  box ->
                      x >= box.x()
                          && x < box.x() + box.w()
                          && y >= box.y()
                          && y <= box.y() + box.h())
              .mapToInt(Box::index)
              .findFirst()
              .orElse(-1);
      assertThat(arrangement.indexAt(x, y)).isEqualTo(expected);
      double right = x + random.nextDouble(400);
      double bottom = y + random.nextDouble(900);
      List<Integer> touched = new ArrayList<>();
      arrangement.within(x, y, right, bottom, touched::add);
      assertThat(touched)
          .isEqualTo(
              boxes.stream()
                  .filter(
                      box ->
                          box.x() <= right
                              && box.x() + box.w() >= x
                              && box.y() <= bottom
                              && box.y() + box.h() >= y)
                  .map(Box::index)
                  .toList());
    }
  }

  @Test
  void emptyLayoutHasNoPhotos() {
    JustifiedLayout arrangement = new JustifiedLayout(GridItems.NONE, 500, 190);
    assertThat(arrangement.rows()).isZero();
    assertThat(arrangement.height()).isZero();
    assertThat(arrangement.indexAt(3, 3)).isEqualTo(-1);
    assertThat(arrangement.rowAt(100)).isEqualTo(-1);
  }
}
