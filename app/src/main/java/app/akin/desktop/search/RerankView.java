package app.akin.desktop.search;

import app.akin.core.search.RerankStatus;
import app.akin.core.search.SearchAnswer;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import atlantafx.base.controls.ToggleSwitch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The switch for the order of a second model, and its progress. Visible if such a model is
/// installed and the answer has an order. JavaFX thread only.
public final class RerankView implements AutoCloseable {
  private final RerankModel model;
  private final Language language;
  private final HBox line = new HBox(8);
  private final ToggleSwitch onOff = Buttons.onOff();
  private final Label status = new Label();
  private final Subscription subscriptions;

  public RerankView(RerankModel model, Language language) {
    this.model = model;
    this.language = language;
    onOff.textProperty().bind(language.text("search.rerank"));
    onOff.selectedProperty().bindBidirectional(model.onProperty());
    onOff.setMinWidth(Region.USE_PREF_SIZE);
    Tooltips.setText(
        onOff,
        Bindings.createStringBinding(
            () ->
                language.of(
                    "search.rerank.tip", RerankModel.COUNT, model.modelProperty().get().orElse("")),
            model.modelProperty(),
            language.messagesProperty()));
    status.getStyleClass().addAll("akin-muted", "akin-small");
    status.setMinWidth(0);
    Tooltips.setText(status, status.textProperty());
    line.setAlignment(Pos.CENTER_LEFT);
    line.getChildren().addAll(onOff, status);
    line.managedProperty().bind(line.visibleProperty());
    subscriptions =
        Subscription.combine(
            model.foundProperty().subscribe(this::show),
            model.modelProperty().subscribe(this::show),
            model.stateProperty().subscribe(this::show),
            language.messagesProperty().subscribe(this::show));
  }

  /// Returns the view.
  public Region view() {
    return line;
  }

  private void show() {
    Optional<String> title = model.modelProperty().get();
    line.setVisible(
        title.isPresent() && model.foundProperty().get().filter(model::canOrder).isPresent());
    status.setText(
        switch (model.stateProperty().get()) {
          case RerankModel.State.Off _ -> "";
          case RerankModel.State.Running(RerankStatus now) -> progress(now);
          case RerankModel.State.Done(SearchAnswer.Reranked second) ->
              done(second, title.orElse(""));
          case RerankModel.State.Failed failed -> language.of(failed.problem());
        });
    status.setVisible(!status.getText().isEmpty());
  }

  /// Returns the order, and what the model does not do itself.
  private String done(SearchAnswer.Reranked second, String title) {
    List<String> sentences = new ArrayList<>();
    sentences.add(language.of("search.rerank.done", second.scores().size(), title));
    second.limits().forEach(limit -> sentences.add(language.of(Hint.key(limit))));
    return String.join("  ·  ", sentences);
  }

  private String progress(RerankStatus now) {
    if (now.total() == 0) {
      return language.of("search.rerank.running");
    }
    String done = language.of("search.rerank.progress", now.done(), now.total());
    return now.remaining().map(left -> done + "  ·  " + language.timeLeft(left)).orElse(done);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
