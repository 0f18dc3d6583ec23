package app.akin.desktop.search;

import app.akin.core.query.ParsedLine;
import app.akin.core.query.gloss.Glosser;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The search history, its shown query, and what the typed line of this query says. JavaFX thread
/// only.
final class QueryModel {
  private final LineReader reader;
  private final ReadOnlyObjectWrapper<SearchQuery> query =
      new ReadOnlyObjectWrapper<>(SearchQuery.EMPTY);
  private final ReadOnlyObjectWrapper<Reading> reading = new ReadOnlyObjectWrapper<>(Reading.NONE);
  private final ReadOnlyObjectWrapper<SearchHistory> history =
      new ReadOnlyObjectWrapper<>(SearchHistory.EMPTY);
  private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper();

  /// @param reader reads the typed line
  QueryModel(LineReader reader) {
    this.reader = reader;
  }

  /// Returns the shown query.
  ReadOnlyObjectProperty<SearchQuery> queryProperty() {
    return query.getReadOnlyProperty();
  }

  /// Returns what the typed line of the query says. It changes before the query.
  ReadOnlyObjectProperty<Reading> readingProperty() {
    return reading.getReadOnlyProperty();
  }

  /// Returns the history.
  ReadOnlyObjectProperty<SearchHistory> historyProperty() {
    return history.getReadOnlyProperty();
  }

  /// Returns whether there is a previous search.
  ReadOnlyBooleanProperty canGoBackProperty() {
    return canGoBack.getReadOnlyProperty();
  }

  /// Returns whether there is a next search.
  ReadOnlyBooleanProperty canGoForwardProperty() {
    return canGoForward.getReadOnlyProperty();
  }

  /// Returns the shown query.
  SearchQuery query() {
    return query.get();
  }

  /// Returns what the typed line of the query says.
  ParsedLine line() {
    return reading.get().line();
  }

  /// Returns the history.
  SearchHistory history() {
    return history.get();
  }

  /// Returns the reader of typed lines, which is thread-safe.
  LineReader reader() {
    return reader;
  }

  /// Returns what a line would say in the query.
  ParsedLine read(String words) {
    return read(words, query.get());
  }

  private ParsedLine read(String words, SearchQuery of) {
    return words.isBlank() ? Reading.NONE.line() : reader.read(words, !of.pictures().isEmpty());
  }

  /// Reads the typed line again.
  void reread() {
    read(query.get());
  }

  private void read(SearchQuery current) {
    reading.set(new Reading(current.words(), read(current.words(), current)));
  }

  /// Replaces the history, and shows its query.
  void set(SearchHistory next) {
    history.set(next);
    canGoBack.set(next.canGoBack());
    canGoForward.set(next.canGoForward());
    SearchQuery current = next.current();
    read(current);
    query.set(current);
  }

  /// Returns whether the query has both images and text.
  boolean isComposed() {
    return !query.get().pictures().isEmpty() && !line().text().isBlank();
  }

  /// Returns whether a text of the query is Chinese.
  boolean isChinese() {
    return Glosser.isChinese(line().text())
        || query.get().excluded().stream().anyMatch(part -> Glosser.isChinese(part.text()));
  }

  /// Returns whether the query restricts nothing, such as a line of small words only.
  boolean isUnrestricted() {
    SearchQuery current = query.get();
    return current.pictures().isEmpty()
        && current.excluded().isEmpty()
        && current.feedback().isEmpty()
        && reading.get().isEmpty();
  }

  /// Returns the query with its typed excluded texts as parts of their own, or unchanged if the
  /// rest of the line would say something else without them.
  SearchQuery withExcludedParts() {
    ParsedLine said = line();
    SearchQuery settled = query.get();
    for (ParsedLine.Minus minus : said.minus()) {
      settled = settled.without(minus.text());
    }
    settled = settled.withText(LineMarks.withoutMinus(settled.words(), said.minus()));
    return Reading.isSameBesideMinus(read(settled.words()), said) ? settled : query.get();
  }
}
