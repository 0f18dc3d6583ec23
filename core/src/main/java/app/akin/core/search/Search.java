package app.akin.core.search;

import app.akin.core.decode.Decoding;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.Purpose;
import app.akin.core.index.IdSet;
import app.akin.core.index.Neighbour;
import app.akin.core.model.ModelWish;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import app.akin.core.scan.Volumes;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.KnownContent;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.PhotoRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds photos. Thread-safe, one query at a time; call it on a platform thread, because the model
/// runs on the caller's.
///
/// The model and its index stay open between queries, until another model is asked for or [#close]
/// is called.
public final class Search implements AutoCloseable {
  private final Path library;
  private final CatalogueReader catalogue;
  private final Models models;
  private final Supplier<PhotoDecoder> decoder;
  private final Volumes volumes;
  private @Nullable Session session;

  /// @param library the library's own folder
  /// @param catalogue the library's catalogue, kept and not closed
  /// @param models opens the model of a query
  /// @param decoder reads query pictures, asked for at the first
  /// @param volumes what the system says of volumes
  public Search(
      Path library,
      CatalogueReader catalogue,
      Models models,
      Supplier<PhotoDecoder> decoder,
      Volumes volumes) {
    this.library = library;
    this.catalogue = catalogue;
    this.models = models;
    this.decoder = decoder;
    this.volumes = volumes;
  }

  /// Finds the photos nearest to a query, without the query's own pictures and exact copies of
  /// them.
  ///
  /// @throws AkinException of a `QUERY_` kind where the query cannot be answered by anything,
  ///   `LIBRARY_EMPTY` or `MODEL_NOT_INDEXED` where there is nothing to search, of a `MODEL_` kind
  ///   where the model cannot be used
  public synchronized SearchAnswer find(SearchRequest request) {
    checkParts(request.parts());
    Session open = session(request);
    List<Query.Part> pictures = new ArrayList<>();
    List<Query.Part> words = new ArrayList<>();
    List<Query.Part> minus = new ArrayList<>();
    List<String> unheard = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    Set<Long> own = new HashSet<>();
    for (QueryPart part : request.parts()) {
      switch (part) {
        case QueryPart.Picture(Path file, double weight) ->
            pictures.add(new Query.Part(picture(open, file, own), weight));
        case QueryPart.Words(String text, double weight) -> {
          texts.add(text);
          words.add(new Query.Part(text(open, text, unheard), weight));
        }
        case QueryPart.Minus(String text, double weight) ->
            minus.add(new Query.Part(text(open, text, unheard), weight));
      }
    }
    Query query = Query.compose(pictures, words, minus, String.join(" ", texts));
    List<Neighbour> best = best(open, query, request, own);
    return new SearchAnswer(
        open.model().name(), hits(open, query, best, request), List.copyOf(unheard));
  }

  private static void checkParts(List<QueryPart> parts) {
    if (parts.isEmpty()) {
      throw new AkinException(Problem.QUERY_EMPTY);
    }
    if (parts.stream().allMatch(part -> part instanceof QueryPart.Minus)) {
      throw new AkinException(Problem.QUERY_ONLY_MINUS);
    }
    boolean blank =
        parts.stream()
            .allMatch(
                part ->
                    switch (part) {
                      case QueryPart.Picture _ -> false;
                      case QueryPart.Words words -> words.text().isBlank();
                      case QueryPart.Minus _ -> true;
                    });
    if (blank) {
      throw new AkinException(Problem.QUERY_EMPTY);
    }
  }

  private Session session(SearchRequest request) {
    ModelWish wish = request.model();
    Session open = session;
    if (open == null || !open.wish().equals(wish)) {
      close();
      List<QueryPart> parts = request.parts();
      boolean pictures = parts.stream().anyMatch(part -> part instanceof QueryPart.Picture);
      boolean texts = !parts.stream().allMatch(part -> part instanceof QueryPart.Picture);
      open = Session.open(library, catalogue, models, wish, pictures, texts);
      session = open;
    }
    open.space().catchUp();
    return open;
  }

  private static Embedding text(Session open, String text, List<String> unheard) {
    Embedding embedding = open.textTower().embed(text);
    if (embedding.isNothing()) {
      unheard.add(text);
    }
    return embedding;
  }

  private Embedding picture(Session open, Path file, Set<Long> own) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw unusable(e, file, FailureKind.UNREADABLE, "it does not exist");
    } catch (IOException e) {
      throw unusable(e, file, FailureKind.UNREADABLE, "it cannot be read");
    }
    ContentKey key = decoder.get().key(bytes);
    catalogue
        .content(key, open.modelId())
        .map(KnownContent::id)
        .ifPresent(id -> own.add(id.value()));
    return switch (decoder.get().decode(bytes, Purpose.QUERY)) {
      case Decoding.Refused refused -> throw unusable(null, file, refused.kind(), refused.detail());
      case Decoding.Decoded decoded ->
          open.imageTower().embed(List.of(open.model().prepare(decoded.raster()))).getFirst();
    };
  }

  private static AkinException unusable(
      @Nullable Throwable cause, Path file, FailureKind kind, String detail) {
    return new AkinException(cause, Problem.QUERY_IMAGE, file, kind, detail);
  }

  /// The nearest contents, at least as many as asked for and every further one that ties with the
  /// last: which of equals is shown is decided by path, not by row.
  private List<Neighbour> best(Session open, Query query, SearchRequest request, Set<Long> own) {
    Filter filter = request.filter();
    IdSet allowed =
        filter.equals(Filter.NONE)
            ? null
            : IdSet.of(
                catalogue.matching(new PhotoFilter(filter.in(), filter.after(), filter.before())));
    int limit = request.limit();
    int ask = (int) Math.min(Integer.MAX_VALUE, (long) limit + own.size() + 1);
    while (true) {
      List<Neighbour> found = open.space().index().nearest(query.unit(), ask, allowed);
      boolean all = found.size() < ask;
      List<Neighbour> others =
          found.stream().filter(neighbour -> !own.contains(neighbour.id())).toList();
      if (all
          || (others.size() > limit && others.getLast().score() < others.get(limit - 1).score())) {
        return others;
      }
      ask = (int) Math.min(Integer.MAX_VALUE, 2L * ask);
    }
  }

  private List<Hit> hits(Session open, Query query, List<Neighbour> best, SearchRequest request) {
    Map<ContentId, PhotoRow> rows =
        catalogue.photos(best.stream().map(neighbour -> new ContentId(neighbour.id())).toList());
    record Ranked(Neighbour neighbour, PhotoRow row, Path path) {}
    Comparator<Ranked> byPath = Comparator.comparing(ranked -> ranked.path().toString());
    Comparator<Ranked> byScore =
        Comparator.comparingDouble((Ranked ranked) -> -ranked.neighbour().score())
            .thenComparing(byPath);
    Comparator<Ranked> byDate =
        Comparator.comparing((Ranked ranked) -> ranked.row().date())
            .reversed()
            .thenComparing(byPath);
    Reach reach = new Reach(catalogue.roots(), volumes);
    List<Ranked> shown = new ArrayList<>();
    for (Neighbour neighbour : best) {
      PhotoRow row = rows.get(new ContentId(neighbour.id()));
      // Its last file may have gone since the index was asked.
      if (row != null) {
        shown.add(new Ranked(neighbour, row, firstPath(row, request.filter().in(), reach)));
      }
    }
    shown.sort(byScore);
    if (shown.size() > request.limit()) {
      shown.subList(request.limit(), shown.size()).clear();
    }
    if (request.order() == Order.DATE) {
      shown.sort(byDate);
    }
    return shown.stream()
        .map(
            ranked ->
                hit(
                    open,
                    query,
                    ranked.neighbour(),
                    ranked.row(),
                    ranked.path(),
                    reach.isAway(ranked.path())))
        .toList();
  }

  private Hit hit(
      Session open, Query query, Neighbour neighbour, PhotoRow row, Path path, boolean offline) {
    float[] photo =
        catalogue
            .embedding(row.content(), open.modelId())
            .map(Embedding::unit)
            .orElseGet(() -> new float[query.unit().length]);
    return new Hit(
        row.photo(),
        path,
        row.paths(),
        row.date(),
        neighbour.score(),
        query.imageShare(photo),
        query.textShare(photo),
        query.minusShare(photo),
        offline);
  }

  private static Path firstPath(PhotoRow row, @Nullable Path in, Reach reach) {
    List<Path> wanted =
        in == null
            ? row.paths()
            : row.paths().stream().filter(path -> path.startsWith(in)).toList();
    List<Path> paths = wanted.isEmpty() ? row.paths() : wanted;
    return paths.stream().filter(path -> !reach.isAway(path)).findFirst().orElse(paths.getFirst());
  }

  /// Lets the model and its index go; the next query opens them again.
  @Override
  public synchronized void close() {
    Session open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
