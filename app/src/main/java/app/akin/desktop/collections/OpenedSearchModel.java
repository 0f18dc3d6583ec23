package app.akin.desktop.collections;

import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.SearchQuery;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/// The saved search whose results are shown, until the query is another one and not an edit of it.
/// JavaFX thread only.
public final class OpenedSearchModel implements AutoCloseable {
  /// The saved search whose results are shown.
  ///
  /// @param search the search, with what was seen before it was opened
  /// @param reference the query to which changes are compared
  /// @param fresh number of new photos when it was opened; empty until they are counted
  public record Opened(SavedSearch search, SavedQuery reference, OptionalInt fresh) {}

  private final SearchModel search;
  private final ResultsModel results;
  private final ReadOnlyObjectWrapper<Optional<Opened>> opened =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Subscription subscription;
  private boolean opening;

  /// @param search the query of the window
  /// @param results their order
  OpenedSearchModel(SearchModel search, ResultsModel results) {
    this.search = search;
    this.results = results;
    subscription = search.queryProperty().subscribe((_, now) -> queryChanged(now));
  }

  /// Returns the saved search whose results are shown.
  ReadOnlyObjectProperty<Optional<Opened>> openedProperty() {
    return opened.getReadOnlyProperty();
  }

  /// Shows the results of a saved search.
  void open(SavedSearch saved) {
    opening = true;
    results
        .orderProperty()
        .set(
            switch (saved.query().order()) {
              case SCORE -> ResultsModel.Order.STRENGTH;
              case DATE -> ResultsModel.Order.DATE;
            });
    search.change(SearchQuery.of(saved.query()));
    opening = false;
    opened.set(Optional.of(new Opened(saved, query(), OptionalInt.empty())));
  }

  /// Sets the number of photos that were new when a saved search was opened.
  void counted(SavedSearch saved, int fresh) {
    opened
        .get()
        .filter(now -> now.search().equals(saved))
        .ifPresent(
            now ->
                opened.set(Optional.of(new Opened(saved, now.reference(), OptionalInt.of(fresh)))));
  }

  /// Shows the results of a query that is not saved.
  void showOther(SearchQuery query) {
    opened.set(Optional.empty());
    search.change(query);
  }

  /// Sets the saved search of the present query.
  ///
  /// @param query the query that was saved
  void saved(SavedSearch saved, SavedQuery query) {
    opened.set(Optional.of(new Opened(saved, query, OptionalInt.of(0))));
  }

  /// Sets the name of a saved search, if it is the opened one.
  void renamed(long id, String name) {
    opened
        .get()
        .filter(now -> now.search().id() == id)
        .ifPresent(
            now ->
                opened.set(
                    Optional.of(
                        new Opened(
                            new SavedSearch(id, name, now.search().query(), now.search().seen()),
                            now.reference(),
                            now.fresh()))));
  }

  /// Ends the display of a saved search, if it is the opened one.
  void removed(long id) {
    opened.set(opened.get().filter(now -> now.search().id() != id));
  }

  /// Returns the present query, with all photos.
  SavedQuery query() {
    return search
        .queryProperty()
        .get()
        .saved(
            switch (results.orderProperty().get()) {
              case STRENGTH -> SearchRequest.Order.SCORE;
              case DATE -> SearchRequest.Order.DATE;
            });
  }

  /// Returns whether the present query can be saved.
  public boolean canSave() {
    return !query().isEmpty() && !search.queryProperty().get().isEmpty();
  }

  /// Returns whether the query was changed since the saved search was opened.
  public boolean isChanged() {
    return opened.get().filter(now -> !now.reference().equals(query())).isPresent();
  }

  /// Returns whether only new photos are shown.
  public boolean isOnlyNew() {
    return search.queryProperty().get().filter().addedAfter() > 0;
  }

  /// Shows only the photos that are new to the opened search, or all.
  public void showOnlyNew(boolean only) {
    opened
        .get()
        .ifPresent(
            now -> {
              SearchQuery query = search.queryProperty().get();
              search.change(
                  query.withFilter(query.filter().addedAfter(only ? now.search().seen() : 0)));
            });
  }

  /// Ends the display of the opened search, and keeps its query.
  void end() {
    showOnlyNew(false);
    opened.set(Optional.empty());
  }

  private void queryChanged(SearchQuery now) {
    if (!opening && opened.get().filter(one -> !isRelated(one.reference(), now)).isPresent()) {
      opened.set(Optional.empty());
      if (isOnlyNew()) {
        search.change(now.withFilter(now.filter().addedAfter(0)));
      }
    }
  }

  /// Returns whether a query is an edit of a saved one rather than another one.
  private static boolean isRelated(SavedQuery saved, SearchQuery now) {
    if (now.isEmpty()) {
      return false;
    }
    SavedQuery other = now.saved(saved.order());
    boolean part =
        other.parts().stream().anyMatch(saved.parts()::contains)
            || now.pictures().stream()
                .anyMatch(
                    image ->
                        SearchQuery.of(saved).pictures().stream()
                            .anyMatch(before -> before.image().equals(image.image())));
    String line = saved.line();
    return part
        || (!line.isBlank()
            && !other.line().isBlank()
            && (other.line().startsWith(line) || line.startsWith(other.line())));
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }
}
