package app.akin.core.search;

import app.akin.core.photo.ContentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Lists photos for a query that ranks nothing: all that a filter allows, newest first, undated
/// photos last.
///
/// @param results builds the results
/// @param filter the filter
/// @param request the request
record PhotoListing(ResultBuilder results, FactFilter filter, SearchRequest request) {
  /// Returns all photos of the filter.
  SearchAnswer all() {
    return answer(Optional.empty(), List.of(), _ -> false, _ -> true);
  }

  /// Returns the photos of the filter that do not match excluded texts.
  ///
  /// @param model the name of the model that compares them
  /// @param unknownTerms the excluded texts that it does not know
  /// @param excluded whether a content matches an excluded text strongly
  /// @param compared whether the model has embedded a content; others come last
  SearchAnswer without(
      String model,
      List<String> unknownTerms,
      Predicate<ContentId> excluded,
      Predicate<ContentId> compared) {
    return answer(Optional.of(model), unknownTerms, excluded, compared);
  }

  private SearchAnswer answer(
      Optional<String> model,
      List<String> unknownTerms,
      Predicate<ContentId> excluded,
      Predicate<ContentId> compared) {
    List<ContentId> allowed = filter.newestFirst().stream().filter(excluded.negate()).toList();
    List<SearchResult> listed = new ArrayList<>();
    add(listed, allowed.stream().filter(compared), RelevanceBand.MATCH);
    add(listed, allowed.stream().filter(compared.negate()), RelevanceBand.NOT_COMPARED);
    add(listed, filter.unknown().stream().filter(excluded.negate()), RelevanceBand.UNKNOWN);
    return new SearchAnswer(
            model,
            listed,
            unknownTerms,
            false,
            OptionalLong.of(allowed.size()),
            List.of(),
            Optional.empty())
        .with(filter);
  }

  /// Adds as many photos as the request has room for.
  private void add(List<SearchResult> listed, Stream<ContentId> contents, RelevanceBand band) {
    listed.addAll(
        results.listed(contents.limit(request.limit() - listed.size()).toList(), band, request));
  }
}
