package app.akin.core.search;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.PromptImageTower;
import app.akin.core.embed.RankingSettings;
import app.akin.core.embed.TextTower;
import app.akin.core.model.ModelIndex;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A model and its index, open for queries. Towers are loaded on first use; text queries never load
/// the image tower. Not thread-safe.
final class SearchSession implements AutoCloseable {
  private final ModelSelection selection;
  private final EmbeddingModel model;
  private final long modelId;
  private final ModelIndex modelIndex;
  private final RankingSettings ranking;
  private final FeatureCache features = new FeatureCache();
  private @Nullable TextTower textTower;
  private @Nullable ImageTower imageTower;

  private SearchSession(
      ModelSelection selection,
      EmbeddingModel model,
      long modelId,
      ModelIndex modelIndex,
      RankingSettings ranking) {
    this.selection = selection;
    this.model = model;
    this.modelId = modelId;
    this.modelIndex = modelIndex;
    this.ranking = ranking;
  }

  /// Opens a model in a library. The towers that the first query needs are loaded while the index
  /// opens.
  ///
  /// @param images whether the first query has images
  /// @param texts whether the first query has texts
  /// @throws AkinException `LibraryEmpty` if the library has no photos, `ModelNotIndexed` if no
  ///   photo is embedded with this model
  static SearchSession open(
      Path library,
      CatalogueReader catalogue,
      Models models,
      ModelSelection selection,
      boolean images,
      boolean texts) {
    RankingSettings ranking = models.ranking(selection);
    EmbeddingModel model = models.open(selection);
    try {
      OptionalLong modelId = catalogue.vectors().modelId(model.fingerprint());
      if (modelId.isEmpty() || !catalogue.vectors().hasEmbeddings(modelId.getAsLong())) {
        throw catalogue.counts(modelId.orElse(0)).photos() == 0
            ? new AkinException(new Problem.LibraryEmpty())
            : new AkinException(new Problem.ModelNotIndexed(model.name()));
      }
      model.loadAhead(images, texts);
      ModelIndex modelIndex = ModelIndex.open(library, catalogue, modelId.getAsLong(), model);
      return new SearchSession(selection, model, modelId.getAsLong(), modelIndex, ranking);
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

  long modelId() {
    return modelId;
  }

  ModelIndex modelIndex() {
    return modelIndex;
  }

  RankingSettings ranking() {
    return ranking;
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
    modelIndex.close();
    model.close();
  }
}
