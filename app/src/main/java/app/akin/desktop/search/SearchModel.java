package app.akin.desktop.search;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPicture;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The question and its answer. Every action makes another [SearchQuery]; the newest one is asked
/// for on the search thread, what it overtakes is dropped, and the answer that was there stays
/// until there is a newer one. JavaFX thread only, but for what runs on the search thread.
public final class SearchModel {
  /// How long after the last key a question is asked.
  public static final Duration PAUSE = Duration.ofMillis(70);

  private static final int FIRST_LIMIT = 300;
  private static final int MOST_LINKS = 200;

  /// Answers questions: [app.akin.core.search.Search#find].
  public interface Service {
    /// The answer, or empty where the question was overtaken.
    Optional<SearchAnswer> find(SearchRequest request, BooleanSupplier superseded);
  }

  /// Does something later, on the JavaFX thread.
  public interface Timer {
    /// Runs it after a while.
    void after(Duration delay, Runnable action);
  }

  /// What is shown: the answer, and the question it belongs to.
  ///
  /// @param query what was asked
  /// @param answer what was found
  public record Found(SearchQuery query, SearchAnswer answer) {}

  private final Service service;
  private final ModelSelection wish;
  private final Executor search;
  private final Executor ui;
  private final Timer timer;
  private final Consumer<Throwable> unforeseen;

  private final ReadOnlyObjectWrapper<SearchQuery> query =
      new ReadOnlyObjectWrapper<>(SearchQuery.EMPTY);
  private final ReadOnlyObjectWrapper<Optional<Found>> found =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<AkinException>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Hint> hint = new ReadOnlyObjectWrapper<>(new Hint.None());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper();

  private final List<SearchQuery> chain = new ArrayList<>(List.of(SearchQuery.EMPTY));
  private int link;
  private int limit = FIRST_LIMIT;

  /// Which question is the newest; read on the search thread.
  private final AtomicLong newest = new AtomicLong();

  /// @param service finds photos, called on the search thread
  /// @param wish the model that answers
  /// @param search the search thread
  /// @param ui the JavaFX thread
  /// @param timer waits for the end of typing
  /// @param unforeseen is told, on the JavaFX thread, what no problem explains
  public SearchModel(
      Service service,
      ModelSelection wish,
      Executor search,
      Executor ui,
      Timer timer,
      Consumer<Throwable> unforeseen) {
    this.service = service;
    this.wish = wish;
    this.search = search;
    this.ui = ui;
    this.timer = timer;
    this.unforeseen = unforeseen;
  }

  /// The question as it stands in the bar.
  public ReadOnlyObjectProperty<SearchQuery> queryProperty() {
    return query.getReadOnlyProperty();
  }

  /// The answer that is shown; empty where nothing is asked.
  public ReadOnlyObjectProperty<Optional<Found>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /// Why nothing at all can be found now, such as an empty library or a missing model; empty where
  /// that is not so.
  public ReadOnlyObjectProperty<Optional<AkinException>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// What there is to say about the question itself.
  public ReadOnlyObjectProperty<Hint> hintProperty() {
    return hint.getReadOnlyProperty();
  }

  /// Whether an answer is on its way.
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// Whether there is a search before this one.
  public ReadOnlyBooleanProperty canGoBackProperty() {
    return canGoBack.getReadOnlyProperty();
  }

  /// Whether there is a search after this one.
  public ReadOnlyBooleanProperty canGoForwardProperty() {
    return canGoForward.getReadOnlyProperty();
  }

  /// Words were typed; they are looked for once the typing pauses.
  public void type(String words) {
    if (words.equals(query.get().words())) {
      return;
    }
    put(query.get().saying(words));
    long mine = newest.incrementAndGet();
    if (query.get().isEmpty()) {
      ask();
      return;
    }
    timer.after(
        PAUSE,
        () -> {
          if (newest.get() == mine) {
            ask();
          }
        });
  }

  /// The typing is done: what is typed as a minus becomes a part of its own, and the question is
  /// asked at once.
  public void enter() {
    change(query.get().settled());
  }

  /// Asks with pictures more.
  public void add(List<QueryPicture> pictures) {
    SearchQuery next = query.get();
    for (QueryPicture picture : pictures) {
      next = next.with(picture);
    }
    change(next);
  }

  /// Asks with one picture alone: a result becomes the next reference.
  public void searchWith(QueryPicture picture) {
    change(SearchQuery.like(picture));
  }

  /// Says that something must not fit.
  public void exclude(String text) {
    if (!text.isBlank()) {
      change(query.get().without(text.strip()));
    }
  }

  /// Puts one part in place of another: another crop, another weight.
  public void replace(QueryPart part, QueryPart by) {
    change(query.get().replacing(part, by));
  }

  /// Takes a part away.
  public void remove(QueryPart part) {
    change(query.get().dropping(part));
  }

  /// Shifts the balance between pictures and words.
  public void balance(double balance) {
    change(query.get().balanced(balance));
  }

  /// Asks for nothing: all photos are shown again.
  public void clear() {
    change(SearchQuery.EMPTY);
  }

  /// Asks another question in place of this one.
  public void change(SearchQuery next) {
    if (!next.equals(query.get())) {
      put(next);
      ask();
    }
  }

  /// Asks the same again: photos came or went.
  public void refresh() {
    if (!query.get().isEmpty()) {
      ask();
    }
  }

  /// Shows more of the same answer.
  public void more() {
    limit *= 4;
    refresh();
  }

  /// Goes to the search before.
  public void back() {
    if (link > 0) {
      go(link - 1);
    }
  }

  /// Goes to the search after.
  public void forward() {
    if (link < chain.size() - 1) {
      go(link + 1);
    }
  }

  private void go(int to) {
    link = to;
    query.set(chain.get(to));
    limit = FIRST_LIMIT;
    links();
    ask();
  }

  /// The chain holds one link for each question a person had in mind, not for each key.
  private void put(SearchQuery next) {
    chain.subList(link + 1, chain.size()).clear();
    if (next.continues(chain.get(link))) {
      chain.set(link, next);
    } else if (!next.equals(chain.get(link))) {
      chain.add(next);
      if (chain.size() > MOST_LINKS) {
        chain.removeFirst();
      }
      link = chain.size() - 1;
      limit = FIRST_LIMIT;
    }
    query.set(next);
    links();
  }

  private void links() {
    canGoBack.set(link > 0);
    canGoForward.set(link < chain.size() - 1);
  }

  private void ask() {
    long mine = newest.incrementAndGet();
    SearchQuery asked = query.get();
    if (asked.isEmpty()) {
      busy.set(false);
      problem.set(Optional.empty());
      hint.set(new Hint.None());
      found.set(Optional.empty());
      return;
    }
    busy.set(true);
    SearchRequest request = asked.request(limit, wish);
    search.execute(
        () -> {
          try {
            service
                .find(request, () -> newest.get() != mine)
                .ifPresent(answer -> ui.execute(() -> show(mine, asked, answer)));
          } catch (AkinException e) {
            ui.execute(() -> refuse(mine, e));
          } catch (RuntimeException | Error e) {
            ui.execute(() -> fail(mine, e));
          }
        });
  }

  private void show(long mine, SearchQuery asked, SearchAnswer answer) {
    if (newest.get() != mine) {
      return;
    }
    busy.set(false);
    problem.set(Optional.empty());
    found.set(Optional.of(new Found(asked, answer)));
    hint.set(about(asked, answer));
  }

  private static Hint about(SearchQuery asked, SearchAnswer answer) {
    if (EnglishCheck.seemsForeign(asked.words())) {
      return new Hint.Said("search.hint.english", List.of());
    }
    if (asked.words().length() >= SearchQuery.MOST_CHARACTERS) {
      return new Hint.Said("search.hint.long", List.of());
    }
    if (!answer.unknownTerms().isEmpty()) {
      return new Hint.Said(
          "search.hint.unheard", List.of(String.join(", ", answer.unknownTerms())));
    }
    return new Hint.None();
  }

  private void refuse(long mine, AkinException e) {
    if (newest.get() != mine) {
      return;
    }
    busy.set(false);
    switch (e.problem()) {
      case QUERY_SAYS_NOTHING, QUERY_EMPTY ->
          hint.set(
              EnglishCheck.seemsForeign(query.get().words())
                  ? new Hint.Said("search.hint.english", List.of())
                  : new Hint.Said("search.hint.nothing", List.of()));
      case QUERY_ONLY_MINUS -> hint.set(new Hint.Said("search.hint.onlyNot", List.of()));
      case QUERY_IMAGE -> hint.set(new Hint.Refused(e));
      default -> {
        found.set(Optional.empty());
        hint.set(new Hint.None());
        problem.set(Optional.of(e));
      }
    }
  }

  private void fail(long mine, Throwable thrown) {
    if (newest.get() == mine) {
      busy.set(false);
    }
    unforeseen.accept(thrown);
  }
}
