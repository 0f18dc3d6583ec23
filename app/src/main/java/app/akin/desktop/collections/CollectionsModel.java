package app.akin.desktop.collections;

import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.desktop.actions.UndoActions;
import app.akin.desktop.collections.CollectionStore.Listed;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The collections of a library, and their changes, each of which can be undone. JavaFX thread
/// only.
public final class CollectionsModel {
  private final CollectionStore store;
  private final Tasks tasks;
  private final LatestTask loading;
  private final Notices notices;
  private final UndoActions undo;
  private final Runnable onChanged;
  private final ReadOnlyObjectWrapper<List<Listed>> listed = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
  private BiConsumer<String, String> onRenamed = (_, _) -> {};
  private Consumer<List<ContentId>> onNoTarget = _ -> {};

  /// @param store the collections of the library
  /// @param tasks the background
  /// @param notices shows what was changed
  /// @param undo undoes changes
  /// @param onChanged called after each change
  public CollectionsModel(
      CollectionStore store, Tasks tasks, Notices notices, UndoActions undo, Runnable onChanged) {
    this.store = store;
    this.tasks = tasks.inOrder();
    this.loading = tasks.latest();
    this.notices = notices;
    this.undo = undo;
    this.onChanged = onChanged;
  }

  /// Returns the collections by name.
  public ReadOnlyObjectProperty<List<Listed>> listedProperty() {
    return listed.getReadOnlyProperty();
  }

  /// Returns whether the collections are read.
  public ReadOnlyBooleanProperty loadedProperty() {
    return loaded.getReadOnlyProperty();
  }

  /// Sets what receives the old and the new name of a collection after it was renamed.
  public void onRenamed(BiConsumer<String, String> action) {
    onRenamed = action;
  }

  /// Sets what lets the user choose a collection for photos if there is no target.
  public void onNoTarget(Consumer<List<ContentId>> action) {
    onNoTarget = action;
  }

  /// Reads the collections.
  public void refresh() {
    loading.run(
        _ -> store.list(),
        read -> {
          loaded.set(true);
          listed.set(read);
        },
        tasks::report);
  }

  /// Reads the collections that have a photo.
  void with(ContentId photo, Consumer<List<PhotoCollection>> then) {
    tasks.run(() -> store.with(photo), then);
  }

  /// Reads the photos of a collection.
  public void contents(PhotoCollection collection, Consumer<List<ContentId>> then) {
    tasks.run(() -> store.contents(collection.id()), then);
  }

  /// Creates a collection with photos.
  ///
  /// @param then receives empty, or why the name cannot be used
  public void create(String name, List<ContentId> chosen, Consumer<Optional<AkinException>> then) {
    List<ContentId> photos = undo.changeable(chosen);
    change(
        () -> store.create(name, photos),
        created -> {
          undo.made("collect.created", created.name(), created.photos());
          then.accept(Optional.empty());
        },
        then);
  }

  /// Renames a collection.
  ///
  /// @param then as in [#create]
  public void rename(
      PhotoCollection collection, String name, Consumer<Optional<AkinException>> then) {
    change(
        () -> store.rename(collection.id(), name),
        renamed -> {
          undo.made("collect.renamed", collection.name(), renamed.name());
          onRenamed.accept(collection.name(), renamed.name());
          then.accept(Optional.empty());
        },
        then);
  }

  /// Deletes a collection.
  public void delete(PhotoCollection collection) {
    change(
        () -> {
          store.delete(collection.id());
          return collection;
        },
        deleted -> undo.made("collect.deleted", deleted.name()));
  }

  /// Makes a collection the target, or removes the target if it is.
  public void toggleTarget(PhotoCollection collection) {
    OptionalLong before =
        listed.get().stream()
            .map(Listed::collection)
            .filter(PhotoCollection::isTarget)
            .mapToLong(PhotoCollection::id)
            .findFirst();
    boolean on = !collection.isTarget();
    setTarget(
        on ? OptionalLong.of(collection.id()) : OptionalLong.empty(),
        () ->
            undo.made(
                () -> setTarget(before, () -> notices.show("collect.target.undone")),
                on ? "collect.target.on" : "collect.target.off",
                collection.name()));
  }

  private void setTarget(OptionalLong collection, Runnable then) {
    change(
        () -> {
          store.setTarget(collection);
          return true;
        },
        _ -> then.run());
  }

  /// Puts photos into the target or takes them out. Without a target the user chooses a collection.
  public void toggle(List<ContentId> chosen) {
    List<ContentId> photos = undo.changeable(chosen);
    if (photos.isEmpty()) {
      return;
    }
    tasks.run(
        () -> store.toggle(photos),
        toggled ->
            toggled.ifPresentOrElse(
                what -> {
                  if (what.added()) {
                    added(what.collection(), what.photos());
                  } else {
                    removed(what.collection(), what.photos());
                  }
                  changed();
                },
                () ->
                    // Another process may have created collections.
                    tasks.run(
                        store::list,
                        read -> {
                          listed.set(read);
                          onNoTarget.accept(photos);
                        })));
  }

  /// Adds photos to a collection.
  public void add(PhotoCollection collection, List<ContentId> chosen) {
    List<ContentId> photos = undo.changeable(chosen);
    if (!photos.isEmpty()) {
      change(() -> store.add(collection.id(), photos), count -> added(collection, count));
    }
  }

  private void added(PhotoCollection collection, int count) {
    if (count == 0) {
      notices.show("collect.added.none", collection.name());
    } else {
      undo.made("collect.added", collection.name(), count);
    }
  }

  /// Removes photos from a collection.
  public void remove(PhotoCollection collection, List<ContentId> photos) {
    if (!photos.isEmpty()) {
      change(() -> store.remove(collection.id(), photos), count -> removed(collection, count));
    }
  }

  private void removed(PhotoCollection collection, int count) {
    undo.made("collect.removed", collection.name(), count);
  }

  /// Moves photos within a collection.
  ///
  /// @param collection its name
  /// @param before the photo before which they are put; empty for the end
  public void move(String collection, List<ContentId> photos, Optional<ContentId> before) {
    if (photos.isEmpty() || before.filter(photos::contains).isPresent()) {
      return;
    }
    change(
        () -> {
          store.move(collection, photos, before);
          return photos.size();
        },
        count -> undo.made("collect.moved", collection, count));
  }

  /// Moves photos of a collection by one place among those that are shown. Steps that follow each
  /// other quickly add up.
  ///
  /// @param collection its name
  /// @param by 1 towards the end, -1 towards the start
  public void step(String collection, Set<ContentId> photos, Set<ContentId> shown, int by) {
    find(collection)
        .ifPresent(
            found ->
                change(
                    () -> step(found, photos, shown, by),
                    count -> {
                      if (count > 0) {
                        undo.made("collect.moved", found.name(), count);
                      }
                    }));
  }

  private int step(
      PhotoCollection collection, Set<ContentId> photos, Set<ContentId> shown, int by) {
    List<ContentId> order =
        store.contents(collection.id()).stream().filter(shown::contains).toList();
    List<ContentId> moved = order.stream().filter(photos::contains).toList();
    if (moved.isEmpty()) {
      return 0;
    }
    int next = by < 0 ? order.indexOf(moved.getFirst()) - 1 : order.indexOf(moved.getLast()) + 2;
    if (next < 0 || next > order.size()) {
      return 0;
    }
    store.move(
        collection.name(),
        moved,
        next < order.size() ? Optional.of(order.get(next)) : Optional.empty());
    return moved.size();
  }

  /// Returns the collection of a name, without regard to case.
  Optional<PhotoCollection> find(String name) {
    return listed.get().stream()
        .map(Listed::collection)
        .filter(one -> one.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private <T> void change(Callable<T> change, Consumer<T> then) {
    tasks.run(
        change,
        done -> {
          then.accept(done);
          changed();
        });
  }

  private <T> void change(
      Callable<T> change, Consumer<T> then, Consumer<Optional<AkinException>> failed) {
    tasks.run(
        change,
        done -> {
          then.accept(done);
          changed();
        },
        thrown -> {
          if (thrown instanceof AkinException known) {
            failed.accept(Optional.of(known));
          } else {
            tasks.report(thrown);
          }
        });
  }

  private void changed() {
    refresh();
    onChanged.run();
  }
}
