package app.akin.core.benchmark;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.model.precision.Timing;
import app.akin.core.synthetic.SyntheticPhoto;
import java.util.ArrayList;
import java.util.List;

/// Measures decoding and preparation of photos. Not thread-safe.
final class DecodeBenchmark {
  /// Maximum number of repetitions.
  private static final int MOST = 200;

  private static final double SECOND = 1e9;

  private final PhotoDecoder decoder;
  private final EmbeddingModel model;
  private final DecodePurpose indexing;
  private final BenchmarkPlan plan;
  private final BenchmarkListener listener;
  private int done;

  DecodeBenchmark(
      PhotoDecoder decoder, EmbeddingModel model, BenchmarkPlan plan, BenchmarkListener listener) {
    this.decoder = decoder;
    this.model = model;
    this.indexing = new DecodePurpose.Indexing(model.imageSide());
    this.plan = plan;
    this.listener = listener;
  }

  void run() {
    for (BenchmarkPlan.Size size : plan.decoded()) {
      List<byte[]> files = files(size);
      listener.onFigure(measure(size, false, files.getFirst()));
      listener.onFigure(measure(size, true, files.getLast()));
    }
  }

  /// Returns the same photo as baseline and progressive JPEG. The photo itself is not retained,
  /// because it is larger.
  private List<byte[]> files(BenchmarkPlan.Size size) {
    report(0);
    SyntheticPhoto photo = new SyntheticPhoto(plan.seed(), size.width(), size.height());
    report(0);
    return List.of(photo.jpeg(false), photo.jpeg(true));
  }

  private BenchmarkFigure.Decode measure(
      BenchmarkPlan.Size size, boolean progressive, byte[] file) {
    report(0);
    decoder.decode(file, indexing); // warms up
    List<Long> decodes = new ArrayList<>();
    List<Long> preparations = new ArrayList<>();
    long begun = System.nanoTime();
    double part = 0;
    while (decodes.size() < MOST && (decodes.size() < plan.decodes() || part < 1)) {
      report(Math.min(1, part));
      long start = System.nanoTime();
      DecodeResult decoding = decoder.decode(file, indexing);
      long decoded = System.nanoTime();
      if (!(decoding instanceof DecodeResult.Decoded photo)) {
        break;
      }
      model.prepare(photo.raster());
      long prepared = System.nanoTime();
      decodes.add(decoded - start);
      preparations.add(prepared - decoded);
      part = (prepared - begun) / SECOND / plan.decodeSeconds();
    }
    done++;
    return new BenchmarkFigure.Decode(
        size, progressive, file.length, Timing.of(decodes), Timing.of(preparations));
  }

  private void report(double part) {
    BenchmarkProgress.report(
        listener, BenchmarkStage.DECODING, (done + part) / (2 * plan.decoded().size()));
  }
}
