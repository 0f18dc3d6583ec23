package app.akin.core.benchmark;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.model.Timing;
import app.akin.core.synthetic.MadePhoto;
import java.util.ArrayList;
import java.util.List;

/// Times the decoding and the preparation of photos, on one thread. For one thread.
final class DecodeBench {
  /// More do not make a figure better.
  private static final int MOST = 200;

  private static final double SECOND = 1e9;

  private final PhotoDecoder decoder;
  private final EmbeddingModel model;
  private final DecodePurpose indexing;
  private final BenchPlan plan;
  private final BenchListener listener;
  private int done;

  DecodeBench(PhotoDecoder decoder, EmbeddingModel model, BenchPlan plan, BenchListener listener) {
    this.decoder = decoder;
    this.model = model;
    this.indexing = new DecodePurpose.Indexing(model.pictureSide());
    this.plan = plan;
    this.listener = listener;
  }

  void run() {
    for (BenchPlan.Size size : plan.decoded()) {
      List<byte[]> files = files(size);
      listener.found(measure(size, false, files.getFirst()));
      listener.found(measure(size, true, files.getLast()));
    }
  }

  /// The same photo in one scan and in many; the photo itself is not kept, it takes more room.
  private List<byte[]> files(BenchPlan.Size size) {
    look(0);
    MadePhoto photo = new MadePhoto(plan.seed(), size.width(), size.height());
    look(0);
    return List.of(photo.jpeg(false), photo.jpeg(true));
  }

  private BenchFigure.Decode measure(BenchPlan.Size size, boolean progressive, byte[] file) {
    look(0);
    decoder.decode(file, indexing); // warms up
    List<Long> decodes = new ArrayList<>();
    List<Long> preparations = new ArrayList<>();
    long begun = System.nanoTime();
    double part = 0;
    while (decodes.size() < MOST && (decodes.size() < plan.decodes() || part < 1)) {
      look(Math.min(1, part));
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
    return new BenchFigure.Decode(
        size, progressive, file.length, Timing.of(decodes), Timing.of(preparations));
  }

  private void look(double part) {
    BenchProgress.look(listener, BenchStage.DECODING, (done + part) / (2 * plan.decoded().size()));
  }
}
