package app.akin.desktop.grid;

import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedPhotoInfo;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.i18n.Text;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.animation.FadeTransition;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// The caption at the lower edge of a tile: name, relevance band and date of its photo, and how
/// well each part of the query fits. One caption serves the whole grid. JavaFX thread only.
final class PhotoCaption extends VBox {
  private static final double EDGE = 10;

  /// Height of the upper part, which has no text.
  static final double FADED = 2.3 * EDGE;

  /// Width of a tile from which the text fits beside the search button.
  private static final double BESIDE_BUTTON = 200;

  private final Language language;
  private final Label name = new Label();
  private final Label band = new Label();
  private final Label date = new Label();
  private final Label text = new Label();
  private final Label where = new Label();
  private final Label why = new Label();
  private final FadeTransition fade = new FadeTransition(Duration.millis(120), this);

  PhotoCaption(Language language) {
    super(1);
    this.language = language;
    getStyleClass().add("akin-photo-caption");
    name.getStyleClass().add("akin-strong");
    for (Label small : List.of(band, where, text, date, why)) {
      small.getStyleClass().add("akin-small");
      small.setWrapText(true);
    }
    setManaged(false);
    setMouseTransparent(true);
  }

  /// Sets the photo.
  ///
  /// @param gently whether to fade in
  void show(GridItems items, int index, boolean gently) {
    String day =
        dateText(
            language,
            items,
            index,
            DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language.locale()));
    Optional<SearchResult> result = items.result(index);
    name.setText(result.map(hit -> Text.name(hit.path())).orElse(day));
    date.setText(result.isPresent() ? day : "");
    band.setText(
        items.band(index).map(fit -> MatchExplanationView.bandLabel(language, fit)).orElse(""));
    band.setGraphic(
        items
            .band(index)
            .map(fit -> MatchExplanationView.bandIcon(fit).node(Icon.Size.TINY))
            .orElse(null));
    text.setText(
        result.stream()
            .flatMap(hit -> hit.marks().stream())
            .map(line -> language.of("grid.caption.text", line.text()))
            .collect(Collectors.joining(" ")));
    where.setText(result.map(hit -> where(language, hit)).orElse(""));
    why.setText(result.map(hit -> why(language, MatchExplanation.of(hit))).orElse(""));
    fade.stop();
    setOpacity(1);
    if (gently) {
      fade.setFromValue(0);
      fade.setToValue(1);
      fade.playFromStart();
    }
  }

  /// Returns the date of a photo; the time of a file is named as such.
  static String dateText(Language language, GridItems items, int index, DateTimeFormatter format) {
    String date = format.format(items.date(index));
    return items.isDated(index) ? date : language.of("grid.fileDate", date);
  }

  /// Returns which shared folder has a photo, and which computer; empty for one of this computer.
  static String where(Language language, SearchResult hit) {
    SharedPhotoInfo shared = hit.shared();
    if (shared == null) {
      return "";
    }
    SharedPhotoInfo.File file = shared.files().getFirst();
    return language.of(
        file.local().isPresent() ? "grid.caption.shared" : "grid.caption.shared.away",
        Text.visible(file.folder()),
        Text.visible(file.desk()),
        file.desk().isEmpty() ? 0 : 1);
  }

  /// Returns how well each part of the query fits, such as "Picture: fits well · Words: doesn’t
  /// fit".
  static String why(Language language, MatchExplanation why) {
    return MatchExplanationView.parts(language, why).stream()
        .map(part -> language.of("grid.caption.part", language.of(part.key()), part.words()))
        .collect(Collectors.joining(" · "));
  }

  /// Chooses the lines that fit into a tile and returns their height, 0 for none.
  double arrange(double width, double height) {
    boolean beside = width >= BESIDE_BUTTON;
    setPadding(
        beside
            ? new Insets(2.5 * EDGE, PhotoCell.CORNER + EDGE, EDGE, EDGE)
            : new Insets(2.5 * EDGE, EDGE, PhotoCell.CORNER + 4, EDGE));
    List<Node> lines = new ArrayList<>();
    for (Label line : List.of(name, band, where, text, date, why)) {
      if (!line.getText().isEmpty()) {
        lines.add(line);
      }
    }
    // The upper corner stays free for the check mark.
    double room = height - (beside ? 0 : PhotoCell.CORNER);
    getChildren().setAll(lines);
    applyCss();
    double high = prefHeight(width);
    while (high > room && getChildren().size() > 1) {
      getChildren().removeLast();
      high = prefHeight(width);
    }
    setVisible(high <= height);
    return Math.ceil(high);
  }
}
