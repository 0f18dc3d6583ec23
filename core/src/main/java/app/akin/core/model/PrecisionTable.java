package app.akin.core.model;

import app.akin.core.model.PrecisionRow.Verdict;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a check of a model's precisions found.
///
/// @param model the model's name
/// @param made how many made pictures it looked at
/// @param own how many of the user's photos
/// @param rows the precisions that there are, fp32 on the processor first
/// @param taken the one to use
/// @param device where to use it
public record PrecisionTable(
    String model, int made, int own, List<PrecisionRow> rows, Precision taken, Device device) {
  /// Takes a copy.
  public PrecisionTable {
    rows = List.copyOf(rows);
  }

  /// A table of precisions of the processor.
  public PrecisionTable(String model, int made, int own, List<PrecisionRow> rows, Precision taken) {
    this(model, made, own, rows, taken, Device.CPU);
  }

  /// The table of some rows. A graphics card is taken where it finds what the processor finds, in
  /// its quickest precision that does; otherwise the processor's quickest, and fp32 where no other
  /// is good.
  ///
  /// @param device the kind of device that was asked for
  static PrecisionTable of(
      String model, int made, int own, List<PrecisionRow> rows, Device device) {
    ComputeConfig taken =
        best(rows, row -> row.device() != Device.CPU)
            .or(
                () ->
                    device == Device.AUTO || device == Device.CPU ? processors(rows) : cards(rows))
            .orElse(ComputeConfig.REFERENCE);
    return new PrecisionTable(model, made, own, rows, taken.precision(), taken.device());
  }

  /// The processor's own best.
  ComputeConfig processor() {
    return processors(rows).orElse(ComputeConfig.REFERENCE);
  }

  private static Optional<ComputeConfig> processors(List<PrecisionRow> rows) {
    return best(rows, row -> row.device() == Device.CPU);
  }

  /// Whoever asked for a card by name gets it: nothing is known to be better there than fp32.
  private static Optional<ComputeConfig> cards(List<PrecisionRow> rows) {
    return rows.stream()
        .map(PrecisionRow::device)
        .filter(device -> device != Device.CPU)
        .findFirst()
        .map(device -> new ComputeConfig(device, Precision.FP32));
  }

  private static Optional<ComputeConfig> best(
      List<PrecisionRow> rows, Predicate<PrecisionRow> which) {
    return rows.stream()
        .filter(which)
        .filter(row -> row.verdict() == Verdict.GOOD)
        .max(Comparator.comparingDouble(PrecisionRow::picturesPerSecond))
        .map(row -> new ComputeConfig(row.device(), row.precision()));
  }

  /// The row of the precision to use.
  public PrecisionRow takenRow() {
    return row(new ComputeConfig(device, taken));
  }

  /// Whether a row is that of the precision to use.
  public boolean isTaken(PrecisionRow row) {
    return row.is(new ComputeConfig(device, taken));
  }

  /// The row that the others are compared to.
  public PrecisionRow reference() {
    return row(ComputeConfig.REFERENCE);
  }

  /// Why a graphics card that was tried is not used, the last of its rows; empty where none was
  /// tried, or one is used.
  public Optional<PrecisionRow> refusedCard() {
    return device == Device.CPU
        ? rows.stream().filter(row -> row.device() != Device.CPU).reduce((_, last) -> last)
        : Optional.empty();
  }

  private PrecisionRow row(ComputeConfig candidate) {
    return rows.stream().filter(row -> row.is(candidate)).findFirst().orElseThrow();
  }
}
