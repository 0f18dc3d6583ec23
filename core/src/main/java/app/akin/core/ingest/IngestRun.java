package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.ModelIndex;
import app.akin.core.model.Models;
import app.akin.core.model.SamplePhotos;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.scan.Volumes;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.KnownFile;
import app.akin.core.store.Root;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run, from the folders to the index: which folders, what is new in them, the pipeline, the
/// index. [#run] is for one thread, once; the rest is thread-safe.
final class IngestRun {
  private static final Logger log = LoggerFactory.getLogger(IngestRun.class);

  /// Photos larger than this are not read.
  private static final long MAX_BYTES = 1L << 30;

  /// How many pictures may be embedded before the index is brought up to date on the way, so that a
  /// search beside a long run finds them at once.
  private static final long INDEX_EVERY = 5_000;

  /// How many files to look for when a sample of a new library is wanted.
  private static final int FIRST_FOUND = 1_000;

  /// How long a photo without a file keeps its identity.
  private static final Duration IDENTITY_KEPT = Duration.ofDays(30);

  /// How many prepared pictures may wait for the model: two of its largest batches.
  private static final int AHEAD = 32;

  /// Which files may be photos.
  static final CandidateRule RULE =
      new CandidateRule() {
        @Override
        public boolean byName(String fileName) {
          return PhotoDecoder.hasImageExtension(fileName);
        }

        @Override
        public boolean byContent(byte[] head, int length) {
          return PhotoDecoder.isImage(head, length);
        }
      };

  private final Store store;
  private final Path library;
  private final Models models;
  private final ModelSelection wish;
  private final EmbeddingModel model;
  private final PhotoDecoder decoder;
  private final Volumes volumes;
  private final Clock clock;
  private final int threads;
  private final long memory;
  private final Progress progress;
  private final RunControl steering;

  /// @param models opens the model again where a check takes another precision
  /// @param wish what model was asked for
  /// @param model that model
  /// @param volumes what the system says of volumes
  IngestRun(
      Store store,
      Path library,
      Models models,
      ModelSelection wish,
      EmbeddingModel model,
      PhotoDecoder decoder,
      Volumes volumes,
      Clock clock,
      int threads,
      long memory) {
    this.store = store;
    this.library = library;
    this.models = models;
    this.wish = wish;
    this.model = model;
    this.decoder = decoder;
    this.volumes = volumes;
    this.clock = clock;
    this.threads = threads;
    this.memory = memory;
    this.steering = new RunControl(new Power(Power.SYSTEM), clock);
    this.progress = new Progress(clock, steering::pace);
  }

  IngestStatus status() {
    return progress.status();
  }

  void stop() {
    steering.stop();
  }

  RunControl steering() {
    return steering;
  }

  void resume() {
    progress.restartRate();
    steering.resume();
  }

  /// Does the run and closes store and model.
  ///
  /// @param unsettled whether a file may still be written: it is left for the next run
  IngestReport run(IngestRequest request, Predicate<Path> unsettled) throws InterruptedException {
    Instant start = clock.instant();
    try (store;
        model) {
      CatalogueReader reader = store.reader();
      CatalogueWriter writer = store.writer();
      long modelId = writer.model(model.fingerprint(), model.name(), model.dimension());

      writer.expire(start.minus(IDENTITY_KEPT));
      ScanScopes parts = new ScanScopes(reader, writer, volumes);
      List<ScanScope> scopes = parts.of(request);
      ChangeScan survey =
          new ChangeScan(
              reader,
              writer,
              RULE,
              modelId,
              request.retry(),
              decoder,
              progress,
              unsettled,
              this::hasStopped);
      List<ChangeScan.Result> surveyed = new ArrayList<>();
      for (ScanScope scope : scopes) {
        ChangeScan.Result found = survey.look(scope);
        surveyed.add(found);
        if (found.files() == 0 && scope.added() && !steering.isStopped()) {
          // Nothing is committed yet, so the folder is not in the library afterwards.
          throw new AkinException(Problem.FOLDER_WITHOUT_PHOTOS, scope.start());
        }
      }
      MissingFiles departures = new MissingFiles(reader, writer, request.acceptLoss());
      for (int i = 0; i < scopes.size() && !steering.isStopped(); i++) {
        departures.settle(scopes.get(i), surveyed.get(i).missing(), survey::hasArrived);
      }
      writer.commit();
      // A twin that now stands for its photo is not embedded yet.
      progress.found(0, writer.uncovered(), 0);

      try (ModelIndex space = ModelIndex.open(library, reader, modelId, model)) {
        if (progress.status().toDo() > 0) {
          checkPrecisions(reader, scopes);
        }
        if (progress.status().toDo() > 0 && !steering.isStopped()) {
          progress.phase(Phase.TAKING_IN);
          Round round =
              new Round(scopes, survey, request.retry(), unsettled, reader, writer, modelId);
          takeIn(round, space);
        }
        Set<Long> lookedThrough = lookedThrough(scopes);
        ModelMigration handover =
            new ModelMigration(reader, writer, decoder, models, new ActiveModel(library));
        if (!steering.isStopped()) {
          handover.embedThumbnails(parts.absent(), lookedThrough, model, modelId, this::hasStopped);
        }
        progress.phase(Phase.INDEXING);
        space.refresh();
        space.index().save();
        handover.changeOver(
            wish.model() == null ? Models.STARTER : wish.model(),
            !steering.isStopped()
                && reader.roots().stream()
                    .allMatch(
                        root ->
                            parts.absent().contains(root.path())
                                || lookedThrough.contains(root.id())));
        if (!steering.isStopped() && space.index().wantsGraph()) {
          space.index().buildGraph(this::goesOn);
        }
      }
      backUp();
      progress.phase(Phase.ENDED);
      IngestStatus end = progress.status();
      return new IngestReport(
          end.files(),
          reader.counts(modelId).photos(),
          end.embedded(),
          Math.max(
              0,
              end.files() - end.embedded() - end.failed() - Math.max(0, end.toDo() - end.done())),
          end.failed(),
          departures.gone(),
          surveyed.stream().mapToLong(ChangeScan.Result::videos).sum(),
          parts.absent(),
          departures.losses(),
          decoder.slowness(),
          steering.isStopped(),
          model.name(),
          Duration.between(start, clock.instant()));
    }
  }

  /// The roots that a run looks through whole.
  private static Set<Long> lookedThrough(List<ScanScope> scopes) {
    return scopes.stream()
        .filter(scope -> scope.deep() && scope.start().equals(scope.root().path()))
        .map(scope -> scope.root().id())
        .collect(Collectors.toSet());
  }

  /// A copy that cannot be made is no reason to call the run a failure.
  private void backUp() {
    try {
      store.backUp();
    } catch (AkinException e) {
      log.warn("no copy of the library was kept", e);
    }
  }

  private boolean goesOn(double fraction) {
    progress.part(fraction);
    return !hasStopped();
  }

  /// Whether the run has stopped; waits while it is paused.
  private boolean hasStopped() {
    try {
      return !steering.goesOn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// Finds out which of the model's precisions to use, the first time it is used on this machine.
  private void checkPrecisions(CatalogueReader reader, List<ScanScope> scopes) {
    if (steering.isStopped() || !models.needsCheck(wish, model)) {
      return;
    }
    progress.phase(Phase.CHECKING);
    SamplePhotos known = SamplePhotos.of(reader, decoder);
    // A library that is just beginning has none to show: the folders have.
    SamplePhotos own = known.paths().isEmpty() ? firstFound(scopes) : known;
    models.check(wish, own, this::goesOn).ifPresent(progress::checked);
  }

  private SamplePhotos firstFound(List<ScanScope> scopes) {
    List<Path> found = new ArrayList<>();
    for (ScanScope scope : scopes) {
      scope.walk(
          RULE,
          listing -> {
            listing.files().forEach(file -> found.add(file.path()));
            return found.size() < FIRST_FOUND;
          });
    }
    return SamplePhotos.of(found, decoder);
  }

  /// Takes everything in that is to be, on the processor where a graphics card does not do its part
  /// to the end: what was embedded until then is known by then.
  private void takeIn(Round round, ModelIndex space) throws InterruptedException {
    try (EmbeddingModel quickest = models.openForBatch(wish)) {
      takeIn(quickest, round, space);
      return;
    } catch (AkinException e) {
      boolean mayBeTheCard =
          e.problem() == Problem.MODEL_ARCHIVE || e.problem() == Problem.DEVICE_ABSENT;
      String reason = e.arguments().isEmpty() ? "" : String.valueOf(e.arguments().getLast());
      if (!mayBeTheCard || !models.rejectGpu(wish, reason)) {
        throw e;
      }
      log.warn("the graphics card failed, the processor goes on", e);
    }
    try (EmbeddingModel quickest = models.openForBatch(wish)) {
      takeIn(quickest, round, space);
    }
  }

  /// What a run takes in.
  private record Round(
      List<ScanScope> scopes,
      ChangeScan survey,
      Retry retry,
      Predicate<Path> unsettled,
      CatalogueReader reader,
      CatalogueWriter writer,
      long modelId) {}

  private void takeIn(EmbeddingModel model, Round round, ModelIndex space)
      throws InterruptedException {
    InFlight inFlight = new InFlight();
    DecodeStage intake =
        new DecodeStage(
            round.reader(),
            decoder,
            model,
            round.modelId(),
            inFlight,
            Math.min(MAX_BYTES, memory / 4),
            memory / 2);
    IndexOnTheWay index = new IndexOnTheWay(space);
    CatalogueSink sink =
        new CatalogueSink(
            round.writer(),
            round.modelId(),
            model.precision(),
            inFlight,
            progress,
            clock,
            index::look);
    Pipeline pipeline = new Pipeline(intake, model, sink, steering, threads, AHEAD);
    try {
      for (int rank = 0; rank < Twins.RANKS; rank++) {
        // What stands for a shot is known before its twins come.
        if (round.survey().hasWork(rank) || (rank > 0 && round.writer().uncovered() > 0)) {
          for (ScanScope scope : round.scopes()) {
            walk(scope, rank, round, pipeline);
          }
          pipeline.drain();
        }
      }
    } finally {
      pipeline.finish();
    }
  }

  private void walk(ScanScope scope, int rank, Round round, Pipeline pipeline)
      throws InterruptedException {
    Root root = scope.root();
    scope.walk(
        RULE,
        listing -> {
          Map<String, KnownFile> known =
              round.reader().files(root.id(), listing.relative(), round.modelId());
          Map<String, List<String>> twins = Twins.groups(listing);
          for (FoundFile file : listing.files()) {
            if (Twins.rank(file.name()) == rank
                && ChangeScan.needsWork(known.get(file.name()), file, round.retry(), decoder)
                && !round.unsettled().test(file.path())
                && !submit(pipeline, job(root, listing, file, twins))) {
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
      Root root, FolderListing listing, FoundFile file, Map<String, List<String>> twins) {
    return new Job(root.id(), listing.relative(), file, Twins.of(file, twins), root.minPixels());
  }

  private boolean submit(Pipeline pipeline, Job job) {
    try {
      return pipeline.submit(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Brings the index up to date now and then while a long run goes on. For the writing thread.
  private final class IndexOnTheWay {
    private final ModelIndex space;
    private long indexed;

    IndexOnTheWay(ModelIndex space) {
      this.space = space;
    }

    void look() {
      long embedded = progress.status().embedded();
      if (embedded - indexed >= INDEX_EVERY) {
        space.refresh();
        space.index().save();
        indexed = embedded;
      }
    }
  }
}
