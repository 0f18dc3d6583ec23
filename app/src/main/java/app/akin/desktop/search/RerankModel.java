package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import app.akin.core.search.RerankStatus;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.search.SearchModel.Found;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.util.Subscription;

/// Orders the best results of each answer by a second model, if this is switched on. The answer of
/// the first model is shown until then. JavaFX thread only.
public final class RerankModel implements AutoCloseable {
  /// Number of results to order: a page.
  public static final int COUNT = ResultsModel.NEAREST;

  /// Orders results. May block, and throw [AkinException].
  public interface Service {
    /// Returns the title of the model that orders results; empty if none is installed.
    Optional<String> model();

    /// Returns the ordered answer; see [app.akin.core.search.Reranker#rerank].
    Optional<SearchAnswer> rerank(
        SearchRequest request,
        SearchAnswer answer,
        Consumer<RerankStatus> progress,
        BooleanSupplier stopped);
  }

  /// What happens with the shown answer.
  public sealed interface State {
    /// It stays as it is.
    record Off() implements State {}

    /// Its best results are being embedded.
    record Running(RerankStatus status) implements State {}

    /// Its best results are ordered.
    ///
    /// @param second the order of the second model
    record Done(SearchAnswer.Reranked second) implements State {}

    /// They cannot be ordered.
    record Failed(AkinException problem) implements State {}
  }

  private final Service service;
  private final SearchModel search;
  private final Tasks background;
  private final Tasks longRunning;
  private final LatestTask latest;
  private final BooleanProperty on = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Optional<String>> model =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Off());
  private final ReadOnlyObjectWrapper<Optional<Found>> found =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Subscription subscriptions;

  /// Whether results are left in the order of the first model.
  private boolean suspended;

  /// @param background finds the model
  /// @param longRunning orders results; platform threads
  public RerankModel(Service service, SearchModel search, Tasks background, Tasks longRunning) {
    this.service = service;
    this.search = search;
    this.background = background;
    this.longRunning = longRunning;
    latest = longRunning.latest();
    subscriptions =
        Subscription.combine(
            search.foundProperty().subscribe(this::order),
            on.subscribe(this::order),
            model.subscribe(this::order));
  }

  /// Whether results are ordered by the second model.
  public BooleanProperty onProperty() {
    return on;
  }

  /// Returns the title of the second model; empty if none is installed.
  public ReadOnlyObjectProperty<Optional<String>> modelProperty() {
    return model.getReadOnlyProperty();
  }

  /// Returns what happens with the shown answer.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Returns the answer to show; empty without a query.
  public ReadOnlyObjectProperty<Optional<Found>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /// Finds the second model again, after models were installed or removed.
  public void refresh() {
    background.run(service::model, model::set);
  }

  /// Leaves results in the order of the first model, or not: those of other computers can't be
  /// ordered by the second one.
  void suspend(boolean off) {
    if (off != suspended) {
      suspended = off;
      order();
    }
  }

  /// Returns whether an answer can be ordered by the second model.
  boolean canOrder(Found answered) {
    return !suspended && isOrderable(answered);
  }

  /// Returns whether an answer has an order of its own that a second model can improve.
  static boolean isOrderable(Found answered) {
    return answered.answer().results().stream().anyMatch(result -> result.band().isRanked());
  }

  private void order() {
    latest.cancel();
    Optional<Found> first = search.foundProperty().get();
    if (first.isEmpty() || !on.get() || model.get().isEmpty() || !canOrder(first.get())) {
      state.set(new State.Off());
      found.set(first);
      return;
    }
    Found plain = first.get();
    // A repeated query keeps its order until the new one is known.
    boolean repeated =
        found
            .get()
            .filter(
                shown ->
                    shown.answer().reranked().isPresent()
                        && shown.request().equals(plain.request()))
            .isPresent();
    if (!repeated) {
      found.set(first);
    }
    state.set(new State.Running(new RerankStatus(0, 0, Optional.empty())));
    latest.run(
        task ->
            service.rerank(
                plain.request(),
                plain.answer(),
                status ->
                    longRunning.publish(
                        () -> {
                          if (!task.isCancelled()) {
                            state.set(new State.Running(status));
                          }
                        }),
                task::isCancelled),
        ordered -> ordered.ifPresent(answer -> show(plain, answer)),
        thrown -> fail(plain, thrown));
  }

  private void show(Found plain, SearchAnswer ordered) {
    state.set(ordered.reranked().<State>map(State.Done::new).orElseGet(State.Off::new));
    found.set(Optional.of(new Found(plain.query(), plain.line(), plain.request(), ordered)));
  }

  private void fail(Found plain, Throwable thrown) {
    found.set(Optional.of(plain));
    if (thrown instanceof AkinException known) {
      state.set(new State.Failed(known));
    } else {
      state.set(new State.Off());
      longRunning.report(thrown);
    }
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    latest.cancel();
  }
}
