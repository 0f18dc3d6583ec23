package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.Geocoder;
import app.akin.core.scan.Volumes;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Indexes photos. Thread-safe; the library's lock lets one run write at a time.
public final class Ingest {
  private final Path library;
  private final Path natives;
  private final Models models;
  private final Supplier<PhotoDecoder> decoder;
  private final Volumes volumes;
  private final Geocoder geocoder;
  private final Clock clock;
  private final int threads;
  private final long memory;
  private final FollowUp followUp;
  private final Supplier<SharedRun> sharedRuns;

  /// @param library the library's own folder
  /// @param natives folder that native libraries are unpacked to
  /// @param models opens the model of a run
  /// @param decoder supplies the decoder of a run
  /// @param volumes the volumes of the system
  /// @param geocoder finds the places of photos
  /// @param clock clock for stored times and the rate
  /// @param threads number of threads in the decode pool
  /// @param memory maximum heap size of the process in bytes; pixels in flight get a part of it
  /// @param followUp work at the end of each run
  /// @param sharedRuns opens what a run needs to know of other computers
  public Ingest(
      Path library,
      Path natives,
      Models models,
      Supplier<PhotoDecoder> decoder,
      Volumes volumes,
      Geocoder geocoder,
      Clock clock,
      int threads,
      long memory,
      FollowUp followUp,
      Supplier<SharedRun> sharedRuns) {
    this.library = library;
    this.natives = natives;
    this.models = models;
    this.decoder = decoder;
    this.volumes = volumes;
    this.geocoder = geocoder;
    this.clock = clock;
    this.threads = threads;
    this.memory = memory;
    this.followUp = followUp;
    this.sharedRuns = sharedRuns;
  }

  /// Starts watching the library's folders. The watcher scans all of them, then indexes changes as
  /// they occur until it is closed. It holds the library's write lock only during a run.
  ///
  /// @param model the model that embeds
  /// @param gentle whether its runs are gentle, see [IngestJob#setGentle]
  public Watcher watch(ModelSelection model, boolean gentle, WatchSettings settings) {
    Store store = Store.openForReading(library, natives, clock);
    return new Watcher(this, store, volumes, clock, model, gentle, settings);
  }

  /// Returns the name of the model that runs use if none is requested.
  String targetModel() {
    return new ActiveModel(library).read().target();
  }

  /// Starts a run on its own threads.
  ///
  /// @throws AkinException if a given folder is missing or not a folder, the library has no
  ///   folders, the model cannot be used, or another run is writing to the library
  public IngestJob start(IngestRequest request) {
    return start(request, _ -> false);
  }

  /// Starts a run that leaves files that may still be being written for the next run.
  IngestJob start(IngestRequest request, Predicate<Path> recentlyChanged) {
    List<Path> folders = request.folders().stream().map(RootResolver::check).toList();
    ModelSelection selection = new ActiveModel(library).resolveForIndexing(request.model());
    EmbeddingModel model = models.open(selection);
    Store store;
    try {
      store = openStore();
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    IngestRun run;
    try {
      if (folders.isEmpty() && store.reader().roots().isEmpty()) {
        throw new AkinException(new Problem.NoFolders());
      }
      run =
          new IngestRun(
              store,
              library,
              models,
              selection,
              model,
              decoder.get(),
              volumes,
              clock,
              threads,
              memory,
              followUp,
              sharedRuns);
    } catch (RuntimeException e) {
      store.close();
      model.close();
      throw e;
    }
    return new IngestJob(run, request.withFolders(folders), recentlyChanged);
  }

  /// Opens the library for writing; a library known to be damaged is salvaged first.
  private Store openStore() {
    try {
      Store.salvageIfDamaged(library, natives, clock);
      return Store.openForWriting(library, natives, clock, geocoder);
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.LibraryDamaged)
          || Store.salvage(library, natives, clock).isEmpty()) {
        throw e;
      }
      return Store.openForWriting(library, natives, clock, geocoder);
    }
  }
}
