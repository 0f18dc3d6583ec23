package app.akin.desktop.search;

import java.util.List;

/// The searches of a window, oldest first, and the shown one. Immutable.
///
/// @param queries the queries; never empty
/// @param position index of the shown query
public record SearchHistory(List<SearchQuery> queries, int position) {
  /// The history before the first search.
  public static final SearchHistory EMPTY = new SearchHistory(List.of(SearchQuery.EMPTY), 0);

  /// Copies the list.
  public SearchHistory {
    queries = List.copyOf(queries);
    if (position < 0 || position >= queries.size()) {
      throw new IllegalArgumentException(position + " of " + queries.size());
    }
  }
}
