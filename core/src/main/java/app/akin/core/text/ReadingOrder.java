package app.akin.core.text;

import app.akin.core.text.LineRecognizer.Read;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts lines in reading order, in the direction of most characters.
final class ReadingOrder {
  /// The direction of columns, beside those of quarter turns.
  private static final int COLUMN = 4;

  /// Share of the lower line's height by which lines of a row overlap.
  private static final double ROW = 0.5;

  private ReadingOrder() {}

  /// A line with its rectangle in the direction of the text.
  private record Placed(Read read, double middle, Box.Bounds bounds) {}

  /// Returns the lines by rows.
  static List<List<Read>> of(List<Read> lines) {
    int direction = direction(lines);
    if (direction == COLUMN) {
      return lines.stream()
          .sorted(Comparator.comparingDouble(line -> -line.box().x()))
          .map(List::of)
          .toList();
    }
    double angle = angle(lines, direction);
    List<Placed> placed =
        lines.stream()
            .map(line -> place(line, Math.cos(angle), Math.sin(angle)))
            .sorted(Comparator.comparingDouble(Placed::middle))
            .toList();
    List<List<Placed>> rows = new ArrayList<>();
    for (Placed line : placed) {
      rows.reversed().stream()
          .filter(row -> isBeside(line.bounds(), row.getFirst().bounds()))
          .findFirst()
          .ifPresentOrElse(row -> row.add(line), () -> rows.add(new ArrayList<>(List.of(line))));
    }
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .sorted(Comparator.comparingDouble(line -> line.bounds().left()))
                    .map(Placed::read)
                    .toList())
        .toList();
  }

  private static int direction(Read line) {
    return line.column() ? COLUMN : line.quarter();
  }

  /// Returns the direction of most characters, the first of equal ones.
  private static int direction(List<Read> lines) {
    Map<Integer, Integer> characters = new LinkedHashMap<>();
    lines.forEach(
        line ->
            characters.merge(
                direction(line),
                line.text().codePointCount(0, line.text().length()),
                Integer::sum));
    int best = 0;
    int most = 0;
    for (Map.Entry<Integer, Integer> entry : characters.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    return best;
  }

  /// Returns the median angle of the lines of a direction, turned by it.
  private static double angle(List<Read> lines, int direction) {
    double[] angles =
        lines.stream()
            .filter(line -> direction(line) == direction)
            .mapToDouble(line -> Math.atan2(line.box().uy(), line.box().ux()))
            .sorted()
            .toArray();
    int middle = angles.length / 2;
    double median =
        angles.length % 2 == 1 ? angles[middle] : (angles[middle - 1] + angles[middle]) / 2;
    return median + direction * Math.PI / 2;
  }

  private static Placed place(Read line, double cos, double sin) {
    Box box = line.box();
    Box turned =
        new Box(
            box.x() * cos + box.y() * sin,
            box.y() * cos - box.x() * sin,
            box.ux() * cos + box.uy() * sin,
            box.uy() * cos - box.ux() * sin,
            box.length(),
            box.height());
    return new Placed(line, turned.y(), turned.bounds());
  }

  private static boolean isBeside(Box.Bounds line, Box.Bounds first) {
    double overlap = Math.min(line.bottom(), first.bottom()) - Math.max(line.top(), first.top());
    return overlap > ROW * Math.min(line.bottom() - line.top(), first.bottom() - first.top());
  }
}
