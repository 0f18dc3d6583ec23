package app.akin.core.search;

import app.akin.core.embed.RankingSettings;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.scan.Volumes;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds results from ranked contents: catalogue data and shares. Thread-safe.
///
/// @param catalogue the catalogue of the library
/// @param volumes the mounted volumes
record ResultBuilder(CatalogueReader catalogue, Volumes volumes) {
  private record Shares(float image, float text, float excluded, float together, float feedback) {
    private static final Shares NONE = new Shares(0, 0, 0, 0, 0);
  }

  private record Found(RankedMatch match, PhotoRow row, Path path, boolean offline) {
    Found compared(Query query, RankingSettings settings, float[] photo) {
      return new Found(match.compared(query, settings, photo), row, path, offline);
    }
  }

  private static final Comparator<Found> BY_PATH =
      Comparator.comparing(found -> found.path().toString());
  private static final Comparator<Found> BY_SCORE =
      Comparator.comparingDouble((Found found) -> -found.match().candidate().score())
          .thenComparing(BY_PATH);

  /// Returns the requested number of results of a ranking in the requested order.
  ///
  /// @param first photos that come first in the order of scores, in their order
  /// @param best the other ranked contents, best first
  List<SearchResult> ranked(
      SearchSession session,
      Query query,
      List<ContentId> first,
      List<RankedMatch> best,
      SearchRequest request) {
    List<Found> leading =
        found(
            first.stream()
                .map(
                    content ->
                        new RankedMatch(Candidate.unranked(content.value()), RelevanceBand.STRONG))
                .toList(),
            request);
    List<Found> found = found(best, request);
    found.sort(BY_SCORE);
    List<Found> all = new ArrayList<>(leading);
    all.addAll(found);
    if (all.size() > request.limit()) {
      all.subList(request.limit(), all.size()).clear();
    }
    Map<ContentId, Embedding> vectors =
        catalogue
            .vectors()
            .embeddings(all.stream().map(each -> each.row().content()).toList(), session.modelId());
    Embedding none = new Embedding(new float[query.unit().length], 0);
    all.replaceAll(
        each -> {
          Embedding vector = vectors.get(each.row().content());
          return vector == null ? each : each.compared(query, session.ranking(), vector.unit());
        });
    all.subList(Math.min(leading.size(), all.size()), all.size()).sort(BY_SCORE);
    List<SearchResult> results =
        withStacks(
            all.stream()
                .map(
                    each ->
                        result(
                            query, each, vectors.getOrDefault(each.row().content(), none).unit()))
                .toList());
    return request.order() == Order.DATE
        ? results.stream()
            .sorted(SearchResult.NEWEST_FIRST.thenComparing(result -> result.path().toString()))
            .toList()
        : results;
  }

  /// Returns results that are not ranked, in the given order.
  List<SearchResult> listed(List<ContentId> contents, RelevanceBand band, SearchRequest request) {
    List<RankedMatch> matches =
        contents.stream()
            .map(content -> new RankedMatch(Candidate.unranked(content.value()), band))
            .toList();
    return withStacks(
        found(matches, request).stream().map(each -> result(each, Shares.NONE)).toList());
  }

  private List<SearchResult> withStacks(List<SearchResult> results) {
    Map<ContentId, Long> stacks =
        catalogue.stacks().stacks(results.stream().map(SearchResult::content).toList());
    if (stacks.isEmpty()) {
      return results;
    }
    Map<Long, Integer> sizes = catalogue.stacks().sizes(Set.copyOf(stacks.values()));
    return results.stream()
        .map(
            result -> {
              Long stack = stacks.get(result.content());
              int photos = stack == null ? 0 : sizes.getOrDefault(stack, 0);
              return stack == null || photos < 2
                  ? result
                  : result.in(new SearchResult.Stack(stack, photos));
            })
        .toList();
  }

  private List<Found> found(List<RankedMatch> matches, SearchRequest request) {
    Map<ContentId, PhotoRow> rows =
        catalogue.photos(
            matches.stream().map(match -> new ContentId(match.candidate().id())).toList());
    RootAvailability availability = new RootAvailability(catalogue, volumes);
    List<Found> found = new ArrayList<>();
    for (RankedMatch match : matches) {
      long id = match.candidate().id();
      PhotoRow row = rows.get(new ContentId(id));
      // Its last file may have been removed meanwhile, or another content may represent the photo
      // now.
      if (row != null && row.content().value() == id) {
        Path path = firstPath(row, request.filter().in(), availability);
        found.add(new Found(match, row, path, availability.isUnavailable(path)));
      }
    }
    return found;
  }

  private static SearchResult result(Query query, Found found, float[] photo) {
    return result(
        found,
        new Shares(
            query.imageShare(photo),
            query.textShare(photo),
            query.excludedShare(photo),
            query.togetherShare(photo),
            query.feedbackShare(photo)));
  }

  private static SearchResult result(Found found, Shares shares) {
    PhotoRow row = found.row();
    Candidate candidate = found.match().candidate();
    return new SearchResult(
        row.photo(),
        row.content(),
        found.path(),
        row.paths(),
        row.date().start(),
        !row.date().isFileTime(),
        candidate.score(),
        found.match().band(),
        shares.image(),
        shares.text(),
        shares.excluded(),
        (float) candidate.product() + shares.together(),
        found.offline(),
        null,
        List.of(),
        shares.feedback(),
        null);
  }

  private static Path firstPath(PhotoRow row, @Nullable Path in, RootAvailability availability) {
    List<Path> wanted =
        in == null
            ? row.paths()
            : row.paths().stream().filter(path -> path.startsWith(in)).toList();
    List<Path> paths = wanted.isEmpty() ? row.paths() : wanted;
    return paths.stream()
        .filter(path -> !availability.isUnavailable(path))
        .findFirst()
        .orElse(paths.getFirst());
  }
}
