package app.akin.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.TestSeed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tests components, rectangles and boxes against brute force.
final class ProbabilityMapTest {
  private final Random random = new Random(TestSeed.of(ProbabilityMapTest.class));

  private static ProbabilityMap map(float[] values, int width) {
    return new ProbabilityMap(values, width, values.length / width, 1, 1);
  }

  @Test
  void componentsAreThoseOfAFloodFill() {
    for (int round = 0; round < 200; round++) {
      int width = 1 + random.nextInt(40);
      int height = 1 + random.nextInt(40);
      float[] values = new float[width * height];
      double share = random.nextDouble();
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextDouble() < share ? 0.9f : 0.1f;
      }

      List<List<Rectangle.Pixel>> flooded = flood(values, width, height);
      List<List<Rectangle.Pixel>> found = map(values, width).components();

      assertThat(found).hasSameSizeAs(flooded);
      // The ends of the runs have the same rectangle as all pixels.
      assertThat(found.stream().map(Rectangle::around).map(ProbabilityMapTest::area).sorted())
          .usingElementComparator(Comparator.comparingLong(area -> Math.round(area * 1_000)))
          .isEqualTo(
              flooded.stream()
                  .map(Rectangle::around)
                  .map(ProbabilityMapTest::area)
                  .sorted()
                  .toList());
    }
  }

  private static double area(Rectangle rectangle) {
    return rectangle.a() * rectangle.b();
  }

  private static List<List<Rectangle.Pixel>> flood(float[] values, int width, int height) {
    boolean[] seen = new boolean[values.length];
    List<List<Rectangle.Pixel>> components = new ArrayList<>();
    for (int start = 0; start < values.length; start++) {
      if (seen[start] || values[start] < 0.5) {
        continue;
      }
      List<Rectangle.Pixel> component = new ArrayList<>();
      Deque<Integer> open = new ArrayDeque<>(List.of(start));
      seen[start] = true;
      while (!open.isEmpty()) {
        int at = open.pop();
        int x = at % width;
        int y = at / width;
        component.add(new Rectangle.Pixel(x, y));
        for (int i = Math.max(0, y - 1); i <= Math.min(height - 1, y + 1); i++) {
          for (int j = Math.max(0, x - 1); j <= Math.min(width - 1, x + 1); j++) {
            int next = i * width + j;
            if (!seen[next] && values[next] > 0.5) {
              seen[next] = true;
              open.push(next);
            }
          }
        }
      }
      components.add(component);
    }
    return components;
  }

  @Test
  void noOtherAngleGivesASmallerRectangle() {
    for (int round = 0; round < 200; round++) {
      List<Rectangle.Pixel> pixels =
          IntStream.range(0, 3 + random.nextInt(30))
              .mapToObj(_ -> new Rectangle.Pixel(random.nextInt(60), random.nextInt(60)))
              .toList();
      Rectangle least = Rectangle.around(pixels);
      for (int degree = 0; degree < 180; degree++) {
        double angle = Math.toRadians(degree);
        assertThat(
                extent(pixels, Math.cos(angle), Math.sin(angle))
                    * extent(pixels, -Math.sin(angle), Math.cos(angle)))
            .isGreaterThanOrEqualTo(area(least) - 1e-6);
      }
      assertThat(extent(pixels, least.ux(), least.uy())).isCloseTo(least.a(), within(1e-9));
      assertThat(extent(pixels, -least.uy(), least.ux())).isCloseTo(least.b(), within(1e-9));
    }
  }

  private static double extent(List<Rectangle.Pixel> pixels, double ux, double uy) {
    double[] along =
        pixels.stream().mapToDouble(pixel -> pixel.x() * ux + pixel.y() * uy).sorted().toArray();
    return along[along.length - 1] - along[0];
  }

  @Test
  void aTiltedBandIsABoxInReadingDirection() {
    int size = 300;
    float[] values = new float[size * size];
    double angle = Math.toRadians(-30);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double a = (x - 150) * Math.cos(angle) + (y - 140) * Math.sin(angle);
        double b = (y - 140) * Math.cos(angle) - (x - 150) * Math.sin(angle);
        values[y * size + x] = Math.abs(a) <= 100 && Math.abs(b) <= 10 ? 0.9f : 0;
      }
    }

    List<Box> boxes = map(values, size).boxes(1_000, 2_000);

    assertThat(boxes).hasSize(1);
    Box box = boxes.getFirst();
    double growth = 200 * 20 * 1.4 / (2 * (200 + 20));
    assertThat(box.x()).isCloseTo(1_150.5, within(1.0));
    assertThat(box.y()).isCloseTo(2_140.5, within(1.0));
    assertThat(box.ux()).isCloseTo(Math.cos(angle), within(0.02));
    assertThat(box.uy()).isCloseTo(Math.sin(angle), within(0.02));
    assertThat(box.length()).isCloseTo(200 + 2 * growth, within(3.0));
    assertThat(box.height()).isCloseTo(20 + 2 * growth, within(3.0));
    Box.Bounds bounds = box.bounds();
    assertThat(box.corners())
        .allSatisfy(
            corner -> {
              assertThat(corner.x()).isBetween(bounds.left() - 1e-9, bounds.right() + 1e-9);
              assertThat(corner.y()).isBetween(bounds.top() - 1e-9, bounds.bottom() + 1e-9);
            });
    assertThat(box.turned(4).ux()).isCloseTo(box.ux(), within(1e-12));
  }

  @Test
  void thousandsOfBoxesAreLimitedToTheLargest() {
    int size = 960;
    float[] values = new float[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        values[y * size + x] = y % 6 < 5 && x % 6 < 5 ? 0.9f : 0;
      }
    }
    // Two lines among 25,000 spots.
    Arrays.fill(values, 0, 30 * size, 0);
    Arrays.fill(values, 2 * size, 20 * size, 0.9f);

    List<Box> boxes = map(values, size).boxes(0, 0);
    List<Box> largest =
        LineDetector.largest(boxes.stream().map(box -> new LineDetector.Found(0, box)).toList());

    assertThat(boxes).hasSizeGreaterThan(20_000);
    assertThat(largest).hasSize(400);
    assertThat(largest.getFirst().length()).isGreaterThan(900);
  }
}
