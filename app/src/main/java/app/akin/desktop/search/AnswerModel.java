package app.akin.desktop.search;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.ParsedLine;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.ReadAs;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Stacks;
import app.akin.desktop.search.SearchModel.Found;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The answer to the latest query. Queries are executed on the search thread, superseded ones are
/// cancelled, and an answer stays until the next one arrives. JavaFX thread only.
final class AnswerModel {
  private static final int FIRST_LIMIT = 300;

  /// Maximum number of photos of a collection.
  private static final int COLLECTION_LIMIT = 100_000;

  /// Maximum number of photos of a list beside that of other computers.
  private static final int LIST_LIMIT = 10_000;

  /// Time after which a query is answered again while the index is being updated.
  private static final Duration UPDATE = Duration.ofSeconds(3);

  private final SearchModel.Service service;
  private final ModelSelection selection;
  private final Tasks tasks;
  private final SearchModel.Timer timer;
  private final LatestTask latest;
  private final ReadOnlyObjectWrapper<Optional<Found>> found =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<AkinException>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Hint> hint = new ReadOnlyObjectWrapper<>(new Hint.None());
  private final ReadOnlyObjectWrapper<Optional<ReadAs>> readAs =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /// Number of queries and cancellations so far.
  private long changes;

  private int limit = FIRST_LIMIT;
  private Stacks stacks = Stacks.FOLD;

  /// Facts of the line whose photos without data are results, too.
  private List<Fact> unknownToo = List.of();

  private boolean verbatim;

  /// Whether results are shown beside those of other computers.
  private boolean besideOthers;

  /// @param service executes queries on the search thread
  /// @param selection the model that answers queries
  /// @param tasks the search thread
  /// @param timer delays another answer while the index is being updated
  AnswerModel(
      SearchModel.Service service, ModelSelection selection, Tasks tasks, SearchModel.Timer timer) {
    this.service = service;
    this.selection = selection;
    this.tasks = tasks;
    this.timer = timer;
    latest = tasks.latest();
  }

  /// Returns the shown answer; empty without a query.
  ReadOnlyObjectProperty<Optional<Found>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /// Returns the problem that prevents all searches; otherwise empty.
  ReadOnlyObjectProperty<Optional<AkinException>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// Returns the hint about the query.
  ReadOnlyObjectProperty<Hint> hintProperty() {
    return hint.getReadOnlyProperty();
  }

  /// Returns whether a search is running.
  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// Sets what results show of stacks, from the next query on.
  void show(Stacks next) {
    stacks = next;
  }

  /// Ranks the usual number of photos again.
  void resetLimit() {
    limit = FIRST_LIMIT;
  }

  /// Ranks more photos from the next query on.
  void raiseLimit() {
    limit *= 4;
  }

  /// Adds the photos that lack the data for a fact from the next query on, while the line has the
  /// fact.
  void showUnknown(Fact fact) {
    List<Fact> more = new ArrayList<>(unknownToo);
    more.add(fact);
    unknownToo = List.copyOf(more);
  }

  /// Gives Chinese texts to the model as they are, or not, from the next query on.
  void setVerbatim(boolean asTyped) {
    verbatim = asTyped;
  }

  /// Answers with results instead of a list of all matches, or not, from the next query on.
  void showBesideOthers(boolean beside) {
    besideOthers = beside;
  }

  /// Returns what the model read instead of the Chinese texts of the latest query.
  ReadOnlyObjectProperty<Optional<ReadAs>> readAsProperty() {
    return readAs.getReadOnlyProperty();
  }

  /// Cancels the running query.
  void cancel() {
    changes++;
    latest.cancel();
  }

  /// Removes the answer, because there is no query.
  void clear() {
    cancel();
    busy.set(false);
    problem.set(Optional.empty());
    hint.set(new Hint.None());
    readAs.set(Optional.empty());
    found.set(Optional.empty());
  }

  /// Answers a query.
  ///
  /// @param said what its typed line says
  void ask(SearchQuery query, ParsedLine said) {
    long mine = ++changes;
    busy.set(true);
    List<Fact> asked = said.facts().stream().map(ParsedLine.Chip::fact).toList();
    unknownToo = unknownToo.stream().filter(asked::contains).toList();
    // A query that ranks nothing lists all matches of the timeline, which lacks photos of others.
    boolean ranks =
        !query.pictures().isEmpty()
            || query.feedback().stream().anyMatch(part -> part.direction() == Direction.MORE)
            || !said.text().isBlank()
            || asked.stream().anyMatch(fact -> fact.field() == FactField.OCR && !fact.negated());
    // Photos of a collection are listed in its order.
    boolean ordered = new SearchRequest.Filter(null, asked, List.of()).collection().isPresent();
    int most = ranks ? limit : ordered ? COLLECTION_LIMIT : besideOthers ? LIST_LIMIT : 0;
    SearchRequest request = query.request(most, selection, said, unknownToo, stacks, verbatim);
    latest.run(
        task -> service.find(request, task::isCancelled),
        answer ->
            answer.ifPresent(
                now -> {
                  show(query, said, request, now);
                  if (now.indexedShare() < 1) {
                    askAgain(query, said, mine);
                  }
                }),
        thrown -> refuse(said, thrown));
  }

  private void show(
      SearchQuery query, ParsedLine said, SearchRequest request, SearchAnswer answer) {
    Found now = new Found(query, said, request, answer);
    busy.set(false);
    problem.set(Optional.empty());
    found.set(Optional.of(now));
    hint.set(Hint.about(now));
    readAs.set(answer.readAs());
  }

  /// Answers a query again after a while, unless another one was asked.
  private void askAgain(SearchQuery query, ParsedLine said, long mine) {
    timer.after(
        UPDATE,
        () -> {
          if (changes == mine) {
            ask(query, said);
          }
        });
  }

  private void refuse(ParsedLine said, Throwable thrown) {
    busy.set(false);
    if (thrown instanceof AkinException known) {
      refuse(said, known);
    } else {
      tasks.report(thrown);
    }
  }

  private void refuse(ParsedLine said, AkinException e) {
    Optional<Hint> about = Hint.about(said, e);
    if (about.isEmpty()) {
      found.set(Optional.empty());
      problem.set(Optional.of(e));
    }
    hint.set(about.orElseGet(Hint.None::new));
    readAs.set(Optional.empty());
  }
}
