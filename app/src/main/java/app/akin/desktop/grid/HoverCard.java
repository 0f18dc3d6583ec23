package app.akin.desktop.grid;

import app.akin.core.search.Hit;
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

/// Says beside a result why it is there, while the pointer rests on it. It lies over the grid and
/// hears no mouse. JavaFX thread only.
final class HoverCard {
  private static final double AWAY = 8;

  private final Language language;
  private final Label name = new Label();
  private final Label date = new Label();
  private final WhyView why;
  private final VBox card = new VBox(10);
  private final FadeTransition fade = new FadeTransition(Duration.millis(120), card);

  HoverCard(Language language) {
    this.language = language;
    why = new WhyView(language);
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

  /// Comes up beside a photo, where there is room.
  ///
  /// @param width the room there is, across
  /// @param height the room there is, down
  void show(
      Hit hit,
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
    why.show(Why.of(hit));
    card.applyCss();
    double wide = card.prefWidth(-1);
    double high = card.prefHeight(wide);
    double right = x + w + AWAY;
    double left = right + wide <= width ? right : x - AWAY - wide;
    // A photo as wide as the screen has the card over it.
    double at = left >= 0 ? left : Math.max(0, Math.min(x + AWAY, width - wide - AWAY));
    double top = Math.clamp(y, 0, Math.max(0, height - high - AWAY));
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
