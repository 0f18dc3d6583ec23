package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.ingest.FileChanges.Work;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelIndex;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.SamplePhotos;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.Volumes;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run: resolves the folders, scans for changes, runs the pipeline and updates the index.
/// [#run] is called once, by one thread; other methods are thread-safe.
final class IngestRun {
  private static final Logger log = LoggerFactory.getLogger(IngestRun.class);

  /// Number of files to find for a sample of a new library.
  private static final int SAMPLE_CANDIDATES = 1_000;

  /// How long a photo without files keeps its identity.
  private static final Duration IDENTITY_KEPT = Duration.ofDays(30);

  /// Selects the files that may be photos.
  static final CandidateRule RULE =
      new CandidateRule() {
        @Override
        public boolean matchesName(String fileName) {
          return PhotoDecoder.hasImageExtension(fileName);
        }

        @Override
        public boolean matchesContent(byte[] head, int length) {
          return PhotoDecoder.isImage(head, length);
        }
      };

  private final Store store;
  private final Path library;
  private final Models models;
  private final ModelSelection selection;
  private final EmbeddingModel model;
  private final PhotoDecoder decoder;
  private final Volumes volumes;
  private final Clock clock;
  private final int threads;
  private final long memory;
  private final FollowUp followUp;
  private final Supplier<SharedRun> sharedRuns;
  private final Progress progress;
  private final RunControl control;

  /// @param models reopens the model if a check selects another precision
  /// @param selection the requested model
  /// @param model the model opened for `selection`
  /// @param volumes the volumes of the system
  /// @param sharedRuns opens what the run needs to know of other computers
  IngestRun(
      Store store,
      Path library,
      Models models,
      ModelSelection selection,
      EmbeddingModel model,
      PhotoDecoder decoder,
      Volumes volumes,
      Clock clock,
      int threads,
      long memory,
      FollowUp followUp,
      Supplier<SharedRun> sharedRuns) {
    this.store = store;
    this.library = library;
    this.models = models;
    this.selection = selection;
    this.model = model;
    this.decoder = decoder;
    this.volumes = volumes;
    this.clock = clock;
    this.threads = threads;
    this.memory = memory;
    this.followUp = followUp;
    this.sharedRuns = sharedRuns;
    this.control = new RunControl(new PowerSupply(PowerSupply.SYSTEM), clock);
    this.progress = new Progress(clock, control::throttle);
  }

  IngestStatus status() {
    return progress.status();
  }

  void stop() {
    control.stop();
  }

  RunControl control() {
    return control;
  }

  void resume() {
    progress.restartRate();
    control.resume();
  }

  /// Performs the run and closes store and model.
  ///
  /// @param recentlyChanged tests whether a file may still be being written; such files are left
  ///   for the next run
  IngestReport run(IngestRequest request, Predicate<Path> recentlyChanged)
      throws InterruptedException {
    Instant start = clock.instant();
    try (store;
        model;
        SharedRun shared = sharedRuns.get()) {
      CatalogueReader reader = store.reader();
      CatalogueWriter writer = store.writer();
      long modelId =
          writer.vectors().putModel(model.fingerprint(), model.name(), model.dimension());

      writer.expireTombstones(start.minus(IDENTITY_KEPT));
      ScanScopes scopeResolver = new ScanScopes(reader, writer, volumes);
      List<SharedPart.Elsewhere> elsewhere = new ArrayList<>();
      List<ScanScope> scopes = own(scopeResolver.resolve(request), shared, elsewhere);
      FileChanges changes = new FileChanges(request.retry(), request.reread(), decoder);
      ChangeScan changeScan =
          new ChangeScan(
              reader, writer, RULE, modelId, changes, progress, recentlyChanged, this::hasStopped);
      List<ChangeScan.Result> scanResults = new ArrayList<>();
      for (ScanScope scope : scopes) {
        ChangeScan.Result found = changeScan.scan(scope);
        scanResults.add(found);
        if (found.files() == 0 && scope.added() && !control.isStopped()) {
          // Nothing is committed yet, so the folder is not added to the library.
          throw new AkinException(new Problem.FolderWithoutPhotos(scope.start()));
        }
      }
      MissingFiles missingFiles = new MissingFiles(reader, writer, request.acceptLoss());
      for (int i = 0; i < scopes.size() && !control.isStopped(); i++) {
        missingFiles.process(scopes.get(i), scanResults.get(i).missing(), changeScan::hasMoved);
      }
      writer.commit();
      // A sibling that has become the primary file of its photo is not embedded yet.
      progress.found(0, writer.replacedPrimaries(), 0);

      try (ModelIndex modelIndex = ModelIndex.open(library, reader, modelId, model)) {
        if (progress.status().toDo() > 0) {
          checkPrecisions(reader, scopes);
        }
        if (progress.status().toDo() > 0 && !control.isStopped()) {
          indexPhase(scopes, changeScan::hasWork, changes, recentlyChanged, modelId, shared)
              .run(models, selection, modelIndex);
          IngestStatus status = progress.status();
          if (status.throttle() == Throttle.FULL) {
            models.recordRate(selection, model, status.photosPerSecond(), PhotoTime.Source.RUN);
          }
        }
        if (!control.isStopped()) {
          Set<Integer> outdated = refreshFacts(scopes, modelId);
          if (!outdated.isEmpty() && !control.isStopped()) {
            FileChanges unchanged = new FileChanges(new RetrySelection.None(), false, decoder);
            indexPhase(
                    scopes,
                    (work, rank) -> work == Work.CHECK && outdated.contains(rank),
                    unchanged,
                    recentlyChanged,
                    modelId,
                    shared)
                .run(models, selection, modelIndex);
          }
        }
        if (!control.isStopped()) {
          new KindsRefresh(reader, writer, decoder, progress, clock, this::hasStopped).run();
        }
        Set<Long> scannedRoots = fullyScanned(scopes);
        ModelMigration migration =
            new ModelMigration(reader, writer, decoder, models, new ActiveModel(library));
        if (!control.isStopped()) {
          migration.embedThumbnails(
              scopeResolver.unavailable(), scannedRoots, model, modelId, this::hasStopped);
        }
        progress.phase(Phase.INDEXING);
        modelIndex.refresh();
        modelIndex.index().save();
        migration.completeSwitch(
            selection.model() == null ? Models.STARTER : selection.model(),
            !control.isStopped()
                && reader.roots().stream()
                    .allMatch(
                        root ->
                            scopeResolver.unavailable().contains(root.path())
                                || scannedRoots.contains(root.id())));
      }
      int moved = followUp();
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
          missingFiles.removed(),
          scanResults.stream().mapToLong(ChangeScan.Result::videos).sum(),
          scopeResolver.unavailable(),
          missingFiles.losses(),
          decoder.nativeJpegError(),
          moved,
          control.isStopped(),
          model.name(),
          Duration.between(start, clock.instant()),
          new SharedPart(progress.takenVectors(), elsewhere));
    }
  }

  /// Returns the scopes that no other computer indexes.
  ///
  /// @param elsewhere receives the others
  private static List<ScanScope> own(
      List<ScanScope> scopes, SharedRun shared, List<SharedPart.Elsewhere> elsewhere) {
    List<ScanScope> own = new ArrayList<>();
    for (ScanScope scope : scopes) {
      shared
          .owner(scope.root().id())
          .ifPresentOrElse(
              owner -> elsewhere.add(new SharedPart.Elsewhere(scope.start(), owner)),
              () -> own.add(scope));
    }
    return own;
  }

  /// A failed follow-up does not fail the run: the photos are indexed, and the next run repeats it.
  ///
  /// @return number of photos that were moved to another stack
  private int followUp() {
    if (control.isStopped()) {
      return 0;
    }
    progress.phase(Phase.STACKING);
    Instant[] before = {clock.instant()};
    try {
      return followUp.run(
          store,
          fraction -> {
            boolean goesOn = reportFraction(fraction) && sleepIfGentle(before[0]);
            before[0] = clock.instant();
            return goesOn;
          });
    } catch (AkinException e) {
      log.warn("the stacks could not be updated", e);
      return 0;
    }
  }

  /// Sleeps as long as the work took that began at a time, if the run is gentle.
  private boolean sleepIfGentle(Instant start) {
    try {
      control.sleepIfGentle(Duration.between(start, clock.instant()));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private IndexPhase indexPhase(
      List<ScanScope> scopes,
      BiPredicate<Work, Integer> hasWork,
      FileChanges changes,
      Predicate<Path> recentlyChanged,
      long modelId,
      SharedRun shared) {
    progress.phase(Phase.TAKING_IN);
    return new IndexPhase(
        scopes,
        hasWork,
        changes,
        recentlyChanged,
        store,
        modelId,
        decoder,
        new IndexPhase.Resources(threads, memory, control, progress, clock, shared));
  }

  private Set<Integer> refreshFacts(List<ScanScope> scopes, long modelId) {
    return new FactsRefresh(
            store.reader(),
            store.writer(),
            decoder,
            modelId,
            Math.min(IndexPhase.MAX_BYTES, memory / 4),
            progress,
            clock,
            this::hasStopped)
        .run(scopes);
  }

  /// Returns the ids of the roots that the run scans completely.
  private static Set<Long> fullyScanned(List<ScanScope> scopes) {
    return scopes.stream()
        .filter(scope -> scope.recursive() && scope.start().equals(scope.root().path()))
        .map(scope -> scope.root().id())
        .collect(Collectors.toSet());
  }

  /// A failed backup does not fail the run.
  private void backUp() {
    try {
      store.backUp();
    } catch (AkinException e) {
      log.warn("the library could not be backed up", e);
    }
  }

  private boolean reportFraction(double fraction) {
    progress.fraction(fraction);
    return !hasStopped();
  }

  /// Returns whether the run was stopped; waits while it is paused.
  private boolean hasStopped() {
    try {
      return !control.awaitResume();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// Chooses the precision of the model the first time it is used on this machine.
  private void checkPrecisions(CatalogueReader reader, List<ScanScope> scopes) {
    if (control.isStopped() || !models.needsCheck(selection, model)) {
      return;
    }
    progress.phase(Phase.CHECKING);
    SamplePhotos known = SamplePhotos.of(reader, decoder);
    // A new library has no photos yet: sample the folders instead.
    SamplePhotos own = known.paths().isEmpty() ? firstPhotos(scopes) : known;
    models.check(selection, own, this::reportFraction).ifPresent(progress::checked);
  }

  private SamplePhotos firstPhotos(List<ScanScope> scopes) {
    List<Path> found = new ArrayList<>();
    for (ScanScope scope : scopes) {
      scope.walk(
          RULE,
          listing -> {
            listing.files().forEach(file -> found.add(file.path()));
            return found.size() < SAMPLE_CANDIDATES;
          });
    }
    return SamplePhotos.of(found, decoder);
  }
}
