package app.akin.desktop.search;

import app.akin.core.photo.Problem;
import app.akin.core.search.MergedResults;
import app.akin.core.search.SharedAnswer;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.SegmentedControl;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The switch between this computer and all computers, and what the shared library does not
/// contribute. Visible with a query, if this library belongs to a shared one. JavaFX thread only.
public final class ScopeView implements AutoCloseable {
  private final SharedSearchModel model;
  private final Language language;
  private final HBox line = new HBox(12);
  private final Label note = new Label();
  private final Subscription subscriptions;

  public ScopeView(SharedSearchModel model, Language language) {
    this.model = model;
    this.language = language;
    SegmentedControl<Boolean> scope =
        new SegmentedControl<Boolean>(language.text("scope.name"), model.onProperty()::set)
            .addOption(false, language.text("scope.computer"), null)
            .addOption(true, language.text("scope.all"), Icon.SHARED.node(Icon.Size.SMALL));
    note.getStyleClass().addAll("akin-muted", "akin-small");
    note.setWrapText(true);
    note.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(note, Priority.ALWAYS);
    line.getStyleClass().add("akin-scope");
    line.setAlignment(Pos.CENTER_LEFT);
    line.getChildren().addAll(scope.view(), note);
    line.managedProperty().bind(line.visibleProperty());
    line.visibleProperty().bind(model.offeredProperty());
    subscriptions =
        Subscription.combine(
            model.onProperty().subscribe(scope::select),
            model.stateProperty().subscribe(this::show),
            language.messagesProperty().subscribe(this::show));
  }

  /// Returns the view.
  public Region view() {
    return line;
  }

  private void show() {
    note.setText(
        switch (model.stateProperty().get()) {
          case SharedSearchModel.State.Off _ -> "";
          case SharedSearchModel.State.Searching _ -> language.of("scope.searching");
          case SharedSearchModel.State.Answered(SharedAnswer answer, boolean more) ->
              extent(answer, more);
          case SharedSearchModel.State.Failed failed ->
              failed.problem().problem() instanceof Problem.QueryEmpty
                  ? language.of("scope.unranked")
                  : language.of(failed.problem());
        });
  }

  /// Returns what an answer leaves out; empty for nothing.
  private String extent(SharedAnswer answer, boolean more) {
    List<String> sentences = new ArrayList<>();
    model
        .foundProperty()
        .get()
        .filter(found -> MergedResults.areOfTwoModels(found.answer(), answer))
        .ifPresent(_ -> sentences.add(language.of("scope.model", answer.model().orElse(""))));
    if (answer.indexedShare() < 1) {
      sentences.add(
          language.of(
              "scope.partly",
              answer.model().orElse(""),
              Math.floor(100 * answer.indexedShare()) / 100));
    }
    if (!answer.exact()) {
      sentences.add(language.of("scope.approximate"));
    }
    if (more) {
      sentences.add(language.of("scope.more"));
    }
    return String.join("  ", sentences);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    line.visibleProperty().unbind();
  }
}
