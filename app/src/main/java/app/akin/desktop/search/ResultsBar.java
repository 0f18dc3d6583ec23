package app.akin.desktop.search;

import app.akin.desktop.search.ResultsModel.Order;
import app.akin.desktop.search.ResultsModel.Shown;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.SegmentedControl;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The line above the results: a heading unless there are strong ones, the sort order, and weaker
/// results on request. Visible if the query is not empty. JavaFX thread only.
public final class ResultsBar implements AutoCloseable {
  private final ResultsModel model;
  private final Language language;
  private final HBox line = new HBox(10);
  private final Label heading = new Label();
  private final Hyperlink weaker = new Hyperlink();
  private final Region order;
  private Subscription subscriptions = Subscription.EMPTY;

  public ResultsBar(ResultsModel model, Language language) {
    this.model = model;
    this.language = language;
    line.getStyleClass().add("akin-results-bar");
    line.setAlignment(Pos.CENTER_LEFT);
    heading.getStyleClass().addAll("akin-results-count", "akin-muted");
    heading.setMinWidth(0);
    weaker.setMinWidth(Region.USE_PREF_SIZE);
    weaker.setOnAction(
        _ -> {
          weaker.setVisited(false);
          model.weakProperty().set(!model.weakProperty().get());
        });
    order = order();
    order.managedProperty().bind(order.visibleProperty());
    line.getChildren().addAll(heading, order, weaker);
    line.managedProperty().bind(line.visibleProperty());
    heading.managedProperty().bind(heading.visibleProperty());
    subscriptions =
        Subscription.combine(
            subscriptions,
            model.shownProperty().subscribe(this::show),
            language.messagesProperty().subscribe(() -> show(model.shownProperty().get())));
  }

  /// Adds a view after the others.
  public void add(Region view) {
    line.getChildren().add(view);
  }

  /// Returns the view.
  public Region view() {
    return line;
  }

  private Region order() {
    SegmentedControl<Order> order =
        new SegmentedControl<Order>(language.text("search.order"), model.orderProperty()::set)
            .addOption(Order.STRENGTH, firstOrder(), null)
            .addOption(Order.DATE, language.text("search.order.date"), null);
    subscriptions = subscriptions.and(model.orderProperty().subscribe(order::select));
    return order.view();
  }

  /// Returns the name of the first order, which is that of a collection if one is shown.
  private ObservableValue<String> firstOrder() {
    return Bindings.createStringBinding(
        () -> language.of(inCollection() ? "collect.order" : "search.order.strength"),
        model.shownProperty(),
        language.messagesProperty());
  }

  private boolean inCollection() {
    return model.foundCollection().isPresent();
  }

  private void show(Optional<Shown> now) {
    line.setVisible(now.isPresent());
    now.ifPresent(
        shown -> {
          order.setVisible(shown.list().isEmpty());
          heading.setText(words(shown));
          heading.setVisible(!heading.getText().isEmpty());
          boolean weak = model.weakProperty().get();
          weaker.setVisible(weak || shown.hidden() > 0);
          weaker.setText(
              weak
                  ? language.of("search.weak.hide")
                  : language.of("search.weak.show", shown.hidden()));
        });
  }

  /// Returns what the strongest band is; empty for strong results, which need no comment, and for
  /// an order of a second model.
  private String words(Shown shown) {
    if (shown.isEmpty()) {
      return language.of("search.found.none");
    }
    if (shown.list().isPresent()) {
      return language.of("search.list", shown.list().get().count());
    }
    if (inCollection()) {
      return language.of("search.list", shown.results().size());
    }
    if (shown.reranked()) {
      // Bands are mixed then, and another view says what the order is.
      return "";
    }
    if (shown.isWeak()) {
      return language.of("search.found.weak");
    }
    return shown.strong() > 0 ? "" : language.of("search.found.possible");
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
