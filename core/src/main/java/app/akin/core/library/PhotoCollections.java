package app.akin.core.library;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.query.GivenName;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CollectionMember;
import app.akin.core.store.CollectionRow;
import app.akin.core.store.EditWriter;
import app.akin.core.store.PhotoRow;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The collections of a library: photos that the user gathers by hand, in an order. Photos stay in
/// a collection when their files are moved, renamed, or on a drive that is unplugged. A photo
/// without files is missing from it until one of its files returns.
///
/// Thread-safe. Methods read and write files, so they must not be called on the UI thread. Each
/// change is one step of the journal, which can be undone. It takes turns with a run of this or
/// another process; it throws [AkinException] `LibraryBusy` if it gets none within a minute.
public final class PhotoCollections {
  private final Path library;
  private final Path natives;
  private final CatalogueReader catalogue;
  private final Clock clock;

  /// A collection.
  ///
  /// @param id its ID
  /// @param name its name
  /// @param photos number of its photos, with the missing ones
  /// @param missing number of its photos without files
  /// @param isTarget whether one key adds photos to it
  public record PhotoCollection(long id, String name, int photos, int missing, boolean isTarget) {
    private static PhotoCollection of(CollectionRow row) {
      return new PhotoCollection(row.id(), row.name(), row.photos(), row.missing(), row.isTarget());
    }
  }

  /// A photo of a collection.
  ///
  /// @param photo its identity
  /// @param content its content, for the thumbnail; null if nothing is known of it any more
  /// @param paths its files, sorted; empty if it is missing
  public record Member(PhotoId photo, @Nullable ContentId content, List<Path> paths) {
    /// Copies the paths.
    public Member {
      paths = List.copyOf(paths);
    }

    /// Returns whether the photo has no files.
    public boolean isMissing() {
      return paths.isEmpty();
    }
  }

  /// What [#toggle] did.
  ///
  /// @param collection the target
  /// @param added whether photos were added rather than removed
  /// @param photos number of photos that were
  public record Toggled(PhotoCollection collection, boolean added, int photos) {}

  PhotoCollections(Path library, Path natives, CatalogueReader catalogue, Clock clock) {
    this.library = library;
    this.natives = natives;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /// Returns all collections by name.
  public List<PhotoCollection> list() {
    return catalogue.collections().all().stream().map(PhotoCollection::of).toList();
  }

  /// Returns the collection that a name means. Case is ignored; accents, blanks and hyphens are if
  /// this leaves one.
  ///
  /// @throws AkinException `CollectionUnknown`
  public PhotoCollection find(String name) {
    return catalogue
        .collections()
        .named(name)
        .map(PhotoCollection::of)
        .orElseThrow(() -> new AkinException(new Problem.CollectionUnknown(name)));
  }

  /// Returns the target; empty if there is none.
  public Optional<PhotoCollection> target() {
    return catalogue.collections().target().map(PhotoCollection::of);
  }

  /// Returns the photos of a collection in its order.
  public List<Member> members(long collection) {
    List<CollectionMember> members = catalogue.collections().members(collection);
    Map<ContentId, PhotoRow> rows =
        catalogue.photos(
            members.stream()
                .filter(member -> !member.isMissing())
                .map(CollectionMember::content)
                .filter(Objects::nonNull)
                .toList());
    return members.stream()
        .map(
            member -> {
              PhotoRow row = member.content() == null ? null : rows.get(member.content());
              return new Member(
                  member.photo(), member.content(), row == null ? List.of() : row.paths());
            })
        .toList();
  }

  /// Returns the contents of the photos of a collection in its order, for an export. Those of which
  /// nothing is known any more are omitted.
  public List<ContentId> contents(long collection) {
    List<ContentId> contents = new ArrayList<>();
    for (CollectionMember member : catalogue.collections().members(collection)) {
      ContentId content = member.content();
      if (content != null) {
        contents.add(content);
      }
    }
    return contents;
  }

  /// Returns the content of the first photo of each collection that has files, by the ID of the
  /// collection.
  public Map<Long, ContentId> covers() {
    return catalogue.collections().covers();
  }

  /// Returns the photos of files, in the order of the files.
  ///
  /// @throws AkinException `PhotoUnknown` for a file that is not in the library
  public List<PhotoId> photosAt(List<Path> files) {
    return List.copyOf(FilePhotos.of(catalogue, files));
  }

  /// Returns the photos of primary contents, in the order of the contents.
  public List<PhotoId> photosOf(Collection<ContentId> contents) {
    return catalogue.collections().photosOf(contents);
  }

  /// Returns the IDs of the collections that have a photo.
  public List<Long> with(PhotoId photo) {
    return catalogue.collections().with(photo);
  }

  /// Creates a collection.
  ///
  /// @param photos its first photos, in order
  /// @throws AkinException `NameEmpty`, `NameTooLong`, `CollectionExists`
  public PhotoCollection create(String name, List<PhotoId> photos) {
    GivenName given = GivenName.of(name);
    long id =
        write(
            writer -> {
              OptionalLong created = writer.collections().create(given);
              if (created.isEmpty()) {
                throw new AkinException(new Problem.CollectionExists(given.text()));
              }
              writer.collections().add(created.getAsLong(), photos, null);
              return created.getAsLong();
            });
    return get(id);
  }

  /// Renames a collection.
  ///
  /// @throws AkinException `NameEmpty`, `NameTooLong`, `CollectionExists`
  public PhotoCollection rename(long collection, String name) {
    GivenName given = GivenName.of(name);
    write(
        writer -> {
          if (!writer.collections().rename(collection, given)) {
            throw new AkinException(new Problem.CollectionExists(given.text()));
          }
          return true;
        });
    return get(collection);
  }

  /// Deletes a collection. Its photos stay in the library.
  public void delete(long collection) {
    write(
        writer -> {
          writer.collections().delete(collection);
          return true;
        });
  }

  /// Makes a collection the target; empty for none.
  public void setTarget(OptionalLong collection) {
    write(
        writer -> {
          writer.collections().setTarget(collection);
          return true;
        });
  }

  /// Adds photos. Those that the collection has keep their place.
  ///
  /// @param photos the photos, in order
  /// @param before the photo of the collection before which they are put; null for the end
  /// @return the number of photos that were added
  public int add(long collection, List<PhotoId> photos, @Nullable PhotoId before) {
    return write(writer -> writer.collections().add(collection, photos, before));
  }

  /// Removes photos from a collection, not from the library.
  ///
  /// @return the number of photos that were removed
  public int remove(long collection, List<PhotoId> photos) {
    return write(writer -> writer.collections().remove(collection, photos));
  }

  /// Moves photos within the order. Photos that the collection does not have are ignored.
  ///
  /// @param photos the photos, in the order that they get
  /// @param before the photo before which they are put; null for the end
  public void move(long collection, List<PhotoId> photos, @Nullable PhotoId before) {
    write(
        writer -> {
          writer.collections().move(collection, photos, before);
          return true;
        });
  }

  /// Adds photos to the target, or removes them if it has all of them.
  ///
  /// @return empty if there is no target
  public Optional<Toggled> toggle(List<PhotoId> photos) {
    Optional<PhotoCollection> target = target();
    if (target.isEmpty()) {
      return Optional.empty();
    }
    long id = target.get().id();
    Set<PhotoId> known = new HashSet<>();
    catalogue.collections().members(id).forEach(member -> known.add(member.photo()));
    boolean isAdding = !known.containsAll(photos);
    int count = isAdding ? add(id, photos, null) : remove(id, photos);
    return Optional.of(new Toggled(get(id), isAdding, count));
  }

  private PhotoCollection get(long id) {
    return catalogue
        .collections()
        .find(id)
        .map(PhotoCollection::of)
        .orElseThrow(() -> new AkinException(new Problem.CollectionUnknown("#" + id)));
  }

  private <T> T write(Function<EditWriter, T> change) {
    try (EditWriter writer = EditWriter.open(library, natives, clock)) {
      T result = change.apply(writer);
      writer.commit();
      return result;
    }
  }
}
