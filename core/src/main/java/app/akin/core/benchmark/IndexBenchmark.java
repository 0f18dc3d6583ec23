package app.akin.core.benchmark;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.ingest.Ingest;
import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.precision.Timing;
import app.akin.core.photo.Precision;
import app.akin.core.synthetic.SyntheticPhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Measures whole runs over synthetic photos in temporary libraries. The rate is that of the steady
/// state: it excludes the photos that were decoded while the model loaded, and as many at the end.
/// Not thread-safe.
final class IndexBenchmark {
  /// Total pixels of distinct photos; all others are variants of these.
  private static final long DIFFERENT_PIXELS = 48_000_000;

  private static final int MOST_DIFFERENT = 64;
  private static final int PER_FOLDER = 100;
  private static final long POLL_MILLIS = 5;
  private static final double SECOND = 1e9;

  private final PhotoDecoder decoder;
  private final DecodePurpose indexing;
  private final Function<Path, Ingest> ingests;
  private final ScratchFolder scratch;
  private final int threads;
  private final BenchmarkPlan plan;
  private final BenchmarkListener listener;
  private int done;

  IndexBenchmark(
      PhotoDecoder decoder,
      DecodePurpose indexing,
      Function<Path, Ingest> ingests,
      ScratchFolder scratch,
      int threads,
      BenchmarkPlan plan,
      BenchmarkListener listener) {
    this.decoder = decoder;
    this.indexing = indexing;
    this.ingests = ingests;
    this.scratch = scratch;
    this.threads = threads;
    this.plan = plan;
    this.listener = listener;
  }

  /// The number of photos embedded at a point in time.
  private record Sample(long nanos, long embedded) {}

  /// Runs the measurement.
  ///
  /// @param selection the model, with a precision
  /// @param rate images per second of its image tower
  void run(ModelSelection selection, double rate) throws InterruptedException {
    for (BenchmarkPlan.Size size : plan.indexed()) {
      Path photos = scratch.folder("photos-" + done);
      Path library = scratch.folder("library-" + done);
      int count = write(size, photos, rate);
      listener.onFigure(figure(size, selection, rate, samples(selection, photos, library, count)));
      scratch.clear(photos);
      scratch.clear(library);
      done++;
    }
  }

  /// Writes the photos and returns how many to measure.
  private int write(BenchmarkPlan.Size size, Path folder, double rate) {
    int different =
        Math.clamp(DIFFERENT_PIXELS / ((long) size.width() * size.height()), 1, MOST_DIFFERENT);
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < different; i++) {
      report(0);
      files.add(new SyntheticPhoto(plan.seed() + i, size.width(), size.height()).jpeg(false));
    }
    int count = count(files.getFirst(), rate);
    for (int i = 0; i < count + 2 * plan.ahead(); i++) {
      report(0);
      byte[] file = SyntheticPhoto.variant(files.get(i % different), i / different);
      scratch.write(folder.resolve("d" + i / PER_FOLDER).resolve("p" + i + ".jpg"), file);
    }
    return count;
  }

  private int count(byte[] file, double rate) {
    decoder.decode(file, indexing);
    long start = System.nanoTime();
    decoder.decode(file, indexing);
    double decode = (System.nanoTime() - start) / SECOND;
    double each = decode / threads + (rate > 0 ? 1 / rate : 0);
    double affordable = plan.indexSeconds() / each - plan.ahead();
    return (int) Math.clamp(affordable, Math.min(plan.ahead(), plan.photos()), plan.photos());
  }

  /// Indexes the photos and stops once there are enough samples.
  private List<Sample> samples(ModelSelection selection, Path photos, Path library, int count)
      throws InterruptedException {
    int enough = plan.ahead() + count;
    IngestJob job =
        ingests.apply(library).start(new IngestRequest(List.of(photos), false, selection));
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample(System.nanoTime(), 0));
    long before = 0;
    try {
      while (!job.isDone() && before < enough) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        long embedded = job.status().embedded();
        // A batch is counted photo by photo; it is complete once the count stops changing.
        boolean whole = embedded == before;
        if (whole && embedded > samples.getLast().embedded()) {
          samples.add(new Sample(System.nanoTime(), embedded));
        }
        before = embedded;
        report((double) embedded / enough);
      }
    } finally {
      job.stop();
      job.await();
    }
    if (before > samples.getLast().embedded()) {
      samples.add(new Sample(System.nanoTime(), before));
    }
    return samples;
  }

  private BenchmarkFigure.Index figure(
      BenchmarkPlan.Size size, ModelSelection selection, double rate, List<Sample> all) {
    List<Sample> underWay =
        all.stream().filter(sample -> sample.embedded() >= plan.ahead()).toList();
    // A very short run has no steady state.
    List<Sample> samples = underWay.size() < 2 ? all : underWay;
    Precision precision = Objects.requireNonNull(selection.precision());
    if (samples.size() < 2) {
      return new BenchmarkFigure.Index(size, 0, precision, Double.NaN, Double.NaN, Timing.NONE);
    }
    List<Long> each = new ArrayList<>();
    for (int i = 1; i < samples.size(); i++) {
      Sample from = samples.get(i - 1);
      Sample to = samples.get(i);
      each.add((to.nanos() - from.nanos()) / (to.embedded() - from.embedded()));
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long photos = last.embedded() - first.embedded();
    double photosPerSecond = photos * SECOND / (last.nanos() - first.nanos());
    return new BenchmarkFigure.Index(
        size,
        (int) photos,
        precision,
        photosPerSecond,
        rate > 0 ? photosPerSecond / rate : Double.NaN,
        Timing.of(each));
  }

  private void report(double part) {
    BenchmarkProgress.report(
        listener, BenchmarkStage.INDEXING, (done + part) / plan.indexed().size());
  }
}
