package app.akin.desktop.tour;

import app.akin.core.model.ModelSelection;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchResult;
import app.akin.desktop.TestTasks;
import app.akin.desktop.search.LineReader;
import app.akin.desktop.search.PhraseReader;
import app.akin.desktop.search.SearchModel;
import java.util.List;
import java.util.Optional;

/// A search model with fixed results.
final class AnsweredSearch {
  private AnsweredSearch() {}

  /// Returns a model that always finds these results.
  static SearchModel search(List<SearchResult> hits) {
    return search(hits, PhraseReader.words());
  }

  /// Returns a model that always finds these results and reads lines.
  static SearchModel search(List<SearchResult> hits, LineReader reader) {
    return search(new SearchAnswer("starter", hits, List.of(), true), reader);
  }

  /// Returns a model that always gives this answer and reads lines.
  static SearchModel search(SearchAnswer answer, LineReader reader) {
    return new SearchModel(
        (_, _) -> Optional.of(answer),
        reader,
        ModelSelection.DEFAULT,
        TestTasks.immediate(),
        (_, action) -> action.run());
  }
}
