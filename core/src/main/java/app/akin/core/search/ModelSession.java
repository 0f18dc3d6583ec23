package app.akin.core.search;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.PromptImageTower;
import app.akin.core.embed.TextTower;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.store.CatalogueReader;
import org.jspecify.annotations.Nullable;

/// A model that is open for queries, with the features of recent query parts. Towers are loaded on
/// first use; text queries never load the image tower. Not thread-safe.
final class ModelSession implements AutoCloseable {
  /// The row ID of a model that has embedded nothing in the library.
  static final long NOTHING_EMBEDDED = 0;

  private final ModelSelection selection;
  private final EmbeddingModel model;
  private final long modelId;
  private final FeatureCache features = new FeatureCache();
  private @Nullable TextTower textTower;
  private @Nullable ImageTower imageTower;

  private ModelSession(ModelSelection selection, EmbeddingModel model, long modelId) {
    this.selection = selection;
    this.model = model;
    this.modelId = modelId;
  }

  /// Opens a model for queries.
  ///
  /// @throws app.akin.core.photo.AkinException of a `Model` kind if it can't be used
  static ModelSession open(CatalogueReader catalogue, Models models, ModelSelection selection) {
    return of(catalogue, models.open(selection), selection);
  }

  /// Opens a model that embeds many photos, too.
  ///
  /// @throws app.akin.core.photo.AkinException of a `Model` kind if it can't be used
  static ModelSession openForPhotos(
      CatalogueReader catalogue, Models models, ModelSelection selection) {
    return of(catalogue, models.openForBatch(selection), selection);
  }

  private static ModelSession of(
      CatalogueReader catalogue, EmbeddingModel model, ModelSelection selection) {
    try {
      long modelId = catalogue.vectors().modelId(model.fingerprint()).orElse(NOTHING_EMBEDDED);
      return new ModelSession(selection, model, modelId);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  ModelSelection selection() {
    return selection;
  }

  EmbeddingModel model() {
    return model;
  }

  /// Returns the row ID of the model in the catalogue when it was opened, [#NOTHING_EMBEDDED] if it
  /// had none.
  long modelId() {
    return modelId;
  }

  FeatureCache features() {
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

  /// Returns the tower of a model that embeds prompts.
  PromptImageTower promptTower() {
    if (imageTower() instanceof PromptImageTower prompts) {
      return prompts;
    }
    throw new IllegalStateException(model.name() + " embeds no prompts");
  }

  /// Adopts an image tower that was loaded elsewhere, unless one is present.
  ///
  /// @return whether it was adopted and will be closed with the session
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
    model.close();
  }
}
