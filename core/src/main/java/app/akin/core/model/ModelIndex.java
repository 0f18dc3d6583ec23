package app.akin.core.model;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.index.IdSet;
import app.akin.core.index.IndexSettings;
import app.akin.core.index.VectorIndex;
import app.akin.core.photo.AkinException;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.ChangeMark;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The vector index of one model in one library, synchronised with the catalogue.
///
/// [#index] may be searched from any thread; [#refresh] must not be called concurrently.
public final class ModelIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelIndex.class);

  /// Number of vectors after which a save is tried.
  private static final int MAX_UNSAVED = 1 << 14;

  private final CatalogueReader catalogue;
  private final long modelId;
  private final VectorIndex index;
  private @Nullable ChangeMark refreshed;
  private long refreshedSequence;

  private ModelIndex(CatalogueReader catalogue, long modelId, VectorIndex index) {
    this.catalogue = catalogue;
    this.modelId = modelId;
    this.index = index;
  }

  /// Opens a model's index in a library. A missing or damaged index is rebuilt from the catalogue
  /// by [#refresh].
  ///
  /// @param library the library's folder
  /// @param catalogue the library's catalogue, which is not closed
  /// @param modelId the model's row id in the catalogue
  /// @param model the model; only its fingerprint and dimension are used
  public static ModelIndex open(
      Path library, CatalogueReader catalogue, long modelId, EmbeddingModel model) {
    // A new epoch discards an index whose ids refer to other contents.
    Path folder = folder(library, model.fingerprint());
    String origin = model.fingerprint() + " " + catalogue.vectors().epoch().orElse("");
    VectorIndex index =
        VectorIndex.open(
            folder,
            origin,
            model.dimension(),
            IndexSettings.defaults(Runtime.getRuntime().availableProcessors()));
    return new ModelIndex(catalogue, modelId, index);
  }

  /// Returns the folder of a model's index in a library.
  ///
  /// @param library the library's folder
  static Path folder(Path library, String fingerprint) {
    // 16 hexadecimal digits distinguish models; the index checks the full fingerprint.
    return library.resolve("index").resolve(fingerprint.substring(0, 16));
  }

  /// Returns the index in the state of the last [#refresh].
  public VectorIndex index() {
    return index;
  }

  /// Updates the index to the catalogue's committed state: adds new vectors and hides photos
  /// without a file.
  public void refresh() {
    ChangeMark mark = catalogue.vectors().changeMark();
    if (mark.equals(refreshed) && index.lastSequence() == refreshedSequence) {
      return;
    }
    catalogue.vectors().embeddingsAfter(modelId, index.lastSequence(), this::add);
    index.hide(IdSet.of(catalogue.vectors().hidden(modelId)));
    // What is committed meanwhile is read by the next call.
    refreshed = mark;
    refreshedSequence = index.lastSequence();
  }

  private void add(long sequence, long id, float[] unit) {
    index.add(sequence, id, unit);
    if (index.unsaved() % MAX_UNSAVED == 0) {
      saveUnlessImpossible();
    }
  }

  /// Saves, so that memory stays bounded while a large index is filled again. If that is
  /// impossible, as in a folder that can only be read, the vectors stay in memory.
  private void saveUnlessImpossible() {
    try {
      index.trySave();
    } catch (AkinException e) {
      LOG.debug("The index can't be saved now", e);
    }
  }

  @Override
  public void close() {
    index.close();
  }
}
