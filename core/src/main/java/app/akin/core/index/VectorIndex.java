package app.akin.core.index;

import app.akin.core.index.IndexFolder.Loaded;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// The searchable vectors of a library for one model.
///
/// It is a cache of the catalogue. [#lastSequence] tells from where the catalogue must be replayed
/// after opening; a missing or damaged folder, or one of another model, gives an empty index. Added
/// vectors are found immediately and stored by [#save].
///
/// Thread-safe. Any number of threads may search while one writes; a search uses the state at its
/// start. Several processes may open the same folder; only the holder of the library's lock may
/// [#save] or [#buildGraph], without disturbing the others. The opener closes it, which discards
/// unsaved changes.
///
/// Every row is scored up to [IndexSettings#graphThreshold] rows, for rows added since the graph
/// was built, and if few ids are allowed; otherwise a graph finds the candidates. Scores are equal
/// in both cases; the graph may miss a few neighbours.
public final class VectorIndex implements AutoCloseable {
  private static final String PROVIDER = "jvector.vectorization_provider";
  private static final String DEFAULT_PROVIDER = "default";

  /// The flat file is rewritten without dead rows once one row in this number is dead, and at least
  /// [#DEAD_ROWS] are.
  private static final int DEAD_SHARE = 4;

  private static final int DEAD_ROWS = 1_000;

  private final Path path;
  private final String fingerprint;
  private final BlockLayout layout;
  private final IndexSettings settings;
  private final IndexFolder folder;
  private final ExactScan exact;
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
  private boolean building;

  private VectorIndex(Path path, String fingerprint, BlockLayout layout, IndexSettings settings) {
    this.path = path;
    this.fingerprint = fingerprint;
    this.layout = layout;
    this.settings = settings;
    this.folder = new IndexFolder(path);
    this.exact = new ExactScan(settings.threads());
    this.searcher = new SnapshotSearcher(exact, settings);
    Loaded loaded = folder.load(fingerprint, layout, exact.executor(), settings.threads());
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
    // Rows are scored by Akin's code. jvector's default provider, unlike others, unpacks no native
    // library and logs nothing.
    if (System.getProperty(PROVIDER) == null) {
      System.setProperty(PROVIDER, DEFAULT_PROVIDER);
    }
    return new VectorIndex(folder, fingerprint, new BlockLayout(dimension), settings);
  }

  /// Returns the name of jvector's vectorization provider in this process.
  public static String vectorProvider() {
    return System.getProperty(PROVIDER, DEFAULT_PROVIDER);
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

  /// Returns the state.
  public IndexState state() {
    Snapshot snapshot = current.acquire();
    try {
      return initialState.withContents(
          snapshot.rows() - snapshot.dead().cardinality(),
          snapshot.rows(),
          snapshot.rows() - snapshot.saved(),
          snapshot.graphRows());
    } finally {
      snapshot.release();
    }
  }

  /// Adds or replaces the vector of a content. The next search finds it.
  ///
  /// @param sequence the sequence number of this vector in the catalogue
  /// @param id the content, positive
  /// @param unit a vector of length 1, or all zeros; not retained
  public void add(long sequence, long id, float[] unit) {
    layout.check(unit);
    if (id <= 0) {
      throw new IllegalArgumentException("id " + id);
    }
    synchronized (writeLock) {
      current.publish(appender.add(current.get(), id, unit, hidden));
      lastSequence = Math.max(lastSequence, sequence);
      unsaved = true;
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
  public List<Neighbour> nearest(float[] query, int k, @Nullable IdSet allowed) {
    layout.check(query);
    if (k < 1) {
      throw new IllegalArgumentException("k " + k);
    }
    Snapshot snapshot = current.acquire();
    try {
      return searcher.nearest(snapshot, query, k, allowed).stream()
          .map(RowScore::neighbour)
          .toList();
    } finally {
      snapshot.release();
    }
  }

  /// Returns the `k` contents nearest to a query, as [#nearest(float\[\], int, IdSet)] does, each
  /// compared with further vectors.
  ///
  /// @param others the further vectors, each of length 1; not retained
  public List<ComparedNeighbour> nearest(
      float[] query, List<float[]> others, int k, @Nullable IdSet allowed) {
    layout.check(query);
    others.forEach(layout::check);
    Snapshot snapshot = current.acquire();
    try {
      return searcher.nearest(snapshot, query, others, k, allowed);
    } finally {
      snapshot.release();
    }
  }

  /// Returns the number of contents that are not hidden.
  public int visible() {
    Snapshot snapshot = current.acquire();
    try {
      return snapshot.visible();
    } finally {
      snapshot.release();
    }
  }

  /// Returns the scores of an evenly spaced sample of the visible contents, to estimate the
  /// distribution of scores. The sample does not change while nothing is added.
  ///
  /// @param queries vectors of length 1; not retained
  /// @param limit maximum number of contents, at least 1
  /// @return for each query its scores; those at equal positions are of one content
  public List<float[]> sample(List<float[]> queries, int limit) {
    queries.forEach(layout::check);
    Snapshot snapshot = current.acquire();
    try {
      return SnapshotSearcher.sample(snapshot, queries, limit);
    } finally {
      snapshot.release();
    }
  }

  /// Returns whether [#buildGraph] is worthwhile.
  public boolean needsGraph() {
    Snapshot snapshot = current.acquire();
    try {
      int graphRows = snapshot.graphRows();
      int tail = graphRows == 0 ? 0 : Math.max(graphRows / 10, settings.graphTail());
      return snapshot.visible() >= settings.graphThreshold() && snapshot.rows() - graphRows > tail;
    } finally {
      snapshot.release();
    }
  }

  /// Saves, and builds or extends the graph over all rows. Searches and additions continue
  /// meanwhile. Call on a background thread; takes minutes for a million rows.
  ///
  /// @return whether there is a new graph; false if it was cancelled, another thread is building,
  ///   there are no rows, or all rows were renumbered meanwhile
  /// @throws AkinException if the folder cannot be written
  public boolean buildGraph(BuildProgress progress) {
    Snapshot snapshot;
    Manifest base;
    synchronized (writeLock) {
      save();
      base = manifest;
      if (building || base == null || base.rows() == current.get().dead().cardinality()) {
        return false;
      }
      building = true;
      snapshot = current.acquire();
    }
    try {
      GraphBuild build =
          new GraphBuild(
              snapshot,
              base.rows(),
              settings,
              fraction -> !current.isClosed() && progress.update(fraction));
      try (ImmutableGraphIndex graph = build.run()) {
        return adopt(base, graph);
      }
    } catch (CancellationException e) {
      return false;
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      snapshot.release();
      synchronized (writeLock) {
        building = false;
      }
    }
  }

  private boolean adopt(Manifest base, ImmutableGraphIndex built) throws IOException {
    synchronized (writeLock) {
      Manifest latest = manifest;
      if (current.isClosed()
          || latest == null
          || latest.generation() != base.generation()
          || !folder.isCurrent(latest)) {
        return false;
      }
      Manifest next = folder.addGraph(latest, built, base.rows());
      manifest = next;
      Graph graph = folder.openGraph(Objects.requireNonNull(next.graph()));
      try {
        current.publish(current.get().with(graph));
      } finally {
        graph.release();
      }
      return true;
    }
  }

  /// Writes additions and removals since the last save. Does nothing if there are none.
  ///
  /// @throws AkinException if the folder is not writable or the disk is full; the index stays
  ///   usable without being saved
  public void save() {
    synchronized (writeLock) {
      Snapshot before = current.get();
      if (!unsaved) {
        return;
      }
      try {
        Manifest base = manifest;
        int dead = before.dead().cardinality();
        boolean sparse = dead >= DEAD_ROWS && dead > before.rows() / DEAD_SHARE;
        Manifest next;
        Graph graph = null;
        if (base == null || sparse || !folder.isCurrent(base)) {
          next = folder.rewrite(fingerprint, before, lastSequence);
          appender.renumbered();
        } else {
          next = folder.append(base, before, lastSequence);
          graph = before.graph();
        }
        MappedFile flat = folder.map(next, layout);
        current.publish(Snapshot.of(layout, next, flat, graph, hidden));
        flat.release();
        // Set only after success, because rows are appended only to a file with the same numbering.
        manifest = next;
        appender.saved();
        unsaved = false;
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
  }

  private AkinException unwritable(IOException e) {
    boolean full = false;
    try {
      full = Files.exists(path) && Files.getFileStore(path).getUsableSpace() < layout.blockBytes();
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
        exact.close();
      }
    }
  }
}
