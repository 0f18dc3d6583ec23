package app.akin.core.search;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.ImageTower;
import app.akin.core.index.IdSet;
import app.akin.core.index.Neighbour;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.ModelSwitch;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import app.akin.core.scan.Volumes;
import app.akin.core.search.Features.Feature;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds photos. Thread-safe, one query at a time; call it on a platform thread, because the model
/// runs on the caller's.
///
/// The model and its index stay open between queries, until another model is asked for or [#close]
/// is called. So do the features of the parts of queries: another weight, another balance or one
/// more part costs what is new in it.
public final class Search implements AutoCloseable {
  /// Photos whose scores say how the library as a whole answers a query.
  private static final int SAMPLE = 2_000;

  /// Words that every model understands.
  private static final String WARMING = "dog";

  private final Path library;
  private final CatalogueReader catalogue;
  private final Models models;
  private final ModelSwitch choice;
  private final Parts parts;
  private final Hits hits;
  private @Nullable Session session;

  /// @param library the library's own folder
  /// @param catalogue the library's catalogue, kept and not closed
  /// @param models opens the model of a query
  /// @param decoder reads query pictures, asked for at the first
  /// @param previews a decoder whose thumbnails are large enough to draw a crop on
  /// @param volumes what the system says of volumes
  public Search(
      Path library,
      CatalogueReader catalogue,
      Models models,
      Supplier<PhotoDecoder> decoder,
      Supplier<PhotoDecoder> previews,
      Volumes volumes) {
    this.library = library;
    this.catalogue = catalogue;
    this.models = models;
    this.choice = new ModelSwitch(new ActiveModel(library), models, catalogue);
    this.parts = new Parts(catalogue, decoder, previews);
    this.hits = new Hits(catalogue, volumes);
  }

  /// Finds the photos nearest to a query, without the query's own pictures and exact copies of
  /// them.
  ///
  /// @throws AkinException of a `QUERY_` kind where the query cannot be answered by anything,
  ///   `LIBRARY_EMPTY` or `MODEL_NOT_INDEXED` where there is nothing to search, of a `MODEL_` kind
  ///   where the model cannot be used
  public SearchAnswer find(SearchRequest request) {
    return find(request, () -> false).orElseThrow();
  }

  /// The same for a query that may be overtaken by a newer one.
  ///
  /// @param superseded is asked between the stages and between the parts of the query, each of
  ///   which takes some ten milliseconds once the model is loaded
  /// @return empty where it said yes
  public synchronized Optional<SearchAnswer> find(
      SearchRequest request, BooleanSupplier superseded) {
    checkParts(request.parts());
    if (superseded.getAsBoolean()) {
      return Optional.empty();
    }
    Session open = session(request);
    List<Query.Part> pictures = new ArrayList<>();
    List<Query.Part> words = new ArrayList<>();
    List<Query.Part> minus = new ArrayList<>();
    List<String> unknownTerms = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    Set<Long> own = new HashSet<>();
    for (QueryPart part : request.parts()) {
      if (superseded.getAsBoolean()) {
        return Optional.empty();
      }
      switch (part) {
        case QueryPart.Picture(QueryPicture picture, Crop crop, double weight) -> {
          Feature feature = parts.picture(open, picture, crop);
          parts.own(open, picture, feature).ifPresent(content -> own.add(content.value()));
          pictures.add(new Query.Part(feature.embedding(), weight));
        }
        case QueryPart.Words(String text, double weight) -> {
          texts.add(text);
          words.add(new Query.Part(text(open, text, unknownTerms), weight));
        }
        case QueryPart.Minus(String text, double weight) ->
            minus.add(new Query.Part(text(open, text, unknownTerms), weight));
      }
    }
    if (superseded.getAsBoolean()) {
      return Optional.empty();
    }
    Query query = Query.compose(pictures, words, minus, request.balance(), String.join(" ", texts));
    IdSet allowed = allowed(request.filter());
    List<Neighbour> best = best(open, query, request.limit(), allowed, own);
    if (superseded.getAsBoolean()) {
      return Optional.empty();
    }
    int visible = open.space().index().visible();
    NullDistribution background =
        NullDistribution.of(open.space().index().sample(query.unit(), SAMPLE));
    long candidates = allowed == null ? visible : Math.min(visible, allowed.size());
    return Optional.of(
        new SearchAnswer(
            open.model().name(),
            hits.of(open, query, best, background, candidates, request),
            List.copyOf(unknownTerms)));
  }

  /// A small picture of a query's picture, for a chip: JPEG, upright, in sRGB, its long side at
  /// most 512 pixels. On any thread, at any time.
  ///
  /// @throws AkinException `QUERY_IMAGE` where the picture cannot be used
  public byte[] thumbnail(QueryPicture picture) {
    return parts.thumbnail(picture);
  }

  /// A query's picture large enough to draw a [Crop] on: JPEG, upright, in sRGB. On any thread, at
  /// any time.
  ///
  /// @throws AkinException `QUERY_IMAGE` where the picture cannot be used
  public byte[] preview(QueryPicture picture) {
    return parts.preview(picture);
  }

  /// Opens the index and what words need, so that the first query is answered sooner. What goes
  /// wrong is left to the first query to say.
  ///
  /// @param wish which model is to answer
  public synchronized void warmUp(ModelSelection wish) {
    try {
      Session open = session(wish, false, true);
      parts.words(open, WARMING);
      open.space().index().nearest(open.textTower().embed(WARMING).unit(), 1, null);
    } catch (AkinException e) {
      // Nothing is indexed yet, or the model cannot be used: whoever searches is told.
      return;
    }
  }

  /// Loads what pictures need into what is open, so that the first picture is answered sooner;
  /// queries by words go on meanwhile. On a platform thread.
  public void warmUpPictures() {
    Session open;
    synchronized (this) {
      open = session;
    }
    if (open == null) {
      return;
    }
    try {
      ImageTower tower = open.model().imageTower();
      Raster grey = new Raster(2, 2, new byte[12]);
      tower.embed(List.of(open.model().prepare(grey)));
      boolean taken;
      synchronized (this) {
        taken = open.equals(session) && open.adopt(tower);
      }
      if (!taken) {
        tower.close();
      }
    } catch (AkinException | IllegalStateException e) {
      // The model cannot be used, or was closed meanwhile: whoever searches is told.
      return;
    }
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
    List<QueryPart> asked = request.parts();
    boolean pictures = asked.stream().anyMatch(part -> part instanceof QueryPart.Picture);
    boolean texts = !asked.stream().allMatch(part -> part instanceof QueryPart.Picture);
    return session(request.model(), pictures, texts);
  }

  private Session session(ModelSelection asked, boolean pictures, boolean texts) {
    // Another process may have changed which model answers.
    ModelSelection wish = choice.resolveForSearch(asked);
    Session open = session;
    if (open == null || !open.wish().equals(wish)) {
      close();
      open = Session.open(library, catalogue, models, wish, pictures, texts);
      session = open;
    }
    open.space().refresh();
    return open;
  }

  private Embedding text(Session open, String text, List<String> unknownTerms) {
    Embedding embedding = parts.words(open, text).embedding();
    if (embedding.isNothing()) {
      unknownTerms.add(text);
    }
    return embedding;
  }

  private @Nullable IdSet allowed(Filter filter) {
    return filter.equals(Filter.NONE)
        ? null
        : IdSet.of(
            catalogue.matching(new PhotoFilter(filter.in(), filter.after(), filter.before())));
  }

  /// The nearest contents, at least as many as asked for and every further one that ties with the
  /// last: which of equals is shown is decided by path, not by row.
  private static List<Neighbour> best(
      Session open, Query query, int limit, @Nullable IdSet allowed, Set<Long> own) {
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
