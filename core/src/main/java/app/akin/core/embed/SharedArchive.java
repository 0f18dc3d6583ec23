package app.akin.core.embed;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A loaded archive shared by all towers of its kind. Loaded on first use and freed when it is
/// closed and the last tower has been closed, so that native memory is never freed during an
/// inference. Thread-safe.
final class SharedArchive implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedArchive.class);

  private final TorchRuntime runtime;
  private final Supplier<Device> device;
  private final List<Supplier<ArchiveFile>> sources;

  private @Nullable Loaded loaded;
  private int users;
  private boolean closed;

  /// Creates an archive that is not loaded yet.
  ///
  /// @param runtime the engine
  /// @param device returns its device; called when needed
  /// @param sources return its file; called when needed, because they may compile it. If the engine
  ///   can't load the first, the next is used
  SharedArchive(
      TorchRuntime runtime, Supplier<Device> device, List<Supplier<ArchiveFile>> sources) {
    this.runtime = runtime;
    this.device = device;
    this.sources = List.copyOf(sources);
  }

  private record Loaded(ArchiveFile file, Model model) {}

  /// Runs the archive for one thread. Not thread-safe.
  static final class Lease<I, O> implements AutoCloseable {
    private final ArchiveFile file;
    private final Predictor<I, O> predictor;
    private final NDManager manager;
    private final SharedArchive archive;
    private final int threads;
    private boolean returned;

    private Lease(
        ArchiveFile file,
        Predictor<I, O> predictor,
        NDManager manager,
        SharedArchive archive,
        int threads) {
      this.file = file;
      this.manager = manager;
      this.predictor = predictor;
      this.archive = archive;
      this.threads = threads;
    }

    /// Returns the archive that runs.
    ArchiveFile file() {
      return file;
    }

    /// Returns a new manager of tensors on the device of the archive; the caller closes it.
    NDManager newManager() {
      return manager.newSubManager();
    }

    /// Runs the archive on one input.
    ///
    /// @throws AkinException `ModelArchive`, or a problem found by the translator
    O run(I input) {
      if (returned) {
        throw new IllegalStateException("the tower was closed");
      }
      Semaphore inferences = archive.runtime.inferences();
      inferences.acquireUninterruptibly();
      try {
        archive.runtime.setThreads(threads);
        return predictor.predict(input);
      } catch (TranslateException e) {
        if (e.getCause() instanceof AkinException problem) {
          throw problem;
        }
        throw file.problem(e);
      } finally {
        inferences.release();
      }
    }

    /// Releases the predictor; closing twice has no effect.
    @Override
    public void close() {
      if (!returned) {
        returned = true;
        predictor.close();
        archive.release();
      }
    }
  }

  /// Returns a predictor for one thread; the caller closes the lease.
  ///
  /// @param threads number of threads per inference
  /// @param translator creates the translator for a file
  synchronized <I, O> Lease<I, O> lease(
      int threads, Function<ArchiveFile, Translator<I, O>> translator) {
    Loaded current = loaded();
    Predictor<I, O> predictor = current.model().newPredictor(translator.apply(current.file()));
    users++;
    return new Lease<>(current.file(), predictor, current.model().getNDManager(), this, threads);
  }

  /// Loads the archive in advance.
  synchronized void loadAhead() {
    loaded();
  }

  private Loaded loaded() {
    if (closed) {
      throw new IllegalStateException("the model was closed");
    }
    Loaded current = loaded;
    if (current == null) {
      current = load();
      loaded = current;
    }
    return current;
  }

  /// Frees the archive, at once or with the last tower.
  @Override
  public synchronized void close() {
    closed = true;
    freeUnused();
  }

  private synchronized void release() {
    users--;
    freeUnused();
  }

  private void freeUnused() {
    Loaded current = loaded;
    if (closed && users == 0 && current != null) {
      loaded = null;
      current.model().close();
      ProcessTuning.trimMemory();
    }
  }

  private Loaded load() {
    for (Supplier<ArchiveFile> source : sources.subList(0, sources.size() - 1)) {
      try {
        return load(source.get());
      } catch (AkinException e) {
        if (!(e.problem() instanceof Problem.ModelArchive)) {
          throw e;
        }
        LOG.info("trying the next archive: {}", e.getMessage());
      }
    }
    return load(sources.getLast().get());
  }

  private Loaded load(ArchiveFile file) {
    Model model = runtime.newModel(file.name(), device.get());
    try {
      file.load(model);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    return new Loaded(file, model);
  }
}
