package app.akin.desktop.viewer;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
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

/// The bar above the photo in the viewer: name and actions. JavaFX thread only.
final class ViewerBar implements AutoCloseable {
  /// The actions.
  enum Action {
    /// Closes the viewer.
    CLOSE,
    /// Searches with the photo.
    SEARCH,
    /// Shows the file in its folder.
    REVEAL,
    /// Opens the photo in its default program.
    OPEN_WITH,
    /// Copies the image.
    COPY_PICTURE,
    /// Copies the path.
    COPY_PATH
  }

  private final Language language;
  private final HBox bar = new HBox(2);
  private final ToggleButton compare;
  private final ToggleButton facts;
  private final ViewerModel model;
  private final Subscription subscriptions;

  /// @param title shown on the left
  ViewerBar(
      Language language, ViewerModel model, ZoomableImage stage, HBox title, Consumer<Action> act) {
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

  private static void middle(ZoomableImage stage, double factor) {
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

  /// Returns a round button for use over the image.
  static Node round(Icon icon, String key, Language language, Runnable action) {
    Button button = new Button(null, icon.node(Icon.Size.HUGE));
    button.setOnAction(_ -> action.run());
    dress(button, "akin-viewer-step", key, language);
    return button;
  }

  private static void dress(ButtonBase button, String style, String key, Language language) {
    button.getStyleClass().add(style);
    button.accessibleTextProperty().bind(language.text(key));
    // The focus stays on the image, whose shortcuts cover all buttons.
    button.setFocusTraversable(true);
    button.setMinWidth(Region.USE_PREF_SIZE);
    Tooltips.setText(button, language.text(key));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    compare.selectedProperty().unbindBidirectional(model.comparingProperty());
    facts.selectedProperty().unbindBidirectional(model.factsProperty());
  }
}
