package app.akin.desktop.search;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.gloss.GlossCorrection;
import app.akin.core.search.PhotoList;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.ReadAs;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Stacks;
import app.akin.desktop.task.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;

/// The query, its history and its results. Every change of the query is answered. JavaFX thread
/// only.
public final class SearchModel {
  /// Delay between the last keystroke and the search.
  public static final Duration PAUSE = Duration.ofMillis(70);

  /// Executes queries; see [app.akin.core.search.Search#find].
  public interface Service {
    /// Returns the answer, or empty if the query was superseded.
    Optional<SearchAnswer> find(SearchRequest request, BooleanSupplier superseded);
  }

  /// Schedules actions on the JavaFX thread.
  public interface Timer {
    /// Runs an action after a delay.
    void after(Duration delay, Runnable action);
  }

  /// An answer and its query.
  ///
  /// @param query the query
  /// @param line what the typed line of the query says
  /// @param request what was asked
  /// @param answer the answer
  public record Found(
      SearchQuery query, ParsedLine line, SearchRequest request, SearchAnswer answer) {
    /// Returns whether every match is a result, because the query ranks nothing.
    public boolean isList() {
      return answer.list().isPresent();
    }

    /// Returns the name of the collection in whose order the results are; empty if they have
    /// another order.
    public Optional<String> collection() {
      boolean orders =
          answer.model().isEmpty()
              && answer.list().isEmpty()
              && request.filter().facts().stream().noneMatch(fact -> fact.field() == FactField.OCR);
      return orders ? request.filter().collection() : Optional.empty();
    }

    /// Returns the number of results.
    public int count() {
      return answer.list().map(PhotoList::count).orElse(answer.results().size());
    }

    /// Returns what the facts hide for lack of data and the user has not asked for.
    List<SearchAnswer.Missing> hidden() {
      return answer.missing().stream()
          .filter(missing -> !request.filter().unknownToo().contains(missing.fact()))
          .toList();
    }
  }

  private final QueryModel queries;
  private final AnswerModel answers;
  private final Timer timer;

  /// Number of the latest change of the query, so that only the last pause of typing searches.
  private long changes;

  /// @param service executes queries on the search thread
  /// @param reader reads the typed line
  /// @param selection the model that answers queries
  /// @param tasks the search thread
  /// @param timer delays the search while the user types
  public SearchModel(
      Service service, LineReader reader, ModelSelection selection, Tasks tasks, Timer timer) {
    queries = new QueryModel(reader);
    answers = new AnswerModel(service, selection, tasks, timer);
    this.timer = timer;
  }

  /// Returns the query in the search bar.
  public ReadOnlyObjectProperty<SearchQuery> queryProperty() {
    return queries.queryProperty();
  }

  /// Returns the query with what its typed line says.
  QueryModel queryModel() {
    return queries;
  }

  /// Returns the shown answer; empty without a query.
  public ReadOnlyObjectProperty<Optional<Found>> foundProperty() {
    return answers.foundProperty();
  }

  /// Returns the problem that prevents all searches, such as an empty library or a missing model;
  /// otherwise empty.
  public ReadOnlyObjectProperty<Optional<AkinException>> problemProperty() {
    return answers.problemProperty();
  }

  /// Returns the hint about the query.
  public ReadOnlyObjectProperty<Hint> hintProperty() {
    return answers.hintProperty();
  }

  /// Returns what the model read instead of the Chinese texts of the query.
  ReadOnlyObjectProperty<Optional<ReadAs>> readAsProperty() {
    return answers.readAsProperty();
  }

  /// Gives Chinese texts to the model as they are, or puts them into English if it requires that,
  /// which is the default.
  public void setVerbatim(boolean verbatim) {
    answers.setVerbatim(verbatim);
    if (queries.isChinese()) {
      refresh();
    }
  }

  /// Repeats the search with a correction; [#back] takes it back.
  ///
  /// @param before the correction that was in force
  void correct(GlossCorrection before, GlossCorrection correction) {
    SearchQuery current = queries.query();
    queries.set(queries.history().withForm(current.with(before)));
    put(current.with(correction), true);
    ask();
  }

  /// Repeats the search after all corrections were removed.
  void removeCorrections() {
    queries.set(queries.history().withoutCorrections());
    refresh();
  }

  /// Takes the last change back if it was a correction; returns whether it was one.
  boolean undoCorrection() {
    boolean corrected = queries.history().isCorrected();
    if (corrected) {
      back();
    }
    return corrected;
  }

  /// Returns whether a search is running.
  public ReadOnlyBooleanProperty busyProperty() {
    return answers.busyProperty();
  }

  /// Returns the history.
  public ReadOnlyObjectProperty<SearchHistory> historyProperty() {
    return queries.historyProperty();
  }

  /// Returns whether there is a previous search.
  public ReadOnlyBooleanProperty canGoBackProperty() {
    return queries.canGoBackProperty();
  }

  /// Returns whether there is a next search.
  public ReadOnlyBooleanProperty canGoForwardProperty() {
    return queries.canGoForwardProperty();
  }

  /// Changes the text; the search starts when typing pauses.
  public void type(String words) {
    if (words.equals(queries.query().words())) {
      return;
    }
    put(queries.query().withText(words), false);
    if (queries.query().isEmpty()) {
      ask();
      return;
    }
    answers.cancel();
    long mine = ++changes;
    timer.after(
        PAUSE,
        () -> {
          if (changes == mine) {
            ask();
          }
        });
  }

  /// Turns typed excluded texts into parts of their own, if the rest of the line says the same
  /// without them, and searches immediately.
  public void enter() {
    SearchQuery next = queries.withExcludedParts();
    if (!next.equals(queries.query())) {
      queries.set(queries.history().withForm(next));
      ask();
    }
  }

  /// Adds query images.
  public void add(List<QueryImage> pictures) {
    change(queries.query().with(pictures));
  }

  /// Replaces the query by images.
  public void searchWith(List<QueryImage> pictures) {
    change(SearchQuery.EMPTY.with(pictures));
  }

  /// Replaces the query images and keeps the words.
  public void replacePictures(List<QueryImage> pictures) {
    change(queries.query().withPictures(pictures));
  }

  /// Clears the words immediately; the search before can be restored by [#back].
  public void clearWords() {
    change(queries.query().withText(""), true);
  }

  /// Adds an excluded text.
  public void exclude(String text) {
    if (!text.isBlank()) {
      change(queries.query().without(text.strip()));
    }
  }

  /// Replaces a part, to change its crop or weight.
  public void replace(QueryPart part, QueryPart by) {
    change(queries.query().withReplaced(part, by));
  }

  /// Removes a part.
  public void remove(QueryPart part) {
    change(queries.query().withoutPart(part));
  }

  /// Marks results as right or wrong, or takes this back for those that are marked so.
  ///
  /// @return whether there was room for all of them
  public boolean mark(List<ContentId> photos, Direction direction) {
    SearchQuery next = queries.query();
    boolean room = true;
    for (ContentId photo : photos) {
      SearchQuery marked = next.with(new QueryImage.Photo(photo), direction);
      room &= !marked.equals(next);
      next = marked;
    }
    change(next, true);
    return room;
  }

  /// Sets the balance between images and text.
  public void balance(double balance) {
    change(queries.query().withBalance(balance));
  }

  /// Sets whether query images stand for their kind of thing, or for themselves.
  public void useKind(boolean kind) {
    change(queries.query().withUseKind(kind));
  }

  /// Clears the query, which shows all photos; [#back] restores it.
  public void clear() {
    change(SearchQuery.EMPTY, true);
  }

  /// Replaces the text; [#back] takes it back.
  void replaceText(String words) {
    change(queries.query().withText(words), true);
  }

  /// Replaces the query.
  public void change(SearchQuery next) {
    change(next, false);
  }

  /// @param entry whether the change is a history entry of its own in any case
  private void change(SearchQuery next, boolean entry) {
    if (!next.equals(queries.query())) {
      put(next, entry);
      ask();
    }
  }

  /// Repeats the search after photos were added or removed.
  public void refresh() {
    if (!queries.query().isEmpty()) {
      queries.reread();
      ask();
    }
  }

  /// Reads the line again after the names of the library changed.
  void reread() {
    Reading before = queries.readingProperty().get();
    queries.reread();
    if (!queries.readingProperty().get().equals(before)) {
      ask();
    }
  }

  /// Shows the photos that lack the data for a fact of the line after the other results.
  public void showUnknown(Fact fact) {
    answers.showUnknown(fact);
    ask();
  }

  /// Sets whether photos of one stack are one result.
  public void foldStacks(boolean folded) {
    answers.show(folded ? Stacks.FOLD : Stacks.ALL);
    refresh();
  }

  /// Answers with results that can be shown beside those of other computers, or not.
  void showBesideOthers(boolean beside) {
    answers.showBesideOthers(beside);
    refresh();
  }

  /// Loads more results.
  public void more() {
    answers.raiseLimit();
    refresh();
  }

  /// Goes back in the history.
  public void back() {
    if (queries.history().canGoBack()) {
      go(queries.history().position() - 1);
    }
  }

  /// Goes forward in the history.
  public void forward() {
    if (queries.history().canGoForward()) {
      go(queries.history().position() + 1);
    }
  }

  /// Puts the searches of an earlier session before those of this one. Unless this session has
  /// searched, those that the user had gone back from follow.
  public void restore(SearchHistory earlier) {
    queries.set(queries.history().after(earlier));
  }

  /// Forgets all searches except the current one.
  public void clearHistory() {
    queries.set(queries.history().cleared());
  }

  private void go(int to) {
    answers.resetLimit();
    queries.set(queries.history().at(to));
    ask();
  }

  private void put(SearchQuery next, boolean entry) {
    SearchHistory before = queries.history();
    if (entry || !next.isEditOf(before.current())) {
      answers.resetLimit();
    }
    queries.set(before.with(next, entry));
  }

  private void ask() {
    changes++;
    if (queries.isUnrestricted()) {
      answers.clear();
    } else {
      answers.ask(queries.query(), queries.line());
    }
  }
}
