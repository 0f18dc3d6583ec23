package app.akin.desktop.grid;

import app.akin.core.search.SearchResult;
import app.akin.desktop.theme.Language;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.animation.FadeTransition;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Explains a result beside its photo while the pointer hovers over it. Ignores the mouse. JavaFX
/// thread only.
final class HoverCard {
  private static final double DISTANCE = 8;

  private final Language language;
  private final Label name = new Label();
  private final Label date = new Label();
  private final MatchExplanationView why;
  private final VBox card = new VBox(10);
  private final FadeTransition fade = new FadeTransition(Duration.millis(120), card);

  HoverCard(Language language) {
    this.language = language;
    why = new MatchExplanationView(language);
    name.getStyleClass().add("akin-hover-name");
    date.getStyleClass().addAll("akin-muted", "akin-small");
    card.getStyleClass().addAll("akin-card", "akin-hover-card");
    card.getChildren().addAll(new VBox(2, name, date), why.view());
    card.setManaged(false);
    card.setMouseTransparent(true);
    card.setVisible(false);
  }

  Region view() {
    return card;
  }

  /// Shows the card beside a photo.
  ///
  /// @param width available width
  /// @param height available height
  void show(
      SearchResult hit,
      boolean gently,
      double x,
      double y,
      double w,
      double h,
      double width,
      double height) {
    Path file = hit.path().getFileName();
    name.setText(Text.visible(file == null ? hit.path().toString() : file.toString()));
    date.setText(
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(language.locale())
            .format(hit.date()));
    why.show(MatchExplanation.of(hit));
    card.applyCss();
    double wide = card.prefWidth(-1);
    double high = card.prefHeight(wide);
    double right = x + w + DISTANCE;
    double left = right + wide <= width ? right : x - DISTANCE - wide;
    // The card covers a photo that is as wide as the viewport.
    double at = left >= 0 ? left : Math.max(0, Math.min(x + DISTANCE, width - wide - DISTANCE));
    double top = Math.clamp(y, 0, Math.max(0, height - high - DISTANCE));
    card.resizeRelocate(Math.rint(at), Math.rint(top), wide, high);
    fade.stop();
    card.setVisible(true);
    card.setOpacity(1);
    if (gently) {
      fade.setFromValue(0);
      fade.setToValue(1);
      fade.playFromStart();
    }
  }

  void hide() {
    fade.stop();
    card.setVisible(false);
  }
}
