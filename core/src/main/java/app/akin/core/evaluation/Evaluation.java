package app.akin.core.evaluation;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.RankingSettings;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.metric.Ranking;
import app.akin.core.evaluation.metric.RankingFormat;
import app.akin.core.evaluation.metric.Rankings;
import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.search.MeasuredSearch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/// Answers the queries of a label set by the search of Akin. The photos are indexed in libraries of
/// a scratch folder, one for each device and precision, which are kept: a run after a kill resumes,
/// and a second evaluation embeds nothing. For one platform thread.
public final class Evaluation implements AutoCloseable {
  private static final int BYTES_PER_PIXEL = 12;
  private static final int THUMBNAIL_SIDE = 512;

  private final LabelSet labels;
  private final Path scratch;
  private final Function<Path, PhotoLibrary> libraries;
  private final GalleryFolder folder;
  private final Map<String, PhotoLibrary> open = new HashMap<>();

  /// @param scratch the folder for libraries and links; created if missing
  /// @param libraries opens the library of a folder
  /// @param natives folder that native libraries are unpacked to
  public Evaluation(
      LabelSet labels, Path scratch, Function<Path, PhotoLibrary> libraries, Path natives) {
    this.labels = labels;
    this.scratch = scratch.toAbsolutePath().normalize();
    this.libraries = libraries;
    folder =
        new GalleryFolder(
            labels.gallery(),
            this.scratch,
            new PhotoDecoder(
                Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_PIXEL, THUMBNAIL_SIDE, natives));
  }

  /// Starts to embed the photos that the library of a variant lacks. Ends at once if there are
  /// none.
  public IngestJob index(Variant variant) {
    return library(variant)
        .ingest()
        .start(new IngestRequest(List.of(folder.create()), false, variant.selection()));
  }

  /// Answers all queries. [#index] must have completed for the variant.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return empty if stopped
  public Optional<Answers> answer(Variant variant, DoublePredicate progress) {
    try (MeasuredSearch search = library(variant).search().measured(variant.selection())) {
      RankingSettings chosen = variant.settings();
      RankingSettings settings = chosen == null ? search.settings() : chosen;
      Answerer answerer = new Answerer(labels.benchmark(), folder, search, variant.paraphrases());
      Map<String, Ranking> rankings = new LinkedHashMap<>();
      for (LabelledQuery query : labels.queries()) {
        if (!progress.test((double) rankings.size() / labels.queries().size())) {
          return Optional.empty();
        }
        rankings.put(query.id(), answerer.ranking(query, settings, depth(query)));
      }
      return Optional.of(
          new Answers(
              search.model(), answerer.photos(), new Rankings(rankings), answerer.problems()));
    }
  }

  /// Fits ranking settings to the label set. [#index] must have completed for the variant.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return empty if stopped
  public Optional<RankingFit> fit(Variant variant, DoublePredicate progress) {
    try (MeasuredSearch search = library(variant).search().measured(variant.selection())) {
      return new RankingFitter(
              labels,
              new Answerer(labels.benchmark(), folder, search, variant.paraphrases()),
              search.settings(),
              progress)
          .fit();
    }
  }

  private int depth(LabelledQuery query) {
    int file =
        RankingFormat.of(labels.benchmark()).stream()
            .mapToInt(RankingFormat::depth)
            .max()
            .orElse(0);
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            Math.max(labels.protocol().depth(), file) + (long) query.judgements().leftOut().size());
  }

  private PhotoLibrary library(Variant variant) {
    return open.computeIfAbsent(
        variant.libraryFolder(), name -> libraries.apply(scratch.resolve(name)));
  }

  @Override
  public void close() {
    open.values().forEach(PhotoLibrary::close);
  }
}
