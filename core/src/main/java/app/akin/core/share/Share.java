package app.akin.core.share;

import app.akin.core.ingest.SharedRun;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import app.akin.core.photo.RealPath;
import app.akin.core.query.Places;
import app.akin.core.search.Search;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SharedAnswer;
import app.akin.core.search.SharedPhotos;
import app.akin.core.share.ShareConnection.Access;
import app.akin.core.share.ShareConnection.Target;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.OutboxWriter;
import app.akin.core.store.Root;
import app.akin.core.store.SharedFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of this library in a shared one: joins it, publishes folders, and finds its photos.
/// Without settings nothing is connected and no class of the database driver is loaded.
///
/// Thread-safe; runs one search at a time. Methods that need the server throw an [AkinException] of
/// a `Share` kind; `ShareNotConnected` without settings.
public final class Share implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Share.class);

  /// How long a run waits for an answer before it continues without the server.
  private static final Duration RUN_PATIENCE = Duration.ofSeconds(10);

  private final Path library;
  private final Path natives;
  private final CatalogueReader catalogue;
  private final Places places;
  private final boolean southernHome;
  private final Clock clock;

  /// For how long a server that did not answer is not asked for thumbnails: they are many.
  private static final Duration THUMBNAIL_PAUSE = Duration.ofSeconds(10);

  private final KeptConnection searches;

  /// Another connection, so that thumbnails do not wait for a search.
  private final KeptConnection thumbnails;

  /// @param library the folder of the library
  /// @param natives the folder of unpacked native libraries
  /// @param catalogue the catalogue of the library; not closed
  /// @param places the places that facts name
  /// @param southernHome whether photos without coordinates count as southern
  /// @param clock the clock of this computer
  public Share(
      Path library,
      Path natives,
      CatalogueReader catalogue,
      Places places,
      boolean southernHome,
      Clock clock) {
    this.library = library;
    this.natives = natives;
    this.catalogue = catalogue;
    this.places = places;
    this.southernHome = southernHome;
    this.clock = clock;
    searches = new KeptConnection(() -> open(require(), Access.READ), Duration.ZERO, clock);
    thumbnails = new KeptConnection(() -> open(require(), Access.READ), THUMBNAIL_PAUSE, clock);
  }

  /// Returns how this library takes part in a shared one; empty if it does not.
  public Optional<ShareSettings> settings() {
    return ShareSettings.read(library);
  }

  /// Creates a shared library in an empty database. Requires a login that may create roles.
  ///
  /// @param certificate the certificate of the authority that signed that of the server; empty for
  ///   those that the system trusts
  public void create(ShareAddress address, Optional<Path> certificate, String password) {
    ShareSetup.create(new Target(address, certificate, password), clock);
  }

  /// Joins a shared library.
  ///
  /// @param certificate as for [#create]
  /// @param name the name of this library for others
  /// @throws AkinException `ShareConnected` if it takes part in another one
  public void connect(
      ShareAddress address, Optional<Path> certificate, String password, String name) {
    Target target = new Target(address, certificate, password);
    ShareSettings settings;
    try (ShareConnection connection = ShareConnection.open(target, Access.READ, clock)) {
      settings = joined(new ShareReader(connection).id(), target, name);
      // A login that only reads has no right to join.
      if (canPublish(connection)) {
        join(connection, settings);
      }
    }
    ShareSettings.writePassword(library, password);
    settings.write(library);
    closeSearches();
  }

  /// Returns the settings of a library in a shared one, to which it may belong already.
  private ShareSettings joined(UUID share, Target target, String name) {
    Optional<ShareSettings> known = settings();
    if (known.isPresent() && !known.get().share().equals(share)) {
      throw new AkinException(new Problem.ShareConnected(known.get().address().toString()));
    }
    return new ShareSettings(
        share,
        target.address(),
        target.certificate().map(path -> path.toAbsolutePath().normalize()),
        known.map(ShareSettings::desk).orElseGet(UUID::randomUUID),
        name,
        known.map(ShareSettings::mounts).orElse(Map.of()),
        known.map(ShareSettings::folderNames).orElse(Map.of()));
  }

  /// Leaves the shared library. What was published stays there.
  public void disconnect() {
    require();
    closeSearches();
    try (OutboxWriter outbox = outbox()) {
      outbox.clear();
    }
    ShareSettings.delete(library);
  }

  /// Shares a folder of this library: its photos are published from now on.
  ///
  /// @param folder a folder that is one of the library's, or in one
  /// @param name the name of a new shared folder; empty for that of the folder
  /// @return the name of the shared folder
  /// @throws AkinException `FolderUnknown` if it is not in the library, `ShareFolderExists` if
  ///   another shared folder has the name
  public String addFolder(Path folder, Optional<String> name) {
    ShareSettings settings = require();
    Path real = RealPath.of(folder);
    Root root =
        catalogue.roots().stream()
            .filter(each -> real.startsWith(RealPath.of(each.path())))
            .findFirst()
            .orElseThrow(() -> new AkinException(new Problem.FolderUnknown(folder)));
    String directory = PathText.relative(RealPath.of(root.path()), real);
    try (ShareConnection connection = open(settings, Access.WRITE)) {
      // Before the folder is marked: a login that only reads may not join.
      join(connection, settings);
      SharedFolders folders = new SharedFolders(connection);
      FolderMarker marker =
          FolderMarker.find(real)
              .orElseGet(() -> folders.create(real, name.orElseGet(() -> nameOf(real))));
      String shared = folders.put(marker.id(), name.orElseGet(() -> nameOf(marker.folder())));
      try (OutboxWriter outbox = outbox()) {
        outbox.share(root.id(), directory, marker.id(), PathText.relative(marker.folder(), real));
      }
      settings.withMount(marker.id(), shared, marker.folder()).write(library);
      return shared;
    }
  }

  private static String nameOf(Path folder) {
    Path name = folder.getFileName();
    return name == null ? folder.toString() : name.toString();
  }

  /// Withdraws the photos of a folder from the shared library with the next [#publish].
  ///
  /// @throws AkinException `ShareFolderNotShared`
  public void removeFolder(Path folder) {
    Path real = RealPath.of(folder);
    Map<Long, Path> roots = new HashMap<>();
    catalogue.roots().forEach(root -> roots.put(root.id(), RealPath.of(root.path())));
    SharedFolder shared =
        catalogue.outbox().folders().stream()
            .filter(
                each ->
                    roots.containsKey(each.rootId())
                        && PathText.resolve(roots.get(each.rootId()), each.directory())
                            .equals(real))
            .findFirst()
            .orElseThrow(() -> new AkinException(new Problem.ShareFolderNotShared(folder)));
    try (OutboxWriter outbox = outbox()) {
      outbox.withdraw(shared);
    }
  }

  /// Notes where a shared folder is on this computer.
  ///
  /// @throws AkinException `ShareFolderUnknown`
  public void map(String name, Path folder) {
    ShareSettings settings = require();
    try (ShareConnection connection = open(settings, Access.READ)) {
      UUID id =
          new SharedFolders(connection)
              .find(name)
              .orElseThrow(() -> new AkinException(new Problem.ShareFolderUnknown(name)));
      settings.withMount(id, name, RealPath.of(folder)).write(library);
    }
  }

  /// Publishes what has changed in the shared folders since the last time. Only one process
  /// publishes a library at a time: waits up to 30 seconds for another one, which also publishes
  /// what is added meanwhile.
  ///
  /// @param progress receives the status on this thread
  /// @param stopped whether to stop; what is left is published the next time
  public PublishReport publish(Consumer<PublishStatus> progress, BooleanSupplier stopped) {
    ShareSettings settings = require();
    try (ShareConnection connection = open(settings, Access.WRITE);
        OutboxWriter outbox = outbox()) {
      join(connection, settings);
      if (!new PublishLock(connection, settings.desk()).take(PublishLock.PATIENCE, stopped)) {
        return PublishReport.ofBusy(catalogue.outbox().size(), connection.clockOffset());
      }
      return new Publisher(connection, settings, catalogue, outbox, clock).run(progress, stopped);
    }
  }

  /// Returns whether this library publishes folders.
  public boolean isPublishing() {
    return settings().isPresent() && !catalogue.outbox().folders().isEmpty();
  }

  /// Returns the state of the shared library.
  public ShareStatus status() {
    ShareSettings settings = require();
    try (ShareConnection connection = open(settings, Access.READ)) {
      return new ShareReader(connection)
          .status(settings, canPublish(connection), catalogue.outbox().size());
    }
  }

  /// Returns what a run needs to know of other computers. Without a server that answers, or without
  /// shared folders, it knows of none.
  public SharedRun startRun() {
    try {
      if (!isPublishing()) {
        return SharedRun.NONE;
      }
      ShareSettings settings = require();
      ShareConnection connection = open(settings, Access.WRITE);
      try {
        join(connection, settings);
        connection.setPatience(RUN_PATIENCE);
        return new ShareRun(connection, settings, catalogue.outbox().folders());
      } catch (RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (AkinException e) {
      log.warn("the run goes on without the shared library", e);
      return SharedRun.NONE;
    }
  }

  /// Finds photos of the shared library that this library does not have.
  ///
  /// @param search the search of this library, which has the models
  /// @throws AkinException as [Search#find], or of a `Share` kind
  public SharedAnswer find(Search search, SearchRequest request) {
    return find(search, request, () -> false).orElseThrow();
  }

  /// Finds photos as the other method, for a query that a newer one may supersede.
  ///
  /// @param superseded checked before the server is asked
  /// @return empty if superseded
  public Optional<SharedAnswer> find(
      Search search, SearchRequest request, BooleanSupplier superseded) {
    ShareSettings settings = require();
    return searches.use(
        connection ->
            superseded.getAsBoolean()
                ? Optional.empty()
                : Optional.of(find(connection, search, request, settings)));
  }

  private SharedAnswer find(
      ShareConnection connection, Search search, SearchRequest request, ShareSettings settings) {
    ShareReader reader = new ShareReader(connection);
    if (reader.models().isEmpty()) {
      // Nothing was published yet.
      return new SharedAnswer(Optional.empty(), List.of(), true, 1, List.of());
    }
    return search.findShared(
        request,
        new SharedPhotos.Source<SharedFilter>() {
          @Override
          public SharedPhotos<SharedFilter> open(String fingerprint, String model) {
            return photos(connection, settings, fingerprint, model);
          }

          @Override
          public List<SharedPhotos.Model> ahead(String fingerprint) {
            return reader.ahead(fingerprint);
          }
        });
  }

  /// Returns the thumbnail of a photo of the shared library, as
  /// [app.akin.core.library.Photos#thumbnail]; empty if it has none.
  public Optional<byte[]> thumbnail(ContentKey key) {
    return thumbnails.use(connection -> new ShareReader(connection).thumbnail(key));
  }

  private SharedPhotos<SharedFilter> photos(
      ShareConnection connection, ShareSettings settings, String fingerprint, String name) {
    ShareReader reader = new ShareReader(connection);
    SharedModel model =
        SharedModel.find(connection, fingerprint)
            .orElseThrow(
                () ->
                    new AkinException(
                        new Problem.ShareWithoutModel(name, String.join(", ", reader.models()))));
    return new SharedLibraryPhotos(
        connection,
        model,
        settings.mounts(),
        clock.getZone(),
        new SharedFilters(
            connection, places, southernHome, settings.mounts(), catalogue.outbox().folders()),
        reader);
  }

  private void closeSearches() {
    searches.close();
    thumbnails.close();
  }

  private ShareSettings require() {
    return settings().orElseThrow(() -> new AkinException(new Problem.ShareNotConnected()));
  }

  private ShareConnection open(ShareSettings settings, Access access) {
    return ShareConnection.open(
        target(settings, ShareSettings.readPassword(library)), access, clock);
  }

  private static Target target(ShareSettings settings, String password) {
    return new Target(settings.address(), settings.certificate(), password);
  }

  private OutboxWriter outbox() {
    return OutboxWriter.open(library, natives, clock);
  }

  private static boolean canPublish(ShareConnection connection) {
    return connection.read(
        () ->
            !connection
                .longs(
                    "SELECT 1 WHERE has_function_privilege('akin.join_desk(uuid, text)',"
                        + " 'EXECUTE')")
                .isEmpty());
  }

  private static void join(ShareConnection connection, ShareSettings settings) {
    boolean joined =
        connection.write(
            () ->
                connection
                    .list(
                        "SELECT akin.join_desk(?, ?)",
                        row -> row.getBoolean(1),
                        settings.desk(),
                        settings.name())
                    .getFirst());
    if (!joined) {
      throw new AkinException(
          new Problem.ShareForbidden(settings.address().server(), settings.address().user()));
    }
  }

  @Override
  public void close() {
    closeSearches();
  }
}
