package app.akin.core.search;

import app.akin.core.embed.RankingSettings;
import app.akin.core.index.IdSet;
import app.akin.core.index.NullDistribution;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoRow;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ranks the photos of a library exactly as [Search] does, but with ranking settings that the
/// caller chooses, to measure a model or to compare settings. Must be used on one platform thread.
public final class MeasuredSearch implements AutoCloseable {
  /// Number of photos that are read at once.
  private static final int CHUNK = 500;

  private final CatalogueReader catalogue;
  private final QueryPartEmbedder embedder;
  private final SearchSession session;

  MeasuredSearch(CatalogueReader catalogue, QueryPartEmbedder embedder, SearchSession session) {
    this.catalogue = catalogue;
    this.embedder = embedder;
    this.session = session;
  }

  /// Opens a model in a library.
  static MeasuredSearch open(
      Path library,
      CatalogueReader catalogue,
      Models models,
      QueryPartEmbedder embedder,
      ModelSelection selection) {
    SearchSession session = SearchSession.open(library, catalogue, models, selection, false, false);
    try {
      session.modelIndex().refresh();
      return new MeasuredSearch(catalogue, embedder, session);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /// A ranked photo.
  ///
  /// @param content its content
  /// @param band its relevance band
  /// @param textCosine the cosine with the mean text feature; NaN if the query has no text
  /// @param textZ the z-score of this cosine among the photos of the library; NaN likewise
  public record Ranked(ContentId content, RelevanceBand band, double textCosine, double textZ) {}

  /// Returns the model's own settings.
  public RankingSettings settings() {
    return session.ranking();
  }

  /// Returns the name of the model.
  public String model() {
    return session.model().name();
  }

  /// Returns all photos that the model has embedded, by content.
  public Map<Long, PhotoRow> photos() {
    Map<Long, PhotoRow> photos = new HashMap<>();
    long[] embedded = catalogue.vectors().embedded(session.modelId());
    for (int from = 0; from < embedded.length; from += CHUNK) {
      List<ContentId> chunk =
          Arrays.stream(embedded, from, Math.min(embedded.length, from + CHUNK))
              .mapToObj(ContentId::new)
              .toList();
      catalogue.photos(chunk).values().forEach(row -> photos.put(row.content().value(), row));
    }
    return photos;
  }

  /// Computes the features of a query.
  ///
  /// @throws app.akin.core.photo.AkinException `QueryImage` if an image can't be used
  public QueryFeatures embed(List<QueryPart> parts) {
    return QueryFeatures.of(parts, embedder, session.queries(), () -> false).orElseThrow();
  }

  /// Ranks photos, best first. Equal scores are in the order of contents.
  ///
  /// @param settings how parts are combined and bands are found
  /// @param limit maximum number of photos
  /// @param allowed the contents among which the query searches, or null for all
  /// @param excluded contents that are not ranked, such as those of the query images
  /// @throws app.akin.core.photo.AkinException `QuerySaysNothing` if the model knows no part
  public List<Ranked> rank(
      QueryFeatures features,
      RankingSettings settings,
      int limit,
      long @Nullable [] allowed,
      Set<Long> excluded) {
    return rank(features, settings, FeedbackWeights.DEFAULT, limit, allowed, excluded);
  }

  /// Ranks photos as the other method does. Photos of the feedback keep the places that their
  /// scores give them.
  ///
  /// @param weights the weights of feedback
  public List<Ranked> rank(
      QueryFeatures features,
      RankingSettings settings,
      FeedbackWeights weights,
      int limit,
      long @Nullable [] allowed,
      Set<Long> excluded) {
    Query query =
        features.query(
            features.images(), SearchRequest.NEUTRAL_BALANCE, settings, weights, session::sample);
    Ranker<IdSet> ranker = new Ranker<>(session.space(), query, settings);
    List<RankedMatch> best =
        ranker.best(limit, allowed == null ? null : IdSet.of(allowed), excluded);
    NullDistribution texts =
        query.kind() == Query.Kind.IMAGES
            ? null
            : NullDistribution.fit(session.sample(query.partUnits().getLast()));
    Map<ContentId, Embedding> vectors =
        catalogue
            .vectors()
            .embeddings(
                best.stream().map(match -> new ContentId(match.candidate().id())).toList(),
                session.modelId());
    return best.stream()
        .map(
            match -> {
              Embedding vector = vectors.get(new ContentId(match.candidate().id()));
              return vector == null ? match : match.compared(query, settings, vector.unit());
            })
        .sorted(Comparator.comparing(RankedMatch::candidate, Candidate.BEST_FIRST))
        .limit(limit)
        .map(match -> ranked(match, texts))
        .toList();
  }

  private static Ranked ranked(RankedMatch match, @Nullable NullDistribution texts) {
    double cosine = match.candidate().textCosine();
    return new Ranked(
        new ContentId(match.candidate().id()),
        match.band(),
        cosine,
        texts == null || !texts.isFitted() ? Double.NaN : texts.zScore(cosine));
  }

  @Override
  public void close() {
    session.close();
  }
}
