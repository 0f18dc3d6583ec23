package app.akin.core.search;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.RankingSettings;
import app.akin.core.model.ModelIndex;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;
import java.util.List;

/// A model and its index, open for queries. Not thread-safe.
///
/// @param queries the model
/// @param modelIndex its index
/// @param ranking how its scores are combined
record SearchSession(ModelSession queries, ModelIndex modelIndex, RankingSettings ranking)
    implements AutoCloseable {
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
    ModelSession queries = ModelSession.open(catalogue, models, selection);
    try {
      EmbeddingModel model = queries.model();
      long modelId = queries.modelId();
      if (modelId == ModelSession.NOTHING_EMBEDDED || !catalogue.vectors().hasEmbeddings(modelId)) {
        throw catalogue.counts(modelId).photos() == 0
            ? new AkinException(new Problem.LibraryEmpty())
            : new AkinException(new Problem.ModelNotIndexed(model.name()));
      }
      model.loadAhead(images, texts);
      return new SearchSession(
          queries, ModelIndex.open(library, catalogue, modelId, model), ranking);
    } catch (RuntimeException e) {
      queries.close();
      throw e;
    }
  }

  ModelSelection selection() {
    return queries.selection();
  }

  EmbeddingModel model() {
    return queries.model();
  }

  long modelId() {
    return queries.modelId();
  }

  /// Returns the photos that the model has embedded.
  LocalSpace space() {
    return new LocalSpace(modelIndex.index());
  }

  /// Returns the cosines of a sample of photos with a unit vector.
  float[] sample(float[] unit) {
    return modelIndex.index().sample(List.of(unit), Ranker.SAMPLE_SIZE).getFirst();
  }

  @Override
  public void close() {
    modelIndex.close();
    queries.close();
  }
}
