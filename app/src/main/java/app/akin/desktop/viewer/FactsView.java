package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.PhotoFacts;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows the known facts of a photo, one per line. JavaFX thread only; it binds no property.
final class FactsView {
  private static final int MOST_FILES = 6;

  private final Language language;
  private final VBox lines = new VBox(14);

  FactsView(Language language) {
    this.language = language;
    lines.getStyleClass().add("akin-facts");
  }

  Region view() {
    return lines;
  }

  /// Clears the view.
  void clear() {
    lines.getChildren().clear();
  }

  /// Shows the facts of a photo.
  void show(PhotoDetails details) {
    PhotoFacts facts = details.facts();
    List<Node> shown = new ArrayList<>();
    shown.add(line(Icon.DAY, date(details), time(details)));
    String camera = facts.camera();
    String lens = facts.lens();
    if (camera != null || lens != null) {
      shown.add(
          camera == null
              ? line(Icon.CAMERA, lens == null ? "" : lens, "")
              : line(Icon.CAMERA, camera, lens == null ? "" : lens));
    }
    shown.add(
        line(
            Icon.PHOTO,
            language.of("viewer.pixels", facts.width(), facts.height()),
            size(facts, language.size(details.bytes()))));
    PhotoFacts.Place place = facts.place();
    if (place != null) {
      Double altitude = place.altitude();
      shown.add(line(Icon.PLACE, coordinates(place), altitude == null ? "" : altitude(altitude)));
    }
    List<PhotoDetails.PhotoFile> files = details.files();
    for (PhotoDetails.PhotoFile file : files.subList(0, Math.min(MOST_FILES, files.size()))) {
      shown.add(file(file));
    }
    if (files.size() > MOST_FILES) {
      shown.add(line(Icon.COPIES, language.of("viewer.moreFiles", files.size() - MOST_FILES), ""));
    }
    lines.getChildren().setAll(shown);
  }

  private String date(PhotoDetails details) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
        .withLocale(language.locale())
        .format(details.date());
  }

  private String time(PhotoDetails details) {
    LocalTime time = details.date().toLocalTime();
    String clock =
        DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
            .withLocale(language.locale())
            .format(time);
    return details.isDateTaken() ? clock : language.of("viewer.fileDate", clock);
  }

  private String altitude(double metres) {
    return language.of(metres < 0 ? "viewer.depth" : "viewer.altitude", Math.abs(metres));
  }

  /// Returns format, megapixels and size; a photo of less than 0.1 megapixels has only its width
  /// and height.
  private String size(PhotoFacts facts, String bytes) {
    double megapixels = (double) facts.width() * facts.height() / 1e6;
    return megapixels < 0.1
        ? language.of("viewer.size.small", facts.format(), bytes)
        : language.of("viewer.size", facts.format(), megapixels, bytes);
  }

  private String coordinates(PhotoFacts.Place place) {
    return language.of(
        "viewer.place",
        Math.abs(place.latitude()),
        language.of(place.latitude() < 0 ? "viewer.south" : "viewer.north"),
        Math.abs(place.longitude()),
        language.of(place.longitude() < 0 ? "viewer.west" : "viewer.east"));
  }

  private Node file(PhotoDetails.PhotoFile file) {
    Path path = file.path();
    Path folder = path.getParent();
    Node line =
        line(
            file.present() ? Icon.FOLDER : Icon.OFFLINE,
            Text.name(path),
            file.present()
                ? Text.visible(String.valueOf(folder))
                : language.of("viewer.away", Text.visible(String.valueOf(folder))));
    Tooltips.setText(line, Text.visible(path.toString()));
    return line;
  }

  private static Node line(Icon icon, String main, String below) {
    Label first = new Label(main);
    first.setWrapText(true);
    first.setMinHeight(Region.USE_PREF_SIZE);
    VBox words = new VBox(1, first);
    if (!below.isEmpty()) {
      Label second = new Label(below);
      second.getStyleClass().addAll("akin-muted", "akin-small");
      second.setWrapText(true);
      second.setMinHeight(Region.USE_PREF_SIZE);
      words.getChildren().add(second);
    }
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(12, icon.node(), words);
    line.setAlignment(Pos.TOP_LEFT);
    line.setAccessibleText(main + " " + below);
    return line;
  }
}
