package app.akin.core.model;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.model.PrecisionRow.Verdict;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries every precision of a model on pictures: how quick it is here, and how much it keeps of
/// what fp32 finds. The quickest that keeps enough is taken.
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

  private final Function<Precision, EmbeddingModel> models;
  private final OwnPhotos own;
  private final int timed;
  private final DoublePredicate progress;

  /// @param models opens the model in a precision
  /// @param own the user's photos
  /// @param timed how many pictures each precision embeds at least, the sample again and again, for
  ///   the sake of its times
  /// @param progress is told how much is done, from 0 to 1, and says whether to go on
  PrecisionCheck(
      Function<Precision, EmbeddingModel> models,
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

  /// Makes the check; empty where it was stopped. What each precision needs is freed before the
  /// next begins.
  ///
  /// @throws AkinException where fp32 itself does not run
  Optional<PrecisionTable> run() {
    List<float[]> pictures = new ArrayList<>();
    String name;
    int photos;
    List<Precision> precisions;
    Measured reference;
    try (EmbeddingModel model = models.apply(Precision.FP32)) {
      name = model.name();
      precisions = model.precisions();
      MadePictures.first(MADE).forEach(picture -> pictures.add(model.prepare(picture)));
      pictures.addAll(own.prepared(model));
      photos = pictures.size() - MADE;
      Optional<Measured> measured = measure(model, pictures, 0, precisions.size(), null);
      if (measured.isEmpty()) {
        return Optional.empty();
      }
      reference = measured.get();
    }
    List<PrecisionRow> rows = new ArrayList<>();
    rows.add(row(Precision.FP32, Verdict.GOOD, reference, 1, 1));
    for (Precision precision : precisions.subList(1, precisions.size())) {
      try (EmbeddingModel model = models.apply(precision)) {
        Optional<Measured> measured =
            measure(model, pictures, rows.size(), precisions.size(), reference);
        if (measured.isEmpty()) {
          return Optional.empty();
        }
        rows.add(row(precision, measured.get(), reference));
      } catch (AkinException e) {
        if (e.problem() != Problem.MODEL_ARCHIVE) {
          throw e;
        }
        LOG.info("{} does not run here", precision, e);
        String detail = String.valueOf(e.arguments().getLast());
        rows.add(
            new PrecisionRow(
                precision, Verdict.FAILED, 0, 0, Timing.NONE, Double.NaN, Double.NaN, detail));
      }
    }
    PrecisionTable table = PrecisionTable.of(name, MADE, photos, rows);
    LOG.info("{}", table);
    return Optional.of(table);
  }

  private static PrecisionRow row(Precision precision, Measured found, Measured reference) {
    if (found.embeddings().isEmpty()) {
      return row(precision, Verdict.SLOW, found, Double.NaN, Double.NaN);
    }
    Fidelity kept = Fidelity.of(reference.embeddings(), found.embeddings());
    boolean good = kept.centredCosine() >= LEAST_COSINE && kept.neighbours() >= LEAST_NEIGHBOURS;
    return row(
        precision,
        good ? Verdict.GOOD : Verdict.LOSSY,
        found,
        kept.centredCosine(),
        kept.neighbours());
  }

  private static PrecisionRow row(
      Precision precision, Verdict verdict, Measured found, double cosine, double neighbours) {
    return new PrecisionRow(
        precision, verdict, found.rate(), found.batch(), found.batchTime(), cosine, neighbours, "");
  }

  /// The embeddings of the pictures, none where the precision is hopeless; empty where stopped.
  private Optional<Measured> measure(
      EmbeddingModel model,
      List<float[]> pictures,
      int before,
      int all,
      @Nullable Measured reference) {
    try (ImageTower tower = model.imageTower()) {
      long single = timed(() -> tower.embed(pictures.subList(0, 1)));
      double one = single / SECOND;
      if (reference != null && one > HOPELESS * reference.one()) {
        return Optional.of(new Measured(List.of(), 1 / one, 1, Timing.of(List.of(single)), one));
      }
      // The first call finds the size of a batch out, and that is not to be measured.
      int batch = tower.batchSize();
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
