package app.akin.core.model;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.index.IdSet;
import app.akin.core.index.IndexSettings;
import app.akin.core.index.VectorIndex;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;

/// The photos of one library as one model sees them: the index over that model's vectors, kept in
/// step with the catalogue.
///
/// [#index] may be searched from any thread; [#catchUp] is for one thread at a time.
public final class ModelSpace implements AutoCloseable {
  private final CatalogueReader catalogue;
  private final long modelId;
  private final VectorIndex index;

  private ModelSpace(CatalogueReader catalogue, long modelId, VectorIndex index) {
    this.catalogue = catalogue;
    this.modelId = modelId;
    this.index = index;
  }

  /// Opens a model's index in a library; a missing or damaged one starts empty and fills from the
  /// catalogue.
  ///
  /// @param library the library's own folder
  /// @param catalogue the library's catalogue, kept and not closed
  /// @param modelId the model's row in it
  /// @param model the model, asked for its fingerprint and dimension only
  public static ModelSpace open(
      Path library, CatalogueReader catalogue, long modelId, EmbeddingModel model) {
    // The epoch makes an index of ids that mean something else now start anew.
    Path folder = folder(library, model.fingerprint());
    String origin = model.fingerprint() + " " + catalogue.epoch().orElse("");
    VectorIndex index =
        VectorIndex.open(
            folder,
            origin,
            model.dimension(),
            IndexSettings.defaults(Runtime.getRuntime().availableProcessors()));
    return new ModelSpace(catalogue, modelId, index);
  }

  /// Where a model's index is kept in a library.
  ///
  /// @param library the library's own folder
  static Path folder(Path library, String fingerprint) {
    // A name of 16 hexadecimal digits tells models apart; the index checks the whole.
    return library.resolve("index").resolve(fingerprint.substring(0, 16));
  }

  /// The index, as of the last [#catchUp].
  public VectorIndex index() {
    return index;
  }

  /// Brings the index up to what the catalogue has committed: new vectors are added, pictures
  /// without a file are hidden.
  public void catchUp() {
    catalogue.embeddingsAfter(modelId, index.lastSequence(), index::add);
    index.hide(IdSet.of(catalogue.hidden(modelId)));
  }

  @Override
  public void close() {
    index.close();
  }
}
