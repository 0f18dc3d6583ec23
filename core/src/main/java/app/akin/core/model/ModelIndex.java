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
/// [#index] may be searched from any thread; [#refresh] and [#refreshSoon] must not be called
/// concurrently.
public final class ModelIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelIndex.class);

  /// Number of vectors after which a save is tried, and that [#refreshSoon] adds at once.
  private static final int MAX_UNSAVED = 1 << 14;

  private final CatalogueReader catalogue;
  private final long modelId;
  private final VectorIndex index;
  private @Nullable ChangeMark refreshed;
  private long refreshedSequence;

  /// Adds many vectors while searches are answered.
  private @Nullable Thread filling;

  private volatile boolean closed;

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
    return open(library, catalogue, modelId, model.fingerprint(), model.dimension());
  }

  static ModelIndex open(
      Path library, CatalogueReader catalogue, long modelId, String fingerprint, int dimension) {
    // A new epoch discards an index whose ids refer to other contents.
    String origin = fingerprint + " " + catalogue.vectors().epoch().orElse("");
    VectorIndex index =
        VectorIndex.open(
            folder(library, fingerprint),
            origin,
            dimension,
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
  /// without a file. Waits for all of them.
  public void refresh() {
    finishFilling();
    if (begin()) {
      fill();
      end();
    }
  }

  /// Updates the index as [#refresh] does, but leaves many new vectors, such as those of a whole
  /// library, to another thread, so that searches are answered from what is there; see
  /// [#indexedShare].
  public void refreshSoon() {
    if (isFilling() || !begin()) {
      return;
    }
    if (addSome()) {
      filling = Thread.ofPlatform().daemon().name("akin-index-fill").start(this::fillMeanwhile);
    } else {
      end();
    }
  }

  /// Returns which share of the catalogue's vectors the index has: 1 unless many are being added,
  /// see [#refreshSoon].
  public double indexedShare() {
    return isFilling()
        ? Math.min(1, (double) index.lastSequence() / catalogue.vectors().lastSequence())
        : 1;
  }

  private boolean isFilling() {
    Thread thread = filling;
    return thread != null && thread.isAlive();
  }

  private void finishFilling() {
    Thread thread = filling;
    if (thread != null) {
      join(thread);
      filling = null;
    }
  }

  /// Returns whether the catalogue has changed since the last refresh.
  private boolean begin() {
    ChangeMark mark = catalogue.vectors().changeMark();
    if (mark.equals(refreshed) && index.lastSequence() == refreshedSequence) {
      return false;
    }
    index.hide(IdSet.of(catalogue.vectors().hidden(modelId)));
    // What is committed meanwhile is read by the next call.
    refreshed = mark;
    return true;
  }

  private void end() {
    refreshedSequence = index.lastSequence();
  }

  private void fillMeanwhile() {
    try {
      fill();
    } catch (RuntimeException e) {
      LOG.warn("The index can't be filled now; the next search tries again", e);
    }
  }

  private void fill() {
    while (!closed && addSome()) {
      saveUnlessImpossible();
    }
  }

  /// Adds new vectors.
  ///
  /// @return whether there may be more
  private boolean addSome() {
    long start = index.lastSequence();
    long[] last = {start};
    boolean more =
        catalogue
            .vectors()
            .embeddingsAfter(
                modelId,
                start,
                MAX_UNSAVED,
                (sequence, id, unit) -> {
                  if (!closed && index.addAfter(last[0], sequence, id, unit)) {
                    last[0] = sequence;
                  }
                });
    // A damaged index was emptied meanwhile, and starts again.
    return more || index.lastSequence() < last[0];
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

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    finishFilling();
    index.close();
  }
}
