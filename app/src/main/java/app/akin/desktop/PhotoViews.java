package app.akin.desktop;

import app.akin.core.query.FilterConflict;
import app.akin.core.search.SearchResult;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.grid.PhotoGridView;
import app.akin.desktop.grid.TextGroupView;
import app.akin.desktop.models.ModelOfferView;
import app.akin.desktop.search.MissingFactsView;
import app.akin.desktop.search.NothingFoundView;
import app.akin.desktop.search.ScopeView;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.settings.Settings.Option;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.theme.Language;
import app.akin.desktop.welcome.Condition;
import app.akin.desktop.welcome.PicturesFolder;
import app.akin.desktop.welcome.WelcomeModel;
import app.akin.desktop.welcome.WelcomeView;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The photos section: creates what stands above, below and instead of the grid, and handles the
/// buttons of its messages. JavaFX thread only.
final class PhotoViews implements AutoCloseable {
  private final DesktopApp.Start start;
  private final ShellModel shell;
  private final WindowModels models;
  private final SettingsStore settings;
  private final FileChoosers choosers;
  private final Language language;
  private final SearchBarView searchBar;
  private final Overlays overlays;
  private final Runnable poll;
  private final PhotosSection section;

  /// Subscriptions of the welcome screen, which is created each time it is shown.
  private Subscription welcome = Subscription.EMPTY;

  /// @param grid the photos
  /// @param collections provides the line of the opened saved search
  /// @param filters provides the facets
  /// @param poll looks for changed photos
  /// @param parts closes the section and its views
  PhotoViews(
      DesktopApp.Start start,
      ShellModel shell,
      WindowModels models,
      SettingsStore settings,
      FileChoosers choosers,
      Language language,
      SearchBarView searchBar,
      PhotoGridView grid,
      Overlays overlays,
      CollectionViews collections,
      FilterViews filters,
      Runnable poll,
      PartStack parts) {
    this.start = start;
    this.shell = shell;
    this.models = models;
    this.settings = settings;
    this.choosers = choosers;
    this.language = language;
    this.searchBar = searchBar;
    this.overlays = overlays;
    this.poll = poll;
    section = section(grid, collections, filters, parts);
  }

  /// Returns the section.
  PhotosSection section() {
    return section;
  }

  private PhotosSection section(
      PhotoGridView grid, CollectionViews collections, FilterViews filters, PartStack parts) {
    ModelOfferView offer =
        parts.add(
            new ModelOfferView(
                models.models,
                language,
                settings.settings().map(now -> now.has(Option.OFFER)),
                () -> settings.update(before -> before.with(Option.OFFER, false))));
    MissingFactsView missing =
        parts.add(
            new MissingFactsView(
                models.search.foundProperty(),
                language,
                new MissingFactsView.Actions(
                    models.search::showUnknown, searchBar::searchAsWords)));
    TextGroupView texts =
        parts.add(
            new TextGroupView(
                models.texts.groupProperty(),
                models.pictures,
                language,
                this::openText,
                models.texts::showAll));
    return parts.add(
        new PhotosSection(
            new PhotosSection.Parts(
                grid.view(),
                new VBox(
                    collections.savedSearch(),
                    filters.facets(),
                    parts.add(new ScopeView(models.shared, language)).view(),
                    texts.view()),
                offer.view(),
                missing,
                this::conflict,
                this::welcome),
            models.grid,
            models.search,
            models.results,
            models.folders,
            models.ingest.indexing,
            language,
            this::act));
  }

  private Region conflict(FilterConflict conflict) {
    return new NothingFoundView(conflict, models.line.texts(), searchBar::remove).view();
  }

  private Region welcome() {
    WelcomeModel model =
        new WelcomeModel(
            models.folders,
            () -> PicturesFolder.of(start.environment().home(), start.environment().environment()),
            models.folders::refresh,
            models.workers.background());
    WelcomeView view = new WelcomeView(model, language, choosers::folders);
    welcome.unsubscribe();
    welcome = view::close;
    return view.view();
  }

  /// Opens one of the photos in which the words of the query are written.
  private void openText(SearchResult result) {
    overlays.open(
        GridItems.of(models.texts.groupProperty().get().results(), models.grid.timeline()),
        result.content());
  }

  /// Handles the button of a message.
  private void act(Condition condition) {
    switch (condition) {
      case NO_FOLDERS, NO_PHOTOS, FOLDER_OFFLINE -> shell.sectionProperty().set(Section.FOLDERS);
      case NOTHING_FOUND -> models.search.clear();
      case MODEL_MISSING, MODEL_DAMAGED -> shell.sectionProperty().set(Section.MODELS);
      case MODEL_NEW, INDEXING_FAILED, DISK_FULL -> models.ingest.indexing.start();
      case ENGINE -> models.show(start.places().logs());
      case LIBRARY_NEWER, LIBRARY_DAMAGED, LIBRARY_UNWRITABLE ->
          models.show(start.places().library());
      case LIBRARY_BUSY -> {
        poll.run();
        models.search.refresh();
      }
    }
  }

  /// Closes the welcome screen.
  @Override
  public void close() {
    welcome.unsubscribe();
  }
}
