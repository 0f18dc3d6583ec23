package app.akin.core.index;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The searchable vectors of a library for one model.
///
/// It is a cache of the catalogue. [#lastSequence] tells from where the catalogue must be replayed
/// after opening; a missing or damaged folder, or one of another model, gives an empty index. Added
/// vectors are found immediately and stored by [#save].
///
/// Thread-safe. Any number of threads may search while one writes; a search uses the state at its
/// start. Several processes may open the same folder and save, one at a time, without disturbing
/// the others. The opener closes it, which discards unsaved changes.
///
/// Up to [IndexSettings#exactRows] allowed rows are all scored. Above, their codes propose and
/// estimate candidates, of which the best are scored; a few neighbours may be missed. A score does
/// not depend on that: it differs by less than 0.0003 from the scalar product of the vectors.
public final class VectorIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VectorIndex.class);

  /// The files are rewritten without dead rows once one row in this number is dead, and at least
  /// [#DEAD_ROWS] are.
  private static final int DEAD_SHARE = 4;

  private static final int DEAD_ROWS = 1_000;

  /// Number of rows from which their mean is subtracted, and of rows to compute it from. It does
  /// not change afterwards, so that later photos change no code of earlier ones.
  private static final int CENTRED_ROWS = 1_024;

  private static final int MEAN_ROWS = 16_384;

  private final Path path;
  private final String fingerprint;
  private final CodeLayout layout;
  private final IndexFolder folder;
  private final Workers workers;
  private final SnapshotSearcher searcher;
  private final IndexState initialState;
  private final CurrentSnapshot current;
  private final RowAppender appender;
  private final Object writeLock = new Object();

  private volatile long lastSequence;

  // Guarded by `writeLock`.
  private @Nullable Manifest manifest;
  private @Nullable IdSet hidden;
  private boolean unsaved;

  private VectorIndex(Path path, String fingerprint, CodeLayout layout, IndexSettings settings) {
    this.path = path;
    this.fingerprint = fingerprint;
    this.layout = layout;
    this.folder = new IndexFolder(path);
    this.workers = new Workers(settings.threads());
    this.searcher = new SnapshotSearcher(workers, settings);
    IndexFolder.Loaded loaded = folder.load(fingerprint, layout, workers);
    this.initialState = loaded.state();
    this.manifest = loaded.manifest();
    this.lastSequence = loaded.manifest() == null ? 0 : loaded.manifest().lastSequence();
    this.current = new CurrentSnapshot(loaded.snapshot(layout));
    this.appender = new RowAppender(layout);
  }

  /// Opens the index of a folder, or an empty one; see [#state]. Writes nothing.
  ///
  /// @param folder the folder; may be missing
  /// @param fingerprint the model of the vectors
  /// @param dimension number of components of each vector
  public static VectorIndex open(
      Path folder, String fingerprint, int dimension, IndexSettings settings) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension " + dimension);
    }
    return new VectorIndex(folder, fingerprint, new CodeLayout(dimension), settings);
  }

  /// Returns the sequence number of the catalogue up to which all changes are included; 0 for an
  /// empty index.
  public long lastSequence() {
    return lastSequence;
  }

  /// Returns the number of contents, including hidden ones.
  public int size() {
    return state().size();
  }

  /// Returns the number of rows that are only in memory.
  public int unsaved() {
    return read(snapshot -> snapshot.rows() - snapshot.saved());
  }

  /// Returns the state.
  public IndexState state() {
    return read(
        snapshot ->
            initialState.withContents(
                snapshot.rows() - snapshot.dead().cardinality(),
                snapshot.rows(),
                snapshot.rows() - snapshot.saved()));
  }

  /// Adds or replaces the vector of a content. The next search finds it.
  ///
  /// @param sequence the sequence number of this vector in the catalogue
  /// @param id the content, positive
  /// @param unit a vector of length 1, or all zeros; not retained
  public void add(long sequence, long id, float[] unit) {
    synchronized (writeLock) {
      addAfter(lastSequence, sequence, id, unit);
    }
  }

  /// Adds or replaces the vector of a content, unless the index was emptied meanwhile because a
  /// file is damaged.
  ///
  /// @param previous [#lastSequence] as the caller knows it
  /// @param sequence the sequence number of this vector in the catalogue
  /// @param id the content, positive
  /// @param unit a vector of length 1, or all zeros; not retained
  /// @return whether it was added
  public boolean addAfter(long previous, long sequence, long id, float[] unit) {
    layout.check(unit);
    if (id <= 0) {
      throw new IllegalArgumentException("id " + id);
    }
    synchronized (writeLock) {
      if (lastSequence != previous) {
        return false;
      }
      current.publish(appender.add(current.get(), id, unit, hidden));
      lastSequence = Math.max(lastSequence, sequence);
      unsaved = true;
      return true;
    }
  }

  /// Removes contents; unknown ids are ignored. Adding a content again restores it.
  public void remove(IdSet ids) {
    removeMatching(ids, true);
  }

  /// Removes all contents except these, to match the catalogue.
  public void retain(IdSet ids) {
    removeMatching(ids, false);
  }

  private void removeMatching(IdSet ids, boolean listed) {
    synchronized (writeLock) {
      Snapshot before = current.get();
      BitSet dead = appender.remove(before, ids, listed);
      if (!dead.equals(before.dead())) {
        current.publish(before.with(dead, hidden));
        unsaved = true;
      }
    }
  }

  /// Hides contents from searches, such as those without files. Replaces the previously hidden set,
  /// applies to vectors added later, and is not saved.
  public void hide(IdSet ids) {
    synchronized (writeLock) {
      Snapshot before = current.get();
      if (ids.equals(hidden)) {
        return;
      }
      hidden = ids;
      current.publish(before.with(before.dead(), hidden));
    }
  }

  /// Returns the `k` contents nearest to a query, best first, equal scores by id; fewer if there
  /// are not enough.
  ///
  /// @param query a vector of length 1; not retained
  /// @param k number of results, at least 1
  /// @param allowed the contents that may be returned, or null for all
  /// @throws DamagedIndexException if a file is found damaged; the index is empty then
  public Nearest<Neighbour> nearest(float[] query, int k, @Nullable IdSet allowed) {
    return search(
        query,
        k,
        allowed,
        (_, found) ->
            new Nearest<>(found.best().stream().map(RowScore::neighbour).toList(), found.exact()));
  }

  /// Returns the `k` contents nearest to a query, as [#nearest(float\[\], int, IdSet)] does, each
  /// compared with further vectors.
  ///
  /// @param others the further vectors, each of length 1; not retained
  /// @throws DamagedIndexException if a file is found damaged; the index is empty then
  public Nearest<ComparedNeighbour> nearest(
      float[] query, List<float[]> others, int k, @Nullable IdSet allowed) {
    others.forEach(layout::check);
    return search(
        query,
        k,
        allowed,
        (snapshot, found) ->
            new Nearest<>(SnapshotSearcher.compare(snapshot, found.best(), others), found.exact()));
  }

  private <T> T search(
      float[] query,
      int k,
      @Nullable IdSet allowed,
      BiFunction<Snapshot, SnapshotSearcher.Found, T> result) {
    layout.check(query);
    if (k < 1) {
      throw new IllegalArgumentException("k " + k);
    }
    return read(snapshot -> result.apply(snapshot, searcher.nearest(snapshot, query, k, allowed)));
  }

  private <T> T read(Function<Snapshot, T> function) {
    Snapshot snapshot = current.acquire();
    try {
      return function.apply(snapshot);
    } catch (DamagedIndexException e) {
      discard(e);
      throw e;
    } finally {
      snapshot.release();
    }
  }

  /// Empties the index after damage was found.
  private void discard(DamagedIndexException damage) {
    LOG.warn("The index {} is damaged and is built again", path, damage);
    synchronized (writeLock) {
      if (!current.isClosed()) {
        manifest = null;
        lastSequence = 0;
        unsaved = false;
        appender.renumbered();
        appender.saved();
        current.publish(Snapshot.empty(RowCoder.uncentred(layout)));
      }
    }
  }

  /// Returns the number of contents that are not hidden.
  public int visible() {
    return read(Snapshot::visible);
  }

  /// Returns the scores of an evenly spaced sample of the visible contents, to estimate the
  /// distribution of scores. The sample does not change while nothing is added.
  ///
  /// @param queries vectors of length 1; not retained
  /// @param limit maximum number of contents, at least 1
  /// @return for each query its scores; those at equal positions are of one content
  /// @throws DamagedIndexException if a file is found damaged; the index is empty then
  public List<float[]> sample(List<float[]> queries, int limit) {
    queries.forEach(layout::check);
    return read(snapshot -> searcher.sample(snapshot, queries, limit));
  }

  /// Writes additions and removals since the last save. Does nothing if there are none. Waits while
  /// another process saves.
  ///
  /// @throws AkinException if the folder is not writable or the disk is full; the index stays
  ///   usable without being saved
  public void save() {
    save(true);
  }

  /// Saves as [#save] does, unless another process is saving.
  ///
  /// @return whether everything is saved
  /// @throws AkinException as [#save] does
  public boolean trySave() {
    return save(false);
  }

  private boolean save(boolean wait) {
    synchronized (writeLock) {
      if (!unsaved) {
        return true;
      }
      try (Closeable lock = folder.lock(wait)) {
        if (lock == null) {
          return false;
        }
        write();
        return true;
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
  }

  private void write() throws IOException {
    Snapshot before = current.get();
    Manifest base = manifest;
    RowCoder coder = coder(before);
    int dead = before.dead().cardinality();
    boolean sparse = dead >= DEAD_ROWS && dead > before.rows() / DEAD_SHARE;
    Manifest next;
    if (base == null || sparse || coder != before.coder() || !folder.isCurrent(base)) {
      next = folder.rewrite(fingerprint, before, coder, lastSequence);
      appender.renumbered();
    } else {
      next = folder.append(base, before, lastSequence);
    }
    MappedCodes files = folder.map(next, layout);
    current.publish(Snapshot.of(coder, next, files, hidden));
    files.release();
    folder.deleteUnused(next);
    // Set only after success, because rows are appended only to files with the same numbering.
    manifest = next;
    appender.saved();
    unsaved = false;
  }

  /// Returns the coder for the rows of a snapshot: its own, or one with their mean once there are
  /// enough.
  private RowCoder coder(Snapshot snapshot) {
    RowCoder coder = snapshot.coder();
    int live = snapshot.rows() - snapshot.dead().cardinality();
    if (coder.isCentred() || live < CENTRED_ROWS) {
      return coder;
    }
    double[] sum = new double[layout.dimension()];
    int step = Math.max(1, snapshot.rows() / MEAN_ROWS);
    int count = 0;
    for (int row = 0; row < snapshot.rows(); row += step) {
      if (!snapshot.dead().get(row)) {
        float[] vector = coder.decode(snapshot.block(row), row);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += vector[i];
        }
        count++;
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / Math.max(1, count));
    }
    return new RowCoder(layout, mean);
  }

  private AkinException unwritable(IOException e) {
    boolean full = false;
    try {
      full =
          Files.exists(path)
              && Files.getFileStore(path).getUsableSpace()
                  < layout.coarseBytes() + layout.fineBytes();
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
    }
    return full
        ? new AkinException(e, new Problem.DiskFull(path))
        : new AkinException(e, new Problem.LibraryUnwritable(path, e.toString()));
  }

  /// Releases the files once running searches have ended. Unsaved changes are discarded. Closing
  /// twice has no effect.
  @Override
  public void close() {
    synchronized (writeLock) {
      if (current.close()) {
        workers.close();
      }
    }
  }
}
