package app.akin.desktop.grid;

import app.akin.core.search.RelevanceBand;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.SplitLine;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Shows the relevance band of a result and a bar for each part of the query. JavaFX thread only;
/// it binds no property and is updated by [#show].
public final class MatchExplanationView {
  private static final double BAR = 6;

  private final Language language;
  private final VBox lines = new VBox(8);

  /// @param language texts
  public MatchExplanationView(Language language) {
    this.language = language;
    lines.getStyleClass().add("akin-why");
  }

  /// Returns the node.
  public Region view() {
    return lines;
  }

  /// Shows another explanation.
  public void show(MatchExplanation why) {
    lines.getChildren().setAll(bandLabel(why.band()));
    line(
        "grid.why.image", "akin-why-image", why.part(why.image()), fit(language, why, why.image()));
    line("grid.why.text", "akin-why-text", why.part(why.text()), fit(language, why, why.text()));
    line("grid.why.both", "akin-why-both", why.part(why.both()), change(language, why, why.both()));
    line(
        "grid.why.minus",
        "akin-why-minus",
        why.part(why.minus()),
        change(language, why, why.minus()));
  }

  private HBox bandLabel(RelevanceBand relevance) {
    HBox line = new HBox(6, bandIcon(relevance).node(), new Label(bandLabel(language, relevance)));
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass()
        .addAll(
            "akin-why-strength",
            "akin-strength-" + relevance.name().toLowerCase(java.util.Locale.ROOT));
    return line;
  }

  static Icon bandIcon(RelevanceBand relevance) {
    return switch (relevance) {
      case STRONG -> Icon.STRONG;
      case POSSIBLE -> Icon.POSSIBLE;
      case WEAK -> Icon.WEAK;
      case MATCH -> Icon.CHOSEN;
      case NOT_COMPARED, UNKNOWN -> Icon.INFORMATION;
    };
  }

  /// Returns the label of a relevance band.
  public static String bandLabel(Language language, RelevanceBand relevance) {
    return language.of("grid.strength." + relevance.name());
  }

  /// Adds the line of a query part, unless its proportion is 0.
  private void line(String key, String style, double part, String text) {
    if (part == 0) {
      return;
    }
    Label what = new Label(language.of(key));
    what.getStyleClass().add("akin-why-what");
    Label amount = new Label(text);
    amount.getStyleClass().addAll("akin-muted", "akin-small");
    lines.getChildren().add(new VBox(4, new SplitLine(what, amount), bar(style, part)));
  }

  /// Returns how much a share raises or lowers the score.
  static String change(Language language, MatchExplanation why, double share) {
    return language.of("grid.why.change", Math.copySign(why.part(share), share));
  }

  /// Returns how well a part of the query fits.
  static String fit(Language language, MatchExplanation why, double share) {
    return language.of(
        share < 0
            ? "grid.why.against"
            : "grid.why.amount." + MatchExplanation.Amount.of(why.part(share)));
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
