package app.akin.core.share;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.KeyedEmbedding;
import app.akin.core.store.ModelRow;
import app.akin.core.store.OutboxEntry;
import app.akin.core.store.OutboxWriter;
import app.akin.core.store.SharedFolder;
import app.akin.core.store.SharedPhoto;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Publishes the photos of shared folders. It may be interrupted at any time: what was published is
/// published again until the outbox has lost it, which changes nothing. For one thread.
///
/// An entry leaves the outbox after the server has committed its photo. Vectors follow the order in
/// which they were written, up to a place that the server knows; a photo that is published after
/// its vector was passed takes the vector along.
final class Publisher {
  /// Number of photos in a transaction.
  private static final int BATCH = 200;

  /// Number of vectors that are read at a time.
  private static final int VECTORS = 1_000;

  /// How long the server may take to build a graph.
  private static final Duration BUILD_PATIENCE = Duration.ofHours(12);

  /// How often leases are extended.
  private static final Duration EXTENSION = Leases.DURATION.dividedBy(5);

  /// What a transaction has published.
  private record Published(int photos, int vectors) {}

  private final ShareConnection connection;
  private final ShareSettings settings;
  private final Leases leases;
  private final PhotoRows photoRows;
  private final VectorRows vectorRows;
  private final CatalogueReader catalogue;
  private final OutboxWriter outbox;
  private final InstantSource clock;
  private final Map<String, SharedModel> models = new HashMap<>();
  private final List<PublishReport.Elsewhere> elsewhere = new ArrayList<>();
  private List<SharedFolder> folders = List.of();
  private List<Lease> held = List.of();
  private Instant extended = Instant.MIN;
  private long photos;
  private long vectors;

  /// @param settings how the library takes part
  /// @param catalogue the catalogue of the library
  /// @param outbox changes the outbox of the library; not closed
  Publisher(
      ShareConnection connection,
      ShareSettings settings,
      CatalogueReader catalogue,
      OutboxWriter outbox,
      InstantSource clock) {
    this.connection = connection;
    this.settings = settings;
    this.leases = new Leases(connection, settings.desk());
    this.photoRows = new PhotoRows(connection, catalogue);
    this.vectorRows = new VectorRows(connection);
    this.catalogue = catalogue;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Publishes everything that waits, of the folders that no other library publishes.
  ///
  /// @param progress receives the status after each batch
  /// @param stopped read before each batch
  /// @throws AkinException of a `Share` or `Library` kind
  PublishReport run(Consumer<PublishStatus> progress, BooleanSupplier stopped) {
    restoreFolders();
    extend();
    String epoch = epoch();
    boolean complete;
    do {
      complete = publishPhotos(progress, stopped) && publishVectors(stopped);
      if (complete) {
        buildGraphs();
      }
      // Publishing vectors may have taken another lease, and graphs take long.
    } while (complete && !held.isEmpty() && catalogue.outbox().size() > 0);
    if (complete) {
      for (Lease lease : held) {
        if (lease.folder().isRemoved()) {
          outbox.forget(lease.folder());
        } else if (!lease.epoch().equals(epoch)) {
          leases.complete(lease, epoch);
        }
      }
    }
    return new PublishReport(
        photos, vectors, catalogue.outbox().size(), elsewhere, connection.clockOffset(), false);
  }

  private String epoch() {
    return catalogue.vectors().epoch().orElse("");
  }

  /// Adds the shared folders that the server has lost, such as a new server.
  private void restoreFolders() {
    SharedFolders known = new SharedFolders(connection);
    for (SharedFolder folder : catalogue.outbox().folders()) {
      if (!folder.isRemoved()) {
        String name = settings.folderNames().get(folder.folder());
        known.restore(folder.folder(), name == null ? folder.folder().toString() : name);
      } else if (!known.exists(folder.folder())) {
        outbox.forget(folder);
      }
    }
  }

  /// Takes or extends the leases, also if folders were added or removed during the run. Everything
  /// in a folder that was taken from another library, also during the run, is compared again.
  private void extend() {
    Instant now = clock.instant();
    List<SharedFolder> shared = catalogue.outbox().folders();
    // A clock that was set back does not delay the extension.
    if (!now.isBefore(extended)
        && now.isBefore(extended.plus(EXTENSION))
        && shared.equals(folders)) {
      return;
    }
    extended = now;
    folders = shared;
    String epoch = epoch();
    long acknowledged = catalogue.outbox().acknowledged();
    Set<Long> known = held.stream().map(Lease::fence).collect(Collectors.toSet());
    List<Lease> taken = new ArrayList<>();
    elsewhere.clear();
    for (SharedFolder folder : shared) {
      Optional<Lease> lease = leases.take(folder);
      if (lease.isPresent()) {
        taken.add(lease.get());
      } else {
        elsewhere.add(
            new PublishReport.Elsewhere(
                folder.folder(), folder.prefix(), leases.owner(folder).orElse("")));
      }
    }
    for (Lease lease : taken) {
      if (!known.contains(lease.fence()) && lease.isOutdated(epoch, acknowledged)) {
        outbox.addAll(lease.folder(), photoRows.keys(lease));
      }
    }
    held = List.copyOf(taken);
  }

  /// @return false if stopped
  private boolean publishPhotos(Consumer<PublishStatus> progress, BooleanSupplier stopped) {
    Instant start = clock.instant();
    long total = catalogue.outbox().size();
    long done = 0;
    progress.accept(new PublishStatus(0, total, Optional.empty()));
    while (!held.isEmpty()) {
      if (stopped.getAsBoolean()) {
        return false;
      }
      List<OutboxEntry> entries = catalogue.outbox().first(BATCH);
      if (entries.isEmpty()) {
        return true;
      }
      extend();
      List<ContentKey> keys = entries.stream().map(OutboxEntry::key).toList();
      Map<ModelRow, SharedModel> targets = models();
      Published published =
          connection.write(
              () -> {
                requireLeases(entries.getLast().sequence());
                // Read late, so that the server gets the current state.
                Map<ContentKey, SharedPhoto> found = catalogue.outbox().photos(keys);
                int changes = photoRows.put(keys, found, held);
                photoRows.putThumbnails(found);
                changed();
                return new Published(changes, putVectors(found, targets));
              });
      outbox.remove(entries);
      photos += published.photos();
      vectors += published.vectors();
      done += entries.size();
      total = Math.max(total, done);
      Duration used = Duration.between(start, clock.instant());
      progress.accept(
          new PublishStatus(
              done, total, Optional.of(used.multipliedBy(total - done).dividedBy(done))));
    }
    return true;
  }

  /// @throws AkinException `ShareFolderLost` if another library has taken a folder
  private void requireLeases(long sequence) throws SQLException {
    for (Lease lease : held) {
      if (!leases.hold(lease, sequence)) {
        throw new AkinException(
            new Problem.ShareFolderLost(leases.owner(lease.folder()).orElse("")));
      }
    }
  }

  private void changed() throws SQLException {
    connection.longs("SELECT nextval('akin.changes')");
  }

  private int putVectors(Map<ContentKey, SharedPhoto> published, Map<ModelRow, SharedModel> targets)
      throws SQLException {
    List<ContentId> contents = published.values().stream().map(SharedPhoto::content).toList();
    int put = 0;
    for (Map.Entry<ModelRow, SharedModel> target : targets.entrySet()) {
      Map<ContentKey, Embedding> embeddings = new HashMap<>();
      Map<ContentId, Embedding> stored =
          catalogue.vectors().embeddings(contents, target.getKey().id());
      published.forEach(
          (key, photo) -> {
            Embedding embedding = stored.get(photo.content());
            if (embedding != null) {
              embeddings.put(key, embedding);
            }
          });
      if (!embeddings.isEmpty()) {
        put += vectorRows.put(target.getValue(), embeddings);
      }
    }
    return put;
  }

  /// Publishes vectors that were written since the last time, such as those of another model.
  ///
  /// @return false if stopped
  private boolean publishVectors(BooleanSupplier stopped) {
    Optional<String> epoch = catalogue.vectors().epoch();
    if (held.isEmpty() || epoch.isEmpty()) {
      return true;
    }
    for (Map.Entry<ModelRow, SharedModel> target : models().entrySet()) {
      long sequence = cursor(target.getValue(), epoch.get());
      while (true) {
        if (stopped.getAsBoolean()) {
          return false;
        }
        List<KeyedEmbedding> batch =
            catalogue.vectors().keyedAfter(target.getKey().id(), sequence, VECTORS);
        if (batch.isEmpty()) {
          break;
        }
        extend();
        sequence = batch.getLast().sequence();
        putVectors(target.getValue(), batch, epoch.get());
      }
    }
    return true;
  }

  /// Builds the graphs of models that have many vectors by now, which takes minutes.
  private void buildGraphs() {
    ShareReader reader = new ShareReader(connection);
    for (SharedModel model : models.values()) {
      if (reader.hasGraph(model) || reader.vectors(model) < SharedSpace.FEW) {
        continue;
      }
      connection.setPatience(BUILD_PATIENCE);
      connection.write(
          () ->
              connection.list(
                  "SELECT akin.build_graph(?, ?)",
                  row -> row.getBoolean(1),
                  model.id(),
                  SharedSpace.FEW));
      connection.setPatience(ShareConnection.CHANGE_PATIENCE);
    }
  }

  private void putVectors(SharedModel model, List<KeyedEmbedding> batch, String epoch) {
    Map<ContentKey, Embedding> embeddings =
        batch.stream()
            .collect(
                Collectors.toMap(
                    KeyedEmbedding::key, KeyedEmbedding::embedding, (_, later) -> later));
    vectors +=
        connection.write(
            () -> {
              int put = vectorRows.put(model, embeddings);
              connection.update(
                  """
                  INSERT INTO akin.cursors AS c (desk_id, model_id, epoch, sequence) VALUES (?, ?, ?, ?)
                  ON CONFLICT (desk_id, model_id)
                  DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence
                  """,
                  leases.desk(),
                  model.id(),
                  epoch,
                  batch.getLast().sequence());
              if (put > 0) {
                changed();
              }
              return put;
            });
  }

  /// Returns the sequence of the last vector that was published, 0 if none was.
  private long cursor(SharedModel model, String epoch) {
    return connection.read(
        () ->
            connection
                .longs(
                    "SELECT sequence FROM akin.cursors"
                        + " WHERE desk_id = ? AND model_id = ? AND epoch = ?",
                    leases.desk(),
                    model.id(),
                    epoch)
                .stream()
                .findFirst()
                .orElse(0L));
  }

  /// Returns the models that have vectors, adding those that the shared library does not know. In
  /// transactions of their own: one that is repeated would have lost them.
  private Map<ModelRow, SharedModel> models() {
    Map<ModelRow, SharedModel> all = new LinkedHashMap<>();
    for (ModelRow row : catalogue.vectors().models()) {
      if (catalogue.vectors().hasEmbeddings(row.id())) {
        all.put(row, models.computeIfAbsent(row.fingerprint(), _ -> model(row)));
      }
    }
    return all;
  }

  private SharedModel model(ModelRow row) {
    long id =
        connection.write(
            () ->
                connection
                    .longs(
                        "SELECT akin.model(?, ?, ?)",
                        row.fingerprint(),
                        row.name(),
                        row.dimension())
                    .getFirst());
    return new SharedModel((int) id, row.fingerprint(), row.name());
  }
}
