package app.akin.core.benchmark;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.ingest.Ingest;
import app.akin.core.model.ActiveModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs benchmarks. Thread-safe.
public final class BenchmarkRunner {
  private final Models models;
  private final Supplier<PhotoDecoder> decoder;
  private final CatalogueReader catalogue;
  private final Path library;
  private final Path scratch;
  private final Function<Path, Ingest> ingests;
  private final int threads;
  private final ActiveModel activeModel;
  private final Map<String, String> environment;

  /// @param models opens the model to measure
  /// @param decoder decodes photos; requested on demand
  /// @param catalogue the catalogue of the library; not closed
  /// @param library the folder of the library
  /// @param scratch parent of the temporary folder
  /// @param ingests returns the indexer of a library folder
  /// @param threads number of decoding threads
  /// @param activeModel the active model of the library
  /// @param environment environment variables
  public BenchmarkRunner(
      Models models,
      Supplier<PhotoDecoder> decoder,
      CatalogueReader catalogue,
      Path library,
      Path scratch,
      Function<Path, Ingest> ingests,
      int threads,
      ActiveModel activeModel,
      Map<String, String> environment) {
    this.models = models;
    this.decoder = decoder;
    this.catalogue = catalogue;
    this.library = library;
    this.scratch = scratch;
    this.ingests = ingests;
    this.threads = threads;
    this.activeModel = activeModel;
    this.environment = Map.copyOf(environment);
  }

  /// Measures embedding, decoding, indexing and searching with a model on this machine. Takes
  /// minutes, on the caller's platform thread. The user's library is only read; the result of the
  /// precision check is stored, and all temporary data is deleted.
  ///
  /// @param selection the model, by default that of indexing runs; a precision that it names is
  ///   used for indexing
  /// @param listener receives each figure and may cancel
  /// @return whether it completed
  /// @throws app.akin.core.photo.AkinException if the model can't be used or the disk is full
  public boolean run(ModelSelection selection, BenchmarkPlan plan, BenchmarkListener listener)
      throws InterruptedException {
    try (ScratchFolder space = ScratchFolder.in(scratch)) {
      new Benchmark(
              models,
              decoder.get(),
              catalogue,
              library,
              space,
              ingests,
              threads,
              environment,
              plan,
              listener)
          .run(activeModel.resolveForIndexing(selection));
      return true;
    } catch (CancellationException stopped) {
      return false;
    }
  }
}
