package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.TextLine;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchResult;
import app.akin.core.search.TextGroup;
import app.akin.core.search.TextMarks;
import app.akin.i18n.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The text of photos that a search finds.
///
/// @param group the photos in which all words are written
/// @param lines the lines that hold what was searched, by photo
record FoundTexts(TextGroup group, Map<ContentId, List<TextLine>> lines) {
  /// Number of photos that the command line shows.
  private static final int SHOWN = 12;

  /// Returns the text that a search finds.
  ///
  /// @param withLines whether the lines are needed
  static FoundTexts of(
      PhotoLibrary library,
      SearchRequest request,
      Optional<SearchAnswer> answer,
      boolean withLines) {
    TextGroup group = library.search().texts(request, SHOWN);
    Map<ContentId, List<TextLine>> lines = new HashMap<>();
    TextMarks marks = TextMarks.of(request);
    if (withLines && !marks.isEmpty()) {
      List<ContentId> contents =
          Stream.concat(
                  answer.stream().flatMap(found -> found.results().stream()),
                  group.results().stream())
              .map(SearchResult::content)
              .distinct()
              .toList();
      library
          .texts()
          .texts(contents)
          .forEach((content, text) -> lines.put(content, marks.in(text)));
    }
    return new FoundTexts(group, lines);
  }

  /// Adds the lines of a photo to its object.
  void addMatches(JsonLine line, SearchResult hit) {
    List<TextLine> found = lines.getOrDefault(hit.content(), List.of());
    if (!found.isEmpty()) {
      line.withObjects("text_matches", found, TextVerb::add);
    }
  }

  /// Returns the heading of the group.
  String heading(Messages messages) {
    return messages.of(
        group.unread() == 0 ? "search.texts" : "search.texts.unread",
        group.count(),
        group.unread());
  }
}
