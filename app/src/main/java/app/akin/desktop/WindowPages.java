package app.akin.desktop;

import app.akin.core.library.Stacks;
import app.akin.core.search.PhotoList;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.desktop.folders.FoldersView;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.models.ModelsView;
import app.akin.desktop.models.RecallView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.settings.SettingsModel;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.settings.SettingsView;
import app.akin.desktop.similar.SimilarView;
import app.akin.desktop.theme.Language;
import app.akin.desktop.updates.UpdatesView;
import java.nio.file.Path;
import java.util.BitSet;
import javafx.scene.layout.Region;

/// Creates the pages for folders, similar photos, models and settings, each on first use, and
/// handles their buttons outside of their models. JavaFX thread only.
final class WindowPages {
  private final DesktopApp.Start start;
  private final ShellModel shell;
  private final WindowModels models;
  private final Overlays overlays;
  private final SettingsStore settings;
  private final FileChoosers choosers;
  private final Language language;
  private final Notices notices;
  private final PartStack parts;

  /// @param parts closes the pages
  WindowPages(
      DesktopApp.Start start,
      ShellModel shell,
      WindowModels models,
      Overlays overlays,
      SettingsStore settings,
      FileChoosers choosers,
      Language language,
      Notices notices,
      PartStack parts) {
    this.start = start;
    this.shell = shell;
    this.models = models;
    this.overlays = overlays;
    this.settings = settings;
    this.choosers = choosers;
    this.language = language;
    this.notices = notices;
    this.parts = parts;
  }

  /// Creates the folders page.
  Region folders() {
    FoldersView.Actions rows =
        new FoldersView.Actions(
            choosers::folders,
            choosers::subfolder,
            this::openFolder,
            models::reveal,
            models.ingest.indexing::retry,
            () -> models.ingest.indexing.failuresOpenProperty().set(true),
            () -> overlays.exportSidecars(choosers::sidecarFolder));
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
                new SimilarView.Actions(models.actions, choosers::list, this::openStack)))
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
            overlays::shortcuts,
            this::clearHistory,
            this::clearCorrections,
            start.version());
    SettingsModel model = new SettingsModel(settings, start.places(), models.selection);
    return parts.add(new SettingsView(model, language, buttons, updates.view())).view();
  }

  /// Shows the photos of a folder.
  private void openFolder(Path path) {
    shell.sectionProperty().set(Section.PHOTOS);
    models.search.change(SearchQuery.EMPTY.withFilter(Filter.in(path)));
  }

  /// Shows the photos of a stack in the viewer, its cover first.
  private void openStack(Stacks.Stack stack) {
    BitSet members = new BitSet();
    stack.members().forEach(one -> members.set(Math.toIntExact(one.content().value())));
    overlays.open(
        GridItems.of(models.grid.timeline(), new PhotoList(members, new BitSet(), new BitSet())),
        stack.members().get(stack.cover()).content());
  }

  private void clearHistory() {
    models.history.clear();
    notices.show("settings.history.cleared");
  }

  private void clearCorrections() {
    models.english.clear();
    notices.show("settings.corrections.cleared");
  }
}
