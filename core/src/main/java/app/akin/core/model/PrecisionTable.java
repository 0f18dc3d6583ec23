package app.akin.core.model;

import app.akin.core.model.PrecisionRow.Verdict;
import app.akin.core.photo.Precision;
import java.util.Comparator;
import java.util.List;

/// What a check of a model's precisions found.
///
/// @param model the model's name
/// @param made how many made pictures it looked at
/// @param own how many of the user's photos
/// @param rows the precisions that there are, fp32 first
/// @param taken the one to use
public record PrecisionTable(
    String model, int made, int own, List<PrecisionRow> rows, Precision taken) {
  /// Takes a copy.
  public PrecisionTable {
    rows = List.copyOf(rows);
  }

  /// The table of some rows, taking the quickest that is good, and fp32 where none else is.
  static PrecisionTable of(String model, int made, int own, List<PrecisionRow> rows) {
    Precision taken =
        rows.stream()
            .filter(row -> row.verdict() == Verdict.GOOD)
            .max(Comparator.comparingDouble(PrecisionRow::picturesPerSecond))
            .map(PrecisionRow::precision)
            .orElse(Precision.FP32);
    return new PrecisionTable(model, made, own, rows, taken);
  }

  /// The row of the precision to use.
  public PrecisionRow takenRow() {
    return row(taken);
  }

  /// The row that the others are compared to.
  public PrecisionRow reference() {
    return row(Precision.FP32);
  }

  private PrecisionRow row(Precision precision) {
    return rows.stream().filter(row -> row.precision() == precision).findFirst().orElseThrow();
  }
}
