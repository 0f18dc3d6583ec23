package app.akin.desktop.grid;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// The slider of the thumbnail size. JavaFX thread only.
public final class SizeSlider {
  private final HBox line = new HBox(8);

  /// @param model the state of the grid
  public SizeSlider(PhotoGridModel model, Language language) {
    Slider slider = new Slider(PhotoGridModel.SMALLEST, PhotoGridModel.LARGEST, 0);
    slider.valueProperty().bindBidirectional(model.rowHeightProperty());
    slider.getStyleClass().addAll("small", "akin-size-slider");
    slider.setBlockIncrement(30);
    slider.accessibleTextProperty().bind(language.text("grid.size"));
    Node smaller = Icon.PHOTO.node();
    Node larger = Icon.PHOTO.node();
    smaller.getStyleClass().add("akin-size-small");
    larger.getStyleClass().add("akin-size-large");
    line.getChildren().addAll(smaller, slider, larger);
    line.setAlignment(Pos.CENTER_RIGHT);
    line.setMinWidth(Region.USE_PREF_SIZE);
  }

  /// Returns the view.
  public Region view() {
    return line;
  }
}
