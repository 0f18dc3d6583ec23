package app.akin.desktop.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.desktop.FxThread;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that a page does not move sideways when its scroll bar appears.
final class PageTest {
  @BeforeAll
  static void start() {
    FxThread.start();
  }

  /// @param width width of the window: with and without room beside the column
  @ParameterizedTest
  @ValueSource(doubles = {1400, 500})
  void scrollBarDoesNotMoveTheContent(double width) {
    Region part = new Region();
    Region view =
        FxThread.call(
            () ->
                new Page(new SimpleStringProperty("Title"), new SimpleStringProperty("Lead"))
                    .add(part)
                    .view());
    Stage stage =
        FxThread.call(
            () -> {
              Stage shown = new Stage();
              Scene scene = new Scene(view, width, 400);
              Theme _ =
                  new Theme(
                      scene,
                      new SimpleObjectProperty<>(javafx.application.ColorScheme.LIGHT),
                      Theme.Choice.LIGHT,
                      TextSize.NORMAL);
              shown.setScene(scene);
              shown.show();
              return shown;
            });
    try {
      Bounds fits = place(view, part, 100);
      assertThat(isScrolling(view)).isFalse();
      Bounds scrolls = place(view, part, 2_000);
      assertThat(isScrolling(view)).isTrue();
      assertThat(scrolls.getMinX()).isCloseTo(fits.getMinX(), within(0.5));
      assertThat(scrolls.getMaxX()).isCloseTo(fits.getMaxX(), within(0.5));
    } finally {
      FxThread.run(stage::hide);
    }
  }

  private static Bounds place(Region view, Region part, double height) {
    FxThread.run(() -> part.setMinHeight(height));
    for (int pass = 0; pass < 3; pass++) {
      FxThread.run(
          () -> {
            view.applyCss();
            view.layout();
          });
    }
    return FxThread.call(() -> part.localToScene(part.getLayoutBounds()));
  }

  private static boolean isScrolling(Region view) {
    return FxThread.call(
        () -> view.lookup(".scroll-bar:vertical") instanceof ScrollBar bar && bar.isVisible());
  }
}
