package app.akin.core.model;

import app.akin.core.model.ActiveModel.Choice;
import app.akin.core.store.CatalogueReader;
import java.util.OptionalLong;

/// Lets the model that a library moves over to answer as soon as it covers what the answering one
/// covers and a thumbnail shows. Whoever is about to answer asks: so it does not matter how the run
/// ended that got it so far. Thread-safe, also towards other processes.
///
/// @param choice the library's choice
/// @param models knows the models
/// @param catalogue the library's catalogue, read and not closed
public record ModelSwitch(ActiveModel choice, Models models, CatalogueReader catalogue) {
  /// Lets the wished model answer where it can, and says what is chosen then. Costs one count over
  /// the catalogue while a library moves, and nothing otherwise.
  public Choice settled() {
    Choice chosen = choice.read();
    if (!chosen.isMoving()) {
      return chosen;
    }
    OptionalLong wished = row(chosen.wish());
    if (wished.isPresent()
        && catalogue.hasEmbeddings(wished.getAsLong())
        && catalogue.stillMissing(wished.getAsLong(), row(chosen.answers()).orElse(0)) == 0) {
      choice.covered(chosen.wish());
    }
    return choice.read();
  }

  /// A wish with the library's answering model where it names none.
  public ModelSelection answering(ModelSelection wish) {
    if (wish.model() == null) {
      settled();
    }
    return choice.answering(wish);
  }

  private OptionalLong row(String name) {
    return models.fingerprint(name).map(catalogue::model).orElseGet(OptionalLong::empty);
  }
}
