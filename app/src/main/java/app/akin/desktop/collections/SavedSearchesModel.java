package app.akin.desktop.collections;

import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.photo.AkinException;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.actions.UndoActions;
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
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The saved searches of a library, how many photos are new to each, and the one whose results are
/// shown. New photos are counted one search after the other, again only after photos were added.
/// JavaFX thread only.
public final class SavedSearchesModel implements AutoCloseable {
  /// Maximum number of characters of a proposed name.
  private static final int MAX_NAME = 60;

  /// A saved search of the list.
  ///
  /// @param search the search
  /// @param fresh number of new photos; empty if they are not counted, or cannot be
  public record Listed(SavedSearch search, OptionalInt fresh) {}

  /// The saved search whose results are shown.
  ///
  /// @param search the search, with what was seen before it was opened
  /// @param reference the query to which changes are compared
  /// @param fresh number of new photos when it was opened; empty until they are counted
  public record Opened(SavedSearch search, SavedQuery reference, OptionalInt fresh) {}

  private final SavedSearchStore store;
  private final SearchModel search;
  private final ResultsModel results;
  private final Tasks tasks;
  private final Tasks counting;
  private final LatestTask loading;
  private final UndoActions undo;
  private final NewPhotoCounts counts;
  private final ReadOnlyObjectWrapper<List<Listed>> listed = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Opened>> opened =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Subscription subscription;
  private boolean opening;

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
    this.search = search;
    this.results = results;
    this.tasks = tasks.inOrder();
    this.counting = counting.inOrder();
    this.loading = tasks.latest();
    this.counts = new NewPhotoCounts(store, counting);
    this.undo = undo;
    subscription = search.queryProperty().subscribe((_, now) -> queryChanged(now));
  }

  /// Returns the saved searches by name.
  public ReadOnlyObjectProperty<List<Listed>> listedProperty() {
    return listed.getReadOnlyProperty();
  }

  /// Returns the saved search whose results are shown.
  public ReadOnlyObjectProperty<Optional<Opened>> openedProperty() {
    return opened.getReadOnlyProperty();
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
    opening = true;
    results
        .orderProperty()
        .set(
            switch (saved.query().order()) {
              case SCORE -> ResultsModel.Order.STRENGTH;
              case DATE -> ResultsModel.Order.DATE;
            });
    search.change(SearchQuery.of(saved.query()));
    opening = false;
    opened.set(Optional.of(new Opened(saved, reference(), OptionalInt.empty())));
    counting.run(
        () -> {
          long highest = store.highestPhoto();
          int fresh = store.countNew(saved);
          store.look(saved, highest);
          return fresh;
        },
        fresh -> {
          opened
              .get()
              .filter(now -> now.search().equals(saved))
              .ifPresent(
                  now ->
                      opened.set(
                          Optional.of(new Opened(saved, now.reference(), OptionalInt.of(fresh)))));
          refresh();
        },
        // The results say what is wrong with the search.
        counting::reportUnexpected);
  }

  /// Shows the results of an earlier search.
  public void openRecent(SearchQuery query) {
    opened.set(Optional.empty());
    search.change(query);
  }

  /// Returns the present query, with all photos.
  private SavedQuery reference() {
    return search
        .queryProperty()
        .get()
        .saved(
            switch (results.orderProperty().get()) {
              case STRENGTH -> SearchRequest.Order.SCORE;
              case DATE -> SearchRequest.Order.DATE;
            });
  }

  /// Returns whether the present query can be saved.
  public boolean canSave() {
    return !reference().isEmpty() && !search.queryProperty().get().isEmpty();
  }

  /// Returns whether the query was changed since the saved search was opened.
  public boolean isChanged() {
    return opened.get().filter(now -> !now.reference().equals(reference())).isPresent();
  }

  /// Returns whether only new photos are shown.
  public boolean isOnlyNew() {
    return search.queryProperty().get().filter().addedAfter() > 0;
  }

  /// Shows only the photos that are new to the opened search, or all.
  public void showOnlyNew(boolean only) {
    opened
        .get()
        .ifPresent(
            now -> {
              SearchQuery query = search.queryProperty().get();
              search.change(
                  query.withFilter(query.filter().addedAfter(only ? now.search().seen() : 0)));
            });
  }

  /// Ends the display of the opened search, and keeps its query.
  public void closeOpened() {
    showOnlyNew(false);
    opened.set(Optional.empty());
  }

  private void queryChanged(SearchQuery now) {
    if (!opening && opened.get().filter(one -> !isRelated(one.reference(), now)).isPresent()) {
      opened.set(Optional.empty());
      if (isOnlyNew()) {
        search.change(now.withFilter(now.filter().addedAfter(0)));
      }
    }
  }

  /// Returns whether a query is an edit of a saved one rather than another one.
  private static boolean isRelated(SavedQuery saved, SearchQuery now) {
    if (now.isEmpty()) {
      return false;
    }
    SavedQuery other = now.saved(saved.order());
    boolean part =
        other.parts().stream().anyMatch(saved.parts()::contains)
            || now.pictures().stream()
                .anyMatch(
                    image ->
                        SearchQuery.of(saved).pictures().stream()
                            .anyMatch(before -> before.image().equals(image.image())));
    String line = saved.line();
    return part
        || (!line.isBlank()
            && !other.line().isBlank()
            && (other.line().startsWith(line) || line.startsWith(other.line())));
  }

  /// Returns a name for the present query.
  public String proposedName(Language language) {
    return proposedName(reference(), language);
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
    SavedQuery query = reference();
    save(
        name,
        query,
        saved -> {
          opened.set(Optional.of(new Opened(saved, query, OptionalInt.of(0))));
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
    Opened now = opened.get().orElse(null);
    if (now == null) {
      return;
    }
    SavedSearch before = now.search();
    SavedQuery query = reference();
    change(
        () -> store.save(before.name(), query, true),
        saved -> {
          undo.made(() -> restore(before, "saved.undone.update"), "saved.updated", saved.name());
          opened.set(Optional.of(new Opened(saved, query, OptionalInt.of(0))));
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
          opened
              .get()
              .filter(now -> now.search().id() == one.id())
              .ifPresent(now -> opened.set(Optional.of(named(now, renamed))));
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
          opened.set(
              opened
                  .get()
                  .map(now -> now.search().id() == one.id() ? named(now, one.name()) : now));
          undone("saved.undone.rename", one);
        },
        null);
  }

  private static Opened named(Opened now, String name) {
    SavedSearch search = now.search();
    return new Opened(
        new SavedSearch(search.id(), name, search.query(), search.seen()),
        now.reference(),
        now.fresh());
  }

  /// Deletes a saved search. It can be restored while the window is open.
  void delete(SavedSearch one) {
    change(
        () -> {
          store.delete(one.id());
          return one;
        },
        _ -> {
          opened
              .get()
              .filter(now -> now.search().id() == one.id())
              .ifPresent(_ -> opened.set(Optional.empty()));
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
          opened.set(opened.get().filter(now -> now.search().id() != one.id()));
          undone(key, one);
        },
        null);
  }

  private void restore(SavedSearch before, String key) {
    change(
        () -> store.restore(before),
        _ -> {
          opened.set(opened.get().filter(now -> now.search().id() != before.id()));
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
    subscription.unsubscribe();
  }
}
