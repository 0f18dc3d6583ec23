package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.model.LibraryChoice;
import app.akin.core.model.ModelSpace;
import app.akin.core.model.ModelWish;
import app.akin.core.model.Models;
import app.akin.core.model.OwnPhotos;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.KnownFile;
import app.akin.core.store.Root;
import app.akin.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One run, from the folders to the index: which folders, what is new in them, the pipeline, the
/// index. [#run] is for one thread, once; the rest is thread-safe.
final class IngestRun {
  /// Photos larger than this are not read.
  private static final long MAX_BYTES = 1L << 30;

  /// How many pictures may be embedded before the index is brought up to date on the way, so that a
  /// search beside a long run finds them at once.
  private static final long INDEX_EVERY = 5_000;

  /// How many files to look for when a sample of a new library is wanted.
  private static final int FIRST_FOUND = 1_000;

  /// How many prepared pictures may wait for the model: two of its largest batches.
  private static final int AHEAD = 32;

  private static final CandidateRule RULE =
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
  private final ModelWish wish;
  private final EmbeddingModel model;
  private final PhotoDecoder decoder;
  private final Clock clock;
  private final int threads;
  private final long memory;
  private final Progress progress;
  private final Steering steering;

  /// @param models opens the model again where a check takes another precision
  /// @param wish what model was asked for
  /// @param model that model
  IngestRun(
      Store store,
      Path library,
      Models models,
      ModelWish wish,
      EmbeddingModel model,
      PhotoDecoder decoder,
      Clock clock,
      int threads,
      long memory) {
    this.store = store;
    this.library = library;
    this.models = models;
    this.wish = wish;
    this.model = model;
    this.decoder = decoder;
    this.clock = clock;
    this.threads = threads;
    this.memory = memory;
    this.steering = new Steering(new Power(Power.SYSTEM), clock);
    this.progress = new Progress(clock, steering::pace);
  }

  IngestStatus status() {
    return progress.status();
  }

  void stop() {
    steering.stop();
  }

  Steering steering() {
    return steering;
  }

  void resume() {
    progress.restartRate();
    steering.resume();
  }

  /// Does the run and closes store and model.
  IngestReport run(List<Path> folders, boolean retry) throws InterruptedException {
    Instant start = clock.instant();
    try (store;
        model) {
      CatalogueReader reader = store.reader();
      CatalogueWriter writer = store.writer();
      long modelId = writer.model(model.fingerprint(), model.name(), model.dimension());

      List<Path> absent = new ArrayList<>();
      List<Scope> scopes = new ArrayList<>();
      Survey survey = new Survey(reader, writer, RULE, modelId, retry, progress, this::hasStopped);
      long gone = 0;
      for (Scope scope : scopes(reader, writer, folders)) {
        if (!Files.isDirectory(scope.root().path())) {
          absent.add(scope.root().path());
          continue;
        }
        Survey.Result found = survey.look(scope);
        gone += found.gone();
        if (found.looksAbsent()) {
          absent.add(scope.root().path());
        } else if (found.files() == 0 && scope.added() && !steering.isStopped()) {
          // Nothing is committed yet, so the folder is not in the library afterwards.
          throw new AkinException(Problem.FOLDER_WITHOUT_PHOTOS, scope.start());
        } else {
          scopes.add(scope);
        }
      }
      writer.commit();

      try (ModelSpace space = ModelSpace.open(library, reader, modelId, model)) {
        if (progress.status().toDo() > 0) {
          checkPrecisions(reader, scopes);
        }
        if (progress.status().toDo() > 0 && !steering.isStopped()) {
          progress.phase(Phase.TAKING_IN);
          try (EmbeddingModel quickest = models.open(wish)) {
            takeIn(quickest, scopes, retry, reader, writer, modelId, space);
          }
        }
        Handover handover =
            new Handover(reader, writer, decoder, models, new LibraryChoice(library));
        if (!steering.isStopped()) {
          handover.embedThumbnails(absent, model, modelId, this::hasStopped);
        }
        progress.phase(Phase.INDEXING);
        space.catchUp();
        space.index().save();
        handover.changeOver(wish.model() == null ? Models.STARTER : wish.model(), modelId);
        if (!steering.isStopped() && space.index().wantsGraph()) {
          space.index().buildGraph(this::goesOn);
        }
      }
      progress.phase(Phase.ENDED);
      IngestStatus end = progress.status();
      return new IngestReport(
          end.files(),
          reader.counts(modelId).photos(),
          end.embedded(),
          Math.max(0, end.files() - end.embedded() - end.failed() - (end.toDo() - end.done())),
          end.failed(),
          gone,
          absent,
          decoder.slowness(),
          steering.isStopped(),
          model.name(),
          Duration.between(start, clock.instant()));
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
  private void checkPrecisions(CatalogueReader reader, List<Scope> scopes) {
    if (steering.isStopped() || !models.wantsCheck(wish, model)) {
      return;
    }
    progress.phase(Phase.CHECKING);
    OwnPhotos known = OwnPhotos.of(reader, decoder);
    // A library that is just beginning has none to show: the folders have.
    OwnPhotos own = known.paths().isEmpty() ? firstFound(scopes) : known;
    models.check(wish, own, this::goesOn).ifPresent(progress::checked);
  }

  private OwnPhotos firstFound(List<Scope> scopes) {
    List<Path> found = new ArrayList<>();
    for (Scope scope : scopes) {
      scope.walk(
          RULE,
          listing -> {
            listing.files().forEach(file -> found.add(file.path()));
            return found.size() < FIRST_FOUND;
          });
    }
    return OwnPhotos.of(found, decoder);
  }

  private void takeIn(
      EmbeddingModel model,
      List<Scope> scopes,
      boolean retry,
      CatalogueReader reader,
      CatalogueWriter writer,
      long modelId,
      ModelSpace space)
      throws InterruptedException {
    InFlight inFlight = new InFlight();
    Intake intake =
        new Intake(
            reader, decoder, model, modelId, inFlight, Math.min(MAX_BYTES, memory / 4), memory / 2);
    IndexOnTheWay index = new IndexOnTheWay(space);
    CatalogueSink sink =
        new CatalogueSink(
            writer, modelId, model.precision(), inFlight, progress, clock, index::look);
    Pipeline pipeline = new Pipeline(intake, model, sink, steering, threads, AHEAD);
    try {
      for (Scope scope : scopes) {
        walk(scope, retry, reader, modelId, pipeline);
      }
    } finally {
      pipeline.finish();
    }
  }

  private void walk(
      Scope scope, boolean retry, CatalogueReader reader, long modelId, Pipeline pipeline)
      throws InterruptedException {
    scope.walk(
        RULE,
        listing -> {
          Map<String, KnownFile> known =
              reader.files(scope.root().id(), listing.relative(), modelId);
          for (FoundFile file : listing.files()) {
            if (Survey.needsWork(known.get(file.name()), file, retry)
                && !submit(pipeline, new Job(scope.root().id(), listing.relative(), file))) {
              return false;
            }
          }
          return true;
        });
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private boolean submit(Pipeline pipeline, Job job) {
    try {
      return pipeline.submit(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The scopes of a run: the folders named, each put under the root it belongs to, or all roots.
  private static List<Scope> scopes(
      CatalogueReader reader, CatalogueWriter writer, List<Path> folders) {
    List<Root> roots = new ArrayList<>(reader.roots());
    if (folders.isEmpty()) {
      return roots.stream().map(root -> new Scope(root, root.path(), false)).toList();
    }
    List<Scope> scopes = new ArrayList<>();
    for (Path folder : folders.stream().distinct().toList()) {
      RootRule.Cover cover = RootRule.cover(roots, writer, folder);
      scopes.removeIf(scope -> !roots.contains(scope.root()));
      scopes.add(new Scope(cover.root(), folder, cover.added()));
    }
    // A folder inside another that was named too is looked through once.
    return scopes.stream()
        .filter(
            scope ->
                scopes.stream()
                    .noneMatch(
                        other ->
                            !other.start().equals(scope.start())
                                && scope.start().startsWith(other.start())))
        .toList();
  }

  /// Brings the index up to date now and then while a long run goes on. For the writing thread.
  private final class IndexOnTheWay {
    private final ModelSpace space;
    private long indexed;

    IndexOnTheWay(ModelSpace space) {
      this.space = space;
    }

    void look() {
      long embedded = progress.status().embedded();
      if (embedded - indexed >= INDEX_EVERY) {
        space.catchUp();
        space.index().save();
        indexed = embedded;
      }
    }
  }
}
