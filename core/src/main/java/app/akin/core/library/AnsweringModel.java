package app.akin.core.library;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.ModelSwitch;
import app.akin.core.model.Models;
import app.akin.core.store.CatalogueReader;

/// The model that answers searches of a library. Thread-safe.
///
/// @param active the models that the library names
/// @param models opens models
/// @param catalogue the library
record AnsweringModel(ActiveModel active, Models models, CatalogueReader catalogue) {
  /// Returns the selection with the model that answers searches, if it names none.
  ModelSelection resolve(ModelSelection selection) {
    return new ModelSwitch(active, models, catalogue).resolveForSearch(selection);
  }

  /// Returns the ID of the embeddings of the model that answers searches; 0 if it has none.
  long id() {
    try (EmbeddingModel model = models.open(resolve(ModelSelection.DEFAULT))) {
      return id(model);
    }
  }

  /// Returns the ID of the embeddings of a model; 0 if it has none.
  long id(EmbeddingModel model) {
    return catalogue.vectors().modelId(model.fingerprint()).orElse(0);
  }
}
