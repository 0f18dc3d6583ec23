package app.akin.core.search;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.TextTower;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.ModelIndex;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A model and its index, open for queries. A tower is loaded when a query first needs it: words
/// alone never load the image tower. For one thread at a time.
final class Session implements AutoCloseable {
  private final ModelSelection wish;
  private final EmbeddingModel model;
  private final long modelId;
  private final ModelIndex space;
  private final Features features = new Features();
  private @Nullable TextTower textTower;
  private @Nullable ImageTower imageTower;

  private Session(ModelSelection wish, EmbeddingModel model, long modelId, ModelIndex space) {
    this.wish = wish;
    this.model = model;
    this.modelId = modelId;
    this.space = space;
  }

  /// Opens a model in a library. What the first query needs of the model is loaded beside the
  /// index.
  ///
  /// @param pictures whether the first query has pictures
  /// @param texts whether it has texts
  /// @throws AkinException `LIBRARY_EMPTY` where no photo is in the library, `MODEL_NOT_INDEXED`
  ///   where this model embedded none
  static Session open(
      Path library,
      CatalogueReader catalogue,
      Models models,
      ModelSelection wish,
      boolean pictures,
      boolean texts) {
    EmbeddingModel model = models.open(wish);
    try {
      OptionalLong modelId = catalogue.model(model.fingerprint());
      if (modelId.isEmpty() || !catalogue.hasEmbeddings(modelId.getAsLong())) {
        throw catalogue.counts(modelId.orElse(0)).photos() == 0
            ? new AkinException(Problem.LIBRARY_EMPTY)
            : new AkinException(Problem.MODEL_NOT_INDEXED, model.name());
      }
      model.loadAhead(pictures, texts);
      ModelIndex space = ModelIndex.open(library, catalogue, modelId.getAsLong(), model);
      return new Session(wish, model, modelId.getAsLong(), space);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  ModelSelection wish() {
    return wish;
  }

  EmbeddingModel model() {
    return model;
  }

  long modelId() {
    return modelId;
  }

  ModelIndex space() {
    return space;
  }

  Features features() {
    return features;
  }

  TextTower textTower() {
    TextTower tower = textTower;
    if (tower == null) {
      tower = model.textTower();
      textTower = tower;
    }
    return tower;
  }

  ImageTower imageTower() {
    ImageTower tower = imageTower;
    if (tower == null) {
      tower = model.imageTower();
      imageTower = tower;
    }
    return tower;
  }

  /// Takes an image tower that was loaded elsewhere, unless there is one.
  ///
  /// @return whether it was taken, and is closed with the session
  boolean adopt(ImageTower tower) {
    if (imageTower != null) {
      return false;
    }
    imageTower = tower;
    return true;
  }

  @Override
  public void close() {
    if (textTower != null) {
      textTower.close();
    }
    if (imageTower != null) {
      imageTower.close();
    }
    space.close();
    model.close();
  }
}
