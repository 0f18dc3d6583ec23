package app.akin.core.benchmark;

import app.akin.core.benchmark.BenchmarkFigure.Embed;
import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.ingest.Ingest;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.model.precision.PrecisionRow;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.model.precision.SamplePhotos;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/// Runs one benchmark, from precisions to searches. Throws [CancellationException] if the listener
/// cancels. Used once, on one platform thread.
final class Benchmark {
  private final Models models;
  private final PhotoDecoder decoder;
  private final CatalogueReader catalogue;
  private final Path library;
  private final ScratchFolder scratch;
  private final Function<Path, Ingest> ingests;
  private final int threads;
  private final Map<String, String> environment;
  private final BenchmarkPlan plan;
  private final BenchmarkListener listener;

  /// See [BenchmarkRunner].
  Benchmark(
      Models models,
      PhotoDecoder decoder,
      CatalogueReader catalogue,
      Path library,
      ScratchFolder scratch,
      Function<Path, Ingest> ingests,
      int threads,
      Map<String, String> environment,
      BenchmarkPlan plan,
      BenchmarkListener listener) {
    this.models = models;
    this.decoder = decoder;
    this.catalogue = catalogue;
    this.library = library;
    this.scratch = scratch;
    this.ingests = ingests;
    this.threads = threads;
    this.environment = environment;
    this.plan = plan;
    this.listener = listener;
  }

  void run(ModelSelection selection) throws InterruptedException {
    // Fails early if the model can't be used.
    models.open(selection).close();
    PrecisionTable table =
        models
            .check(
                selection,
                SamplePhotos.of(catalogue, decoder),
                plan.timed(),
                part -> listener.onProgress(BenchmarkStage.EMBEDDING, part))
            .orElseThrow(CancellationException::new);
    Precision precision = selection.precision() == null ? table.chosen() : selection.precision();
    Device device =
        selection.precision() == null
            ? table.device()
            : selection.device() == Device.AUTO ? Device.CPU : selection.device();
    // Names the CPU explicitly only if a GPU is present.
    ModelSelection fixed =
        new ModelSelection(
            selection.model(), device == Device.CPU ? selection.device() : device, precision);
    double rate = 0;
    DecodePurpose indexing;
    try (EmbeddingModel model = models.open(fixed)) {
      listener.onFigure(machine(model));
      indexing = new DecodePurpose.Indexing(model.imageSide());
      for (PrecisionRow row : table.rows()) {
        boolean used = row.precision() == precision && row.device() == device;
        listener.onFigure(new Embed(row, used));
        rate = used ? row.imagesPerSecond() : rate;
      }
      new DecodeBenchmark(decoder, model, plan, listener).run();
    }
    // The run opens its own model, and two models would need twice the memory.
    new IndexBenchmark(decoder, indexing, ingests, scratch, threads, plan, listener)
        .run(fixed, rate);
    try (EmbeddingModel model = models.open(fixed)) {
      SearchBenchmark searches = new SearchBenchmark(model, scratch, plan, listener);
      searches.texts();
      searches.library(library, catalogue);
      searches.synthetic();
    }
  }

  private BenchmarkFigure.Machine machine(EmbeddingModel model) {
    return MachineInfo.read(environment, model.engine(), model.name(), model.precision());
  }
}
