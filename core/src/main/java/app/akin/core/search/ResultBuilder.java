package app.akin.core.search;

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
import org.jspecify.annotations.Nullable;

/// Builds results from ranked contents: catalogue data and shares. Thread-safe.
///
/// @param catalogue the catalogue of the library
/// @param volumes the mounted volumes
record ResultBuilder(CatalogueReader catalogue, Volumes volumes) {
  private record Ranked(RankedMatch match, PhotoRow row, Path path, boolean offline) {}

  private static final Comparator<Ranked> BY_PATH =
      Comparator.comparing(ranked -> ranked.path().toString());
  private static final Comparator<Ranked> BY_SCORE =
      Comparator.comparingDouble((Ranked ranked) -> -ranked.match().candidate().score())
          .thenComparing(BY_PATH);

  /// Returns the requested number of results in the requested order.
  ///
  /// @param best the ranked contents, best first
  List<SearchResult> build(
      SearchSession session, Query query, List<RankedMatch> best, SearchRequest request) {
    Map<ContentId, PhotoRow> rows =
        catalogue.photos(
            best.stream().map(match -> new ContentId(match.candidate().id())).toList());
    RootAvailability availability = new RootAvailability(catalogue, volumes);
    List<Ranked> entries = new ArrayList<>();
    for (RankedMatch match : best) {
      long id = match.candidate().id();
      PhotoRow row = rows.get(new ContentId(id));
      // Its last file may have been removed meanwhile, or another content may represent the photo
      // now.
      if (row != null && row.content().value() == id) {
        Path path = firstPath(row, request.filter().in(), availability);
        entries.add(new Ranked(match, row, path, availability.isUnavailable(path)));
      }
    }
    entries.sort(BY_SCORE);
    if (entries.size() > request.limit()) {
      entries.subList(request.limit(), entries.size()).clear();
    }
    Map<ContentId, Embedding> vectors =
        catalogue
            .vectors()
            .embeddings(
                entries.stream().map(ranked -> ranked.row().content()).toList(), session.modelId());
    Embedding none = new Embedding(new float[query.unit().length], 0);
    List<SearchResult> results =
        entries.stream()
            .map(
                ranked ->
                    result(
                        query, ranked, vectors.getOrDefault(ranked.row().content(), none).unit()))
            .toList();
    return request.order() == Order.DATE
        ? results.stream()
            .sorted(SearchResult.NEWEST_FIRST.thenComparing(result -> result.path().toString()))
            .toList()
        : results;
  }

  private static SearchResult result(Query query, Ranked ranked, float[] photo) {
    PhotoRow row = ranked.row();
    return new SearchResult(
        row.photo(),
        row.content(),
        ranked.path(),
        row.paths(),
        row.date().start(),
        !row.date().isFileTime(),
        ranked.match().candidate().score(),
        ranked.match().band(),
        query.imageShare(photo),
        query.textShare(photo),
        query.excludedShare(photo),
        (float) ranked.match().candidate().product(),
        ranked.offline());
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
