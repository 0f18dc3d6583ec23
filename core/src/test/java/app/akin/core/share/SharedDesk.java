package app.akin.core.share;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.LibraryKit;
import app.akin.core.kit.PostgresServer;
import app.akin.core.photo.ContentId;
import app.akin.core.query.Places;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoFilter;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    this.library = folder.resolve("library");
    this.photos = folder.resolve("photos");
    this.clock = clock;
    this.kit = new LibraryKit(plan, photos);
    kit.write(library);
    this.store = Store.openForReading(library, BuildCache.NATIVES, clock);
    this.share = new Share(library, BuildCache.NATIVES, store.reader(), Places.NONE, false, clock);
  }

  Path library() {
    return library;
  }

  CatalogueReader catalogue() {
    return store.reader();
  }

  /// Opens the library for changes; the caller closes it.
  Store open() {
    return Store.openForWriting(library, BuildCache.NATIVES, clock);
  }

  void join(PostgresServer server, String user, String database) {
    share.connect(ShareAddress.parse(server.address(user, database)), Optional.empty(), user, user);
  }

  /// Publishes everything that waits.
  PublishReport publish() {
    return share.publish(_ -> {}, () -> false);
  }

  /// Returns the keys of the photos of the library.
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    long[] contents = catalogue().matching(PhotoFilter.ALL);
    catalogue()
        .photos(Arrays.stream(contents).mapToObj(ContentId::new).toList())
        .values()
        .forEach(row -> keys.add(row.key().toString()));
    return keys;
  }

  @Override
  public void close() {
    share.close();
    store.close();
  }
}
