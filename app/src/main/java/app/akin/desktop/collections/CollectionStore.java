package app.akin.desktop.collections;

import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.library.PhotoCollections.Toggled;
import app.akin.core.photo.ContentId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The collections of a library; called in the background. Photos are given by their primary
/// contents. Methods throw what those of [app.akin.core.library.PhotoCollections] throw.
public interface CollectionStore {
  /// A collection of the list.
  ///
  /// @param collection the collection
  /// @param cover content of its first photo with files; empty if it has none
  record Listed(PhotoCollection collection, Optional<ContentId> cover) {}

  /// Returns all collections by name.
  List<Listed> list();

  /// Returns the photos of a collection in its order, with the missing ones.
  List<ContentId> contents(long collection);

  /// Returns the collections that have a photo, by name.
  List<PhotoCollection> with(ContentId photo);

  /// Creates a collection.
  PhotoCollection create(String name, List<ContentId> photos);

  /// Renames a collection.
  PhotoCollection rename(long collection, String name);

  /// Deletes a collection.
  void delete(long collection);

  /// Makes a collection the target; empty for none.
  void setTarget(OptionalLong collection);

  /// Adds photos at the end and returns how many were added.
  int add(long collection, List<ContentId> photos);

  /// Removes photos and returns how many were removed.
  int remove(long collection, List<ContentId> photos);

  /// Adds photos to the target, or removes them if it has all of them; empty without a target.
  Optional<Toggled> toggle(List<ContentId> photos);

  /// Moves photos of the collection of a name.
  ///
  /// @param before the photo before which they are put; empty for the end
  void move(String collection, List<ContentId> photos, Optional<ContentId> before);
}
