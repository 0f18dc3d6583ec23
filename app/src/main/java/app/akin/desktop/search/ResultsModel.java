package app.akin.desktop.search;

import app.akin.core.search.PhotoList;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import app.akin.desktop.search.SearchModel.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;

/// The shown results: strong and possible ones by score or date, and weak ones on request. If all
/// are weak, the best of them are shown. JavaFX thread only.
public final class ResultsModel implements AutoCloseable {
  /// Minimum number of shown results, filled up with weak ones.
  static final int NEAREST = 24;

  /// Sort orders.
  public enum Order {
    /// Best first.
    STRENGTH,
    /// Newest first.
    DATE
  }

  /// Returns the shown photos.
  ///
  /// @param results the results in order
  /// @param strong number of strong results
  /// @param possible number of possible results
  /// @param hidden number of weak results that are not shown
  /// @param reranked whether a second model has ordered the first ones
  /// @param list all matches if the query ranks nothing; they are shown newest first, and there are
  ///   no results
  public record Shown(
      List<SearchResult> results,
      int strong,
      int possible,
      int hidden,
      boolean reranked,
      Optional<PhotoList> list) {
    /// Returns whether no photo is shown.
    public boolean isEmpty() {
      return list.map(all -> all.size() == 0).orElse(results.isEmpty());
    }

    /// Returns whether all results are weak.
    public boolean isWeak() {
      return list.isEmpty() && strong + possible == 0;
    }
  }

  private final ObjectProperty<Order> order = new SimpleObjectProperty<>(Order.STRENGTH);
  private final BooleanProperty weak = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableValue<Optional<Found>> found;
  private final Subscription subscriptions;

  /// @param found the answer to show; empty without a query
  public ResultsModel(ObservableValue<Optional<Found>> found) {
    this.found = found;
    subscriptions =
        Subscription.combine(
            found.subscribe(this::choose),
            order.subscribe(this::choose),
            weak.subscribe(this::choose));
  }

  /// Sort orders.
  public ObjectProperty<Order> orderProperty() {
    return order;
  }

  /// Returns whether weak results are shown after the others.
  public BooleanProperty weakProperty() {
    return weak;
  }

  /// Returns the shown results; empty without a query.
  public ReadOnlyObjectProperty<Optional<Shown>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /// Returns the name of the collection in whose order the results are shown; empty if they have
  /// another order.
  public Optional<String> collection() {
    return order.get() == Order.DATE ? Optional.empty() : foundCollection();
  }

  /// Returns the name of the collection in whose order the results were found.
  Optional<String> foundCollection() {
    return found.getValue().flatMap(Found::collection);
  }

  private void choose() {
    shown.set(found.getValue().map(this::of));
  }

  private Shown of(Found found) {
    if (found.isList()) {
      return new Shown(List.of(), 0, 0, 0, false, found.answer().list());
    }
    List<SearchResult> answered = found.answer().results();
    List<SearchResult> hits =
        answered.stream().filter(hit -> hit.band() != RelevanceBand.UNKNOWN).toList();
    List<SearchResult> unknown =
        answered.stream().filter(hit -> hit.band() == RelevanceBand.UNKNOWN).toList();
    // Photos that only facts find are all equally good.
    int strong = count(hits, RelevanceBand.STRONG) + count(hits, RelevanceBand.MATCH);
    int possible = count(hits, RelevanceBand.POSSIBLE);
    int good = strong + possible;
    // A few good results are followed by the best weak ones to fill a page. Sorted by date they
    // would mix with the good ones, so they are omitted.
    boolean onlyGood = order.get() == Order.DATE && good > 0;
    int page = onlyGood ? good : Math.max(good, NEAREST);
    List<SearchResult> chosen = weak.get() ? hits : hits.subList(0, Math.min(page, hits.size()));
    List<SearchResult> sorted =
        switch (order.get()) {
          case STRENGTH -> List.copyOf(chosen);
          case DATE -> chosen.stream().sorted(SearchResult.NEWEST_FIRST).toList();
        };
    List<SearchResult> all = new ArrayList<>(sorted);
    all.addAll(unknown);
    return new Shown(
        List.copyOf(all),
        strong,
        possible,
        hits.size() - chosen.size(),
        found.answer().reranked().isPresent(),
        Optional.empty());
  }

  private static int count(List<SearchResult> hits, RelevanceBand relevance) {
    return (int) hits.stream().filter(hit -> hit.band() == relevance).count();
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
