package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.scan.Volumes;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Takes photos in. Thread-safe; the library's lock lets one run write at a time.
public final class Ingest {
  private final Path library;
  private final Path natives;
  private final Models models;
  private final Supplier<PhotoDecoder> decoder;
  private final Volumes volumes;
  private final Clock clock;
  private final int threads;
  private final long memory;

  /// @param library the library's own folder
  /// @param natives where native libraries are unpacked
  /// @param models opens the model of a run
  /// @param decoder reads the photos, asked for by a run
  /// @param volumes what the system says of volumes
  /// @param clock tells the time of what is stored and of the rate
  /// @param threads the size of the decode pool
  /// @param memory how many bytes of heap the process may use; pixels in flight get a part of it
  public Ingest(
      Path library,
      Path natives,
      Models models,
      Supplier<PhotoDecoder> decoder,
      Volumes volumes,
      Clock clock,
      int threads,
      long memory) {
    this.library = library;
    this.natives = natives;
    this.models = models;
    this.decoder = decoder;
    this.volumes = volumes;
    this.clock = clock;
    this.threads = threads;
    this.memory = memory;
  }

  /// Begins to watch the library's folders: looks through all of them, then takes in what changes,
  /// as it changes, until it is closed. The library is locked for other writers only while a run
  /// goes on.
  ///
  /// @param model which model embeds
  /// @param gentle whether its runs are gentle, see [IngestJob#gentle]
  public Watcher watch(ModelSelection model, boolean gentle, WatchSettings settings) {
    Store store = Store.openForReading(library, natives, clock);
    return new Watcher(this, store, volumes, clock, model, gentle, settings);
  }

  /// The name of the model that runs embed with where nobody names one.
  String wished() {
    return new ActiveModel(library).read().target();
  }

  /// Starts a run on threads of its own.
  ///
  /// @throws AkinException at once where a folder given is not there or is none, the library has no
  ///   folder at all, the model cannot be used, or another run is writing to the library
  public IngestJob start(IngestRequest request) {
    return start(request, _ -> false);
  }

  /// The same, leaving files for the next run that may still be written.
  IngestJob start(IngestRequest request, Predicate<Path> unsettled) {
    List<Path> folders =
        request.folders().stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
    folders.forEach(RootRule::check);
    ModelSelection wish = new ActiveModel(library).resolveForIndexing(request.model());
    EmbeddingModel model = models.open(wish);
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
        throw new AkinException(Problem.NO_FOLDERS);
      }
      run =
          new IngestRun(
              store, library, models, wish, model, decoder.get(), volumes, clock, threads, memory);
    } catch (RuntimeException e) {
      store.close();
      model.close();
      throw e;
    }
    IngestRequest asked =
        new IngestRequest(
            folders, request.places(), request.retry(), request.acceptLoss(), request.model());
    return new IngestJob(run, asked, unsettled);
  }

  /// Opens the library for writing; one that was found damaged is salvaged before.
  private Store openStore() {
    try {
      Store.keepSound(library, natives, clock);
      return Store.openForWriting(library, natives, clock);
    } catch (AkinException e) {
      if (e.problem() != Problem.LIBRARY_DAMAGED
          || Store.salvage(library, natives, clock).isEmpty()) {
        throw e;
      }
      return Store.openForWriting(library, natives, clock);
    }
  }
}
