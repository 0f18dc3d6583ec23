package app.akin.desktop;

import app.akin.core.library.PhotoCollections;
import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.library.PhotoCollections.Toggled;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.desktop.collections.CollectionStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The collections of a library. Thread-safe.
///
/// @param collections the collections
record LibraryCollections(PhotoCollections collections) implements CollectionStore {
  @Override
  public List<Listed> list() {
    Map<Long, ContentId> covers = collections.covers();
    return collections.list().stream()
        .map(one -> new Listed(one, Optional.ofNullable(covers.get(one.id()))))
        .toList();
  }

  @Override
  public List<ContentId> contents(long collection) {
    return collections.contents(collection);
  }

  @Override
  public List<PhotoCollection> with(ContentId photo) {
    Set<Long> ids = new HashSet<>();
    photos(List.of(photo)).forEach(one -> ids.addAll(collections.with(one)));
    return ids.isEmpty()
        ? List.of()
        : collections.list().stream().filter(one -> ids.contains(one.id())).toList();
  }

  @Override
  public PhotoCollection create(String name, List<ContentId> photos) {
    return collections.create(name, photos(photos));
  }

  @Override
  public PhotoCollection rename(long collection, String name) {
    return collections.rename(collection, name);
  }

  @Override
  public void delete(long collection) {
    collections.delete(collection);
  }

  @Override
  public void setTarget(OptionalLong collection) {
    collections.setTarget(collection);
  }

  @Override
  public int add(long collection, List<ContentId> photos) {
    return collections.add(collection, photos(photos), null);
  }

  @Override
  public int remove(long collection, List<ContentId> photos) {
    return collections.remove(collection, photos(photos));
  }

  @Override
  public Optional<Toggled> toggle(List<ContentId> photos) {
    return collections.toggle(photos(photos));
  }

  @Override
  public void move(String collection, List<ContentId> photos, Optional<ContentId> before) {
    List<PhotoId> next = photos(before.stream().toList());
    collections.move(
        collections.find(collection).id(), photos(photos), next.isEmpty() ? null : next.getFirst());
  }

  private List<PhotoId> photos(List<ContentId> contents) {
    return collections.photosOf(contents);
  }
}
