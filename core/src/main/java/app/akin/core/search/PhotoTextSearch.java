package app.akin.core.search;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.FactReader;
import app.akin.core.store.TextMatches;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds photos by the text that was read in them, and marks its lines in results. Needs no model.
/// Thread-safe.
///
/// @param catalogue the catalogue of the library
/// @param facts the facts of its photos
/// @param embedder finds the photos of feedback
/// @param results builds the results
record PhotoTextSearch(
    CatalogueReader catalogue,
    FactReader facts,
    QueryPartEmbedder embedder,
    ResultBuilder results) {
  /// Returns the photos in which all words of a request are written, of those that its filter
  /// allows.
  ///
  /// @param limit maximum number of results
  TextGroup find(SearchRequest request, int limit) {
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
        marked(results.listed(first, RelevanceBand.MATCH, request), request),
        count,
        matches.more(),
        catalogue.texts().counts(0).unread());
  }

  /// Returns results with the lines of their text that hold what a request looks for.
  ///
  /// @param asked the request as typed
  List<SearchResult> marked(List<SearchResult> found, SearchRequest asked) {
    TextMarks marks = TextMarks.of(asked);
    if (marks.isEmpty() || found.isEmpty()) {
      return found;
    }
    Map<ContentId, ImageText> texts =
        catalogue.texts().texts(found.stream().map(SearchResult::content).toList());
    return found.stream()
        .map(
            result -> {
              ImageText text = texts.get(result.content());
              return text == null ? result : result.marked(marks.in(text));
            })
        .toList();
  }
}
