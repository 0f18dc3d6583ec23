package app.akin.core.model.precision;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.Gpu;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Chooses the device and the precision that a model computes with on this machine, and stores the
/// choice.
///
/// The CPU's precisions are measured first and their result is stored. The precisions of the GPUs
/// that the engine offers follow. A marker file records the trial of a GPU in case the process
/// crashes.
///
/// @param store the stored results
/// @param gpus the GPUs that the engine may support
/// @param gpuExpected whether the engine is queried for GPUs
/// @param nanoClock measures the speed, in nanoseconds like [System#nanoTime]
/// @param models opens the model for a configuration
public record DeviceCheck(
    PrecisionStore store,
    List<Gpu> gpus,
    boolean gpuExpected,
    LongSupplier nanoClock,
    Function<ComputeConfig, EmbeddingModel> models) {
  /// The precisions that GPUs support in hardware, fastest first.
  private static final List<Precision> GPU_PRECISIONS = List.of(Precision.FP16, Precision.FP32);

  /// Runs the check.
  ///
  /// @param device the requested device
  /// @param photos photos of the user that are embedded in addition to the synthetic images
  /// @param minImages the minimum number of images that each configuration embeds
  /// @param progress receives the completed fraction, from 0 to 1, and returns whether to continue
  /// @return the results; empty if the check was stopped
  public Optional<PrecisionTable> run(
      Device device, SamplePhotos photos, int minImages, DoublePredicate progress) {
    String fingerprint;
    List<ComputeConfig> others = new ArrayList<>();
    List<PrecisionRow> failures = new ArrayList<>();
    try (EmbeddingModel model = models.apply(ComputeConfig.REFERENCE)) {
      fingerprint = model.fingerprint();
      if (device == Device.AUTO || device == Device.CPU) {
        model.precisions().stream()
            .filter(precision -> precision != Precision.FP32)
            .forEach(precision -> others.add(new ComputeConfig(Device.CPU, precision)));
      }
      if (device == Device.AUTO && gpuExpected) {
        addAvailableGpus(model, others, failures);
      }
    }
    if (device == Device.CUDA || device == Device.MPS) {
      others.addAll(supportedPrecisions(device, List.of(Precision.values())));
    }
    Optional<PrecisionTable> found = Optional.empty();
    try {
      found =
          new PrecisionCheck(models, photos, minImages, nanoClock, progress)
              .run(device, others, table -> beforeGpu(fingerprint, device, table))
              .map(table -> withFailures(table, failures, device));
    } finally {
      if (found.isEmpty() && device == Device.AUTO) {
        store.deleteGpuResult(fingerprint);
      }
    }
    found.ifPresent(table -> save(fingerprint, device, table));
    return found;
  }

  /// Adds the GPUs that the engine offers to `others`, and the reason for each other GPU to
  /// `failures`.
  private void addAvailableGpus(
      EmbeddingModel model, List<ComputeConfig> others, List<PrecisionRow> failures) {
    for (Gpu gpu : gpus) {
      Optional<String> failure = model.unavailableReason(gpu.device());
      if (failure.isEmpty()) {
        others.addAll(supportedPrecisions(gpu.device(), GPU_PRECISIONS));
      } else {
        failures.add(
            PrecisionCheck.failedRow(
                new ComputeConfig(gpu.device(), Precision.FP32), failure.get()));
      }
    }
  }

  /// Returns those of the given precisions that the model supports on a device.
  private List<ComputeConfig> supportedPrecisions(Device device, List<Precision> candidates) {
    try (EmbeddingModel model = models.apply(new ComputeConfig(device, Precision.FP32))) {
      return candidates.stream()
          .filter(model.precisions()::contains)
          .map(precision -> new ComputeConfig(device, precision))
          .toList();
    }
  }

  private void beforeGpu(String fingerprint, Device device, PrecisionTable table) {
    if (device == Device.AUTO) {
      store.save(fingerprint, Device.CPU, table.cpuConfig().precision());
      store.markGpuTrial(fingerprint);
    }
  }

  /// Reports the first unavailable GPU if no GPU was tested.
  private static PrecisionTable withFailures(
      PrecisionTable table, List<PrecisionRow> failures, Device device) {
    boolean gpuTested = table.rows().stream().anyMatch(row -> row.device() != Device.CPU);
    if (gpuTested || failures.isEmpty()) {
      return table;
    }
    List<PrecisionRow> rows = new ArrayList<>(table.rows());
    rows.add(failures.getFirst());
    return PrecisionTable.of(
        table.model(), table.syntheticCount(), table.photoCount(), rows, device);
  }

  private void save(String fingerprint, Device device, PrecisionTable table) {
    ComputeConfig chosen = new ComputeConfig(table.device(), table.chosen());
    if (device == Device.AUTO || device == Device.CPU) {
      store.save(fingerprint, Device.CPU, table.cpuConfig().precision());
    }
    if (chosen.usesGpu()) {
      store.save(fingerprint, chosen.device(), chosen.precision());
    }
    if (device == Device.AUTO && gpuExpected) {
      store.saveGpuResult(
          fingerprint,
          new PrecisionStore.GpuResult(
              chosen.device(), table.rejectedGpu().map(DeviceCheck::reason).orElse("")));
    }
    deleteOtherArchives(chosen, table.cpuConfig());
  }

  /// Returns why a GPU is not used: the engine's message or the measured verdict.
  private static String reason(PrecisionRow row) {
    return row.detail().isEmpty()
        ? row.precision().word() + " " + row.verdict().name().toLowerCase(Locale.ROOT)
        : row.detail();
  }

  /// Deletes the archives that were compiled for other precisions. The CPU's archive is kept as a
  /// fallback in case the GPU fails later.
  private void deleteOtherArchives(ComputeConfig chosen, ComputeConfig cpuConfig) {
    try (EmbeddingModel model = models.apply(chosen)) {
      model.deleteOtherPrecisions(List.of(chosen.precision(), cpuConfig.precision()));
    } catch (AkinException e) {
      // The archives only use disk space.
      return;
    }
  }
}
