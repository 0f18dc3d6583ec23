package app.akin.desktop;

import app.akin.core.export.PhotoExport;
import app.akin.desktop.actions.ListChooser;
import app.akin.desktop.models.ModelImportChooser;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.theme.Language;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The file and folder choosers of the system. JavaFX thread only.
///
/// @param owner the owner window
/// @param language texts
record FileChoosers(Window owner, Language language) {
  private static final List<String> PICTURES =
      List.of(
          "*.jpg", "*.jpeg", "*.JPG", "*.JPEG", "*.png", "*.PNG", "*.webp", "*.gif", "*.bmp",
          "*.tif", "*.tiff", "*.heic", "*.HEIC", "*.avif", "*.jxl", "*.dng", "*.cr2", "*.arw",
          "*.nef");

  /// Chooses query images; empty if cancelled.
  Optional<DroppedContent> pictures() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(language.of("search.pick.title"));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(language.of("search.pick.images"), PICTURES),
            new FileChooser.ExtensionFilter(language.of("search.pick.all"), "*.*"));
    List<File> files = chooser.showOpenMultipleDialog(owner);
    return files == null || files.isEmpty()
        ? Optional.empty()
        : Optional.of(new DroppedContent.Files(files.stream().map(File::toPath).toList()));
  }

  /// Chooses the file of a list of paths; empty if cancelled.
  Optional<Path> list() {
    return ListChooser.choose(owner, language);
  }

  /// Chooses the folder of copies; empty if cancelled.
  Optional<Path> exportFolder() {
    return folder("export.folder.title", null);
  }

  /// Chooses the file of an export; empty if cancelled. The dialog asks before a file is replaced.
  ///
  /// @param name the proposed name without extension
  Optional<Path> exportFile(PhotoExport.Form form, String name) {
    String extension =
        switch (form) {
          case COPIES -> "";
          case CSV -> ".csv";
          case PATHS -> ".txt";
          case PDF -> ".pdf";
        };
    FileChooser chooser = new FileChooser();
    chooser.setTitle(language.of("export.file.title"));
    chooser.setInitialFileName(name.replaceAll("[\\/:*?\"<>|]", "_") + extension);
    chooser
        .getExtensionFilters()
        .add(
            new FileChooser.ExtensionFilter(
                language.of("export.form." + form.name()), List.of("*" + extension)));
    return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
  }

  /// Chooses a folder with photos; empty if cancelled.
  List<Path> folders() {
    return folder("folders.pick.title", null).stream().toList();
  }

  /// Chooses a subfolder.
  Optional<Path> subfolder(Path outer) {
    return folder("folders.pick.exclude", outer);
  }

  /// Chooses the folder of exported sidecars; empty if cancelled.
  Optional<Path> sidecarFolder() {
    return folder("sidecars.place.title", null);
  }

  /// Returns the choosers of a model folder and a model ZIP file.
  ModelImportChooser models() {
    return new ModelImportChooser(() -> folder("models.import.title", null), this::zip);
  }

  private Optional<Path> zip() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(language.of("models.import.title.zip"));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(
                language.of("models.import.zip.files"), "*.zip", "*.ZIP"),
            new FileChooser.ExtensionFilter(language.of("search.pick.all"), "*.*"));
    return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
  }

  private Optional<Path> folder(String title, @Nullable Path start) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(language.of(title));
    if (start != null && start.toFile().isDirectory()) {
      chooser.setInitialDirectory(start.toFile());
    }
    return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
  }
}
