package app.akin.core.search;

import app.akin.core.index.Neighbour;
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

/// Makes hits of the nearest contents: what the catalogue has to show of them, how strong each is,
/// and which part of the query brought it. Thread-safe.
///
/// @param catalogue the library's catalogue
/// @param volumes what the system says of volumes
record Hits(CatalogueReader catalogue, Volumes volumes) {
  private record Ranked(
      Neighbour neighbour, PhotoRow row, Path path, RelevanceBand relevance, boolean offline) {}

  private static final Comparator<Ranked> BY_PATH =
      Comparator.comparing(ranked -> ranked.path().toString());
  private static final Comparator<Ranked> BY_SCORE =
      Comparator.comparingDouble((Ranked ranked) -> -ranked.neighbour().score())
          .thenComparing(BY_PATH);
  private static final Comparator<Ranked> BY_DATE =
      Comparator.comparing((Ranked ranked) -> ranked.row().date())
          .reversed()
          .thenComparing(BY_PATH);

  /// The hits, as many as asked for, in the order asked for.
  ///
  /// @param best the nearest contents, best first, without the query's own
  /// @param candidates how many contents could have been among them
  List<Hit> of(
      Session open,
      Query query,
      List<Neighbour> best,
      NullDistribution background,
      long candidates,
      SearchRequest request) {
    Map<ContentId, PhotoRow> rows =
        catalogue.photos(best.stream().map(neighbour -> new ContentId(neighbour.id())).toList());
    float[] scores = new float[best.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = best.get(i).score();
    }
    RelevanceBand[] judged = background.judge(scores, candidates);
    RootAvailability reach = new RootAvailability(catalogue.roots(), volumes);
    List<Ranked> shown = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      Neighbour neighbour = best.get(i);
      PhotoRow row = rows.get(new ContentId(neighbour.id()));
      // Its last file may have gone since the index was asked, or a twin stands for it by now.
      if (row != null && row.content().value() == neighbour.id()) {
        Path path = firstPath(row, request.filter().in(), reach);
        shown.add(new Ranked(neighbour, row, path, judged[i], reach.isAway(path)));
      }
    }
    shown.sort(BY_SCORE);
    if (shown.size() > request.limit()) {
      shown.subList(request.limit(), shown.size()).clear();
    }
    if (request.order() == Order.DATE) {
      shown.sort(BY_DATE);
    }
    Map<ContentId, Embedding> vectors =
        catalogue.embeddings(
            shown.stream().map(ranked -> ranked.row().content()).toList(), open.modelId());
    Embedding none = new Embedding(new float[query.unit().length], 0);
    return shown.stream()
        .map(
            ranked -> hit(query, ranked, vectors.getOrDefault(ranked.row().content(), none).unit()))
        .toList();
  }

  private static Hit hit(Query query, Ranked ranked, float[] photo) {
    PhotoRow row = ranked.row();
    return new Hit(
        row.photo(),
        row.content(),
        ranked.path(),
        row.paths(),
        row.date(),
        ranked.neighbour().score(),
        ranked.relevance(),
        query.imageShare(photo),
        query.textShare(photo),
        query.minusShare(photo),
        ranked.offline());
  }

  private static Path firstPath(PhotoRow row, @Nullable Path in, RootAvailability reach) {
    List<Path> wanted =
        in == null
            ? row.paths()
            : row.paths().stream().filter(path -> path.startsWith(in)).toList();
    List<Path> paths = wanted.isEmpty() ? row.paths() : wanted;
    return paths.stream().filter(path -> !reach.isAway(path)).findFirst().orElse(paths.getFirst());
  }
}
