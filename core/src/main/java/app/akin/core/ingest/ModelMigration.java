package app.akin.core.ingest;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSwitch;
import app.akin.core.model.Models;
import app.akin.core.photo.Embedding;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.EmbeddingSource;
import app.akin.core.store.Root;
import app.akin.core.store.UnembeddedContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Completes the switch of a library to another model. Embeds unavailable photos from their
/// thumbnails, and activates the new model once it covers what the old one covered. For the thread
/// of a run.
final class ModelMigration {
  /// Number of thumbnails decoded before they are embedded and committed.
  private static final int BATCH = 64;

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final PhotoDecoder decoder;
  private final Models models;
  private final ActiveModel activeModel;

  /// @param activeModel the active model of the library
  ModelMigration(
      CatalogueReader reader,
      CatalogueWriter writer,
      PhotoDecoder decoder,
      Models models,
      ActiveModel activeModel) {
    this.reader = reader;
    this.writer = writer;
    this.decoder = decoder;
    this.models = models;
    this.activeModel = activeModel;
  }

  /// Embeds photos from their thumbnails if the model has not embedded them. These are photos of
  /// unavailable folders, and the remaining ones of scanned folders, such as missing files that are
  /// kept. They are marked, and embedded again once the file is available.
  ///
  /// @param unavailable unavailable folders of the library
  /// @param scannedRoots ids of the roots that were scanned completely and whose photos are all
  ///   embedded
  /// @return the number of embedded photos
  long embedThumbnails(
      List<Path> unavailable,
      Set<Long> scannedRoots,
      EmbeddingModel model,
      long modelId,
      BooleanSupplier stopped) {
    List<UnembeddedContent> pending =
        reader.roots().stream()
            .filter(root -> unavailable.contains(root.path()) || scannedRoots.contains(root.id()))
            .map(Root::id)
            .flatMap(root -> reader.vectors().unembedded(root, modelId).stream())
            .distinct()
            .toList();
    if (pending.isEmpty()) {
      return 0;
    }
    long embedded = 0;
    try (ImageTower tower = model.imageTower()) {
      for (int from = 0; from < pending.size() && !stopped.getAsBoolean(); from += BATCH) {
        List<UnembeddedContent> batch =
            pending.subList(from, Math.min(pending.size(), from + BATCH));
        embedded += embed(batch, model, modelId, tower, stopped);
      }
    }
    return embedded;
  }

  private long embed(
      List<UnembeddedContent> batch,
      EmbeddingModel model,
      long modelId,
      ImageTower tower,
      BooleanSupplier stopped) {
    List<UnembeddedContent> decodable = new ArrayList<>();
    List<PreparedImage> inputs = new ArrayList<>();
    for (UnembeddedContent photo : batch) {
      Optional<byte[]> thumbnail = reader.thumbnail(photo.content());
      if (thumbnail.isPresent()
          && decoder.decode(thumbnail.get(), DecodePurpose.QUERY)
              instanceof DecodeResult.Decoded decoded) {
        decodable.add(photo);
        inputs.add(model.prepare(decoded.raster()));
      }
    }
    List<Embedding> embeddings = tower.embed(inputs, stopped);
    for (int i = 0; i < embeddings.size(); i++) {
      writer
          .vectors()
          .putEmbedding(
              decodable.get(i).content(),
              decodable.get(i).key(),
              modelId,
              model.precision(),
              EmbeddingSource.THUMBNAIL,
              embeddings.get(i));
    }
    writer.commit();
    return embeddings.size();
  }

  /// Activates the target model once it covers the library. It must be the model of this run, and
  /// cover everything that the active model covers and that has a thumbnail; or all available
  /// folders were scanned, since it can never index what failed then.
  ///
  /// @param name the name by which the run's model was requested
  /// @param complete whether all available folders were scanned
  void completeSwitch(String name, boolean complete) {
    if (complete) {
      activeModel.completeSwitch(name);
    }
    new ModelSwitch(activeModel, models, reader).completeIfReady();
  }
}
