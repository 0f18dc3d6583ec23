package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.library.PhotoLocation;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoFacts;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Shows the known facts of a photo, one per line. JavaFX thread only; it binds no property.
final class FactsView {
  private static final int MOST_FILES = 6;

  private final Language language;
  private final DateTexts dates;
  private final VBox lines = new VBox(14);

  FactsView(Language language) {
    this.language = language;
    this.dates = new DateTexts(language);
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
    shown.add(line(Icon.DAY, dates.day(details.date()), dates.details(details)));
    Metadata metadata = facts.metadata();
    addLine(shown, Icon.CAMERA, metadata.camera(), metadata.lens(), exposure(metadata.exposure()));
    shown.add(
        line(
            Icon.PHOTO,
            language.of("viewer.pixels", facts.width(), facts.height()),
            size(facts, language.size(details.bytes()))));
    Metadata.Place place = metadata.place();
    Double altitude = place == null ? null : place.altitude();
    addLine(
        shown,
        Icon.PLACE,
        location(details.location()),
        placeName(metadata.placeName()),
        place == null ? null : coordinates(place),
        altitude == null ? null : altitude(altitude));
    // Keywords and caption are shown where they are edited.
    addLine(shown, Icon.INFORMATION, metadata.title());
    List<PhotoDetails.PhotoFile> files = details.files();
    for (PhotoDetails.PhotoFile file : files.subList(0, Math.min(MOST_FILES, files.size()))) {
      shown.add(file(file, details.content().isOwn()));
    }
    if (files.size() > MOST_FILES) {
      shown.add(line(Icon.COPIES, language.of("viewer.moreFiles", files.size() - MOST_FILES), ""));
    }
    lines.getChildren().setAll(shown);
  }

  /// Adds a line for the texts that are known; the first one stands out.
  private static void addLine(List<Node> shown, Icon icon, @Nullable String... texts) {
    List<String> known =
        Arrays.stream(texts)
            .filter(text -> text != null && !text.isEmpty())
            .map(String::valueOf)
            .toList();
    if (!known.isEmpty()) {
      shown.add(line(icon, known.getFirst(), String.join("\n", known.subList(1, known.size()))));
    }
  }

  /// Returns city, region and country of the coordinates.
  private @Nullable String location(@Nullable PhotoLocation location) {
    if (location == null) {
      return null;
    }
    String names =
        location.places().reversed().stream()
            .map(place -> place.in(language.locale()))
            .distinct()
            .reduce((around, place) -> language.of("viewer.place.in", place, around))
            .orElse("");
    return location.near() ? language.of("viewer.place.near", names) : names;
  }

  private static String placeName(Metadata.PlaceName name) {
    return Stream.of(name.city(), name.region(), name.country())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }

  /// Returns focal length, aperture, exposure time and sensitivity, as far as they are known.
  private String exposure(Metadata.Exposure exposure) {
    List<String> parts = new ArrayList<>();
    Double focalLength = exposure.focalLength();
    if (focalLength != null) {
      parts.add(language.of("viewer.focalLength", focalLength));
    }
    Double aperture = exposure.aperture();
    if (aperture != null) {
      parts.add(language.of("viewer.aperture", aperture));
    }
    Double shutter = exposure.shutter();
    if (shutter != null) {
      parts.add(
          shutter < 0.3
              ? language.of("viewer.shutter.fraction", Math.round(1 / shutter))
              : language.of("viewer.shutter", shutter));
    }
    Integer iso = exposure.iso();
    if (iso != null) {
      parts.add(language.of("viewer.iso", iso));
    }
    return String.join(" · ", parts);
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

  private String coordinates(Metadata.Place place) {
    return language.of(
        "viewer.place",
        Math.abs(place.latitude()),
        language.of(place.latitude() < 0 ? "viewer.south" : "viewer.north"),
        Math.abs(place.longitude()),
        language.of(place.longitude() < 0 ? "viewer.west" : "viewer.east"));
  }

  /// @param own whether it is a file of this library
  private Node file(PhotoDetails.PhotoFile file, boolean own) {
    Path path = file.path();
    Path folder = path.getParent();
    Node line =
        line(
            file.present() ? Icon.FOLDER : Icon.OFFLINE,
            Text.name(path),
            file.present()
                ? Text.visible(String.valueOf(folder))
                : language.of(
                    own ? "viewer.away" : "viewer.away.shared",
                    Text.visible(String.valueOf(folder))));
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
