package app.akin.core.model.precision;

import app.akin.core.model.precision.PrecisionRow.Verdict;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The results of a check of a model's precisions.
///
/// @param model the model's name
/// @param syntheticCount the number of synthetic images in the sample
/// @param photoCount the number of the user's photos in the sample
/// @param rows the results for each precision, fp32 on the CPU first
/// @param chosen the chosen precision
/// @param device the chosen device
public record PrecisionTable(
    String model,
    int syntheticCount,
    int photoCount,
    List<PrecisionRow> rows,
    Precision chosen,
    Device device) {
  /// Copies the list.
  public PrecisionTable {
    rows = List.copyOf(rows);
  }

  /// Creates a table whose chosen device is the CPU.
  public PrecisionTable(
      String model, int syntheticCount, int photoCount, List<PrecisionRow> rows, Precision chosen) {
    this(model, syntheticCount, photoCount, rows, chosen, Device.CPU);
  }

  /// Creates a table and chooses the device and the precision.
  ///
  /// The fastest good precision of a GPU is preferred, then the fastest good one of the CPU. If a
  /// GPU was requested and has no good precision, it is used with fp32.
  ///
  /// @param device the requested device
  static PrecisionTable of(
      String model, int syntheticCount, int photoCount, List<PrecisionRow> rows, Device device) {
    ComputeConfig chosen =
        best(rows, row -> row.device() != Device.CPU)
            .or(
                () ->
                    device == Device.AUTO || device == Device.CPU
                        ? bestOnCpu(rows)
                        : requestedGpu(rows))
            .orElse(ComputeConfig.REFERENCE);
    return new PrecisionTable(
        model, syntheticCount, photoCount, rows, chosen.precision(), chosen.device());
  }

  /// Returns the best configuration of the CPU.
  ComputeConfig cpuConfig() {
    return bestOnCpu(rows).orElse(ComputeConfig.REFERENCE);
  }

  private static Optional<ComputeConfig> bestOnCpu(List<PrecisionRow> rows) {
    return best(rows, row -> row.device() == Device.CPU);
  }

  /// Returns fp32 on the GPU that the user requested explicitly.
  private static Optional<ComputeConfig> requestedGpu(List<PrecisionRow> rows) {
    return rows.stream()
        .map(PrecisionRow::device)
        .filter(device -> device != Device.CPU)
        .findFirst()
        .map(device -> new ComputeConfig(device, Precision.FP32));
  }

  private static Optional<ComputeConfig> best(
      List<PrecisionRow> rows, Predicate<PrecisionRow> condition) {
    return rows.stream()
        .filter(condition)
        .filter(row -> row.verdict() == Verdict.GOOD)
        .max(Comparator.comparingDouble(PrecisionRow::imagesPerSecond))
        .map(row -> new ComputeConfig(row.device(), row.precision()));
  }

  /// Returns the row of the chosen precision.
  public PrecisionRow chosenRow() {
    return row(new ComputeConfig(device, chosen));
  }

  /// Returns whether a row is that of the chosen precision.
  public boolean isChosen(PrecisionRow row) {
    return row.matches(new ComputeConfig(device, chosen));
  }

  /// Returns the row that the others are compared with.
  public PrecisionRow referenceRow() {
    return row(ComputeConfig.REFERENCE);
  }

  /// Returns the last row of a GPU that was tested but is not used; empty if none was tested or one
  /// is used.
  public Optional<PrecisionRow> rejectedGpu() {
    return device == Device.CPU
        ? rows.stream().filter(row -> row.device() != Device.CPU).reduce((_, last) -> last)
        : Optional.empty();
  }

  private PrecisionRow row(ComputeConfig candidate) {
    return rows.stream().filter(row -> row.matches(candidate)).findFirst().orElseThrow();
  }
}
