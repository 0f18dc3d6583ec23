package app.akin.core.model;

import app.akin.core.model.ActiveModel.Choice;
import app.akin.core.store.CatalogueReader;
import java.util.OptionalLong;

/// Completes a library's switch to another model.
///
/// The target model becomes active as soon as it has embedded every photo that the active model has
/// embedded and that has a thumbnail. This is checked before each search, so it does not depend on
/// how the last indexing run ended. Thread-safe, also across processes.
///
/// @param activeModel the library's stored choice of model
/// @param models opens the models
/// @param catalogue the library's catalogue, which is not closed
public record ModelSwitch(ActiveModel activeModel, Models models, CatalogueReader catalogue) {
  /// Activates the target model if it is ready, and returns the resulting choice. Runs one counting
  /// query on the catalogue while a switch is in progress, otherwise none.
  public Choice completeIfReady() {
    Choice chosen = activeModel.read();
    if (!chosen.isSwitching()) {
      return chosen;
    }
    OptionalLong target = modelId(chosen.target());
    if (target.isPresent()
        && catalogue.vectors().hasEmbeddings(target.getAsLong())
        && catalogue
                .vectors()
                .missingEmbeddings(target.getAsLong(), modelId(chosen.active()).orElse(0))
            == 0) {
      activeModel.completeSwitch(chosen.target());
    }
    return activeModel.read();
  }

  /// Fills in the library's active model if the selection names no model.
  public ModelSelection resolveForSearch(ModelSelection selection) {
    if (selection.model() == null) {
      completeIfReady();
    }
    return activeModel.resolveForSearch(selection);
  }

  private OptionalLong modelId(String name) {
    return models
        .fingerprint(name)
        .map(catalogue.vectors()::modelId)
        .orElseGet(OptionalLong::empty);
  }
}
