package app.akin.core.text;

import app.akin.core.embed.TextNetworks;
import app.akin.core.photo.Ideographs;
import app.akin.core.photo.Raster;
import app.akin.core.text.CharacterTable.Decoded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads lines that were detected.
///
/// @param networks the recognizer and the classifier of the direction
/// @param characters the characters of the recognizer
record LineRecognizer(TextNetworks networks, CharacterTable characters) {
  private static final int BATCH = 8;

  /// Limit of width times lines of a batch; a single line may be wider.
  private static final int BATCH_WIDTH = 4_096;

  private static final int MIN_WIDTH = 320;
  private static final int WIDTH_STEP = 32;
  private static final double UPSIDE_DOWN = 0.9;

  /// Height for each length at which a box may hold turned text or a column.
  private static final double TALL = 1.5;

  /// Sine of the largest slant of a column.
  private static final double COLUMN_SLANT = 0.17;

  /// What a column of ideographs is preferred by, because turned ones are often read, too.
  private static final double COLUMN_BONUS = 0.05;

  /// A line as it was read best.
  record Read(Box box, String text, double confidence, int quarter, boolean column) {}

  /// Returns the lines with text, in the order of their boxes; empty if stopped.
  ///
  /// @param stopped read before each batch
  List<Read> read(Raster image, List<Box> boxes, BooleanSupplier stopped) {
    List<LineCut> cuts = cuts(boxes);
    cuts.addAll(upsideDown(image, boxes, cuts, stopped));
    @Nullable Decoded[] decoded = decode(image, cuts, stopped);
    @Nullable Read[] best = new @Nullable Read[boxes.size()];
    double[] ranks = new double[boxes.size()];
    for (int i = 0; i < cuts.size(); i++) {
      LineCut cut = cuts.get(i);
      Decoded line = decoded[i];
      if (line == null) {
        return List.of();
      }
      double rank =
          line.confidence() + (cut.column() && Ideographs.areMost(line.text()) ? COLUMN_BONUS : 0);
      boolean first = best[cut.line()] == null;
      if (!line.text().isEmpty() && (first || rank > ranks[cut.line()])) {
        ranks[cut.line()] = rank;
        best[cut.line()] =
            new Read(
                boxes.get(cut.line()), line.text(), line.confidence(), cut.quarter(), cut.column());
      }
    }
    return Arrays.stream(best).flatMap(Stream::ofNullable).toList();
  }

  private static List<LineCut> cuts(List<Box> boxes) {
    List<LineCut> cuts = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      if (box.height() < TALL * box.length()) {
        cuts.add(LineCut.of(i, box, 0));
        continue;
      }
      cuts.add(LineCut.of(i, box, 1));
      cuts.add(LineCut.of(i, box, 3));
      if (Math.abs(box.uy()) < COLUMN_SLANT) {
        cuts.add(LineCut.ofColumn(i, box));
      }
    }
    return cuts;
  }

  /// Returns cuts in the other direction of lines that may be upside down. Both are read, because
  /// the classifier is sometimes wrong.
  private List<LineCut> upsideDown(
      Raster image, List<Box> boxes, List<LineCut> cuts, BooleanSupplier stopped) {
    List<LineCut> upright =
        cuts.stream().filter(cut -> cut.quarter() == 0 && !cut.column()).toList();
    int length = 3 * TextNetworks.LINE_HEIGHT * TextNetworks.TURN_WIDTH;
    List<LineCut> turned = new ArrayList<>();
    for (int from = 0; from < upright.size() && !stopped.getAsBoolean(); from += BATCH) {
      List<LineCut> batch = upright.subList(from, Math.min(upright.size(), from + BATCH));
      float[] lines = new float[batch.size() * length];
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).writeForTurn(image, lines, i * length);
      }
      float[] turns = networks.classifyTurn(lines, batch.size());
      for (int i = 0; i < batch.size(); i++) {
        int line = batch.get(i).line();
        if (turns[2 * i + 1] > UPSIDE_DOWN) {
          turned.add(LineCut.of(line, boxes.get(line), 2));
        }
      }
    }
    return turned;
  }

  /// Reads cuts in batches of similar widths; entries are null once stopped.
  private @Nullable Decoded[] decode(Raster image, List<LineCut> cuts, BooleanSupplier stopped) {
    List<Integer> order =
        IntStream.range(0, cuts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> cuts.get(i).width()))
            .toList();
    @Nullable Decoded[] decoded = new @Nullable Decoded[cuts.size()];
    int next = 0;
    while (next < order.size() && !stopped.getAsBoolean()) {
      int first = next;
      int width = padded(cuts.get(order.get(next)).width());
      next++;
      while (next < order.size() && next - first < BATCH) {
        int wider = padded(cuts.get(order.get(next)).width());
        if (wider * (next - first + 1) > BATCH_WIDTH) {
          break;
        }
        width = wider;
        next++;
      }
      List<Integer> batch = order.subList(first, next);
      int length = 3 * TextNetworks.LINE_HEIGHT * width;
      float[] lines = new float[batch.size() * length];
      for (int i = 0; i < batch.size(); i++) {
        cuts.get(batch.get(i)).write(image, lines, i * length, width);
      }
      float[] steps = networks.recognize(lines, batch.size(), width);
      int count = width / TextNetworks.STEP;
      for (int i = 0; i < batch.size(); i++) {
        decoded[batch.get(i)] = characters.decode(steps, 2 * count * i, count);
      }
    }
    return decoded;
  }

  private static int padded(int width) {
    return Math.max(MIN_WIDTH, Math.ceilDiv(width, WIDTH_STEP) * WIDTH_STEP);
  }
}
