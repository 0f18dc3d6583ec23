package app.akin.core.ingest;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.ingest.DecodeStage.Step;
import app.akin.core.ingest.Job.Outcome;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The stages between the walk and the catalogue, joined by bounded queues: a pool that reads and
/// decodes, threads that embed in batches, one that writes. Memory does not grow with the library,
/// and the slowest stage sets the pace.
///
/// The thread that calls [#submit] is the walk; [#finish] waits for everything submitted.
final class Pipeline {
  private static final int JOBS = 256;
  private static final int OUTCOMES = 256;

  /// How long a thread waits before it looks again whether the run goes on.
  private static final long PATIENCE_MS = 50;

  /// How long the walk waits before it looks again whether everything is written.
  private static final long SHORT_PATIENCE_MS = 2;

  /// How long the threads that embed wait before they look again whether a photo is new.
  private static final long NEW_MS = 5;

  /// How long the embedding thread waits for a batch to fill up.
  private static final long FILL_MS = 150;

  /// What the writing thread does with outcomes; called from that thread only.
  interface Sink {
    /// Takes some outcomes in; not committed yet when it returns.
    void write(List<Outcome> outcomes);

    /// Called between outcomes and at the end: commits what is due, answers files that were put
    /// aside and are settled now.
    ///
    /// @param last whether everything open must be committed now
    List<Outcome> commitWhatIsDue(boolean last);
  }

  private final DecodeStage intake;
  private final EmbeddingModel model;
  private final Sink sink;
  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(JOBS);
  private final BlockingQueue<Step.Prepared> prepared;
  private final BlockingQueue<Outcome> outcomes = new ArrayBlockingQueue<>(OUTCOMES);
  private final CountDownLatch walking = new CountDownLatch(1);
  private final CountDownLatch decoding;
  private final CountDownLatch embedding;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final RunControl steering;

  /// For the walk alone.
  private long submitted;

  // Between the walk and the writing thread.
  private volatile boolean draining;
  private volatile long committed;

  /// Starts the threads.
  ///
  /// @param steering asks every stage to end soon, or to wait; what is embedded already is written
  /// @param decoders the size of the decode pool
  /// @param ahead how many prepared pictures may wait for the model
  Pipeline(
      DecodeStage intake,
      EmbeddingModel model,
      Sink sink,
      RunControl steering,
      int decoders,
      int ahead) {
    this.intake = intake;
    this.model = model;
    this.sink = sink;
    this.steering = steering;
    this.prepared = new ArrayBlockingQueue<>(ahead);
    this.decoding = new CountDownLatch(decoders);
    int streams = model.streams();
    this.embedding = new CountDownLatch(streams);
    for (int i = 0; i < decoders; i++) {
      int number = i;
      threads.add(thread("akin-decode-" + i, () -> decode(number, decoders), decoding));
    }
    for (int i = 0; i < streams; i++) {
      int number = i;
      threads.add(thread("akin-embed-" + i, () -> embed(number, streams), embedding));
    }
    threads.add(thread("akin-write", this::write, new CountDownLatch(1)));
    threads.forEach(Thread::start);
  }

  /// Hands a file over, waiting for a place; false where the run has stopped.
  boolean submit(Job job) throws InterruptedException {
    boolean taken = put(jobs, job);
    submitted += taken ? 1 : 0;
    return taken;
  }

  /// Waits until everything submitted is committed, or the run has stopped.
  void drain() throws InterruptedException {
    draining = true;
    while (committed < submitted && !isStopped()) {
      TimeUnit.MILLISECONDS.sleep(SHORT_PATIENCE_MS);
    }
    draining = false;
  }

  /// Waits until everything submitted is written, and ends the threads.
  ///
  /// @throws AkinException where a stage could not do its job
  void finish() throws InterruptedException {
    walking.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    switch (fault.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private boolean isStopped() {
    return fault.get() != null || steering.isStopped();
  }

  private interface Stage {
    void run() throws InterruptedException;
  }

  private Thread thread(String name, Stage stage, CountDownLatch ended) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .unstarted(
            () -> {
              try {
                stage.run();
              } catch (Throwable e) {
                fault.compareAndSet(null, e);
              } finally {
                ended.countDown();
              }
            });
  }

  private void decode(int number, int decoders) throws InterruptedException {
    Job job;
    while ((job = next(jobs, walking, number, decoders)) != null) {
      long begun = System.nanoTime();
      switch (intake.prepare(job)) {
        case Step.Finished finished -> put(outcomes, finished.outcome());
        case Step.Prepared ready -> put(prepared, ready);
        case Step.Waiting _ -> {}
      }
      steering.rest(Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private void embed(int worker, int workers) throws InterruptedException {
    // A run in which nothing is new never pays for the model.
    while (!intake.foundNew() && decoding.getCount() > 0 && !isStopped()) {
      TimeUnit.MILLISECONDS.sleep(NEW_MS);
    }
    if (!intake.foundNew() || isStopped()) {
      return;
    }
    // Loaded while the first photos are still being decoded.
    try (ImageTower tower = model.imageStream()) {
      Step.Prepared first = next(prepared, decoding, worker, workers);
      while (first != null) {
        List<Step.Prepared> batch = batch(first, tower.batchSize());
        long begun = System.nanoTime();
        List<Embedding> embeddings =
            tower.embed(batch.stream().map(Step.Prepared::pixels).toList());
        for (int i = 0; i < batch.size(); i++) {
          Step.Prepared one = batch.get(i);
          keep(
              new Outcome.Taken(
                  one.job(),
                  one.key(),
                  one.facts(),
                  one.thumbnail(),
                  embeddings.get(i),
                  one.twin()));
        }
        steering.rest(Duration.ofNanos(System.nanoTime() - begun));
        first = next(prepared, decoding, worker, workers);
      }
    }
  }

  private List<Step.Prepared> batch(Step.Prepared first, int size) throws InterruptedException {
    List<Step.Prepared> batch = new ArrayList<>(size);
    batch.add(first);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FILL_MS);
    while (batch.size() < size && !isStopped()) {
      prepared.drainTo(batch, size - batch.size());
      long left = deadline - System.nanoTime();
      if (batch.size() < size) {
        Step.Prepared more =
            left > 0 && decoding.getCount() > 0 ? prepared.poll(left, TimeUnit.NANOSECONDS) : null;
        if (more == null) {
          break;
        }
        batch.add(more);
      }
    }
    return batch;
  }

  private void write() throws InterruptedException {
    List<Outcome> some = new ArrayList<>();
    long written = 0;
    while (true) {
      boolean over = embedding.getCount() == 0 && decoding.getCount() == 0;
      Outcome outcome =
          outcomes.poll(draining ? SHORT_PATIENCE_MS : PATIENCE_MS, TimeUnit.MILLISECONDS);
      if (outcome != null) {
        some.add(outcome);
        outcomes.drainTo(some);
        sink.write(some);
        written += some.size();
        some.clear();
      }
      boolean last = outcome == null && (over || draining);
      List<Outcome> settled = sink.commitWhatIsDue(last);
      if (!settled.isEmpty()) {
        sink.write(settled);
        written += settled.size();
      } else if (last) {
        committed = written;
      }
      if (settled.isEmpty() && outcome == null && over) {
        return;
      }
    }
  }

  /// Like [#put], but what is embedded is written even where the run was stopped meanwhile.
  private void keep(Outcome outcome) throws InterruptedException {
    while (fault.get() == null) {
      if (outcomes.offer(outcome, PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /// The next element of a queue; null where its makers have ended and it is empty, or the run has
  /// stopped. Waits while the calling thread must not begin anything.
  ///
  /// @param worker the thread's number among the takers of the queue, from 0
  /// @param workers how many there are
  @SuppressWarnings(
      "ThreadPriorityCheck") // It is a wish, and nothing is wrong where it is not heard.
  private <T> @Nullable T next(
      BlockingQueue<T> queue, CountDownLatch makers, int worker, int workers)
      throws InterruptedException {
    while (!isStopped()) {
      boolean over = makers.getCount() == 0;
      if (steering.holds(worker, workers) && !(over && queue.isEmpty())) {
        TimeUnit.MILLISECONDS.sleep(PATIENCE_MS);
        continue;
      }
      Thread.currentThread().setPriority(steering.priority());
      T element = queue.poll(over ? 0 : PATIENCE_MS, TimeUnit.MILLISECONDS);
      if (element != null || over) {
        return element;
      }
    }
    return null;
  }

  private <T> boolean put(BlockingQueue<T> queue, T element) throws InterruptedException {
    while (!isStopped()) {
      if (queue.offer(element, PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }
}
