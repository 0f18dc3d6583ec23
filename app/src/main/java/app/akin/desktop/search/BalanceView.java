package app.akin.desktop.search;

import app.akin.core.search.SearchRequest;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.SegmentedControl;
import app.akin.desktop.theme.Tooltips;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The slider between query images and query text, whose results follow while it moves, and the
/// choice between the very photo and its kind of thing, each if the model offers it. Visible if the
/// query has both images and text. JavaFX thread only.
final class BalanceView implements AutoCloseable {
  private static final double WIDTH = 180;

  /// Distance from the middle within which the slider snaps to it.
  private static final double CATCH = 0.03;

  private final HBox line = new HBox(8);
  private final WrappingRow both = new WrappingRow(16, 4);
  private final Slider slider = new Slider(0, 1, SearchRequest.NEUTRAL_BALANCE);
  private final Subscription subscriptions;

  BalanceView(SearchModel model, Language language) {
    Label picture = new Label();
    picture.textProperty().bind(language.text("search.balance.picture"));
    picture.setGraphic(Icon.PHOTO.node(Icon.Size.SMALL));
    Label words = new Label();
    words.textProperty().bind(language.text("search.balance.words"));
    picture.getStyleClass().addAll("akin-muted", "akin-small");
    words.getStyleClass().addAll("akin-muted", "akin-small");
    picture.setMinWidth(Region.USE_PREF_SIZE);
    words.setMinWidth(Region.USE_PREF_SIZE);
    slider.setPrefWidth(WIDTH);
    slider.setMinWidth(WIDTH);
    slider.setBlockIncrement(0.1);
    slider.accessibleTextProperty().bind(language.text("search.balance"));
    Tooltips.setText(slider, language.text("search.balance"));
    line.getChildren().addAll(picture, slider, words);
    line.setAlignment(Pos.CENTER_RIGHT);
    line.setMinWidth(Region.USE_PREF_SIZE);
    both.setAlignment(Pos.CENTER_RIGHT);
    both.visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                model.queryModel()::isComposed,
                model.queryProperty(),
                model.queryModel().readingProperty()));
    SegmentedControl<Boolean> kind =
        new SegmentedControl<Boolean>(language.text("search.kind"), model::useKind)
            .addOption(false, language.text("search.kind.photo"), null)
            .addOption(true, language.text("search.kind.thing"), null);
    kind.view()
        .visibleProperty()
        .bind(
            model
                .foundProperty()
                .map(found -> found.map(now -> now.answer().canUseKind()).orElse(false)));
    kind.view().managedProperty().bind(kind.view().visibleProperty());
    line.visibleProperty()
        .bind(
            model
                .foundProperty()
                .map(found -> found.map(now -> now.answer().canBalance()).orElse(true)));
    line.managedProperty().bind(line.visibleProperty());
    both.managedProperty().bind(both.visibleProperty());
    both.getChildren().addAll(kind.view(), line);
    subscriptions =
        Subscription.combine(
            model
                .queryProperty()
                .subscribe(
                    query -> {
                      slider.setValue(query.balance());
                      kind.select(query.useKind());
                    }),
            slider
                .valueProperty()
                .subscribe(
                    value -> {
                      double raw = value.doubleValue();
                      boolean middle = Math.abs(raw - SearchRequest.NEUTRAL_BALANCE) < CATCH;
                      model.balance(middle ? SearchRequest.NEUTRAL_BALANCE : raw);
                    }));
  }

  Region view() {
    return both;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
