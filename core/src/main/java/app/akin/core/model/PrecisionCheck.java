package app.akin.core.model;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.model.PrecisionRow.Verdict;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries the ways in which a model can compute on pictures: how quick each is here, and how much it
/// keeps of what fp32 on the processor finds.
final class PrecisionCheck {
  /// What a precision must keep, see [Fidelity].
  private static final double LEAST_COSINE = 0.97;

  private static final double LEAST_NEIGHBOURS = 0.9;

  private static final int MADE = 32;

  private static final double SECOND = 1e9;

  /// A first picture that takes so many times as long as in fp32 shows a precision that this
  /// processor has no arithmetic for; the rest of the sample could take minutes.
  private static final double HOPELESS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(PrecisionCheck.class);

  private final Function<ComputeConfig, EmbeddingModel> models;
  private final OwnPhotos own;
  private final int timed;
  private final DoublePredicate progress;

  /// @param models opens the model to compute in a way
  /// @param own the user's photos
  /// @param timed how many pictures each precision embeds at least, the sample again and again, for
  ///   the sake of its times
  /// @param progress is told how much is done, from 0 to 1, and says whether to go on
  PrecisionCheck(
      Function<ComputeConfig, EmbeddingModel> models,
      OwnPhotos own,
      int timed,
      DoublePredicate progress) {
    this.models = models;
    this.own = own;
    this.timed = timed;
    this.progress = progress;
  }

  /// @param one how many seconds a single picture takes
  private record Measured(
      List<Embedding> embeddings, double rate, int batch, Timing batchTime, double one) {}

  /// Makes the check; empty where it was stopped. What each way needs is freed before the next
  /// begins.
  ///
  /// @param device where the model was asked to run
  /// @param others what is tried besides fp32 on the processor, the processor's own first
  /// @param beforeCard called before the first way on a card begins, with the rows so far
  /// @throws AkinException where fp32 itself does not run
  Optional<PrecisionTable> run(
      Device device, List<ComputeConfig> others, Consumer<PrecisionTable> beforeCard) {
    List<float[]> pictures = new ArrayList<>();
    String name;
    int photos;
    Measured reference;
    int all = 1 + others.size();
    try (EmbeddingModel model = models.apply(ComputeConfig.REFERENCE)) {
      name = model.name();
      MadePictures.first(MADE).forEach(picture -> pictures.add(model.prepare(picture)));
      pictures.addAll(own.prepared(model));
      photos = pictures.size() - MADE;
      Optional<Measured> measured = measure(model, ComputeConfig.REFERENCE, pictures, 0, all, null);
      if (measured.isEmpty()) {
        return Optional.empty();
      }
      reference = measured.get();
    }
    List<PrecisionRow> rows = new ArrayList<>();
    rows.add(row(ComputeConfig.REFERENCE, Verdict.GOOD, reference, 1, 1));
    boolean onCard = false;
    for (ComputeConfig candidate : others) {
      if (candidate.isOnCard() && !onCard) {
        onCard = true;
        beforeCard.accept(PrecisionTable.of(name, MADE, photos, rows, device));
      }
      try (EmbeddingModel model = models.apply(candidate)) {
        Optional<Measured> measured =
            measure(model, candidate, pictures, rows.size(), all, reference);
        if (measured.isEmpty()) {
          return Optional.empty();
        }
        rows.add(row(candidate, measured.get(), reference));
      } catch (AkinException e) {
        if (e.problem() != Problem.MODEL_ARCHIVE && e.problem() != Problem.DEVICE_ABSENT) {
          throw e;
        }
        LOG.info("{} does not run here", candidate, e);
        rows.add(failed(candidate, String.valueOf(e.arguments().getLast())));
      }
    }
    PrecisionTable table = PrecisionTable.of(name, MADE, photos, rows, device);
    LOG.info("{}", table);
    return Optional.of(table);
  }

  /// The row of a way that does not run.
  static PrecisionRow failed(ComputeConfig candidate, String detail) {
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

  private static PrecisionRow row(ComputeConfig candidate, Measured found, Measured reference) {
    // A card's first picture takes long and says nothing; all of them do.
    if (found.embeddings().isEmpty()
        || (candidate.isOnCard() && HOPELESS * found.rate() < reference.rate())) {
      return row(candidate, Verdict.SLOW, found, Double.NaN, Double.NaN);
    }
    Fidelity kept = Fidelity.of(reference.embeddings(), found.embeddings());
    boolean good = kept.centredCosine() >= LEAST_COSINE && kept.neighbours() >= LEAST_NEIGHBOURS;
    return row(
        candidate,
        good ? Verdict.GOOD : Verdict.LOSSY,
        found,
        kept.centredCosine(),
        kept.neighbours());
  }

  private static PrecisionRow row(
      ComputeConfig candidate, Verdict verdict, Measured found, double cosine, double neighbours) {
    return new PrecisionRow(
        candidate.device(),
        candidate.precision(),
        verdict,
        found.rate(),
        found.batch(),
        found.batchTime(),
        cosine,
        neighbours,
        "");
  }

  /// The embeddings of the pictures, none where the precision is hopeless; empty where stopped.
  private Optional<Measured> measure(
      EmbeddingModel model,
      ComputeConfig candidate,
      List<float[]> pictures,
      int before,
      int all,
      @Nullable Measured reference) {
    try (ImageTower tower = model.imageTower()) {
      long single = timed(() -> tower.embed(pictures.subList(0, 1)));
      double one = single / SECOND;
      if (reference != null && !candidate.isOnCard() && one > HOPELESS * reference.one()) {
        return Optional.of(new Measured(List.of(), 1 / one, 1, Timing.of(List.of(single)), one));
      }
      // The first call finds the size of a batch out, and that is not to be measured.
      int batch = Math.min(tower.batchSize(), pictures.size());
      int rounds = Math.max(1, Math.ceilDiv(timed, pictures.size()));
      int toDo = rounds * pictures.size();
      List<Embedding> embeddings = new ArrayList<>(toDo);
      List<Long> times = new ArrayList<>();
      long took = 0;
      while (embeddings.size() < toDo) {
        if (!progress.test((before + (double) embeddings.size() / toDo) / all)) {
          return Optional.empty();
        }
        int from = embeddings.size() % pictures.size();
        int to = Math.min(pictures.size(), from + batch);
        long time = timed(() -> embeddings.addAll(tower.embed(pictures.subList(from, to))));
        took += time;
        if (to - from == batch) {
          times.add(time);
        }
      }
      return Optional.of(
          new Measured(
              embeddings.subList(0, pictures.size()),
              toDo * SECOND / took,
              batch,
              Timing.of(times),
              one));
    }
  }

  private static long timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }
}
