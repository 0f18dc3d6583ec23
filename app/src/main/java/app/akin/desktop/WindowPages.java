package app.akin.desktop;

import app.akin.core.library.Stacks;
import app.akin.desktop.folders.FoldersView;
import app.akin.desktop.models.ModelsView;
import app.akin.desktop.models.RecallView;
import app.akin.desktop.settings.SettingsModel;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.settings.SettingsView;
import app.akin.desktop.similar.SimilarView;
import app.akin.desktop.theme.Language;
import app.akin.desktop.updates.UpdatesView;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/// Creates the pages for folders, similar photos, models and settings, each on first use. JavaFX
/// thread only.
final class WindowPages {
  private final DesktopApp.Start start;
  private final WindowModels models;
  private final SettingsStore settings;
  private final FileChoosers choosers;
  private final Language language;
  private final PartStack parts;
  private final Actions actions;

  /// Actions of the pages outside of their models.
  ///
  /// @param openFolder shows the photos of a folder
  /// @param shortcuts shows the keyboard shortcuts
  /// @param clearHistory clears the search history
  /// @param clearCorrections removes the corrections of the English for Chinese queries
  /// @param openStack shows the photos of a stack
  /// @param exportSidecars shows the export of sidecars
  record Actions(
      Consumer<Path> openFolder,
      Runnable shortcuts,
      Runnable clearHistory,
      Runnable clearCorrections,
      Consumer<Stacks.Stack> openStack,
      Runnable exportSidecars) {}

  /// @param parts closes the pages
  WindowPages(
      DesktopApp.Start start,
      WindowModels models,
      SettingsStore settings,
      FileChoosers choosers,
      Language language,
      PartStack parts,
      Actions actions) {
    this.start = start;
    this.models = models;
    this.settings = settings;
    this.choosers = choosers;
    this.language = language;
    this.parts = parts;
    this.actions = actions;
  }

  /// Creates the folders page.
  Region folders() {
    FoldersView.Actions rows =
        new FoldersView.Actions(
            choosers::folders,
            choosers::subfolder,
            actions.openFolder(),
            models::reveal,
            models.indexing::retry,
            () -> models.indexing.failuresOpenProperty().set(true),
            actions.exportSidecars());
    return parts.add(new FoldersView(models.folders, language, rows)).view();
  }

  /// Creates the page of similar photos.
  Region similar() {
    models.similar.refresh();
    return parts
        .add(
            new SimilarView(
                models.similar,
                models.pictures,
                language,
                new SimilarView.Actions(models.actions, choosers::list, actions.openStack())))
        .view();
  }

  /// Creates the models page.
  Region models() {
    RecallView recall =
        parts.add(new RecallView(models.recall, models.models, language, start.clock().getZone()));
    return parts
        .add(new ModelsView(models.models, language, choosers.models(), recall.view()))
        .view();
  }

  /// Creates the settings page.
  Region settings() {
    UpdatesView updates =
        parts.add(new UpdatesView(models.updates, language, start.clock().getZone(), models::show));
    SettingsView.Actions buttons =
        new SettingsView.Actions(
            models::show,
            actions.shortcuts(),
            actions.clearHistory(),
            actions.clearCorrections(),
            start.version());
    SettingsModel model = new SettingsModel(settings, start.places(), models.selection);
    return parts.add(new SettingsView(model, language, buttons, updates.view())).view();
  }
}
