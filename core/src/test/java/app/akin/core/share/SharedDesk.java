package app.akin.core.share;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.LibraryKit;
import app.akin.core.kit.PostgresServer;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.query.Places;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.KnownFile;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A synthetic library that takes part in a shared one.
final class SharedDesk implements AutoCloseable {
  private final Path library;
  private final Clock clock;
  final Path photos;
  final LibraryKit kit;
  final Store store;
  final Share share;

  /// @param folder an empty folder
  SharedDesk(Path folder, LibraryKit.Plan plan, Clock clock) {
    this(folder, plan, clock, true);
  }

  private SharedDesk(Path folder, LibraryKit.Plan plan, Clock clock, boolean isNew) {
    this.library = folder.resolve("library");
    this.photos = folder.resolve("photos");
    this.clock = clock;
    this.kit = new LibraryKit(plan, photos);
    if (isNew) {
      kit.write(library);
    }
    this.store = Store.openForReading(library, BuildCache.NATIVES, clock);
    this.share = new Share(library, BuildCache.NATIVES, store.reader(), Places.NONE, false, clock);
  }

  /// Opens the library that another one has written.
  static SharedDesk existing(Path folder, LibraryKit.Plan plan, Clock clock) {
    return new SharedDesk(folder, plan, clock, false);
  }

  CatalogueReader catalogue() {
    return store.reader();
  }

  /// Opens the library for changes; the caller closes it.
  Store open() {
    return Store.openForWriting(library, BuildCache.NATIVES, clock);
  }

  void join(PostgresServer server, String user, String database) {
    join(server.address(user, database), user);
  }

  void join(String address, String user) {
    share.connect(ShareAddress.parse(address), Optional.empty(), user, user);
  }

  /// Publishes everything that waits.
  PublishReport publish() {
    return share.publish(_ -> {}, () -> false);
  }

  /// Adds photos.
  ///
  /// @param from index of the first one
  /// @param to index after the last one
  void add(int from, int to) {
    kit.write(library, from, to);
  }

  /// Removes photos with their copies.
  ///
  /// @return the number of their files
  int remove(Collection<Integer> indexes) {
    Set<String> names =
        indexes.stream().map(index -> kit.photo(index).name()).collect(Collectors.toSet());
    try (Store open = open()) {
      long root = open.reader().roots().getFirst().id();
      List<Long> files = new ArrayList<>();
      for (String directory : open.reader().directories(root)) {
        open.reader().files(root, directory, 1).entrySet().stream()
            .filter(file -> names.contains(file.getKey()))
            .map(file -> file.getValue())
            .map(KnownFile::id)
            .forEach(files::add);
      }
      open.writer().removeFiles(files);
      open.writer().commit();
      return files.size();
    }
  }

  /// Returns the keys of the photos of the library.
  Set<String> keys() {
    return contentKeys().stream()
        .map(ContentKey::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Returns the photos of the library.
  Map<ContentId, PhotoRow> rows() {
    long[] contents = catalogue().matching(PhotoFilter.ALL);
    return catalogue().photos(Arrays.stream(contents).mapToObj(ContentId::new).toList());
  }

  private List<ContentKey> contentKeys() {
    return rows().values().stream().map(PhotoRow::key).toList();
  }

  /// Returns the files in shared folders, as [SharedServer#files] does.
  Set<String> files() {
    Set<String> files = new TreeSet<>();
    catalogue()
        .outbox()
        .photos(contentKeys())
        .forEach(
            (key, photo) ->
                photo
                    .files()
                    .forEach(
                        file ->
                            files.add(
                                String.join(
                                    "/",
                                    file.folder().toString(),
                                    file.directory(),
                                    file.name(),
                                    key.toString()))));
    return files;
  }

  @Override
  public void close() {
    share.close();
    store.close();
  }
}
