package app.akin.core.search;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.EmbeddingSource;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The vectors of one model, each computed when it is first needed and then stored in the library.
/// While another process or a run holds the library's write lock, new vectors stay in memory and
/// are stored later. Not thread-safe.
final class VectorsOnDemand {
  private static final Logger LOG = LoggerFactory.getLogger(VectorsOnDemand.class);

  /// Time between two attempts to store new vectors: what a crash may cost, besides one pass.
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private record NewVector(ContentKey key, EmbeddingSource source, Embedding embedding) {}

  private final ModelSession session;
  private final CatalogueReader catalogue;
  private final PhotoImages images;
  private final Path library;
  private final Path natives;
  private final Clock clock;
  private final Map<ContentId, NewVector> unstored = new HashMap<>();
  private Instant attempted = Instant.MIN;

  /// @param session the model; not closed
  /// @param catalogue the catalogue of the library; not closed
  /// @param images reads the photos
  /// @param library the folder of the library
  /// @param natives the folder of unpacked native libraries
  /// @param clock the time, for estimates and writes
  VectorsOnDemand(
      ModelSession session,
      CatalogueReader catalogue,
      PhotoImages images,
      Path library,
      Path natives,
      Clock clock) {
    this.session = session;
    this.catalogue = catalogue;
    this.images = images;
    this.library = library;
    this.natives = natives;
    this.clock = clock;
  }

  /// Returns the unit vectors of photos, without those of photos that cannot be read.
  ///
  /// @param contents the photos, those to embed first at the beginning
  /// @param progress receives the status before the first photo and after each batch
  /// @param stopped read between the layers of the model
  /// @return empty if stopped; what was embedded is stored
  Optional<Map<ContentId, float[]>> of(
      List<ContentId> contents, Consumer<RerankStatus> progress, BooleanSupplier stopped) {
    Map<ContentId, float[]> units = known(contents);
    List<PhotoRow> missing = rowsWithout(units, contents);
    progress.accept(new RerankStatus(0, missing.size(), Optional.empty()));
    if (missing.isEmpty()) {
      return Optional.of(units);
    }
    ImageTower tower = session.imageTower();
    int batchSize = tower.batchSize(missing.size());
    Instant start = clock.instant();
    int done = 0;
    boolean complete = true;
    while (complete && done < missing.size()) {
      List<PhotoRow> batch = missing.subList(done, Math.min(missing.size(), done + batchSize));
      complete = embed(batch, tower, units, stopped);
      if (complete) {
        done += batch.size();
        progress.accept(status(done, missing.size(), start));
      }
      if (!complete || done == missing.size()) {
        store();
      } else {
        storeIfDue();
      }
    }
    return complete ? Optional.of(units) : Optional.empty();
  }

  /// Returns the vector of a photo if it was computed before.
  Optional<Embedding> find(ContentId content) {
    return Optional.ofNullable(known(List.of(content)).get(content))
        .map(unit -> new Embedding(unit, 1));
  }

  /// Returns the vectors that were computed before.
  private Map<ContentId, float[]> known(List<ContentId> contents) {
    Map<ContentId, float[]> units = new HashMap<>();
    OptionalLong modelId = catalogue.vectors().modelId(session.model().fingerprint());
    if (modelId.isPresent()) {
      catalogue
          .vectors()
          .embeddings(contents, modelId.getAsLong())
          .forEach((content, embedding) -> units.put(content, embedding.unit()));
    }
    for (ContentId content : contents) {
      NewVector vector = unstored.get(content);
      if (vector != null) {
        units.put(content, vector.embedding().unit());
      }
    }
    return units;
  }

  private List<PhotoRow> rowsWithout(Map<ContentId, float[]> units, List<ContentId> contents) {
    List<ContentId> missing =
        contents.stream().filter(content -> !units.containsKey(content)).toList();
    Map<ContentId, PhotoRow> rows = catalogue.photos(missing);
    return missing.stream().filter(rows::containsKey).map(rows::get).toList();
  }

  /// Embeds a batch.
  ///
  /// @return false if stopped
  private boolean embed(
      List<PhotoRow> batch,
      ImageTower tower,
      Map<ContentId, float[]> units,
      BooleanSupplier stopped) {
    EmbeddingModel model = session.model();
    List<PhotoRow> readable = new ArrayList<>();
    List<PhotoImages.PhotoImage> read = new ArrayList<>();
    for (PhotoRow row : batch) {
      if (stopped.getAsBoolean()) {
        return false;
      }
      images
          .read(row)
          .ifPresent(
              image -> {
                readable.add(row);
                read.add(image);
              });
    }
    if (read.isEmpty()) {
      return true;
    }
    List<Embedding> embeddings =
        tower.embed(read.stream().map(image -> model.prepare(image.raster())).toList(), stopped);
    for (int i = 0; i < embeddings.size(); i++) {
      PhotoRow row = readable.get(i);
      Embedding embedding = embeddings.get(i);
      units.put(row.content(), embedding.unit());
      unstored.put(row.content(), new NewVector(row.key(), read.get(i).source(), embedding));
    }
    return !embeddings.isEmpty();
  }

  private RerankStatus status(int done, int total, Instant start) {
    Duration used = Duration.between(start, clock.instant());
    return new RerankStatus(
        done, total, Optional.of(used.multipliedBy(total - done).dividedBy(done)));
  }

  private void storeIfDue() {
    if (attempted.plus(INTERVAL).isBefore(clock.instant())) {
      store();
    }
  }

  /// Stores new vectors if the library can be written now.
  void store() {
    if (unstored.isEmpty()) {
      return;
    }
    attempted = clock.instant();
    EmbeddingModel model = session.model();
    try (Store store = Store.openForWriting(library, natives, clock)) {
      long modelId =
          store.writer().vectors().putModel(model.fingerprint(), model.name(), model.dimension());
      unstored.forEach(
          (content, vector) ->
              store
                  .writer()
                  .vectors()
                  .putEmbedding(
                      content,
                      vector.key(),
                      modelId,
                      model.precision(),
                      vector.source(),
                      vector.embedding()));
      store.writer().commit();
      unstored.clear();
    } catch (AkinException e) {
      LOG.info("{} vectors are kept in memory for now", unstored.size(), e);
    }
  }
}
