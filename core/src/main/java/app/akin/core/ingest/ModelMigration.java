package app.akin.core.ingest;

import app.akin.core.decode.Decoding;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.Purpose;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSwitch;
import app.akin.core.model.Models;
import app.akin.core.photo.Embedding;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.EmbeddingSource;
import app.akin.core.store.OutOfReach;
import app.akin.core.store.Root;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What a run does besides the photos it can reach while a library moves over to another model: it
/// embeds photos of absent drives from their thumbnails, and lets the new model answer once it
/// covers what the old one covered. For the thread of a run.
final class ModelMigration {
  /// How many thumbnails are decoded before they are embedded and committed.
  private static final int BATCH = 64;

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final PhotoDecoder decoder;
  private final Models models;
  private final ActiveModel choice;

  /// @param choice the library's choice
  ModelMigration(
      CatalogueReader reader,
      CatalogueWriter writer,
      PhotoDecoder decoder,
      Models models,
      ActiveModel choice) {
    this.reader = reader;
    this.writer = writer;
    this.decoder = decoder;
    this.models = models;
    this.choice = choice;
  }

  /// Embeds photos from their thumbnails, where the model did not embed them yet: those below
  /// absent folders, and what is left of folders that were looked through, such as files that are
  /// missing and kept. They are marked, and done again when the file is back.
  ///
  /// @param absent folders of the library that are not there
  /// @param lookedThrough roots of which all that is there was embedded
  /// @return how many were embedded
  long embedThumbnails(
      List<Path> absent,
      Set<Long> lookedThrough,
      EmbeddingModel model,
      long modelId,
      BooleanSupplier stopped) {
    List<OutOfReach> waiting =
        reader.roots().stream()
            .filter(root -> absent.contains(root.path()) || lookedThrough.contains(root.id()))
            .map(Root::id)
            .flatMap(root -> reader.outOfReach(root, modelId).stream())
            .distinct()
            .toList();
    if (waiting.isEmpty()) {
      return 0;
    }
    long embedded = 0;
    try (ImageTower tower = model.imageTower()) {
      for (int from = 0; from < waiting.size() && !stopped.getAsBoolean(); from += BATCH) {
        List<OutOfReach> some = waiting.subList(from, Math.min(waiting.size(), from + BATCH));
        embedded += embed(some, model, modelId, tower);
      }
    }
    return embedded;
  }

  private long embed(List<OutOfReach> some, EmbeddingModel model, long modelId, ImageTower tower) {
    List<OutOfReach> shown = new ArrayList<>();
    List<float[]> pictures = new ArrayList<>();
    for (OutOfReach photo : some) {
      Optional<byte[]> thumbnail = reader.thumbnail(photo.content());
      if (thumbnail.isPresent()
          && decoder.decode(thumbnail.get(), Purpose.QUERY) instanceof Decoding.Decoded decoded) {
        shown.add(photo);
        pictures.add(model.prepare(decoded.raster()));
      }
    }
    List<Embedding> embeddings = tower.embed(pictures);
    for (int i = 0; i < shown.size(); i++) {
      writer.embedding(
          shown.get(i).content(),
          shown.get(i).key(),
          modelId,
          model.precision(),
          EmbeddingSource.THUMBNAIL,
          embeddings.get(i));
    }
    writer.commit();
    return shown.size();
  }

  /// Lets the wished model answer where it is the one of this run and covers all that the answering
  /// one covers and that a thumbnail shows, or where every folder that is there was looked through:
  /// what it could not take in then, it never will.
  ///
  /// @param name the name the run's model was asked for by
  /// @param complete whether every folder that is there was looked through
  void changeOver(String name, boolean complete) {
    if (complete) {
      choice.completeSwitch(name);
    }
    new ModelSwitch(choice, models, reader).completeIfReady();
  }
}
