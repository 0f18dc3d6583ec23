package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.ingest.FileChanges.Work;
import app.akin.core.model.ModelIndex;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.DecoderStamp;
import app.akin.core.store.KnownFile;
import app.akin.core.store.Root;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and embeds the new and changed files that a scan found. For one thread.
final class IndexPhase {
  private static final Logger log = LoggerFactory.getLogger(IndexPhase.class);

  /// Files larger than this are not read.
  static final long MAX_BYTES = 1L << 30;

  /// Number of images embedded before the index is refreshed during a run, so that concurrent
  /// searches find them.
  private static final long INDEX_EVERY = 5_000;

  /// Capacity of the queue of prepared images: two of the model's largest batches.
  private static final int PREPARED_CAPACITY = 32;

  /// An image that is prepared for a prompt has up to 24 MB.
  private static final int PREPARED_PROMPTS = 4;

  /// What a run may use, and how it is controlled.
  ///
  /// @param threads number of threads in the decode pool
  /// @param memory maximum heap size of the process in bytes
  /// @param shared has the vectors that other computers have computed
  record Resources(
      int threads,
      long memory,
      RunControl control,
      Progress progress,
      Clock clock,
      SharedRun shared) {}

  private final List<ScanScope> scopes;
  private final BiPredicate<Work, Integer> hasWork;
  private final FileChanges changes;
  private final Predicate<Path> recentlyChanged;
  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final long modelId;
  private final PhotoDecoder decoder;
  private final Resources resources;

  /// @param hasWork returns whether files of a rank are to be read, see [SiblingMatcher#rank]
  /// @param recentlyChanged tests whether a file may still be being written; such files are left
  ///   for the next run
  IndexPhase(
      List<ScanScope> scopes,
      BiPredicate<Work, Integer> hasWork,
      FileChanges changes,
      Predicate<Path> recentlyChanged,
      Store store,
      long modelId,
      PhotoDecoder decoder,
      Resources resources) {
    this.scopes = scopes;
    this.hasWork = hasWork;
    this.changes = changes;
    this.recentlyChanged = recentlyChanged;
    this.reader = store.reader();
    this.writer = store.writer();
    this.modelId = modelId;
    this.decoder = decoder;
    this.resources = resources;
  }

  /// Indexes all files to be read; falls back to the CPU if the GPU fails. Photos embedded before
  /// the failure are kept.
  void run(Models models, ModelSelection selection, ModelIndex modelIndex)
      throws InterruptedException {
    try (EmbeddingModel model = models.openForBatch(selection)) {
      run(model, modelIndex);
      return;
    } catch (AkinException e) {
      String reason =
          switch (e.problem()) {
            case Problem.ModelArchive archive -> archive.detail();
            case Problem.DeviceAbsent absent -> absent.detail();
            case Problem _ -> throw e;
          };
      if (!models.rejectGpu(selection, reason)) {
        throw e;
      }
      log.warn("the GPU failed, continuing on the CPU", e);
    }
    try (EmbeddingModel model = models.openForBatch(selection)) {
      run(model, modelIndex);
    }
  }

  private void run(EmbeddingModel model, ModelIndex modelIndex) throws InterruptedException {
    InFlightContents inFlight = new InFlightContents();
    DecodeStage decodeStage =
        new DecodeStage(
            reader,
            decoder,
            model,
            modelId,
            inFlight,
            Math.min(MAX_BYTES, resources.memory() / 4),
            resources.memory() / 2);
    IncrementalRefresh index = new IncrementalRefresh(modelIndex);
    CatalogueSink sink =
        new CatalogueSink(
            writer,
            decoder,
            modelId,
            model.precision(),
            inFlight,
            resources.progress(),
            resources.clock(),
            index::refreshIfDue);
    Pipeline pipeline =
        new Pipeline(
            decodeStage,
            model,
            keys -> sharedVectors(model, keys),
            sink,
            resources.control(),
            resources.threads(),
            preparedCapacity(model));
    try {
      read(Work.READ, pipeline);
      resources.control().setInBackground(true);
      read(Work.CHECK, pipeline);
    } finally {
      resources.control().setInBackground(false);
      pipeline.finish();
    }
  }

  private Map<ContentKey, Embedding> sharedVectors(
      EmbeddingModel model, Collection<ContentKey> keys) {
    Map<ContentKey, Embedding> known = resources.shared().vectors(model.fingerprint(), keys);
    resources.progress().takeVectors(known.size());
    return known;
  }

  private void read(Work work, Pipeline pipeline) throws InterruptedException {
    for (int rank = 0; rank < SiblingMatcher.RANKS; rank++) {
      // Primary files are indexed before their siblings.
      if (hasWork.test(work, rank)
          || (work == Work.READ && rank > 0 && writer.replacedPrimaries() > 0)) {
        for (ScanScope scope : scopes) {
          walk(scope, work, rank, pipeline);
        }
        pipeline.drain();
      }
    }
  }

  private void walk(ScanScope scope, Work work, int rank, Pipeline pipeline)
      throws InterruptedException {
    Root root = scope.root();
    scope.walk(
        IngestRun.RULE,
        listing -> {
          Map<String, KnownFile> known = reader.files(root.id(), listing.relative(), modelId);
          Map<String, List<String>> siblings = SiblingMatcher.groupByShot(listing);
          Map<String, DecoderStamp> decoders = reader.decoders(root.id(), listing.relative());
          boolean keepsKeys = FileChanges.keepsKeys(listing, known);
          for (FoundFile file : listing.files()) {
            if (SiblingMatcher.rank(file.name()) == rank
                && changes.work(known.get(file.name()), decoders.get(file.name()), file, keepsKeys)
                    == work
                && !recentlyChanged.test(file.path())
                && !submit(pipeline, job(root, listing, file, siblings))) {
              return false;
            }
          }
          return true;
        });
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static Job job(
      Root root, FolderListing listing, FoundFile file, Map<String, List<String>> siblings) {
    return new Job(
        root.id(),
        listing.relative(),
        file,
        SiblingMatcher.candidates(file, siblings),
        root.minPixels());
  }

  private static boolean submit(Pipeline pipeline, Job job) {
    try {
      return pipeline.submit(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Refreshes the index periodically during a long run. For the writing thread.
  private final class IncrementalRefresh {
    private final ModelIndex modelIndex;
    private long indexed;

    IncrementalRefresh(ModelIndex modelIndex) {
      this.modelIndex = modelIndex;
    }

    void refreshIfDue() {
      long embedded = resources.progress().status().embedded();
      if (embedded - indexed >= INDEX_EVERY) {
        modelIndex.refresh();
        modelIndex.index().save();
        indexed = embedded;
      }
    }
  }

  private static int preparedCapacity(EmbeddingModel model) {
    return switch (model.composition()) {
      case SUM -> PREPARED_CAPACITY;
      case PROMPT -> PREPARED_PROMPTS;
    };
  }
}
