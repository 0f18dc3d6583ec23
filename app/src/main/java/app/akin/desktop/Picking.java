package app.akin.desktop;

import app.akin.desktop.look.Language;
import app.akin.desktop.search.Offer;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/// The system's own chooser of files, as an offer. JavaFX thread only.
final class Picking {
  private Picking() {}

  /// What a person picked; empty where nothing.
  static Optional<Offer> pictures(Stage stage, Language language) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(language.of("search.pick.title"));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(
                language.of("search.pick.images"),
                "*.jpg", "*.jpeg", "*.JPG", "*.JPEG", "*.png", "*.PNG", "*.webp", "*.gif", "*.bmp",
                "*.tif", "*.tiff", "*.heic", "*.HEIC", "*.avif", "*.jxl", "*.dng", "*.cr2", "*.arw",
                "*.nef"),
            new FileChooser.ExtensionFilter(language.of("search.pick.all"), "*.*"));
    List<File> files = chooser.showOpenMultipleDialog(stage);
    return files == null || files.isEmpty()
        ? Optional.empty()
        : Optional.of(new Offer.Files(files.stream().map(File::toPath).toList()));
  }
}
