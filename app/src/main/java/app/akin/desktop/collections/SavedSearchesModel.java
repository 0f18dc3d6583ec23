package app.akin.desktop.collections;

import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.photo.AkinException;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.actions.UndoActions;
import app.akin.desktop.collections.OpenedSearchModel.Opened;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The saved searches of a library, how many photos are new to each, and their changes, which can
/// be undone. New photos are counted one search after the other, again only after photos were
/// added. JavaFX thread only.
public final class SavedSearchesModel implements AutoCloseable {
  /// Maximum number of characters of a proposed name.
  private static final int MAX_NAME = 60;

  /// A saved search of the list.
  ///
  /// @param search the search
  /// @param fresh number of new photos; empty if they are not counted, or cannot be
  public record Listed(SavedSearch search, OptionalInt fresh) {}

  private final SavedSearchStore store;
  private final Tasks tasks;
  private final Tasks counting;
  private final LatestTask loading;
  private final UndoActions undo;
  private final NewPhotoCounts counts;
  private final ReadOnlyObjectWrapper<List<Listed>> listed = new ReadOnlyObjectWrapper<>(List.of());
  private final OpenedSearchModel opened;

  /// What is stored, and the state of the library.
  private record Read(List<SavedSearch> searches, String revision) {}

  /// @param store the saved searches of the library
  /// @param search the query of the window
  /// @param results their order
  /// @param tasks the background
  /// @param counting runs searches in the background; on a platform thread
  /// @param undo undoes changes
  public SavedSearchesModel(
      SavedSearchStore store,
      SearchModel search,
      ResultsModel results,
      Tasks tasks,
      Tasks counting,
      UndoActions undo) {
    this.store = store;
    this.tasks = tasks.inOrder();
    this.counting = counting.inOrder();
    this.loading = tasks.latest();
    this.counts = new NewPhotoCounts(store, counting);
    this.undo = undo;
    opened = new OpenedSearchModel(search, results);
  }

  /// Returns the saved searches by name.
  public ReadOnlyObjectProperty<List<Listed>> listedProperty() {
    return listed.getReadOnlyProperty();
  }

  /// Returns the saved search whose results are shown.
  public OpenedSearchModel opened() {
    return opened;
  }

  /// Reads the saved searches, and counts new photos if photos were added.
  public void refresh() {
    loading.run(
        _ -> new Read(store.list(), store.revision()),
        read -> {
          counts.update(
              read.searches(),
              read.revision(),
              () -> show(listed.get().stream().map(Listed::search).toList()));
          show(read.searches());
        },
        tasks::report);
  }

  private void show(List<SavedSearch> searches) {
    listed.set(searches.stream().map(one -> new Listed(one, counts.of(one))).toList());
  }

  /// Shows the results of a saved search, and records that they were shown.
  public void open(SavedSearch saved) {
    opened.open(saved);
    counting.run(
        () -> {
          long highest = store.highestPhoto();
          int fresh = store.countNew(saved);
          store.look(saved, highest);
          return fresh;
        },
        fresh -> {
          opened.counted(saved, fresh);
          refresh();
        },
        // The results say what is wrong with the search.
        counting::reportUnexpected);
  }

  /// Shows the results of an earlier search.
  public void openRecent(SearchQuery query) {
    opened.showOther(query);
  }

  /// Returns a name for the present query.
  public String proposedName(Language language) {
    return proposedName(opened.query(), language);
  }

  /// Returns a name for an earlier query.
  public String proposedName(SearchQuery query, Language language) {
    return proposedName(query.saved(SearchRequest.Order.SCORE), language);
  }

  private static String proposedName(SavedQuery query, Language language) {
    String name = new SearchTexts(language).summary(query);
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME).strip() : name;
  }

  /// Saves the present query.
  ///
  /// @param then receives empty, or why it cannot be saved
  public void save(String name, Consumer<Optional<AkinException>> then) {
    SavedQuery query = opened.query();
    save(
        name,
        query,
        saved -> {
          opened.saved(saved, query);
          then.accept(Optional.empty());
        },
        then);
  }

  /// Saves an earlier query.
  ///
  /// @param then receives empty, or why it cannot be saved
  public void save(String name, SearchQuery query, Consumer<Optional<AkinException>> then) {
    save(name, query.saved(SearchRequest.Order.SCORE), _ -> then.accept(Optional.empty()), then);
  }

  private void save(
      String name,
      SavedQuery query,
      Consumer<SavedSearch> then,
      Consumer<Optional<AkinException>> failed) {
    change(
        () -> store.save(name, query, false),
        saved -> {
          undo.made(() -> remove(saved, "saved.undone.save"), "saved.saved", saved.name());
          then.accept(saved);
        },
        failed);
  }

  /// Replaces the query of the opened search by the present one.
  public void update() {
    Opened now = opened.openedProperty().get().orElse(null);
    if (now == null) {
      return;
    }
    SavedSearch before = now.search();
    SavedQuery query = opened.query();
    change(
        () -> store.save(before.name(), query, true),
        saved -> {
          undo.made(() -> restore(before, "saved.undone.update"), "saved.updated", saved.name());
          opened.saved(saved, query);
        },
        null);
  }

  /// Renames a saved search.
  ///
  /// @param then receives empty, or why the name cannot be used
  public void rename(SavedSearch one, String name, Consumer<Optional<AkinException>> then) {
    change(
        () -> {
          store.rename(one.id(), name);
          return name.strip();
        },
        renamed -> {
          undo.made(() -> renameBack(one), "saved.renamed", one.name(), renamed);
          opened.renamed(one.id(), renamed);
          then.accept(Optional.empty());
        },
        then);
  }

  private void renameBack(SavedSearch one) {
    change(
        () -> {
          store.rename(one.id(), one.name());
          return one;
        },
        _ -> {
          opened.renamed(one.id(), one.name());
          undone("saved.undone.rename", one);
        },
        null);
  }

  /// Deletes a saved search. It can be restored while the window is open.
  void delete(SavedSearch one) {
    change(
        () -> {
          store.delete(one.id());
          return one;
        },
        _ -> {
          opened.removed(one.id());
          undo.made(() -> restore(one, "saved.undone.delete"), "saved.deleted", one.name());
        },
        null);
  }

  private void remove(SavedSearch one, String key) {
    change(
        () -> {
          store.delete(one.id());
          return one;
        },
        _ -> {
          opened.removed(one.id());
          undone(key, one);
        },
        null);
  }

  private void restore(SavedSearch before, String key) {
    change(
        () -> store.restore(before),
        _ -> {
          opened.removed(before.id());
          undone(key, before);
        },
        null);
  }

  private void undone(String key, SavedSearch one) {
    undo.undone(key, one.name());
  }

  private <T> void change(
      Callable<T> change, Consumer<T> then, @Nullable Consumer<Optional<AkinException>> failed) {
    tasks.run(
        change,
        done -> {
          then.accept(done);
          refresh();
        },
        thrown -> {
          if (failed != null && thrown instanceof AkinException known) {
            failed.accept(Optional.of(known));
          } else {
            tasks.report(thrown);
          }
        });
  }

  @Override
  public void close() {
    opened.close();
  }
}
