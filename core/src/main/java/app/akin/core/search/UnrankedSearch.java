package app.akin.core.search;

import app.akin.core.index.IdSet;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import app.akin.core.search.FeatureCache.Feature;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CollectionMember;
import app.akin.core.store.FactReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Answers queries that rank nothing: lists the photos that the filter allows, without those that
/// match the excluded texts strongly. Only excluded texts need a model.
///
/// @param catalogue the catalogue of the library
/// @param facts the facts of its photos
/// @param embedder embeds excluded texts
/// @param results builds the results
/// @param sessions opens the model and its index; its monitor is held by callers
record UnrankedSearch(
    CatalogueReader catalogue,
    FactReader facts,
    QueryPartEmbedder embedder,
    ResultBuilder results,
    SessionCache sessions) {
  /// Returns the answer to a query.
  ///
  /// @param readAs the English of the texts, of which nothing may be left
  /// @param superseded checked between the excluded texts
  /// @param complete whether to wait until the index has all photos
  /// @return empty if superseded
  /// @throws AkinException as [Search#find]
  Optional<SearchAnswer> list(
      SearchRequest request,
      Optional<ReadAs> readAs,
      BooleanSupplier superseded,
      boolean complete) {
    FactFilter filter = new FactFilter(facts, request.filter());
    StackFolder folder = new StackFolder(catalogue.stacks(), request);
    MarkedPhotos marked = MarkedPhotos.find(request.parts(), embedder);
    PhotoListing listing =
        new PhotoListing(
            results,
            filter,
            request,
            folder,
            folder.whole(marked.lessContents()),
            marked.ignored());
    List<QueryPart.ExcludedText> excluded =
        request.parts().stream()
            .filter(QueryPart.ExcludedText.class::isInstance)
            .map(QueryPart.ExcludedText.class::cast)
            .filter(part -> !part.text().isBlank())
            .toList();
    return excluded.isEmpty()
        ? Optional.of(filtered(listing, readAs))
        : without(excluded, listing, superseded, complete);
  }

  /// Lists the photos of a filter, in the order that it determines, otherwise newest first.
  private SearchAnswer filtered(PhotoListing listing, Optional<ReadAs> readAs) {
    FactFilter filter = listing.filter();
    if (filter.isEmpty() && listing.left().isEmpty()) {
      if (!listing.ignored().isEmpty()) {
        throw new AkinException(new Problem.FeedbackIgnored());
      }
      throw new AkinException(
          readAs
              .<Problem>map(read -> new Problem.QuerySaysNothing(String.join(" ", read.ignored())))
              .orElseGet(Problem.QueryEmpty::new));
    }
    SearchRequest request = listing.request();
    return exactTexts(request)
        .map(texts -> catalogue.texts().findExact(texts, filter.ids()).contents())
        .or(() -> collectionOrder(request, filter))
        .map(listing::inOrder)
        .orElseGet(listing::all);
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

  /// Lists the photos of a filter that do not match excluded texts strongly.
  private Optional<SearchAnswer> without(
      List<QueryPart.ExcludedText> excluded,
      PhotoListing listing,
      BooleanSupplier superseded,
      boolean complete) {
    SearchSession open = sessions.open(listing.request(), complete);
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
                List.of(new WeightedFeature(embedding, 1)),
                List.of(),
                SearchRequest.NEUTRAL_BALANCE,
                open.ranking(),
                part.text());
        matches.addAll(new Ranker<>(open.space(), query, open.ranking()).strong());
      }
    }
    if (unknownTerms.size() == excluded.size() && listing.filter().isEmpty()) {
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
}
