package app.akin.core.model.precision;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.Gpu;
import app.akin.core.embed.PromptModel;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Estimates in at most a minute how long a model that embeds prompts needs for a photo on this
/// machine, before anything is indexed with it.
///
/// The configuration that a check has chosen is tried, otherwise fp32 on the CPU, each quicker
/// precision of the CPU, and fp16 on a GPU. The quickest counts.
///
/// @param store the stored results
/// @param gpus the GPUs that the engine may support
/// @param gpuExpected whether the engine is queried for GPUs
/// @param nanoClock returns the time in nanoseconds, like [System#nanoTime]
/// @param models opens the model for a configuration
public record TimeTrial(
    PrecisionStore store,
    List<Gpu> gpus,
    boolean gpuExpected,
    LongSupplier nanoClock,
    Function<ComputeConfig, EmbeddingModel> models) {
  /// The time that a trial may take, apart from loading.
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final Logger LOG = LoggerFactory.getLogger(TimeTrial.class);

  /// Runs the trial and stores its result.
  ///
  /// @param progress receives the fraction of the limit that has passed, from 0 to 1, and returns
  ///   whether to continue
  /// @return the time; empty if the trial was stopped, the model does not embed prompts, or the
  ///   machine is too slow for a trial
  public Optional<PhotoTime> run(DoublePredicate progress) {
    String fingerprint;
    List<ComputeConfig> candidates;
    try (EmbeddingModel model = models.apply(ComputeConfig.REFERENCE)) {
      if (!(model instanceof PromptModel)) {
        return Optional.empty();
      }
      fingerprint = model.fingerprint();
      candidates = candidates(model);
    }
    long start = nanoClock.getAsLong();
    OptionalDouble best = OptionalDouble.empty();
    for (ComputeConfig candidate : candidates) {
      Duration left = LIMIT.minusNanos(nanoClock.getAsLong() - start);
      if (!left.isPositive() || !progress.test(fraction(start))) {
        break;
      }
      // The last candidate may use all of the time.
      boolean last = candidate.equals(candidates.getLast());
      OptionalDouble seconds =
          seconds(fingerprint, candidate, last ? left : left.dividedBy(2), start, progress);
      if (seconds.isPresent() && seconds.getAsDouble() < best.orElse(Double.MAX_VALUE)) {
        best = seconds;
      }
    }
    if (!progress.test(fraction(start)) || best.isEmpty()) {
      return Optional.empty();
    }
    PhotoTime time = new PhotoTime(best.getAsDouble(), PhotoTime.Source.TRIAL);
    store.savePhotoTime(fingerprint, time);
    return Optional.of(time);
  }

  private OptionalDouble seconds(
      String fingerprint,
      ComputeConfig candidate,
      Duration limit,
      long start,
      DoublePredicate progress) {
    if (candidate.usesGpu()) {
      store.markGpuTrial(fingerprint);
    }
    try (EmbeddingModel model = models.apply(candidate)) {
      OptionalDouble seconds =
          model instanceof PromptModel prompts
              ? prompts.trial(limit, nanoClock, () -> !progress.test(fraction(start)))
              : OptionalDouble.empty();
      LOG.info("{} needs {} s for a photo", candidate, seconds);
      return seconds;
    } catch (AkinException e) {
      switch (e.problem()) {
        case Problem.ModelArchive _, Problem.DeviceAbsent _, Problem.PrecisionAbsent _ ->
            LOG.info("{} is not supported on this machine", candidate, e);
        case Problem _ -> throw e;
      }
      return OptionalDouble.empty();
    } finally {
      if (candidate.usesGpu()) {
        // It was not tested whether its results are right.
        store.deleteGpuResult(fingerprint);
      }
    }
  }

  private List<ComputeConfig> candidates(EmbeddingModel model) {
    Optional<PrecisionStore.GpuResult> gpu = store.findGpuResult(model.fingerprint());
    Device chosen = gpu.map(PrecisionStore.GpuResult::device).orElse(Device.CPU);
    Optional<Precision> precision = store.find(model.fingerprint(), chosen);
    if (precision.isPresent() && (gpu.isPresent() || !gpuExpected)) {
      return List.of(new ComputeConfig(chosen, precision.get()));
    }
    List<ComputeConfig> candidates = new ArrayList<>();
    if (gpuExpected && gpu.isEmpty()) {
      gpus.stream()
          .filter(found -> model.unavailableReason(found.device()).isEmpty())
          .map(found -> new ComputeConfig(found.device(), Precision.FP16))
          .forEach(candidates::add);
    }
    model.precisions().stream()
        .map(found -> new ComputeConfig(Device.CPU, found))
        .forEach(candidates::add);
    return candidates;
  }

  private double fraction(long start) {
    double seconds = (nanoClock.getAsLong() - start) / NANOS_PER_SECOND;
    return Math.min(1, seconds / LIMIT.toSeconds());
  }
}
