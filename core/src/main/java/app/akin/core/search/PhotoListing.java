package app.akin.core.search;

import app.akin.core.photo.ContentId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Lists photos for a query that ranks nothing: all that a filter allows, newest first, undated
/// photos last.
///
/// @param results builds the results
/// @param filter the filter
/// @param request the request
/// @param folder folds stacks
/// @param left contents that feedback leaves out
/// @param ignored photos of the feedback that are ignored
record PhotoListing(
    ResultBuilder results,
    FactFilter filter,
    SearchRequest request,
    StackFolder folder,
    Set<Long> left,
    List<IgnoredFeedback> ignored) {
  /// Returns all photos of the filter.
  SearchAnswer all() {
    return answer(
        Optional.empty(), List.of(), content -> left.contains(content.value()), _ -> true);
  }

  /// Returns photos of the filter in the given order instead of a list.
  ///
  /// @param contents their primary contents
  SearchAnswer inOrder(List<ContentId> contents) {
    List<SearchResult> found = new ArrayList<>();
    add(found, kept(contents), RelevanceBand.MATCH);
    add(found, kept(filter.unknown()), RelevanceBand.UNKNOWN);
    return answer(Optional.empty(), found, List.of(), Optional.empty());
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
    return answer(
        Optional.of(model),
        unknownTerms,
        content -> left.contains(content.value()) || excluded.test(content),
        compared);
  }

  private List<ContentId> kept(List<ContentId> contents) {
    return contents.stream().filter(content -> !left.contains(content.value())).toList();
  }

  private SearchAnswer answer(
      Optional<String> model,
      List<String> unknownTerms,
      Predicate<ContentId> excluded,
      Predicate<ContentId> compared) {
    BitSet matching = without(filter.ids(), excluded);
    BitSet notCompared = without(matching, compared);
    matching.andNot(notCompared);
    PhotoList list = new PhotoList(matching, notCompared, without(filter.unknownIds(), excluded));
    return answer(
        model, request.limit() == 0 ? List.of() : first(list), unknownTerms, Optional.of(list));
  }

  private SearchAnswer answer(
      Optional<String> model,
      List<SearchResult> found,
      List<String> unknownTerms,
      Optional<PhotoList> list) {
    return new SearchAnswer(
            model,
            found,
            unknownTerms,
            false,
            true,
            list,
            List.of(),
            Optional.empty(),
            List.of(),
            1,
            Optional.empty(),
            Optional.empty(),
            new SearchAnswer.FeedbackUse(List.of(), ignored))
        .with(filter);
  }

  private static BitSet without(BitSet ids, Predicate<ContentId> removed) {
    BitSet rest = (BitSet) ids.clone();
    ids.stream().filter(id -> removed.test(new ContentId(id))).forEach(rest::clear);
    return rest;
  }

  /// Returns the results of the first photos.
  private List<SearchResult> first(PhotoList list) {
    List<ContentId> allowed = filter.newestFirst();
    List<SearchResult> first = new ArrayList<>();
    add(first, of(list, RelevanceBand.MATCH, allowed), RelevanceBand.MATCH);
    add(first, of(list, RelevanceBand.NOT_COMPARED, allowed), RelevanceBand.NOT_COMPARED);
    add(first, of(list, RelevanceBand.UNKNOWN, filter.unknown()), RelevanceBand.UNKNOWN);
    return first;
  }

  private static List<ContentId> of(PhotoList list, RelevanceBand band, List<ContentId> contents) {
    return contents.stream().filter(content -> list.contains(content, band)).toList();
  }

  /// Adds as many photos as the request has room for.
  private void add(List<SearchResult> found, List<ContentId> contents, RelevanceBand band) {
    List<ContentId> more =
        folder.first(contents, content -> content, request.limit() - found.size());
    found.addAll(results.listed(more, band, request));
  }
}
