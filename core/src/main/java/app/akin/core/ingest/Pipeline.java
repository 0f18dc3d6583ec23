package app.akin.core.ingest;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.ingest.DecodeStage.Step;
import app.akin.core.ingest.Job.Outcome;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The stages between scan and catalogue, connected by bounded queues. A pool of threads reads and
/// decodes, others embed in batches, and one writes. Memory use does not grow with the library, and
/// the slowest stage limits the rate.
///
/// One thread walks the folders and calls [#submit]; [#finish] waits for everything submitted.
final class Pipeline {
  private static final int JOB_CAPACITY = 256;
  private static final int OUTCOME_CAPACITY = 256;

  /// Interval in milliseconds at which waiting threads check whether the run was stopped.
  private static final long POLL_MS = 50;

  /// Interval in milliseconds at which the walk checks whether everything is written.
  private static final long DRAIN_POLL_MS = 2;

  /// Interval in milliseconds at which the embedding threads check for a first new photo.
  private static final long START_POLL_MS = 5;

  /// Time in milliseconds that an embedding thread waits for a batch to fill up.
  private static final long BATCH_FILL_MS = 150;

  /// Consumer of outcomes, called only from the writing thread.
  interface Sink {
    /// Writes outcomes without committing them.
    void write(List<Outcome> outcomes);

    /// Commits if due; called between outcomes and at the end. Returns the outcomes of queued
    /// copies whose content is now committed.
    ///
    /// @param last whether everything uncommitted must be committed now
    List<Outcome> commitIfDue(boolean last);
  }

  /// Returns vectors that were computed elsewhere.
  @FunctionalInterface
  interface KnownVectors {
    Map<ContentKey, Embedding> find(Collection<ContentKey> keys);
  }

  private final DecodeStage decodeStage;
  private final EmbeddingModel model;
  private final KnownVectors known;
  private final Sink sink;
  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(JOB_CAPACITY);
  private final BlockingQueue<Step.Prepared> prepared;
  private final BlockingQueue<Outcome> outcomes = new ArrayBlockingQueue<>(OUTCOME_CAPACITY);
  private final CountDownLatch walking = new CountDownLatch(1);
  private final CountDownLatch decoding;
  private final CountDownLatch embedding;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final RunControl control;

  /// Used only by the thread of the walk.
  private long submitted;

  // Shared by the walk and the writing thread.
  private volatile boolean draining;
  private volatile long committed;

  /// Starts the threads.
  ///
  /// @param known has vectors that were computed elsewhere
  /// @param control stops or pauses every stage; finished embeddings are still written
  /// @param decoders number of threads in the decode pool
  /// @param preparedCapacity capacity of the queue of prepared images
  Pipeline(
      DecodeStage decodeStage,
      EmbeddingModel model,
      KnownVectors known,
      Sink sink,
      RunControl control,
      int decoders,
      int preparedCapacity) {
    this.decodeStage = decodeStage;
    this.model = model;
    this.known = known;
    this.sink = sink;
    this.control = control;
    this.prepared = new ArrayBlockingQueue<>(preparedCapacity);
    this.decoding = new CountDownLatch(decoders);
    int streams = model.streams();
    this.embedding = new CountDownLatch(streams);
    for (int i = 0; i < decoders; i++) {
      int worker = i;
      threads.add(thread("akin-decode-" + i, () -> decode(worker, decoders), decoding));
    }
    for (int i = 0; i < streams; i++) {
      int worker = i;
      threads.add(thread("akin-embed-" + i, () -> embed(worker, streams), embedding));
    }
    threads.add(thread("akin-write", this::write, new CountDownLatch(1)));
    threads.forEach(Thread::start);
  }

  /// Submits a file, waiting for space in the queue; returns false if the run was stopped.
  boolean submit(Job job) throws InterruptedException {
    boolean taken = put(jobs, job);
    submitted += taken ? 1 : 0;
    return taken;
  }

  /// Waits until everything submitted is committed or the run is stopped.
  void drain() throws InterruptedException {
    draining = true;
    while (committed < submitted && !isStopped()) {
      TimeUnit.MILLISECONDS.sleep(DRAIN_POLL_MS);
    }
    draining = false;
  }

  /// Waits until everything submitted is written and ends the threads.
  ///
  /// @throws AkinException if a stage failed
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
    return fault.get() != null || control.isStopped();
  }

  /// Returns whether the run was stopped; waits while it is paused. A pass in progress is finished
  /// in gentle mode.
  private boolean isStoppedAfterPause() {
    while (control.mustWait(0, 1) && !isStopped()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
    }
    return isStopped();
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

  private void decode(int worker, int decoders) throws InterruptedException {
    Job job;
    while ((job = next(jobs, walking, worker, decoders)) != null) {
      long start = System.nanoTime();
      switch (decodeStage.prepare(job)) {
        case Step.Finished finished -> put(outcomes, finished.outcome());
        case Step.Prepared ready -> put(prepared, ready);
        case Step.Waiting _ -> {}
      }
      control.sleepIfGentle(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private void embed(int worker, int workers) throws InterruptedException {
    // A run without new photos does not load the model.
    while (!decodeStage.foundNew() && decoding.getCount() > 0 && !isStopped()) {
      TimeUnit.MILLISECONDS.sleep(START_POLL_MS);
    }
    if (!decodeStage.foundNew() || isStopped()) {
      return;
    }
    // The model loads while the first photos are being decoded.
    try (ImageTower tower = model.imageStream()) {
      int embedded = 0;
      Step.Prepared first = next(prepared, decoding, worker, workers);
      while (first != null) {
        int arrived = embedded + 1 + prepared.size();
        List<Step.Prepared> batch = batch(first, tower.batchSize(arrived));
        long start = System.nanoTime();
        List<Step.Prepared> unknown = putKnown(batch);
        List<Embedding> embeddings =
            unknown.isEmpty()
                ? List.of()
                : tower.embed(
                    unknown.stream().map(Step.Prepared::pixels).toList(),
                    this::isStoppedAfterPause);
        if (embeddings.size() < unknown.size()) {
          // Stopped within a pass: the next run embeds these photos.
          return;
        }
        for (int i = 0; i < unknown.size(); i++) {
          putEmbedded(outcome(unknown.get(i), embeddings.get(i)));
        }
        embedded += batch.size();
        control.sleepIfGentle(Duration.ofNanos(System.nanoTime() - start));
        first = next(prepared, decoding, worker, workers);
      }
    }
  }

  /// Adds the images to the outcomes whose vectors were computed elsewhere, and returns the others.
  private List<Step.Prepared> putKnown(List<Step.Prepared> batch) throws InterruptedException {
    Map<ContentKey, Embedding> found = known.find(batch.stream().map(Step.Prepared::key).toList());
    if (found.isEmpty()) {
      return batch;
    }
    List<Step.Prepared> unknown = new ArrayList<>();
    for (Step.Prepared one : batch) {
      Embedding embedding = found.get(one.key());
      if (embedding == null) {
        unknown.add(one);
      } else {
        putEmbedded(outcome(one, embedding));
      }
    }
    return unknown;
  }

  private static Outcome outcome(Step.Prepared one, Embedding embedding) {
    return new Outcome.Indexed(
        one.job(), one.key(), one.facts(), one.thumbnail(), embedding, one.sibling());
  }

  private List<Step.Prepared> batch(Step.Prepared first, int size) throws InterruptedException {
    List<Step.Prepared> batch = new ArrayList<>(size);
    batch.add(first);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BATCH_FILL_MS);
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
    List<Outcome> batch = new ArrayList<>();
    long written = 0;
    while (true) {
      boolean over = embedding.getCount() == 0 && decoding.getCount() == 0;
      Outcome outcome = outcomes.poll(draining ? DRAIN_POLL_MS : POLL_MS, TimeUnit.MILLISECONDS);
      if (outcome != null) {
        batch.add(outcome);
        outcomes.drainTo(batch);
        sink.write(batch);
        written += batch.size();
        batch.clear();
      }
      boolean last = outcome == null && (over || draining);
      List<Outcome> settled = sink.commitIfDue(last);
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

  /// Adds a finished embedding to the outcomes, even if the run was stopped meanwhile.
  private void putEmbedded(Outcome outcome) throws InterruptedException {
    while (fault.get() == null) {
      if (outcomes.offer(outcome, POLL_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /// Returns the next element of a queue; null if it is empty and its producers have ended, or the
  /// run was stopped. Waits while the run is paused or throttled.
  ///
  /// @param worker index of the calling thread among the consumers of the queue, from 0
  /// @param workers number of these threads
  @SuppressWarnings("ThreadPriorityCheck") // Only a hint: correctness does not depend on it.
  private <T> @Nullable T next(
      BlockingQueue<T> queue, CountDownLatch producers, int worker, int workers)
      throws InterruptedException {
    while (!isStopped()) {
      boolean over = producers.getCount() == 0;
      if (control.mustWait(worker, workers) && !(over && queue.isEmpty())) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
        continue;
      }
      Thread.currentThread().setPriority(control.priority());
      T element = queue.poll(over ? 0 : POLL_MS, TimeUnit.MILLISECONDS);
      if (element != null || over) {
        return element;
      }
    }
    return null;
  }

  private <T> boolean put(BlockingQueue<T> queue, T element) throws InterruptedException {
    while (!isStopped()) {
      if (queue.offer(element, POLL_MS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }
}
