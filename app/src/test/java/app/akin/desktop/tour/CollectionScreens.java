package app.akin.desktop.tour;

import app.akin.core.export.ExportResult;
import app.akin.core.export.ExportResult.Reason;
import app.akin.core.export.ExportResult.Skipped;
import app.akin.core.export.PhotoExport.Form;
import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.library.PhotoCollections.Toggled;
import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.core.photo.StepResult;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.Section;
import app.akin.desktop.TestTasks;
import app.akin.desktop.actions.RecordedDecisions;
import app.akin.desktop.actions.UndoActions;
import app.akin.desktop.collections.CollectionStore;
import app.akin.desktop.collections.CollectionsModel;
import app.akin.desktop.collections.CollectionsView;
import app.akin.desktop.collections.ExportModel;
import app.akin.desktop.collections.ExportView;
import app.akin.desktop.collections.NameView;
import app.akin.desktop.collections.SavedSearchBar;
import app.akin.desktop.collections.SavedSearchStore;
import app.akin.desktop.collections.SavedSearchesModel;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.ResultsBar;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Collections, saved searches, and the sheets of names and exports.
final class CollectionScreens {
  private static final int NEW = 12;

  private final Scenery scenery;

  /// @param scenery photos
  CollectionScreens(Scenery scenery) {
    this.scenery = scenery;
  }

  List<Screen> screens() {
    return List.of(
        page("collections", true),
        page("collections-none", false),
        new Screen("saved-search", this::savedSearch),
        new Screen("collection-new", true, language -> name(language, false)),
        new Screen("collection-exists", true, language -> name(language, true)),
        export("export", _ -> {}, (_, _) -> new ExportResult(0, List.of(), false)),
        export(
            "export-running",
            model -> model.start(Form.COPIES, Path.of("/media/mira/Print"), 0),
            null),
        export(
            "export-done",
            model -> model.start(Form.COPIES, Path.of("/media/mira/Print"), 0),
            (_, _) ->
                new ExportResult(
                    22,
                    List.of(
                        new Skipped("", Reason.MISSING),
                        new Skipped("/media/archive/a.jpg", Reason.OFFLINE)),
                    false)),
        export(
            "export-failed",
            model -> model.start(Form.COPIES, Path.of("/home/mira/Pictures"), 0),
            (_, _) -> {
              throw new AkinException(
                  new Problem.ExportIntoLibrary(Path.of("/home/mira/Pictures")));
            }));
  }

  /// The parts of the page.
  private final class PageParts {
    final SearchModel search = AnsweredSearch.search(scenery.hits());
    final ResultsModel results = new ResultsModel(search.foundProperty());
    final CollectionsModel collections;
    final SavedSearchesModel searches;

    PageParts(Language language, boolean filled) {
      Notices notices = new Notices(language);
      UndoActions undo =
          new UndoActions(
              new UndoActions.Journal() {
                @Override
                public StepResult undo() {
                  throw new AkinException(new Problem.NothingToUndo());
                }

                @Override
                public StepResult redo() {
                  throw new AkinException(new Problem.NothingToRedo());
                }
              },
              new RecordedDecisions().actions(language),
              TestTasks.immediate(),
              notices,
              language,
              () -> {});
      collections =
          new CollectionsModel(
              new Collections(filled), TestTasks.immediate(), notices, undo, () -> {});
      searches =
          new SavedSearchesModel(
              new Searches(filled),
              search,
              results,
              TestTasks.immediate(),
              TestTasks.immediate(),
              undo);
      collections.refresh();
      searches.refresh();
    }
  }

  private Screen page(String name, boolean filled) {
    return new Screen(
        name,
        language -> {
          PageParts parts = new PageParts(language, filled);
          CollectionsView view =
              new CollectionsView(
                  parts.collections,
                  parts.searches,
                  new SimpleObjectProperty<>(
                      filled
                          ? List.of(
                              SearchQuery.EMPTY.withText("boats at night"),
                              SearchQuery.EMPTY.withText("Nikon 2019"))
                          : List.of()),
                  language,
                  new CollectionsView.Actions(
                      content -> scenery.cache().view(content, 48, 48, 128),
                      _ -> {},
                      () -> {},
                      _ -> {},
                      _ -> {},
                      _ -> {},
                      _ -> {},
                      _ -> {},
                      () -> {}));
          return FramedScreen.with(language).at(Section.COLLECTIONS).content(view.view()).view();
        });
  }

  private Region savedSearch(Language language) {
    PageParts parts = new PageParts(language, true);
    SavedSearchBar bar =
        new SavedSearchBar(parts.searches, parts.search, parts.results, language, () -> {});
    parts.searches.open(Searches.of(1, "Boats", "boats at night", NEW));
    ResultsBar line = new ResultsBar(parts.results, language);
    line.add(bar.saveButton());
    parts.results.orderProperty().set(ResultsModel.Order.DATE);
    Scenery.Parts photos = scenery.new Parts(language);
    photos.grid.showTimeline(scenery.timeline());
    photos.grid.showResults(scenery.hits());
    return FramedScreen.with(language)
        .asking(parts.search, scenery.small())
        .above(bar.view())
        .content(photos.rows(line.view()).view())
        .view();
  }

  private Region name(Language language, boolean refused) {
    NameView view =
        new NameView(
            language,
            "collect.new.title",
            "collect.new.yes",
            refused ? "Rome" : "",
            (name, then) ->
                then.accept(Optional.of(new AkinException(new Problem.CollectionExists(name)))),
            () -> {});
    if (refused) {
      view.accept();
    }
    return FramedScreen.with(language).content(scenery.behind(language)).over(view.view()).view();
  }

  /// Writes nothing.
  private interface Written {
    ExportResult result(Form form, Path target);
  }

  /// @param written the result; null for an export that does not end
  private Screen export(String name, Consumer<ExportModel> start, @Nullable Written written) {
    return new Screen(
        name,
        true,
        language -> {
          List<ContentId> photos = new ArrayList<>();
          for (int i = 0; i < 2 * NEW; i++) {
            photos.add(scenery.timeline().content(i % scenery.timeline().size()));
          }
          Tasks tasks = written == null ? TestTasks.on(_ -> {}) : TestTasks.immediate();
          ExportModel model =
              new ExportModel(
                  (form, _, target, _, _, _) ->
                      Objects.requireNonNull(written).result(form, target),
                  photos,
                  "Rome",
                  tasks);
          start.accept(model);
          ExportView view =
              new ExportView(
                  model,
                  language,
                  new ExportView.Actions((_, _) -> Optional.empty(), _ -> {}, () -> {}));
          return FramedScreen.with(language)
              .content(scenery.behind(language))
              .over(view.view())
              .view();
        });
  }

  /// Three collections, or none.
  private final class Collections implements CollectionStore {
    private final boolean filled;

    Collections(boolean filled) {
      this.filled = filled;
    }

    @Override
    public List<Listed> list() {
      return filled
          ? List.of(
              new Listed(new PhotoCollection(1, "Rome", 24, 0, true), cover(0)),
              new Listed(
                  new PhotoCollection(2, "The best photos of grandmother's garden", 132, 3, false),
                  cover(7)),
              new Listed(new PhotoCollection(3, "To print", 0, 0, false), Optional.empty()))
          : List.of();
    }

    private Optional<ContentId> cover(int index) {
      return Optional.of(scenery.timeline().content(index));
    }

    @Override
    public List<ContentId> contents(long collection) {
      return List.of();
    }

    @Override
    public List<PhotoCollection> with(ContentId photo) {
      return List.of();
    }

    @Override
    public PhotoCollection create(String name, List<ContentId> photos) {
      throw new AkinException(new Problem.CollectionExists(name));
    }

    @Override
    public PhotoCollection rename(long collection, String name) {
      throw new AkinException(new Problem.CollectionExists(name));
    }

    @Override
    public void delete(long collection) {}

    @Override
    public void setTarget(OptionalLong collection) {}

    @Override
    public int add(long collection, List<ContentId> photos) {
      return 0;
    }

    @Override
    public int remove(long collection, List<ContentId> photos) {
      return 0;
    }

    @Override
    public Optional<Toggled> toggle(List<ContentId> photos) {
      return Optional.empty();
    }

    @Override
    public void move(String collection, List<ContentId> photos, Optional<ContentId> before) {}
  }

  /// Two saved searches, or none.
  private record Searches(boolean filled) implements SavedSearchStore {
    static SavedSearch of(long id, String name, String line, long seen) {
      return new SavedSearch(
          id,
          name,
          new SavedQuery(
              List.of(new QueryPart.ExcludedText("people", 1)),
              line,
              List.of(),
              null,
              SearchRequest.NEUTRAL_BALANCE,
              false,
              SearchRequest.Order.SCORE),
          seen);
    }

    @Override
    public List<SavedSearch> list() {
      return filled
          ? List.of(
              of(1, "Boats", "boats at night", NEW), of(2, "Snow", "snow in the mountains", 0))
          : List.of();
    }

    @Override
    public String revision() {
      return "";
    }

    @Override
    public SavedSearch save(String name, SavedQuery query, boolean replace) {
      throw new AkinException(new Problem.SavedSearchExists(name));
    }

    @Override
    public SavedSearch restore(SavedSearch before) {
      return before;
    }

    @Override
    public void rename(long id, String name) {}

    @Override
    public void delete(long id) {}

    @Override
    public int countNew(SavedSearch search) {
      return Math.toIntExact(search.seen());
    }

    @Override
    public long highestPhoto() {
      return NEW;
    }

    @Override
    public void look(SavedSearch search, long highestPhoto) {}
  }
}
