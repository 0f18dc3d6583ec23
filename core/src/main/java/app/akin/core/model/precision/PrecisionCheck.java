package app.akin.core.model.precision;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.EmbeddingModel.QueryComposition;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.model.precision.PrecisionRow.Verdict;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures the speed of a model's configurations on this machine, and how closely their embeddings
/// match those of fp32 on the CPU.
final class PrecisionCheck {
  /// The minimum centred cosine of a precision, see [Fidelity].
  static final double MIN_COSINE = 0.97;

  /// The minimum agreement of nearest neighbours of a precision, see [Fidelity].
  static final double MIN_NEIGHBOURS = 0.9;

  /// The number of synthetic images of a check.
  static final int SYNTHETIC_COUNT = 32;

  /// Number of synthetic images, and of photos, for a model that embeds prompts.
  private static final int PROMPT_COUNT = 2;

  private static final double NANOS_PER_SECOND = 1e9;

  /// A configuration is rejected if it is slower than fp32 by this factor.
  ///
  /// If the first image is that slow, the CPU has no hardware support for the precision, and the
  /// rest of the sample could take minutes.
  static final double SLOW_FACTOR = 3;

  private static final Logger LOG = LoggerFactory.getLogger(PrecisionCheck.class);

  private final Function<ComputeConfig, EmbeddingModel> models;
  private final SamplePhotos photos;
  private final int minImages;
  private final LongSupplier nanoClock;
  private final DoublePredicate progress;

  /// @param models opens the model for a configuration
  /// @param photos the sample of the user's photos
  /// @param minImages the minimum number of images that each configuration embeds; the sample is
  ///   repeated for reliable times
  /// @param nanoClock returns the time in nanoseconds, like [System#nanoTime]
  /// @param progress receives the completed fraction, from 0 to 1, and returns whether to continue
  PrecisionCheck(
      Function<ComputeConfig, EmbeddingModel> models,
      SamplePhotos photos,
      int minImages,
      LongSupplier nanoClock,
      DoublePredicate progress) {
    this.models = models;
    this.photos = photos;
    this.minImages = minImages;
    this.nanoClock = nanoClock;
    this.progress = progress;
  }

  /// The measured result of a configuration.
  ///
  /// @param embeddings the embeddings of the sample; empty if the configuration is too slow
  /// @param rate the speed in images per second
  /// @param batch the batch size
  /// @param batchTime the times of whole batches
  /// @param firstSeconds the time of the first image in seconds
  private record Measurement(
      List<Embedding> embeddings, double rate, int batch, Timing batchTime, double firstSeconds) {}

  /// Runs the check. The memory of each configuration is freed before the next one starts.
  ///
  /// @param device the requested device
  /// @param others the configurations to measure in addition to fp32 on the CPU, those of the CPU
  ///   first
  /// @param beforeGpu called with the results of the CPU before the first GPU configuration starts
  /// @return the results; empty if the check was stopped
  /// @throws AkinException if fp32 does not run
  Optional<PrecisionTable> run(
      Device device, List<ComputeConfig> others, Consumer<PrecisionTable> beforeGpu) {
    List<PreparedImage> inputs = new ArrayList<>();
    String name;
    int synthetic;
    int photoCount;
    int rounds;
    Measurement reference;
    int total = 1 + others.size();
    try (EmbeddingModel model = models.apply(ComputeConfig.REFERENCE)) {
      name = model.name();
      // A pass of a model that embeds prompts takes minutes on a CPU.
      boolean isPrompt = model.composition() == QueryComposition.PROMPT;
      synthetic = isPrompt ? PROMPT_COUNT : SYNTHETIC_COUNT;
      SyntheticImages.first(synthetic).forEach(image -> inputs.add(model.prepare(image)));
      inputs.addAll(photos.prepare(model, isPrompt ? PROMPT_COUNT : SamplePhotos.MAX_COUNT));
      rounds = isPrompt ? 1 : Math.max(1, Math.ceilDiv(minImages, inputs.size()));
      photoCount = inputs.size() - synthetic;
      Optional<Measurement> measured =
          measure(model, ComputeConfig.REFERENCE, inputs, rounds, 0, total, null);
      if (measured.isEmpty()) {
        return Optional.empty();
      }
      reference = measured.get();
    }
    List<PrecisionRow> rows = new ArrayList<>();
    rows.add(row(ComputeConfig.REFERENCE, Verdict.GOOD, reference, 1, 1));
    boolean gpuStarted = false;
    for (ComputeConfig candidate : others) {
      if (candidate.usesGpu() && !gpuStarted) {
        gpuStarted = true;
        beforeGpu.accept(PrecisionTable.of(name, synthetic, photoCount, rows, device));
      }
      try (EmbeddingModel model = models.apply(candidate)) {
        Optional<Measurement> measured =
            measure(model, candidate, inputs, rounds, rows.size(), total, reference);
        if (measured.isEmpty()) {
          return Optional.empty();
        }
        rows.add(row(candidate, measured.get(), reference));
      } catch (AkinException e) {
        String detail =
            switch (e.problem()) {
              case Problem.ModelArchive archive -> archive.detail();
              case Problem.DeviceAbsent absent -> absent.detail();
              case Problem.PrecisionAbsent _ -> "this CPU has no arithmetic for it";
              case Problem _ -> throw e;
            };
        LOG.info("{} is not supported on this machine", candidate, e);
        rows.add(failedRow(candidate, detail));
      }
    }
    PrecisionTable table = PrecisionTable.of(name, synthetic, photoCount, rows, device);
    LOG.info("{}", table);
    return Optional.of(table);
  }

  /// Returns the row of a configuration that does not run.
  static PrecisionRow failedRow(ComputeConfig candidate, String detail) {
    return new PrecisionRow(
        candidate.device(),
        candidate.precision(),
        Verdict.FAILED,
        0,
        0,
        Timing.NONE,
        Double.NaN,
        Double.NaN,
        detail);
  }

  private static PrecisionRow row(
      ComputeConfig candidate, Measurement measured, Measurement reference) {
    // The first image on a GPU includes its start-up, so only the total rate is compared.
    if (measured.embeddings().isEmpty()
        || (candidate.usesGpu() && SLOW_FACTOR * measured.rate() < reference.rate())) {
      return row(candidate, Verdict.SLOW, measured, Double.NaN, Double.NaN);
    }
    Fidelity fidelity = Fidelity.of(reference.embeddings(), measured.embeddings());
    boolean good =
        fidelity.centredCosine() >= MIN_COSINE && fidelity.neighbours() >= MIN_NEIGHBOURS;
    return row(
        candidate,
        good ? Verdict.GOOD : Verdict.LOSSY,
        measured,
        fidelity.centredCosine(),
        fidelity.neighbours());
  }

  private static PrecisionRow row(
      ComputeConfig candidate,
      Verdict verdict,
      Measurement measured,
      double cosine,
      double neighbours) {
    return new PrecisionRow(
        candidate.device(),
        candidate.precision(),
        verdict,
        measured.rate(),
        measured.batch(),
        measured.batchTime(),
        cosine,
        neighbours,
        "");
  }

  /// Measures one configuration.
  ///
  /// @param rounds how often the inputs are embedded
  /// @return the result, without embeddings if the precision is too slow; empty if stopped
  private Optional<Measurement> measure(
      EmbeddingModel model,
      ComputeConfig candidate,
      List<PreparedImage> inputs,
      int rounds,
      int completed,
      int total,
      @Nullable Measurement reference) {
    try (ImageTower tower = model.imageTower()) {
      long firstNanos = time(() -> tower.embed(inputs.subList(0, 1)));
      double firstSeconds = firstNanos / NANOS_PER_SECOND;
      if (reference != null
          && !candidate.usesGpu()
          && firstSeconds > SLOW_FACTOR * reference.firstSeconds()) {
        return Optional.of(
            new Measurement(
                List.of(), 1 / firstSeconds, 1, Timing.of(List.of(firstNanos)), firstSeconds));
      }
      // The first call determines the batch size, which is excluded from the measurement.
      int batch = Math.min(tower.batchSize(inputs.size()), inputs.size());
      int imageCount = rounds * inputs.size();
      List<Embedding> embeddings = new ArrayList<>(imageCount);
      List<Long> times = new ArrayList<>();
      long totalNanos = 0;
      while (embeddings.size() < imageCount) {
        if (!progress.test((completed + (double) embeddings.size() / imageCount) / total)) {
          return Optional.empty();
        }
        int from = embeddings.size() % inputs.size();
        int to = Math.min(inputs.size(), from + batch);
        long nanos = time(() -> embeddings.addAll(tower.embed(inputs.subList(from, to))));
        totalNanos += nanos;
        if (to - from == batch) {
          times.add(nanos);
        }
      }
      return Optional.of(
          new Measurement(
              embeddings.subList(0, inputs.size()),
              imageCount * NANOS_PER_SECOND / totalNanos,
              batch,
              Timing.of(times),
              firstSeconds));
    }
  }

  private long time(Runnable work) {
    long start = nanoClock.getAsLong();
    work.run();
    return nanoClock.getAsLong() - start;
  }
}
