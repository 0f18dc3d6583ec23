package app.akin.desktop.search;

import java.util.ArrayList;
import java.util.List;

/// The searches of a window, oldest first, and the shown one. It has one entry per query, not per
/// keystroke. Immutable.
///
/// @param queries the queries; never empty
/// @param position index of the shown query
public record SearchHistory(List<SearchQuery> queries, int position) {
  /// Maximum number of searches.
  static final int MAX = 100;

  /// The history before the first search.
  public static final SearchHistory EMPTY = new SearchHistory(List.of(SearchQuery.EMPTY), 0);

  /// Copies the list.
  public SearchHistory {
    queries = List.copyOf(queries);
    if (position < 0 || position >= queries.size()) {
      throw new IllegalArgumentException(position + " of " + queries.size());
    }
  }

  /// Returns the shown query.
  SearchQuery current() {
    return queries.get(position);
  }

  /// Returns whether there is a previous query.
  boolean canGoBack() {
    return position > 0;
  }

  /// Returns whether there is a next query.
  boolean canGoForward() {
    return position < queries.size() - 1;
  }

  /// Returns this history at another position.
  SearchHistory at(int other) {
    return new SearchHistory(queries, other);
  }

  /// Adds a changed query after the current one, or replaces the current one while it is typed. The
  /// queries after it are removed.
  ///
  /// @param entry whether the change is an entry of its own in any case
  SearchHistory with(SearchQuery next, boolean entry) {
    List<SearchQuery> kept = new ArrayList<>(queries.subList(0, position + 1));
    if (!entry
        && position > 0
        && next.equals(queries.get(position - 1))
        && next.hasSameParts(current())) {
      // The words were deleted as they were typed.
      kept.removeLast();
    } else if (!entry && next.isEditOf(current())) {
      kept.set(position, next);
    } else if (!next.equals(current())) {
      kept.add(next);
    }
    return trimmed(kept, kept.size() - 1);
  }

  /// Replaces the current query by another form of it.
  SearchHistory withForm(SearchQuery same) {
    List<SearchQuery> kept = new ArrayList<>(queries.subList(0, position));
    kept.add(same);
    return new SearchHistory(kept, position);
  }

  /// Puts the searches of an earlier session before these. Unless this session has searched, those
  /// that the user had gone back from follow.
  SearchHistory after(SearchHistory earlier) {
    List<SearchQuery> all = new ArrayList<>(earlier.queries.subList(0, earlier.position + 1));
    if (all.getLast().equals(queries.getFirst())) {
      all.removeLast();
    }
    int moved = position + all.size();
    all.addAll(queries);
    if (queries.size() == 1 && queries.getFirst().equals(SearchQuery.EMPTY)) {
      all.addAll(earlier.queries.subList(earlier.position + 1, earlier.queries.size()));
    }
    return trimmed(all, moved);
  }

  /// Returns a history of the current query only.
  SearchHistory cleared() {
    return new SearchHistory(List.of(current()), 0);
  }

  /// Returns whether the current query differs from the previous one in its corrections only.
  boolean isCorrected() {
    return canGoBack() && current().isCorrectionOf(queries.get(position - 1));
  }

  /// Returns the history without corrections.
  SearchHistory withoutCorrections() {
    return new SearchHistory(
        queries.stream().map(SearchQuery::withoutCorrections).toList(), position);
  }

  private static SearchHistory trimmed(List<SearchQuery> all, int position) {
    int first = Math.clamp(all.size() - MAX, 0, position);
    int end = Math.min(all.size(), first + MAX);
    return new SearchHistory(all.subList(first, end), position - first);
  }
}
