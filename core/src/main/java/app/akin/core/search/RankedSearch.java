package app.akin.core.search;

import app.akin.core.index.IdSet;
import app.akin.core.photo.ContentId;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.FactReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Answers queries with an image, a text or a photo that feedback calls right: ranks the photos of
/// the library by their scores.
///
/// @param catalogue the catalogue of the library
/// @param facts the facts of its photos
/// @param embedder embeds the parts of queries
/// @param results builds the results
/// @param sessions opens the model and its index; its monitor is held by callers
record RankedSearch(
    CatalogueReader catalogue,
    FactReader facts,
    QueryPartEmbedder embedder,
    ResultBuilder results,
    SessionCache sessions) {
  /// Returns the answer to a query.
  ///
  /// @param superseded checked between stages and between query parts
  /// @param complete whether to wait until the index has all photos
  /// @return empty if superseded
  /// @throws app.akin.core.photo.AkinException as [Search#find]
  Optional<SearchAnswer> rank(SearchRequest request, BooleanSupplier superseded, boolean complete) {
    SearchSession open = sessions.open(request, complete);
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
    List<SearchResult> found = new ArrayList<>(results.ranked(open, query, first, best, request));
    if (!request.filter().unknownToo().isEmpty()) {
      IdSet unknown = IdSet.of(ids(filter.unknown()));
      List<RankedMatch> others =
          folder.best(request.limit(), limit -> ranker.best(limit, unknown, left)).stream()
              .map(match -> new RankedMatch(match.candidate(), RelevanceBand.UNKNOWN))
              .toList();
      found.addAll(results.ranked(open, query, List.of(), others, request));
    }
    if (superseded.getAsBoolean()) {
      return Optional.empty();
    }
    return Optional.of(
        new SearchAnswer(open.model().name(), found, features.unknownTerms(), canUseKind)
            .with(filter)
            .with(new SearchAnswer.FeedbackUse(first, marked.ignored()))
            .withLimits(features.canBalance(), features.limits(request.balance()))
            .withIndexedShare(open.modelIndex().indexedShare()));
  }

  private static long[] ids(List<ContentId> contents) {
    return contents.stream().mapToLong(ContentId::value).toArray();
  }
}
