package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.search.MergedResults;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedAnswer;
import app.akin.desktop.search.SearchModel.Found;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.util.Subscription;

/// Adds the photos of a shared library to the results, if this is switched on. The results of this
/// computer are shown after [#PATIENCE] if the server has not answered by then, and stay if it does
/// not answer. JavaFX thread only.
public final class SharedSearchModel implements AutoCloseable {
  /// How long the results of this computer wait for the others, so that they rarely move.
  static final Duration PATIENCE = Duration.ofMillis(400);

  /// Best first: bands are comparable between libraries, scores within a band.
  private static final Comparator<SearchResult> BEST_FIRST =
      Comparator.comparing(SearchResult::band)
          .thenComparing(Comparator.comparingDouble(SearchResult::score).reversed());

  /// Finds photos of a shared library. May block, and throw [AkinException].
  public interface Service {
    /// Returns whether this library belongs to a shared one.
    boolean isConnected();

    /// Returns the photos that this library does not have; see [app.akin.core.share.Share#find].
    Optional<SharedAnswer> find(SearchRequest request, BooleanSupplier superseded);
  }

  /// What the shared library contributes to the shown results.
  public sealed interface State {
    /// It is not asked.
    record Off() implements State {}

    /// It was asked.
    record Searching() implements State {}

    /// It has answered.
    ///
    /// @param more whether one of the libraries may have more photos than are shown
    record Answered(SharedAnswer answer, boolean more) implements State {}

    /// It could not answer.
    record Failed(AkinException problem) implements State {}
  }

  private final Service service;
  private final SearchModel search;
  private final RerankModel rerank;
  private final SharedPhotoIds ids;
  private final Tasks tasks;
  private final SearchModel.Timer timer;
  private final LatestTask latest;
  private final BooleanProperty on = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper connected = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Off());
  private final ReadOnlyObjectWrapper<Optional<Found>> found =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding offered;
  private final Subscription subscriptions;

  /// Number of the latest answer of this library.
  private long answers;

  /// @param search the searches in this library
  /// @param rerank the order of their results if photos of other computers are not shown
  /// @param ids names shared photos
  /// @param tasks asks the server; platform threads
  /// @param timer limits the wait for the server
  public SharedSearchModel(
      Service service,
      SearchModel search,
      RerankModel rerank,
      SharedPhotoIds ids,
      Tasks tasks,
      SearchModel.Timer timer) {
    this.service = service;
    this.search = search;
    this.rerank = rerank;
    this.ids = ids;
    this.tasks = tasks;
    this.timer = timer;
    latest = tasks.latest();
    active.bind(on.and(connected));
    offered =
        Bindings.createBooleanBinding(
            () -> connected.get() && !search.queryProperty().get().isEmpty(),
            connected,
            search.queryProperty());
    subscriptions =
        Subscription.combine(
            active.subscribe(this::switched),
            search.foundProperty().subscribe(this::answered),
            rerank.foundProperty().subscribe(this::ordered));
  }

  /// Whether photos of other computers are results, too.
  public BooleanProperty onProperty() {
    return on;
  }

  /// Returns whether this library belongs to a shared one; see [#refresh].
  public ReadOnlyBooleanProperty connectedProperty() {
    return connected.getReadOnlyProperty();
  }

  /// Returns whether the switch has an effect: with a query, if this library belongs to a shared
  /// one.
  ObservableBooleanValue offeredProperty() {
    return offered;
  }

  /// Returns what the shared library contributes to the shown results.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Returns the answer to show; empty without a query.
  public ReadOnlyObjectProperty<Optional<Found>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /// Finds out whether this library belongs to a shared one.
  public void refresh() {
    tasks.run(service::isConnected, connected::set, tasks::reportUnexpected);
  }

  /// Returns whether photos of other computers are searched: if this is switched on, and this
  /// library belongs to a shared one.
  public ReadOnlyBooleanProperty activeProperty() {
    return active.getReadOnlyProperty();
  }

  private void switched() {
    search.showBesideOthers(active.get());
    rerank.suspend(active.get());
    answered();
  }

  private void ordered() {
    if (!active.get()) {
      found.set(rerank.foundProperty().get());
    }
  }

  private void answered() {
    answers++;
    latest.cancel();
    Optional<Found> own = search.foundProperty().get();
    if (own.isEmpty() || !active.get()) {
      state.set(new State.Off());
      found.set(active.get() ? own : rerank.foundProperty().get());
      return;
    }
    Found mine = own.get();
    if (mine.request().limit() == 0) {
      // The search is repeated with results, which both libraries can list.
      return;
    }
    long answer = answers;
    state.set(new State.Searching());
    latest.run(
        task -> service.find(mine.request(), task::isCancelled),
        answered -> answered.ifPresent(shared -> show(mine, shared)),
        thrown -> fail(mine, thrown));
    timer.after(
        PATIENCE,
        () -> {
          boolean waits = answer == answers && state.get() instanceof State.Searching;
          if (waits && !mine.answer().isEmpty()) {
            found.set(Optional.of(mine));
          }
        });
  }

  private void show(Found mine, SharedAnswer shared) {
    boolean isList = shared.model().isEmpty();
    // A search with a photo of another computer does not find that photo.
    Set<ContentId> queried =
        mine.query().pictures().stream()
            .flatMap(part -> ids.of(part.image()).stream())
            .collect(Collectors.toSet());
    List<SearchResult> own = mine.answer().results();
    List<SearchResult> others =
        shared.results().stream()
            .map(ids::result)
            .filter(result -> !queried.contains(result.content()))
            .toList();
    List<SearchResult> results =
        MergedResults.areOfTwoModels(mine.answer(), shared)
            ? MergedResults.byBand(own, others, SearchResult::band)
            : MergedResults.of(own, others, isList ? SearchResult.NEWEST_FIRST : BEST_FIRST);
    found.set(
        Optional.of(
            new Found(
                mine.query(), mine.line(), mine.request(), mine.answer().withResults(results))));
    boolean full =
        Math.max(shared.results().size(), mine.answer().results().size()) >= mine.request().limit();
    state.set(new State.Answered(shared, isList && full));
  }

  private void fail(Found mine, Throwable thrown) {
    found.set(Optional.of(mine));
    if (thrown instanceof AkinException known) {
      state.set(new State.Failed(known));
    } else {
      state.set(new State.Off());
      tasks.report(thrown);
    }
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    latest.cancel();
  }
}
