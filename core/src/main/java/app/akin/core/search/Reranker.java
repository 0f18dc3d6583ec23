package app.akin.core.search;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel.QueryComposition;
import app.akin.core.embed.RankingSettings;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.core.query.gloss.Glosser;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The second stage of a search: orders the best results of a model by another one that embeds
/// prompts, which is more exact and too slow for a whole library. Thread-safe; runs one request at
/// a time. Must be called on a platform thread, because the model runs on the caller's thread.
///
/// Each photo is embedded once, and its vector is stored in the library. The model stays open until
/// another one is requested or [#close] is called.
public final class Reranker implements AutoCloseable {
  private final Path library;
  private final Path natives;
  private final CatalogueReader catalogue;
  private final Models models;
  private final QueryPartEmbedder embedder;
  private final PhotoImages images;
  private final Clock clock;
  private final QueryGloss glosses;
  private @Nullable Open open;

  private record Open(ModelSession session, VectorsOnDemand vectors) {}

  /// @param library the folder of the library
  /// @param natives the folder of unpacked native libraries
  /// @param catalogue the catalogue of the library; not closed
  /// @param models opens the model of the second stage
  /// @param decoder decodes query images and photos; requested on first use
  /// @param clock the time, for estimates and writes
  /// @param glosser puts Chinese texts into English
  public Reranker(
      Path library,
      Path natives,
      CatalogueReader catalogue,
      Models models,
      Supplier<PhotoDecoder> decoder,
      Clock clock,
      Glosser glosser) {
    this.library = library;
    this.natives = natives;
    this.catalogue = catalogue;
    this.models = models;
    this.embedder = new QueryPartEmbedder(catalogue, decoder, decoder);
    this.images = new PhotoImages(catalogue, decoder);
    this.clock = clock;
    this.glosses = new QueryGloss(glosser, models);
  }

  /// Orders the best results of an answer. The other results follow in their order, and all keep
  /// their scores and bands. An answer that ranks nothing is returned as it is. Photos that
  /// feedback calls right stay first in their order; of the photos that it calls wrong, those count
  /// whose vectors are stored.
  ///
  /// @param request the request of the answer, in the order of scores
  /// @param answer the answer of another model
  /// @param selection the model of the second stage
  /// @param count number of results to order, at least 1
  /// @param progress receives the status while photos are embedded, on this thread
  /// @param stopped read between the layers of the model
  /// @return empty if stopped
  /// @throws AkinException `ModelWithoutPrompts` if the model does not embed prompts, `QueryPrompt`
  ///   if the query has more than one image or text, `QuerySaysNothing`, of a `Model` kind if the
  ///   model can't be used
  public synchronized Optional<SearchAnswer> rerank(
      SearchRequest request,
      SearchAnswer answer,
      ModelSelection selection,
      int count,
      Consumer<RerankStatus> progress,
      BooleanSupplier stopped) {
    List<SearchResult> best =
        answer.results().stream().filter(result -> result.band().isRanked()).limit(count).toList();
    if (best.isEmpty()) {
      return Optional.of(answer);
    }
    Open now = open(selection);
    List<QueryPart> parts = glosses.read(request, () -> selection).parts();
    // Reports an invalid query before photos are embedded.
    if (features(now, parts, stopped).isEmpty()) {
      return Optional.empty();
    }
    Optional<Map<ContentId, float[]>> units =
        now.vectors().of(best.stream().map(SearchResult::content).toList(), progress, stopped);
    if (units.isEmpty()) {
      return Optional.empty();
    }
    // The other parts are cached; feedback has the vectors of the photos now.
    return features(now, parts, stopped)
        .map(
            features ->
                ordered(
                    answer,
                    best,
                    scores(features, units.get()),
                    now.session().model().name(),
                    features.limits(request.balance())));
  }

  private Optional<QueryFeatures> features(
      Open now, List<QueryPart> parts, BooleanSupplier stopped) {
    return QueryFeatures.of(parts, embedder, now.session(), now.vectors()::find, stopped);
  }

  private static Map<ContentId, Float> scores(
      QueryFeatures features, Map<ContentId, float[]> units) {
    Query query =
        features.query(
            features.images(),
            SearchRequest.NEUTRAL_BALANCE,
            RankingSettings.SUM,
            unit -> cosines(units.values(), unit));
    Map<ContentId, Float> scores = new HashMap<>();
    units.forEach(
        (content, unit) ->
            scores.put(
                content,
                Candidate.of(
                        query,
                        content.value(),
                        query.cosine(unit),
                        Query.cosines(query.comparedUnits(RankingSettings.SUM), unit))
                    .score()));
    return scores;
  }

  private static float[] cosines(Collection<float[]> photos, float[] unit) {
    float[] cosines = new float[photos.size()];
    int i = 0;
    for (float[] photo : photos) {
      cosines[i++] = Query.cosines(List.of(unit), photo).getFirst();
    }
    return cosines;
  }

  /// Returns an answer that begins with the scored photos, best first. Photos that could not be
  /// read follow in their order.
  private static SearchAnswer ordered(
      SearchAnswer answer,
      List<SearchResult> best,
      Map<ContentId, Float> scores,
      String model,
      List<PromptLimit> limits) {
    record Scored(SearchResult result, float score) {}
    List<Scored> scored = new ArrayList<>();
    for (SearchResult result : best) {
      Float score = scores.get(result.content());
      if (score != null) {
        scored.add(new Scored(result, score));
      }
    }
    List<ContentId> first = answer.feedback().more();
    scored.sort(
        Comparator.comparingInt(
                (Scored each) -> {
                  int place = first.indexOf(each.result().content());
                  return place < 0 ? first.size() : place;
                })
            .thenComparingDouble(each -> -each.score())
            .thenComparing(each -> each.result().path().toString()));
    List<SearchResult> results = new ArrayList<>(scored.stream().map(Scored::result).toList());
    answer.results().stream().filter(result -> !results.contains(result)).forEach(results::add);
    return answer.with(
        results,
        new SearchAnswer.Reranked(model, scored.stream().map(Scored::score).toList(), limits));
  }

  private Open open(ModelSelection selection) {
    Open now = open;
    if (now == null || !now.session().selection().equals(selection)) {
      close();
      ModelSession session = ModelSession.openForPhotos(catalogue, models, selection);
      if (session.model().composition() != QueryComposition.PROMPT) {
        session.close();
        throw new AkinException(new Problem.ModelWithoutPrompts(session.model().name()));
      }
      now =
          new Open(
              session, new VectorsOnDemand(session, catalogue, images, library, natives, clock));
      open = now;
    }
    return now;
  }

  /// Stores what is not stored yet and closes the model; the next request opens it again.
  @Override
  public synchronized void close() {
    Open now = open;
    open = null;
    if (now != null) {
      now.vectors().store();
      now.session().close();
    }
  }
}
