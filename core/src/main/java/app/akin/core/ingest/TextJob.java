package app.akin.core.ingest;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.Problem;
import app.akin.core.photo.TextCounts;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.Store;
import app.akin.core.store.TextIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the text in the photos that were not read yet, from the newest to the oldest, on a thread
/// of low priority. Photos whose files cannot be read now are left for the next job.
///
/// The library's lock is held only while some results are written. Another writer goes first: an
/// indexing run, for example, interrupts the reading until it ends. What was read is kept if the
/// job is stopped, and nearly all if the process is killed. Thread-safe.
public final class TextJob {
  private static final Logger log = LoggerFactory.getLogger(TextJob.class);

  /// Number of photos that are looked up at once.
  private static final int LOOKUP = 200;

  /// Number of results that are written at the latest.
  private static final int BATCH = 50;

  private static final Duration WRITE_INTERVAL = Duration.ofSeconds(5);

  /// Number of files in a row on which a broken reader fails.
  private static final int MAX_FAILURES = 3;

  /// How long the results wait at the end for another writer.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// Reads the text in files.
  public interface Source extends AutoCloseable {
    /// Returns the text in a photo's file; empty if the file does not have this content, or cannot
    /// be read now.
    ///
    /// @param stopped if it returns true, the result may be empty
    Optional<ImageText> read(Path file, ContentKey content, BooleanSupplier stopped);

    @Override
    void close();
  }

  /// The library that is read.
  ///
  /// @param folder its folder
  /// @param natives folder of SQLite's native library
  /// @param catalogue its catalogue
  /// @param clock states the current time
  public record Library(Path folder, Path natives, CatalogueReader catalogue, Clock clock) {}

  private final Library library;
  private final Supplier<Source> source;
  private final int revision;
  private final RunControl control;
  private final Rate rate;
  private final CompletableFuture<TextStatus> end = new CompletableFuture<>();

  // Of the thread of the job.
  private final Map<ContentId, ImageText> results = new LinkedHashMap<>();
  private final Set<Path> absentFolders = new HashSet<>();
  private Instant written = Instant.MIN;
  private int failures;

  // Guarded by this.
  private TextCounts counts = new TextCounts(0, 0, 0);
  private int unavailable;
  private long done;
  private boolean ended;

  private TextJob(Library library, Supplier<Source> source, int revision) {
    this.library = library;
    this.source = source;
    this.revision = revision;
    this.control = new RunControl(new PowerSupply(PowerSupply.SYSTEM), library.clock());
    this.rate = new Rate(library.clock());
  }

  /// Starts a job.
  ///
  /// @param source opens what reads the text, on the thread of the job and only if a photo was not
  ///   read yet
  /// @param revision the revision of the reader; what an older one has read is read again
  /// @param gentle whether it sleeps after each photo for as long as the photo took, and waits
  ///   while the machine is on battery power
  @SuppressWarnings("ThreadPriorityCheck") // Other programs go first.
  public static TextJob start(
      Library library, Supplier<Source> source, int revision, boolean gentle) {
    TextJob job = new TextJob(library, source, revision);
    job.setGentle(gentle);
    Thread.ofPlatform().name("akin-text").daemon().priority(Thread.MIN_PRIORITY).start(job::run);
    return job;
  }

  private void run() {
    try {
      readAll();
      ended();
      end.complete(status());
    } catch (Throwable e) {
      ended();
      end.completeExceptionally(e);
    }
  }

  private synchronized void ended() {
    ended = true;
  }

  private void readAll() throws InterruptedException {
    Set<Long> skipped = new HashSet<>();
    try (LazySource reader = new LazySource(source)) {
      long[] unread = unread(skipped);
      while (unread.length > 0 && !control.isStopped()) {
        for (int from = 0; from < unread.length && !control.isStopped(); from += LOOKUP) {
          long[] part = Arrays.copyOfRange(unread, from, Math.min(unread.length, from + LOOKUP));
          read(part, reader, skipped);
        }
        write(control.isStopped());
        // Photos may have been added meanwhile.
        unread = unread(skipped);
      }
    }
  }

  /// Opens the source when it is first needed.
  private static final class LazySource implements AutoCloseable {
    private final Supplier<Source> opener;
    private Optional<Source> open = Optional.empty();

    LazySource(Supplier<Source> opener) {
      this.opener = opener;
    }

    Source get() {
      if (open.isEmpty()) {
        open = Optional.of(opener.get());
      }
      return open.get();
    }

    @Override
    public void close() {
      open.ifPresent(Source::close);
    }
  }

  private long[] unread(Set<Long> skipped) {
    TextIndex texts = library.catalogue().texts();
    long[] unread =
        Arrays.stream(texts.unread(revision)).filter(id -> !skipped.contains(id)).toArray();
    TextCounts now = texts.counts(revision);
    synchronized (this) {
      counts = now;
      unavailable = skipped.size();
      rate.restart(done);
    }
    return unread;
  }

  private void read(long[] contents, LazySource reader, Set<Long> skipped)
      throws InterruptedException {
    Map<ContentId, PhotoRow> rows =
        library.catalogue().photos(Arrays.stream(contents).mapToObj(ContentId::new).toList());
    for (long id : contents) {
      if (!control.awaitResume()) {
        return;
      }
      Instant start = library.clock().instant();
      ContentId content = new ContentId(id);
      PhotoRow row = rows.get(content);
      Optional<ImageText> text = row == null ? Optional.empty() : read(row, reader);
      if (control.isStopped()) {
        return;
      }
      text.ifPresentOrElse(read -> results.put(content, read), () -> skipped.add(id));
      count(text);
      if (results.size() >= BATCH
          || library.clock().instant().isAfter(written.plus(WRITE_INTERVAL))) {
        write(false);
      }
      if (text.isPresent() && control.isGentle()) {
        control.sleepIfGentle(Duration.between(start, library.clock().instant()));
      }
    }
  }

  private synchronized void count(Optional<ImageText> text) {
    done++;
    rate.sample(done);
    if (text.isEmpty()) {
      unavailable++;
      return;
    }
    counts = counts.plus(text.get());
  }

  /// Returns the text of a photo from its first file that can be read.
  private Optional<ImageText> read(PhotoRow row, LazySource reader) {
    for (Path path : row.paths()) {
      Path folder = path.getParent();
      if (folder == null || isAbsent(folder) || !Files.isRegularFile(path)) {
        continue;
      }
      Optional<ImageText> text = read(path, row.key(), reader.get());
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /// Returns the text of a file. One on which the reader fails is left for the next job; if it
  /// fails on several in a row, it is broken.
  private Optional<ImageText> read(Path path, ContentKey key, Source opened) {
    try {
      Optional<ImageText> text = opened.read(path, key, control::isStopped);
      failures = 0;
      return text;
    } catch (AkinException e) {
      failures++;
      if (failures == MAX_FAILURES) {
        throw e;
      }
      log.warn("the text of {} cannot be read", path, e);
      return Optional.empty();
    }
  }

  /// Returns whether a folder is missing. All files of an unavailable drive would be looked for
  /// otherwise.
  private boolean isAbsent(Path folder) {
    if (absentFolders.contains(folder)) {
      return true;
    }
    boolean absent = !Files.isDirectory(folder);
    if (absent) {
      absentFolders.add(folder);
    }
    return absent;
  }

  /// Writes the results in one transaction; waits while another process or run is writing.
  ///
  /// @param last whether to give up if that takes long: the photos are read again by the next job
  private void write(boolean last) throws InterruptedException {
    Instant giveUp = library.clock().instant().plus(PATIENCE);
    while (!results.isEmpty()) {
      try (Store store =
          Store.openForWriting(library.folder(), library.natives(), library.clock())) {
        results.forEach((content, text) -> store.writer().texts().put(content, text, revision));
        store.writer().commit();
        results.clear();
      } catch (AkinException e) {
        if (!(e.problem() instanceof Problem.LibraryBusy)) {
          throw e;
        }
        if ((last || control.isStopped()) && library.clock().instant().isAfter(giveUp)) {
          log.info("{} photos are read again later: the library is in use", results.size());
          results.clear();
        }
        waitAMoment();
      }
    }
    written = library.clock().instant();
  }

  @SuppressWarnings("ThreadSleepMillis") // Polls the lock of another process.
  private static void waitAMoment() throws InterruptedException {
    Thread.sleep(200);
  }

  /// Returns the current status.
  public synchronized TextStatus status() {
    return new TextStatus(
        counts,
        unavailable,
        rate.remaining(counts.unread() - unavailable),
        ended ? Throttle.FULL : control.throttle());
  }

  /// Returns whether the job has ended, successfully or not; [#await] then returns at once.
  public boolean isDone() {
    return end.isDone();
  }

  /// Stops soon. What was read is kept.
  public void stop() {
    control.stop();
  }

  /// Pauses the job until [#resume].
  public void pause() {
    control.pause();
  }

  /// Resumes a paused job.
  public void resume() {
    synchronized (this) {
      rate.restart(done);
    }
    control.resume();
  }

  /// Returns whether the job is paused, or pausing.
  public boolean isPaused() {
    return control.isPaused();
  }

  /// Sets whether the job saves resources, see [#start].
  public void setGentle(boolean gentle) {
    control.setGentle(gentle);
  }

  /// Waits for the end of the job and returns its last status.
  ///
  /// @throws AkinException if it failed
  public TextStatus await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
