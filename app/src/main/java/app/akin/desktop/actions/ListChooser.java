package app.akin.desktop.actions;

import app.akin.desktop.theme.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// Asks where a list of paths is saved. JavaFX thread only.
public final class ListChooser {
  private ListChooser() {}

  /// Returns the chosen file; empty if cancelled.
  public static Optional<Path> choose(Window owner, Language language) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(language.of("actions.export.title"));
    chooser.setInitialFileName(language.of("actions.export.name"));
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(language.of("actions.export.kind"), List.of("*.txt")));
    return Optional.ofNullable(chooser.showSaveDialog(owner)).map(java.io.File::toPath);
  }
}
