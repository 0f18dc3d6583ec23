package app.akin.desktop.grid;

import app.akin.core.search.RelevanceBand;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.SplitLine;
import java.util.ArrayList;
import java.util.List;
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
    parts(language, why).forEach(this::add);
  }

  /// What a part of the query adds to a score.
  ///
  /// @param key the key of its name
  /// @param style the style class of its bar
  /// @param share its proportion in the whole, from 0 to 1
  /// @param words how well it fits
  record Part(String key, String style, double share, String words) {}

  /// Returns the parts that have a share.
  static List<Part> parts(Language language, MatchExplanation why) {
    List<Part> parts = new ArrayList<>();
    if (why.image() != 0) {
      parts.add(fitting("grid.why.image", "akin-why-image", language, why, why.image()));
    }
    if (why.text() != 0) {
      parts.add(fitting("grid.why.text", "akin-why-text", language, why, why.text()));
    }
    if (why.isTogether()) {
      parts.add(fitting("grid.why.together", "akin-why-both", language, why, why.both()));
    } else if (why.both() != 0) {
      parts.add(changing("grid.why.both", "akin-why-both", language, why, why.both()));
    }
    if (why.feedback() != 0) {
      parts.add(changing("feedback.why", "akin-why-feedback", language, why, why.feedback()));
    }
    if (why.minus() != 0) {
      parts.add(changing("grid.why.minus", "akin-why-minus", language, why, why.minus()));
    }
    return parts;
  }

  private static Part fitting(
      String key, String style, Language language, MatchExplanation why, double share) {
    String words =
        language.of(
            share < 0
                ? "grid.why.against"
                : "grid.why.amount." + MatchExplanation.Amount.of(why.part(share)));
    return new Part(key, style, why.part(share), words);
  }

  private static Part changing(
      String key, String style, Language language, MatchExplanation why, double share) {
    String words = language.of("grid.why.change", Math.copySign(why.part(share), share));
    return new Part(key, style, why.part(share), words);
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

  private void add(Part part) {
    Label what = new Label(language.of(part.key()));
    what.getStyleClass().add("akin-why-what");
    Label amount = new Label(part.words());
    amount.getStyleClass().addAll("akin-muted", "akin-small");
    lines
        .getChildren()
        .add(new VBox(4, new SplitLine(what, amount), bar(part.style(), part.share())));
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
