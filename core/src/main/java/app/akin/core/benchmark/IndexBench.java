package app.akin.core.benchmark;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.ingest.Ingest;
import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Timing;
import app.akin.core.photo.Precision;
import app.akin.core.synthetic.MadePhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Times whole runs over made photos into libraries of their own. The rate is that of a run under
/// way: taken once as many photos are in as were decoded while the model loaded, and while there
/// are as many still to come. For one thread.
final class IndexBench {
  /// Pixels of photos that are each made anew; the others are variants of these.
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
  private final BenchPlan plan;
  private final BenchListener listener;
  private int done;

  IndexBench(
      PhotoDecoder decoder,
      DecodePurpose indexing,
      Function<Path, Ingest> ingests,
      ScratchFolder scratch,
      int threads,
      BenchPlan plan,
      BenchListener listener) {
    this.decoder = decoder;
    this.indexing = indexing;
    this.ingests = ingests;
    this.scratch = scratch;
    this.threads = threads;
    this.plan = plan;
    this.listener = listener;
  }

  /// So many photos were embedded at a time.
  private record Sample(long nanos, long embedded) {}

  /// Runs it.
  ///
  /// @param wish the model, with a precision
  /// @param rate how many pictures a second its image tower embeds
  void run(ModelSelection wish, double rate) throws InterruptedException {
    for (BenchPlan.Size size : plan.indexed()) {
      Path photos = scratch.folder("photos-" + done);
      Path library = scratch.folder("library-" + done);
      int count = write(size, photos, rate);
      listener.found(figure(size, wish, rate, samples(wish, photos, library, count)));
      scratch.clear(photos);
      scratch.clear(library);
      done++;
    }
  }

  /// Writes the photos; answers how many the rate is to be of.
  private int write(BenchPlan.Size size, Path folder, double rate) {
    int different =
        Math.clamp(DIFFERENT_PIXELS / ((long) size.width() * size.height()), 1, MOST_DIFFERENT);
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < different; i++) {
      look(0);
      files.add(new MadePhoto(plan.seed() + i, size.width(), size.height()).jpeg(false));
    }
    int count = count(files.getFirst(), rate);
    for (int i = 0; i < count + 2 * plan.ahead(); i++) {
      look(0);
      byte[] file = MadePhoto.variant(files.get(i % different), i / different);
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

  /// Takes the photos in, and stops once enough are.
  private List<Sample> samples(ModelSelection wish, Path photos, Path library, int count)
      throws InterruptedException {
    int enough = plan.ahead() + count;
    IngestJob job = ingests.apply(library).start(new IngestRequest(List.of(photos), false, wish));
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample(System.nanoTime(), 0));
    long before = 0;
    try {
      while (!job.isDone() && before < enough) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        long embedded = job.status().embedded();
        // A batch is counted photo by photo: it is whole when nothing has moved for a moment.
        boolean whole = embedded == before;
        if (whole && embedded > samples.getLast().embedded()) {
          samples.add(new Sample(System.nanoTime(), embedded));
        }
        before = embedded;
        look((double) embedded / enough);
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

  private BenchFigure.Index figure(
      BenchPlan.Size size, ModelSelection wish, double rate, List<Sample> all) {
    List<Sample> underWay =
        all.stream().filter(sample -> sample.embedded() >= plan.ahead()).toList();
    // A run that was over at once has no middle.
    List<Sample> samples = underWay.size() < 2 ? all : underWay;
    Precision precision = Objects.requireNonNull(wish.precision());
    if (samples.size() < 2) {
      return new BenchFigure.Index(size, 0, precision, Double.NaN, Double.NaN, Timing.NONE);
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
    return new BenchFigure.Index(
        size,
        (int) photos,
        precision,
        photosPerSecond,
        rate > 0 ? photosPerSecond / rate : Double.NaN,
        Timing.of(each));
  }

  private void look(double part) {
    BenchProgress.look(listener, BenchStage.INDEXING, (done + part) / plan.indexed().size());
  }
}
