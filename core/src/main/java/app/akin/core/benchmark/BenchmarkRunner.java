package app.akin.core.benchmark;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.ingest.Ingest;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/// Looks after Akin itself. Thread-safe.
public final class BenchmarkRunner {
  private final Models models;
  private final Supplier<PhotoDecoder> decoder;
  private final CatalogueReader catalogue;
  private final Path library;
  private final Path scratch;
  private final Function<Path, Ingest> ingests;
  private final int threads;
  private final ActiveModel choice;

  /// @param models opens the model to measure
  /// @param decoder reads photos, asked for when it is needed
  /// @param catalogue the library's catalogue, read and not closed
  /// @param library the library's own folder
  /// @param scratch the folder in which to make one for what is needed for a while
  /// @param ingests takes photos into a library of its own folder
  /// @param threads how many threads an ingest decodes with
  /// @param choice the library's choice of models
  public BenchmarkRunner(
      Models models,
      Supplier<PhotoDecoder> decoder,
      CatalogueReader catalogue,
      Path library,
      Path scratch,
      Function<Path, Ingest> ingests,
      int threads,
      ActiveModel choice) {
    this.models = models;
    this.decoder = decoder;
    this.catalogue = catalogue;
    this.library = library;
    this.scratch = scratch;
    this.ingests = ingests;
    this.threads = threads;
    this.choice = choice;
  }

  /// Measures this machine with a model: embedding, decoding, taking photos in, searching. Takes
  /// minutes, on the caller's platform thread. The user's library is only read; what the check of
  /// the model's precisions took is remembered, as ever, and what was made to measure with is
  /// deleted.
  ///
  /// @param wish the model, the one that runs embed with where it names none; where it names a
  ///   precision, photos are taken in with that one
  /// @param listener hears each figure as soon as there is one, and may stop the bench
  /// @return whether it came to its end
  /// @throws app.akin.core.photo.AkinException where the model cannot be used, or the disk is full
  public boolean run(ModelSelection wish, BenchPlan plan, BenchListener listener)
      throws InterruptedException {
    try (ScratchFolder space = ScratchFolder.in(scratch)) {
      new Bench(models, decoder.get(), catalogue, library, space, ingests, threads, plan, listener)
          .run(choice.resolveForIndexing(wish));
      return true;
    } catch (CancellationException stopped) {
      return false;
    }
  }
}
