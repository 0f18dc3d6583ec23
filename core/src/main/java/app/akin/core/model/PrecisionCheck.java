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

  /// A first picture that takes so many times as long as in fp32 shows a precision that this
  /// processor has no arithmetic for; the rest of the sample could take minutes.
  private static final double HOPELESS = 3;

  /// Pictures between two looks at whether to go on.
  private static final int STEP = 16;

  private static final Logger LOG = LoggerFactory.getLogger(PrecisionCheck.class);

  private final Function<Precision, EmbeddingModel> models;
  private final OwnPhotos own;
  private final DoublePredicate progress;

  /// @param models opens the model in a precision
  /// @param own the user's photos
  /// @param progress is told how much is done, from 0 to 1, and says whether to go on
  PrecisionCheck(
      Function<Precision, EmbeddingModel> models, OwnPhotos own, DoublePredicate progress) {
    this.models = models;
    this.own = own;
    this.progress = progress;
  }

  private record Measured(List<Embedding> embeddings, double rate, double one) {}

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
    rows.add(new PrecisionRow(Precision.FP32, Verdict.GOOD, reference.rate(), 1, 1, ""));
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
        rows.add(new PrecisionRow(precision, Verdict.FAILED, 0, Double.NaN, Double.NaN, detail));
      }
    }
    PrecisionTable table = PrecisionTable.of(name, MADE, photos, rows);
    LOG.info("{}", table);
    return Optional.of(table);
  }

  private static PrecisionRow row(Precision precision, Measured found, Measured reference) {
    if (found.embeddings().isEmpty()) {
      return new PrecisionRow(precision, Verdict.SLOW, found.rate(), Double.NaN, Double.NaN, "");
    }
    Fidelity kept = Fidelity.of(reference.embeddings(), found.embeddings());
    boolean good = kept.centredCosine() >= LEAST_COSINE && kept.neighbours() >= LEAST_NEIGHBOURS;
    return new PrecisionRow(
        precision,
        good ? Verdict.GOOD : Verdict.LOSSY,
        found.rate(),
        kept.centredCosine(),
        kept.neighbours(),
        "");
  }

  /// The embeddings of the pictures, none where the precision is hopeless; empty where stopped.
  private Optional<Measured> measure(
      EmbeddingModel model,
      List<float[]> pictures,
      int before,
      int all,
      @Nullable Measured reference) {
    try (ImageTower tower = model.imageTower()) {
      long start = System.nanoTime();
      tower.embed(pictures.subList(0, 1));
      double one = seconds(start);
      if (reference != null && one > HOPELESS * reference.one()) {
        return Optional.of(new Measured(List.of(), 1 / one, one));
      }
      // The first call finds the size of a batch out, and that is not to be measured.
      tower.batchSize();
      List<Embedding> embeddings = new ArrayList<>(pictures.size());
      double took = 0;
      while (embeddings.size() < pictures.size()) {
        if (!progress.test((before + (double) embeddings.size() / pictures.size()) / all)) {
          return Optional.empty();
        }
        int from = embeddings.size();
        int to = Math.min(pictures.size(), from + STEP);
        start = System.nanoTime();
        embeddings.addAll(tower.embed(pictures.subList(from, to)));
        took += seconds(start);
      }
      return Optional.of(new Measured(embeddings, pictures.size() / took, one));
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
