package app.akin.desktop.grid;

import app.akin.core.search.RelevanceBand;
import app.akin.desktop.theme.Ends;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Says why a photo was found, in words and bars: a strength, then a line for each part of the
/// query. JavaFX thread only; it is shown anew for every photo and follows no property.
public final class WhyView {
  private static final double BAR = 6;

  private final Language language;
  private final VBox lines = new VBox(8);

  /// @param language the words
  public WhyView(Language language) {
    this.language = language;
    lines.getStyleClass().add("akin-why");
  }

  /// The lines.
  public Region view() {
    return lines;
  }

  /// Says it of another photo.
  public void show(Why why) {
    lines.getChildren().setAll(strength(why.relevance()));
    line("grid.why.image", "akin-why-image", why, why.image());
    line("grid.why.text", "akin-why-text", why, why.text());
    if (why.minus() != 0) {
      line("grid.why.minus", "akin-why-minus", why, why.minus());
    }
  }

  private HBox strength(RelevanceBand relevance) {
    HBox line =
        new HBox(6, strengthIcon(relevance).node(), new Label(strength(language, relevance)));
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass()
        .addAll(
            "akin-why-strength",
            "akin-strength-" + relevance.name().toLowerCase(java.util.Locale.ROOT));
    return line;
  }

  static Icon strengthIcon(RelevanceBand relevance) {
    return switch (relevance) {
      case STRONG -> Icon.STRONG;
      case POSSIBLE -> Icon.POSSIBLE;
      case WEAK -> Icon.WEAK;
    };
  }

  /// A strength in words.
  public static String strength(Language language, RelevanceBand relevance) {
    return language.of("grid.strength." + relevance.name());
  }

  private void line(String key, String style, Why why, double share) {
    if (share == 0) {
      return;
    }
    double part = why.part(share);
    Label what = new Label(language.of(key));
    what.getStyleClass().add("akin-why-what");
    Label amount = new Label(amount(why, share, part));
    amount.getStyleClass().addAll("akin-muted", "akin-small");
    lines.getChildren().add(new VBox(4, new Ends(what, amount), bar(style, part)));
  }

  /// How much, in words: of a minus how much it takes away, else how much of the whole it is.
  private String amount(Why why, double share, double part) {
    boolean minus = share == why.minus();
    String key;
    if (minus) {
      key = share > 0 ? "grid.why.for" : "grid.why.away." + Why.Amount.of(part);
    } else {
      key = share < 0 ? "grid.why.against" : "grid.why.amount." + Why.Amount.of(part);
    }
    return language.of(key);
  }

  private static Region bar(String style, double part) {
    Region fill = new Region();
    fill.getStyleClass().addAll("akin-why-fill", style);
    StackPane track = new StackPane(fill);
    track.getStyleClass().add("akin-why-track");
    track.setAlignment(Pos.CENTER_LEFT);
    track.setMinHeight(BAR);
    track.setMaxHeight(BAR);
    fill.maxWidthProperty().bind(track.widthProperty().multiply(Math.max(part, 0.02)));
    return track;
  }
}
