package app.akin.core.benchmark;

import app.akin.core.benchmark.BenchFigure.Embed;
import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.index.VectorIndex;
import app.akin.core.ingest.Ingest;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.model.PrecisionRow;
import app.akin.core.model.PrecisionTable;
import app.akin.core.model.SamplePhotos;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.store.CatalogueReader;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/// One bench, from the model's precisions to searches. A [CancellationException] is the listener's
/// wish to stop. For one platform thread, once.
final class Bench {
  private final Models models;
  private final PhotoDecoder decoder;
  private final CatalogueReader catalogue;
  private final Path library;
  private final ScratchFolder scratch;
  private final Function<Path, Ingest> ingests;
  private final int threads;
  private final BenchPlan plan;
  private final BenchListener listener;

  /// See [BenchmarkRunner].
  Bench(
      Models models,
      PhotoDecoder decoder,
      CatalogueReader catalogue,
      Path library,
      ScratchFolder scratch,
      Function<Path, Ingest> ingests,
      int threads,
      BenchPlan plan,
      BenchListener listener) {
    this.models = models;
    this.decoder = decoder;
    this.catalogue = catalogue;
    this.library = library;
    this.scratch = scratch;
    this.ingests = ingests;
    this.threads = threads;
    this.plan = plan;
    this.listener = listener;
  }

  void run(ModelSelection wish) throws InterruptedException {
    // What cannot be used is said at once.
    models.open(wish).close();
    PrecisionTable table =
        models
            .check(
                wish,
                SamplePhotos.of(catalogue, decoder),
                plan.timed(),
                part -> listener.goesOn(BenchStage.EMBEDDING, part))
            .orElseThrow(CancellationException::new);
    Precision precision = wish.precision() == null ? table.chosen() : wish.precision();
    Device device =
        wish.precision() == null
            ? table.device()
            : wish.device() == Device.AUTO ? Device.CPU : wish.device();
    // A processor that no card stands beside is not asked for by name.
    ModelSelection fixed =
        new ModelSelection(wish.model(), device == Device.CPU ? wish.device() : device, precision);
    double rate = 0;
    DecodePurpose indexing;
    try (EmbeddingModel model = models.open(fixed)) {
      listener.found(machine(model));
      indexing = new DecodePurpose.Indexing(model.pictureSide());
      for (PrecisionRow row : table.rows()) {
        boolean used = row.precision() == precision && row.device() == device;
        listener.found(new Embed(row, used));
        rate = used ? row.imagesPerSecond() : rate;
      }
      new DecodeBench(decoder, model, plan, listener).run();
    }
    // The run opens the model itself; two of them at once would take the memory of two.
    new IndexBench(decoder, indexing, ingests, scratch, threads, plan, listener).run(fixed, rate);
    try (EmbeddingModel model = models.open(fixed)) {
      SearchBench searches = new SearchBench(model, scratch, plan, listener);
      searches.texts();
      searches.library(library, catalogue);
      searches.made();
    }
  }

  private static BenchFigure.Machine machine(EmbeddingModel model) {
    return MachineReader.read(
        System.getenv(),
        model.engine(),
        VectorIndex.vectorProvider(),
        model.name(),
        model.precision());
  }
}
