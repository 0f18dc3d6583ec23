package app.akin.core.search;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel.QueryComposition;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.RankingSettings;
import app.akin.core.index.DamagedIndexException;
import app.akin.core.index.IdSet;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.ModelSwitch;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import app.akin.core.query.gloss.Glosser;
import app.akin.core.scan.Volumes;
import app.akin.core.search.FeatureCache.Feature;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CollectionMember;
import app.akin.core.store.FactReader;
import app.akin.core.store.ModelRow;
import app.akin.core.store.TextMatches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds photos. Thread-safe; runs one query at a time. Must be called on a platform thread,
/// because the model runs on the caller's thread.
///
/// The model and its index stay open between queries until another model is requested or [#close]
/// is called. The features of query parts are cached, so only new parts are computed.
public final class Search implements AutoCloseable {
  /// A text that every model knows.
  private static final String WARM_UP_TEXT = "dog";

  private final Path library;
  private final CatalogueReader catalogue;
  private final FactReader facts;
  private final Models models;
  private final ModelSwitch activeModel;
  private final QueryPartEmbedder embedder;
  private final ResultBuilder resultBuilder;
  private final QueryGloss glosses;
  private @Nullable SearchSession session;

  /// The model of searches in a shared library, if it is not the active one, or if this library has
  /// nothing that the model embedded.
  private @Nullable ModelSession sharedSession;

  /// @param library the folder of the library
  /// @param catalogue the catalogue of the library; not closed
  /// @param facts the facts of its photos
  /// @param models opens the model of a query
  /// @param decoder decodes query images; requested on first use
  /// @param previews decodes thumbnails large enough to draw a crop on
  /// @param volumes the mounted volumes
  /// @param glosser puts Chinese texts into English
  public Search(
      Path library,
      CatalogueReader catalogue,
      FactReader facts,
      Models models,
      Supplier<PhotoDecoder> decoder,
      Supplier<PhotoDecoder> previews,
      Volumes volumes,
      Glosser glosser) {
    this.library = library;
    this.catalogue = catalogue;
    this.facts = facts;
    this.models = models;
    this.activeModel = new ModelSwitch(new ActiveModel(library), models, catalogue);
    this.embedder = new QueryPartEmbedder(catalogue, decoder, previews);
    this.resultBuilder = new ResultBuilder(catalogue, volumes);
    this.glosses = new QueryGloss(glosser, models);
  }

  /// Finds the photos nearest to a query, without the query images and their exact copies. Photos
  /// that feedback calls right come first, in the order in which they were marked, and those that
  /// it calls wrong are left out; if stacks are folded, a photo stands for its stack. Without an
  /// image or text, lists all photos that the filter allows, newest first, without those that match
  /// the excluded texts strongly. Waits until the index has all photos.
  ///
  /// @throws AkinException of a `Query` kind if the query is invalid, `LibraryEmpty` or
  ///   `ModelNotIndexed` if nothing is indexed, of a `Model` kind if the model can't be used
  public SearchAnswer find(SearchRequest request) {
    return find(request, () -> false, true).orElseThrow();
  }

  /// Finds photos for a query that a newer one may supersede. While many photos are added to the
  /// index, it is answered from the others, see [SearchAnswer#indexedShare].
  ///
  /// @param superseded checked between stages and between query parts, each of which takes some ten
  ///   milliseconds once the model is loaded, and between the layers of a prompt model
  /// @return empty if superseded
  public Optional<SearchAnswer> find(SearchRequest request, BooleanSupplier superseded) {
    return find(request, superseded, false);
  }

  private synchronized Optional<SearchAnswer> find(
      SearchRequest request, BooleanSupplier superseded, boolean complete) {
    try {
      return answer(request, superseded, complete);
    } catch (DamagedIndexException e) {
      // The index is filled again from the catalogue now.
      return answer(request, superseded, complete);
    }
  }

  private Optional<SearchAnswer> answer(
      SearchRequest asked, BooleanSupplier superseded, boolean complete) {
    if (superseded.getAsBoolean()) {
      return Optional.empty();
    }
    QueryGloss.Reading reading = read(asked);
    SearchRequest request = asked.withParts(reading.parts());
    return (request.parts().stream().anyMatch(Search::isPositive)
            ? rank(request, superseded, complete)
            : list(request, reading.readAs(), superseded, complete))
        .map(found -> found.with(marked(found.results(), asked), reading.readAs()));
  }

  /// Returns results with the lines of their text that hold what a request looks for.
  ///
  /// @param asked the request as typed
  private List<SearchResult> marked(List<SearchResult> results, SearchRequest asked) {
    TextMarks marks = TextMarks.of(asked);
    if (marks.isEmpty() || results.isEmpty()) {
      return results;
    }
    Map<ContentId, ImageText> texts =
        catalogue.texts().texts(results.stream().map(SearchResult::content).toList());
    return results.stream()
        .map(
            result -> {
              ImageText text = texts.get(result.content());
              return text == null ? result : result.marked(marks.in(text));
            })
        .toList();
  }

  private QueryGloss.Reading read(SearchRequest request) {
    return glosses.read(request, () -> activeModel.resolveForSearch(request.model()));
  }

  /// Returns what the model reads instead of the Chinese texts of a request; empty if it gets the
  /// texts as typed. Thread-safe.
  ///
  /// @throws AkinException of a `Model` kind if the model can't be used
  public Optional<ReadAs> readAs(SearchRequest request) {
    return read(request).readAs();
  }

  private Optional<SearchAnswer> rank(
      SearchRequest request, BooleanSupplier superseded, boolean complete) {
    SearchSession open = session(request, complete);
    Optional<QueryFeatures> read =
        QueryFeatures.of(request.parts(), embedder, open.queries(), superseded);
    if (read.isEmpty() || superseded.getAsBoolean()) {
      return Optional.empty();
    }
    QueryFeatures features = read.get();
    Set<Long> queryContents = features.contents();
    MarkedPhotos marked = features.marked();
    boolean canUseKind = open.ranking().expansion() > 0;
    Query query =
        features.query(
            request.useKind() && canUseKind
                ? new KindExpansion(catalogue, open).expand(features.images(), queryContents)
                : features.images(),
            request.balance(),
            open.ranking(),
            open::sample);
    Ranker<IdSet> ranker = new Ranker<>(open.space(), query, open.ranking());
    FactFilter filter = new FactFilter(facts, request.filter());
    StackFolder folder = new StackFolder(catalogue.stacks(), request);
    IdSet allowed = filter.allowed();
    Set<Long> left = new HashSet<>(queryContents);
    left.addAll(folder.whole(marked.lessContents()));
    List<ContentId> first =
        folder.first(
            marked.moreContents().stream()
                .filter(content -> !left.contains(content.value()))
                .filter(content -> allowed == null || allowed.contains(content.value()))
                .toList(),
            content -> content,
            request.limit());
    first.forEach(content -> left.add(content.value()));
    List<RankedMatch> best =
        folder.best(request.limit() - first.size(), limit -> ranker.best(limit, allowed, left));
    List<SearchResult> results =
        new ArrayList<>(resultBuilder.ranked(open, query, first, best, request));
    if (!request.filter().unknownToo().isEmpty()) {
      IdSet unknown = IdSet.of(ids(filter.unknown()));
      List<RankedMatch> others =
          folder.best(request.limit(), limit -> ranker.best(limit, unknown, left)).stream()
              .map(match -> new RankedMatch(match.candidate(), RelevanceBand.UNKNOWN))
              .toList();
      results.addAll(resultBuilder.ranked(open, query, List.of(), others, request));
    }
    if (superseded.getAsBoolean()) {
      return Optional.empty();
    }
    return Optional.of(
        new SearchAnswer(open.model().name(), results, features.unknownTerms(), canUseKind)
            .with(filter)
            .with(new SearchAnswer.FeedbackUse(first, marked.ignored()))
            .withLimits(features.canBalance(), features.limits(request.balance()))
            .withIndexedShare(open.modelIndex().indexedShare()));
  }

  /// Answers a query that ranks nothing. Only excluded texts need a model.
  ///
  /// @param readAs the English of the texts, of which nothing may be left
  private Optional<SearchAnswer> list(
      SearchRequest request,
      Optional<ReadAs> readAs,
      BooleanSupplier superseded,
      boolean complete) {
    FactFilter filter = new FactFilter(facts, request.filter());
    StackFolder folder = new StackFolder(catalogue.stacks(), request);
    MarkedPhotos marked = MarkedPhotos.find(request.parts(), embedder);
    Set<Long> left = folder.whole(marked.lessContents());
    PhotoListing listing =
        new PhotoListing(resultBuilder, filter, request, folder, left, marked.ignored());
    List<QueryPart.ExcludedText> excluded =
        request.parts().stream()
            .filter(QueryPart.ExcludedText.class::isInstance)
            .map(QueryPart.ExcludedText.class::cast)
            .filter(part -> !part.text().isBlank())
            .toList();
    if (excluded.isEmpty()) {
      if (filter.isEmpty() && left.isEmpty()) {
        if (!marked.ignored().isEmpty()) {
          throw new AkinException(new Problem.FeedbackIgnored());
        }
        throw new AkinException(
            readAs
                .<Problem>map(
                    read -> new Problem.QuerySaysNothing(String.join(" ", read.ignored())))
                .orElseGet(Problem.QueryEmpty::new));
      }
      return Optional.of(
          exactTexts(request)
              .map(texts -> catalogue.texts().findExact(texts, filter.ids()).contents())
              .or(() -> collectionOrder(request, filter))
              .map(listing::inOrder)
              .orElseGet(listing::all));
    }
    SearchSession open = session(request, complete);
    List<String> unknownTerms = new ArrayList<>();
    Set<Long> matches = new HashSet<>();
    for (QueryPart.ExcludedText part : excluded) {
      Optional<Embedding> read =
          embedder.embedText(open.queries(), part.text(), superseded).map(Feature::embedding);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      Embedding embedding = read.get();
      if (embedding.isZero()) {
        unknownTerms.add(part.text());
      } else {
        Query query =
            Query.compose(
                List.of(),
                List.of(new Query.Part(embedding, 1)),
                List.of(),
                SearchRequest.NEUTRAL_BALANCE,
                open.ranking(),
                part.text());
        matches.addAll(new Ranker<>(open.space(), query, open.ranking()).strong());
      }
    }
    if (unknownTerms.size() == excluded.size() && filter.isEmpty()) {
      throw new AkinException(new Problem.QuerySaysNothing(String.join(" ", unknownTerms)));
    }
    IdSet compared = IdSet.of(catalogue.vectors().embedded(open.modelId()));
    return Optional.of(
        listing
            .without(
                open.model().name(),
                List.copyOf(unknownTerms),
                content -> matches.contains(content.value()),
                content -> compared.contains(content.value()))
            .withIndexedShare(open.modelIndex().indexedShare()));
  }

  /// Finds the photos in which all words of a request are written, of those that its filter allows.
  /// Needs no model. Thread-safe.
  ///
  /// @param limit maximum number of results
  public TextGroup texts(SearchRequest request, int limit) {
    String words = TextMarks.words(request);
    if (words.isBlank()) {
      return TextGroup.NONE;
    }
    FactFilter filter = new FactFilter(facts, request.filter());
    TextMatches matches = catalogue.texts().find(words, filter.isEmpty() ? null : filter.ids());
    StackFolder folder = new StackFolder(catalogue.stacks(), request);
    Set<Long> left = folder.whole(MarkedPhotos.find(request.parts(), embedder).lessContents());
    List<ContentId> contents =
        matches.contents().stream().filter(content -> !left.contains(content.value())).toList();
    int count = matches.count() - (matches.contents().size() - contents.size());
    if (count == 0) {
      return TextGroup.NONE;
    }
    List<ContentId> first = folder.first(contents, content -> content, limit);
    return new TextGroup(
        marked(resultBuilder.listed(first, RelevanceBand.MATCH, request), request),
        count,
        matches.more(),
        catalogue.texts().counts(0).unread());
  }

  /// Returns the texts of photos that order the results of a request that ranks nothing: those of
  /// its facts, unless a fact has alternatives or only the set of photos is needed.
  private static Optional<List<String>> exactTexts(SearchRequest request) {
    List<List<String>> texts =
        request.filter().facts().stream().filter(TextMarks::isText).map(TextMarks::texts).toList();
    return texts.isEmpty()
            || request.limit() == 0
            || request.order() != SearchRequest.Order.SCORE
            || texts.stream().anyMatch(alternatives -> alternatives.size() > 1)
        ? Optional.empty()
        : Optional.of(texts.stream().map(List::getFirst).toList());
  }

  /// Returns the photos of a filter in the order of the one collection that a request names; empty
  /// if it names none, asks for another order, or only the set of photos is needed.
  private Optional<List<ContentId>> collectionOrder(SearchRequest request, FactFilter filter) {
    if (request.limit() == 0 || request.order() != SearchRequest.Order.SCORE) {
      return Optional.empty();
    }
    BitSet allowed = filter.ids();
    return request
        .filter()
        .collection()
        .flatMap(catalogue.collections()::named)
        .map(
            collection ->
                catalogue.collections().members(collection.id()).stream()
                    .filter(member -> !member.isMissing())
                    .map(CollectionMember::content)
                    .filter(Objects::nonNull)
                    .filter(content -> allowed.get(Math.toIntExact(content.value())))
                    .toList());
  }

  /// Finds the photos of a shared library that are nearest to a query, without those that this
  /// library has. Without an image or text, lists those that the filter allows, newest first.
  ///
  /// The model of this library answers. If the request names no model, another installed one that
  /// has vectors of more shared photos answers instead, see [SharedPhotos.Source#ahead]. Scores of
  /// two models are not comparable.
  ///
  /// @param source opens the shared library
  /// @throws AkinException as [#find], or of a `Share` kind
  public <F> SharedAnswer findShared(SearchRequest asked, SharedPhotos.Source<F> source) {
    ModelSelection active = activeModel.resolveForSearch(asked.model());
    SharedQuery query =
        sharedQuery(
            asked,
            active,
            asked.model().model() == null ? ahead(active, source) : Optional.empty());
    SharedRanking<F> ranking =
        new SharedRanking<>(
            catalogue, source.open(query.fingerprint(), query.model()), query.request());
    return query
        .features()
        .map(features -> ranking.ranked(query.model(), features, query.settings()))
        .orElseGet(ranking::listed);
  }

  /// A search in a shared library, which needs the model no more: searches in this library do not
  /// wait for its server.
  ///
  /// @param request the search, as the model reads it
  /// @param features the features of the query; empty if it ranks nothing
  private record SharedQuery(
      SearchRequest request,
      String fingerprint,
      String model,
      Optional<QueryFeatures> features,
      RankingSettings settings) {}

  /// @param ahead the model that answers instead of the active one
  private synchronized SharedQuery sharedQuery(
      SearchRequest asked, ModelSelection active, Optional<ModelSelection> ahead) {
    ModelSession queries = ahead.map(this::sharedSession).orElseGet(() -> queries(asked, active));
    SearchRequest request = asked.withParts(glosses.read(asked, queries::selection).parts());
    Optional<QueryFeatures> features =
        request.parts().stream().anyMatch(Search::isPositive)
            ? QueryFeatures.of(request.parts(), embedder, queries, () -> false)
            : Optional.empty();
    return new SharedQuery(
        request,
        queries.model().fingerprint(),
        queries.model().name(),
        features,
        models.ranking(queries.selection()));
  }

  /// Returns the model for queries in a shared library, which needs no photo of this library.
  private ModelSession queries(SearchRequest request, ModelSelection active) {
    try {
      ModelSession own = session(request, false).queries();
      closeSharedSession();
      return own;
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.LibraryEmpty
          || e.problem() instanceof Problem.ModelNotIndexed)) {
        throw e;
      }
    }
    return sharedSession(active);
  }

  /// Returns the installed model that answers instead of the active one; empty if there is none.
  /// Opens no model unless the shared library has more vectors of another one.
  private Optional<ModelSelection> ahead(ModelSelection active, SharedPhotos.Source<?> source) {
    SearchSession own;
    synchronized (this) {
      own = session;
    }
    Optional<String> fingerprint =
        own != null && own.selection().equals(active)
            ? Optional.of(own.model().fingerprint())
            : models.fingerprint(Objects.requireNonNullElse(active.model(), Models.STARTER));
    return fingerprint.stream()
        .flatMap(known -> source.ahead(known).stream())
        .flatMap(model -> installed(model).stream())
        // Its precisions may be others.
        .map(name -> new ModelSelection(name, active.device(), null))
        .findFirst();
  }

  private Optional<String> installed(SharedPhotos.Model model) {
    Stream<String> ownNames =
        catalogue.vectors().models().stream()
            .filter(row -> row.fingerprint().equals(model.fingerprint()))
            .map(ModelRow::name);
    return Stream.concat(ownNames, Stream.of(model.name()))
        .distinct()
        .filter(name -> models.isInstalled(name, model.fingerprint()))
        .findFirst();
  }

  private ModelSession sharedSession(ModelSelection selection) {
    ModelSession open = sharedSession;
    if (open == null || !open.selection().equals(selection)) {
      closeSharedSession();
      open = ModelSession.open(catalogue, models, selection);
      sharedSession = open;
    }
    return open;
  }

  /// Opens a search that measures a model or ranking settings, independent of this one. The caller
  /// closes it.
  ///
  /// @throws AkinException as [#find]
  public MeasuredSearch measured(ModelSelection selection) {
    return MeasuredSearch.open(
        library, catalogue, models, embedder, activeModel.resolveForSearch(selection));
  }

  /// Returns a thumbnail of a query image: JPEG, upright, in sRGB, long side at most 512 pixels.
  /// Thread-safe.
  ///
  /// @throws AkinException `QueryImage` if the image can't be used
  public byte[] thumbnail(QueryImage image) {
    return embedder.thumbnail(image);
  }

  /// Returns the photo of the library of which an image is a copy, otherwise the image. The
  /// metadata of a JPEG may differ. Thread-safe.
  ///
  /// @throws AkinException `QueryImage` if the image can't be read
  public QueryImage recognize(QueryImage image) {
    return embedder.recognize(image);
  }

  /// Returns a preview of a query image, large enough to draw a [Crop] on: JPEG, upright, in sRGB.
  /// Thread-safe.
  ///
  /// @throws AkinException `QueryImage` if the image can't be used
  public byte[] preview(QueryImage image) {
    return embedder.preview(image);
  }

  /// Opens the index and the text model, so that the first query is faster. Errors are reported by
  /// the first query.
  ///
  /// @param selection the model that answers
  public synchronized void warmUp(ModelSelection selection) {
    try {
      SearchSession open = session(selection, false, true, false);
      if (open.model().composition() == QueryComposition.PROMPT) {
        // A pass takes seconds, and mapping the weights no time.
        return;
      }
      embedder
          .embedText(open.queries(), WARM_UP_TEXT, () -> false)
          .ifPresent(
              feature -> open.modelIndex().index().nearest(feature.embedding().unit(), 1, null));
    } catch (AkinException | DamagedIndexException e) {
      // Nothing is indexed yet, or the model can't be used; the first query reports it.
      return;
    }
  }

  /// Loads the image model, so that the first query image is faster. Text queries are not blocked.
  /// Must be called on a platform thread.
  public void warmUpImages() {
    SearchSession open;
    synchronized (this) {
      open = session;
    }
    if (open == null || open.model().composition() == QueryComposition.PROMPT) {
      return;
    }
    try {
      ImageTower tower = open.model().imageTower();
      Raster grey = new Raster(2, 2, new byte[12]);
      tower.embed(List.of(open.model().prepare(grey)));
      boolean adopted;
      synchronized (this) {
        adopted = open.equals(session) && open.queries().adopt(tower);
      }
      if (!adopted) {
        tower.close();
      }
    } catch (AkinException | IllegalStateException e) {
      // The model can't be used, or was closed meanwhile; the next query reports it.
      return;
    }
  }

  /// Returns whether a part says what to find.
  private static boolean isPositive(QueryPart part) {
    return switch (part) {
      case QueryPart.Image _ -> true;
      case QueryPart.Text text -> !text.text().isBlank();
      case QueryPart.ExcludedText _ -> false;
      case QueryPart.Feedback feedback -> feedback.direction() == QueryPart.Feedback.Direction.MORE;
    };
  }

  private SearchSession session(SearchRequest request, boolean complete) {
    List<QueryPart> parts = request.parts();
    boolean images = parts.stream().anyMatch(part -> part instanceof QueryPart.Image);
    boolean texts =
        parts.stream()
            .anyMatch(
                part -> part instanceof QueryPart.Text || part instanceof QueryPart.ExcludedText);
    return session(request.model(), images, texts, complete);
  }

  /// @param complete whether to wait until the index has all photos
  private SearchSession session(
      ModelSelection requested, boolean images, boolean texts, boolean complete) {
    // Another process may have changed the active model.
    ModelSelection selection = activeModel.resolveForSearch(requested);
    SearchSession open = session;
    if (open == null || !open.selection().equals(selection)) {
      closeSession();
      open = SearchSession.open(library, catalogue, models, selection, images, texts);
      session = open;
    }
    if (complete) {
      open.modelIndex().refresh();
    } else {
      open.modelIndex().refreshSoon();
    }
    return open;
  }

  private static long[] ids(List<ContentId> contents) {
    return contents.stream().mapToLong(ContentId::value).toArray();
  }

  /// Closes the model and its index; the next query opens them again.
  @Override
  public synchronized void close() {
    closeSession();
    closeSharedSession();
  }

  private void closeSession() {
    SearchSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }

  private void closeSharedSession() {
    ModelSession open = sharedSession;
    sharedSession = null;
    if (open != null) {
      open.close();
    }
  }
}
