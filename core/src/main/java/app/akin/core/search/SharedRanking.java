package app.akin.core.search;

import app.akin.core.embed.RankingSettings;
import app.akin.core.index.ComparedNeighbour;
import app.akin.core.index.Nearest;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Problem;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers one search from a shared library. Photos that this library has, too, are left out: its
/// own answer has them.
///
/// @param <F> a filter
/// @param catalogue the catalogue of this library
/// @param photos the photos
/// @param request the search, as the model reads it
record SharedRanking<F>(CatalogueReader catalogue, SharedPhotos<F> photos, SearchRequest request) {
  /// Number of photos that are ranked at most.
  private static final int MAX_RANKED = 10_000;

  private static final Comparator<SharedResult> BY_SCORE =
      Comparator.comparingDouble((SharedResult result) -> -result.score())
          .thenComparing(result -> result.photo().key().toString());

  private static final Comparator<SharedResult> NEWEST_FIRST =
      Comparator.comparing((SharedResult result) -> result.photo().dated())
          .thenComparing(result -> result.photo().date())
          .reversed()
          .thenComparing(result -> result.photo().key().toString());

  /// Notes whether every nearest photo was found exactly.
  private static final class CheckedSpace<F> implements SearchSpace<F> {
    private final SearchSpace<F> space;
    private boolean exact = true;

    CheckedSpace(SearchSpace<F> space) {
      this.space = space;
    }

    @Override
    public int visible() {
      return space.visible();
    }

    @Override
    public List<float[]> sample(List<float[]> units, int limit) {
      return space.sample(units, limit);
    }

    @Override
    public Nearest<ComparedNeighbour> nearest(
        float[] unit, List<float[]> others, int count, @Nullable F allowed) {
      Nearest<ComparedNeighbour> nearest = space.nearest(unit, others, count, allowed);
      exact &= nearest.exact();
      return nearest;
    }
  }

  /// Ranks the photos for a query with an image or a text.
  ///
  /// @param model the name of the model
  /// @param features the features of the query
  /// @throws AkinException of a `Share` or `Query` kind
  SharedAnswer ranked(String model, QueryFeatures features, RankingSettings settings) {
    SearchSpace<F> space = photos.space();
    Query query =
        features.query(
            features.images(),
            request.balance(),
            settings,
            unit -> space.sample(List.of(unit), Ranker.SAMPLE_SIZE).getFirst());
    F allowed = photos.filter(request.filter());
    Set<Long> left = new HashSet<>(photos.ids(keys(features)));
    CheckedSpace<F> checked = new CheckedSpace<>(space);
    Ranker<F> ranker = new Ranker<>(checked, query, settings);
    List<SharedResult> results =
        unowned(limit -> ranker.best(limit, allowed, left), true).stream()
            .map(found -> result(found, query, settings))
            .sorted(BY_SCORE)
            .limit(request.limit())
            .toList();
    return new SharedAnswer(
        Optional.of(model),
        request.order() == SearchRequest.Order.DATE
            ? results.stream().sorted(NEWEST_FIRST).toList()
            : results,
        checked.exact,
        photos.share(),
        features.unknownTerms());
  }

  /// Lists the photos that the filter allows.
  ///
  /// @throws AkinException of a `Share` kind, or `QueryEmpty` without a filter
  SharedAnswer listed() {
    SearchRequest.Filter filter = request.filter();
    F allowed = photos.filter(filter);
    if (allowed == null || (filter.in() == null && filter.facts().isEmpty())) {
      throw new AkinException(new Problem.QueryEmpty());
    }
    List<SharedResult> results =
        unowned(
                limit ->
                    photos.newest(allowed, limit).stream()
                        .map(id -> new RankedMatch(Candidate.unranked(id), RelevanceBand.MATCH))
                        .toList(),
                false)
            .stream()
            .map(
                found ->
                    new SharedResult(found.row().photo(), 0, RelevanceBand.MATCH, 0, 0, 0, 0, 0))
            .limit(request.limit())
            .toList();
    return new SharedAnswer(Optional.empty(), results, true, 1, List.of());
  }

  /// Returns the keys of the query images and of photos with feedback that this library has.
  private List<ContentKey> keys(QueryFeatures features) {
    List<ContentId> contents =
        Stream.of(
                features.contents().stream().map(ContentId::new),
                features.marked().moreContents().stream(),
                features.marked().lessContents().stream())
            .flatMap(stream -> stream)
            .toList();
    return catalogue.photos(contents).values().stream().map(PhotoRow::key).toList();
  }

  /// A match with the row of its photo.
  private record Found(RankedMatch match, SharedPhotos.Row row) {}

  /// A ranking of which more can be requested.
  @FunctionalInterface
  private interface Ranking {
    List<RankedMatch> best(int limit);
  }

  /// Returns the beginning of a ranking without photos that this library has: as many photos as
  /// requested, if there are as many among the first [#MAX_RANKED].
  ///
  /// @param vectors whether their vectors are needed
  private List<Found> unowned(Ranking ranking, boolean vectors) {
    int wanted = Math.min(MAX_RANKED, request.limit());
    while (true) {
      List<RankedMatch> matches = ranking.best(wanted);
      Map<Long, SharedPhotos.Row> rows =
          photos.rows(matches.stream().map(match -> match.candidate().id()).toList(), vectors);
      Collection<ContentKey> owned =
          catalogue.outbox().owned(rows.values().stream().map(row -> row.photo().key()).toList());
      List<Found> found = new ArrayList<>();
      for (RankedMatch match : matches) {
        SharedPhotos.Row row = rows.get(match.candidate().id());
        if (row != null && !owned.contains(row.photo().key())) {
          found.add(new Found(match, row));
        }
      }
      if (found.size() >= request.limit() || matches.size() < wanted || wanted >= MAX_RANKED) {
        return found;
      }
      wanted = Math.min(MAX_RANKED, 4 * wanted);
    }
  }

  private static SharedResult result(Found found, Query query, RankingSettings settings) {
    float[] unit = found.row().unit();
    RankedMatch exact = found.match().compared(query, settings, unit);
    return new SharedResult(
        found.row().photo(),
        exact.candidate().score(),
        exact.band(),
        query.imageShare(unit),
        query.textShare(unit),
        query.excludedShare(unit),
        (float) exact.candidate().product() + query.togetherShare(unit),
        query.feedbackShare(unit));
  }
}
