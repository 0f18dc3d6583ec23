package app.akin.desktop.viewer;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tip;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The line over a large photo: its name, and what can be done with it. JavaFX thread only.
final class ViewerBar implements AutoCloseable {
  /// What a button does with the photo.
  enum Action {
    /// Back to all photos.
    CLOSE,
    /// Search with it.
    SEARCH,
    /// Show its file.
    REVEAL,
    /// Another program.
    OPEN_WITH,
    /// As pixels.
    COPY_PICTURE,
    /// As words.
    COPY_PATH
  }

  private final Language language;
  private final HBox bar = new HBox(2);
  private final ToggleButton compare;
  private final ToggleButton facts;
  private final ViewerModel model;
  private final Subscription subscriptions;

  /// @param title what stands at the left
  ViewerBar(
      Language language, ViewerModel model, PictureStage stage, HBox title, Consumer<Action> act) {
    this.language = language;
    this.model = model;
    title.setAlignment(Pos.BASELINE_LEFT);
    title.setMinWidth(0);
    title.setMaxHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(title, Priority.ALWAYS);
    Button close = button(Icon.BACK, "viewer.close", () -> act.accept(Action.CLOSE));
    compare = toggle(Icon.COMPARE, "viewer.compare", model.comparingProperty());
    facts = toggle(Icon.INFORMATION, "viewer.showFacts", model.factsProperty());
    bar.getChildren()
        .addAll(
            close,
            title,
            compare,
            button(Icon.ZOOM_OUT, "viewer.zoomOut", () -> middle(stage, 0.8)),
            button(Icon.ZOOM_IN, "viewer.zoomIn", () -> middle(stage, 1.25)),
            button(Icon.FIT, "viewer.fit", stage::fit),
            gap(),
            button(Icon.SEARCH_WITH, "grid.menu.search", () -> act.accept(Action.SEARCH)),
            button(Icon.FOLDER, "actions.reveal", () -> act.accept(Action.REVEAL)),
            button(Icon.OPEN_WITH, "actions.openWith", () -> act.accept(Action.OPEN_WITH)),
            button(Icon.COPY, "actions.copyPicture", () -> act.accept(Action.COPY_PICTURE)),
            button(Icon.LINK, "actions.copyPath", () -> act.accept(Action.COPY_PATH)),
            gap(),
            facts);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("akin-viewer-bar");
    subscriptions =
        model
            .referenceProperty()
            .subscribe(
                reference -> {
                  compare.setVisible(reference.isPresent());
                  compare.setManaged(reference.isPresent());
                });
  }

  Region view() {
    return bar;
  }

  private static void middle(PictureStage stage, double factor) {
    stage.zoom(factor, stage.getWidth() / 2, stage.getHeight() / 2);
  }

  private static Region gap() {
    Region gap = new Region();
    gap.setMinWidth(12);
    return gap;
  }

  private Button button(Icon icon, String key, Runnable action) {
    Button button = new Button(null, icon.node(Icon.Size.CLEAR));
    button.setOnAction(_ -> action.run());
    dress(button, "akin-quiet-button", key, language);
    return button;
  }

  private ToggleButton toggle(Icon icon, String key, BooleanProperty property) {
    ToggleButton button = new ToggleButton(null, icon.node(Icon.Size.CLEAR));
    button.selectedProperty().bindBidirectional(property);
    dress(button, "akin-quiet-button", key, language);
    return button;
  }

  /// A round button over the picture.
  static Node round(Icon icon, String key, Language language, Runnable action) {
    Button button = new Button(null, icon.node(Icon.Size.HUGE));
    button.setOnAction(_ -> action.run());
    dress(button, "akin-viewer-step", key, language);
    return button;
  }

  private static void dress(ButtonBase button, String style, String key, Language language) {
    button.getStyleClass().add(style);
    button.accessibleTextProperty().bind(language.text(key));
    // The keyboard stays with the picture, whose keys do all of this.
    button.setFocusTraversable(true);
    button.setMinWidth(Region.USE_PREF_SIZE);
    Tip.on(button, language.text(key));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    compare.selectedProperty().unbindBidirectional(model.comparingProperty());
    facts.selectedProperty().unbindBidirectional(model.factsProperty());
  }
}
