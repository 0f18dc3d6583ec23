package app.akin.desktop.search;

import app.akin.core.search.Hit;
import app.akin.core.search.RelevanceBand;
import app.akin.desktop.search.SearchModel.Found;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;

/// Which hits of the answer are shown, and in what order: the strong and possible ones, by strength
/// or by date, and the weak ones where a person asks for them. Where nothing but weak ones is
/// found, the nearest of them are shown, and it is said. JavaFX thread only.
public final class ResultsModel implements AutoCloseable {
  /// Hits shown at least, weak ones behind the others.
  private static final int NEAREST = 24;

  /// How hits are sorted.
  public enum Order {
    /// The strongest first.
    STRENGTH,
    /// The newest first.
    DATE
  }

  /// What is shown.
  ///
  /// @param hits in order
  /// @param strong how many of the answer are strong
  /// @param possible how many are possible
  /// @param hidden how many weak ones are not shown
  public record Shown(List<Hit> hits, int strong, int possible, int hidden) {
    /// Whether nothing strong or possible was found: what is shown comes nearest, and no more.
    public boolean isWeak() {
      return strong + possible == 0;
    }
  }

  private final ObjectProperty<Order> order = new SimpleObjectProperty<>(Order.STRENGTH);
  private final BooleanProperty weak = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final SearchModel search;
  private final Subscription subscriptions;

  public ResultsModel(SearchModel search) {
    this.search = search;
    subscriptions =
        Subscription.combine(
            search.foundProperty().subscribe(this::choose),
            order.subscribe(this::choose),
            weak.subscribe(this::choose));
  }

  /// How hits are sorted.
  public ObjectProperty<Order> orderProperty() {
    return order;
  }

  /// Whether weak hits are shown behind the others.
  public BooleanProperty weakProperty() {
    return weak;
  }

  /// What is shown; empty where nothing is asked.
  public ReadOnlyObjectProperty<Optional<Shown>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  private void choose() {
    shown.set(search.foundProperty().get().map(Found::answer).map(answer -> of(answer.hits())));
  }

  private Shown of(List<Hit> hits) {
    int strong = count(hits, RelevanceBand.STRONG);
    int possible = count(hits, RelevanceBand.POSSIBLE);
    int good = strong + possible;
    // Few good ones are followed by those that come nearest, as far as a page goes: it says more
    // than
    // a lone photo. Sorted by date those would stand among the good ones, so there they do not.
    boolean onlyGood = order.get() == Order.DATE && good > 0;
    int page = onlyGood ? good : Math.max(good, NEAREST);
    List<Hit> chosen = weak.get() ? hits : hits.subList(0, Math.min(page, hits.size()));
    List<Hit> sorted =
        switch (order.get()) {
          case STRENGTH -> List.copyOf(chosen);
          case DATE -> chosen.stream().sorted(Comparator.comparing(Hit::date).reversed()).toList();
        };
    return new Shown(sorted, strong, possible, hits.size() - chosen.size());
  }

  private static int count(List<Hit> hits, RelevanceBand relevance) {
    return (int) hits.stream().filter(hit -> hit.relevance() == relevance).count();
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
