package app.akin.core.index;

import app.akin.core.index.IndexFolder.Loaded;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// The vectors of one model's library, ready to be searched: which contents point most nearly where
/// a query points.
///
/// It is a cache of the catalogue. At opening it takes what its folder holds and says through
/// [#lastSequence] from where the catalogue must be caught up with; a folder that is missing,
/// damaged or of another model makes it start empty. What is added is found at once, and kept by
/// [#save].
///
/// Thread-safe. Any number of threads search while one writes: a search sees the index as it was
/// when the search began. Several processes may have the same folder open; only the one that holds
/// the library's lock may [#save] or [#buildGraph], and the others are not disturbed by it. Whoever
/// opens it closes it; what was not saved is then forgotten.
///
/// Up to [IndexSettings#graphThreshold] rows, for the rows added since the graph was built, and
/// where few ids are allowed, every row is scored; otherwise a graph finds the candidates. Both
/// score alike, so what is found never shows which of the two answered, but for the few neighbours
/// that the graph may miss.
public final class VectorIndex implements AutoCloseable {
  private static final String PROVIDER = "jvector.vectorization_provider";
  private static final String PLAIN = "default";

  /// The flat file is written anew, without them, once one row in so many is dead, and at least
  /// [#DEAD_ROWS] are.
  private static final int DEAD_SHARE = 4;

  private static final int DEAD_ROWS = 1_000;

  private final Path path;
  private final String fingerprint;
  private final BlockLayout layout;
  private final IndexSettings settings;
  private final IndexFolder folder;
  private final ExactScan exact;
  private final Finder finder;
  private final IndexState opened;
  private final Object writing = new Object();

  private volatile @Nullable Snapshot current;
  private volatile long lastSequence;

  // Under the lock `writing`.
  private @Nullable Manifest manifest;
  private @Nullable RowTable table;
  private @Nullable IdSet hidden;
  private @Nullable MemorySegment open;
  private boolean unsaved;
  private boolean building;

  private VectorIndex(Path path, String fingerprint, BlockLayout layout, IndexSettings settings) {
    this.path = path;
    this.fingerprint = fingerprint;
    this.layout = layout;
    this.settings = settings;
    this.folder = new IndexFolder(path);
    this.exact = new ExactScan(settings.threads());
    this.finder = new Finder(exact, settings);
    Loaded found = folder.load(fingerprint, layout, exact.executor(), settings.threads());
    this.opened = found.state();
    this.manifest = found.manifest();
    this.lastSequence = found.manifest() == null ? 0 : found.manifest().lastSequence();
    this.current = found.snapshot(layout);
  }

  /// Opens the index kept in a folder, or an empty one; see [#state]. Nothing is written.
  ///
  /// @param folder need not exist
  /// @param fingerprint which model's vectors these are
  /// @param dimension components of each vector
  public static VectorIndex open(
      Path folder, String fingerprint, int dimension, IndexSettings settings) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension " + dimension);
    }
    // Rows are compared by our own code. jvector's plain provider, unlike its others, unpacks no
    // native library and logs nothing.
    if (System.getProperty(PROVIDER) == null) {
      System.setProperty(PROVIDER, PLAIN);
    }
    return new VectorIndex(folder, fingerprint, new BlockLayout(dimension), settings);
  }

  /// The name of what jvector computes with in this process.
  public static String vectorProvider() {
    return System.getProperty(PROVIDER, PLAIN);
  }

  /// The catalogue's sequence number up to which everything is in the index; 0 for an empty one.
  public long lastSequence() {
    return lastSequence;
  }

  /// How many contents it holds, the hidden ones among them.
  public int size() {
    return state().size();
  }

  /// What was found at opening, and what is held now.
  public IndexState state() {
    Snapshot snapshot = acquire();
    try {
      return opened.now(
          snapshot.rows() - snapshot.dead().cardinality(),
          snapshot.rows(),
          snapshot.rows() - snapshot.saved(),
          snapshot.graphed());
    } finally {
      snapshot.release();
    }
  }

  /// Adds a content's vector, or replaces the one it has. The next search finds it.
  ///
  /// @param sequence the catalogue's sequence number of this vector
  /// @param id the content, positive
  /// @param unit a vector of length 1, or all zeros; not kept
  public void add(long sequence, long id, float[] unit) {
    layout.check(unit);
    if (id <= 0) {
      throw new IllegalArgumentException("id " + id);
    }
    synchronized (writing) {
      Snapshot before = held();
      int row = before.rows();
      int replaced = table(before).put(id, row);
      MemorySegment[] blocks = blocksFor(before, row);
      layout.put(blocks[BlockLayout.blockOf(row)], row, id, unit);
      BitSet dead = before.dead();
      BitSet blocked = before.blocked();
      if (replaced != RowTable.NONE) {
        dead = with(dead, replaced);
        blocked = with(blocked, replaced);
      }
      if (hidden != null && hidden.contains(id)) {
        blocked = with(blocked, row);
      }
      publish(before.with(blocks, dead, blocked));
      lastSequence = Math.max(lastSequence, sequence);
      unsaved = true;
    }
  }

  /// Removes contents; ids it does not hold are passed over. Adding one again brings it back.
  public void remove(IdSet ids) {
    drop(ids, true);
  }

  /// Removes all contents but these: what a catalogue no longer has, whatever happened meanwhile.
  public void retain(IdSet ids) {
    drop(ids, false);
  }

  private void drop(IdSet ids, boolean named) {
    synchronized (writing) {
      Snapshot before = held();
      BitSet dead = (BitSet) before.dead().clone();
      for (int row = dead.nextClearBit(0); row < before.rows(); row = dead.nextClearBit(row + 1)) {
        long id = before.id(row);
        if (ids.contains(id) == named) {
          dead.set(row);
          table(before).put(id, RowTable.NONE);
        }
      }
      if (!dead.equals(before.dead())) {
        publish(before.with(dead, hidden));
        unsaved = true;
      }
    }
  }

  /// Says which contents no search may find for now, such as those that have no file; it replaces
  /// what was said before, holds for vectors added later too, and is not saved.
  public void hide(IdSet ids) {
    synchronized (writing) {
      Snapshot before = held();
      hidden = ids;
      publish(before.with(before.dead(), hidden));
    }
  }

  /// The `k` contents nearest to a query, the best first and equal scores by id; fewer if there are
  /// no more.
  ///
  /// @param query a vector of length 1; not kept
  /// @param k how many, 1 or more
  /// @param allowed the only contents to return, all of them if null
  public List<Neighbour> nearest(float[] query, int k, @Nullable IdSet allowed) {
    layout.check(query);
    if (k < 1) {
      throw new IllegalArgumentException("k " + k);
    }
    Snapshot snapshot = acquire();
    try {
      return finder.nearest(snapshot, query, k, allowed);
    } finally {
      snapshot.release();
    }
  }

  /// How many contents a search may return: those held, without the hidden ones.
  public int visible() {
    Snapshot snapshot = acquire();
    try {
      return snapshot.visible();
    } finally {
      snapshot.release();
    }
  }

  /// The scores of some contents against a query, evenly spread over all that a search may return:
  /// how the whole answers it. The same ones each time, while nothing is added.
  ///
  /// @param query a vector of length 1; not kept
  /// @param most how many at most, 1 or more
  public float[] sample(float[] query, int most) {
    layout.check(query);
    Snapshot snapshot = acquire();
    try {
      Similarity similarity = new PlainLanes(query);
      int rows = snapshot.rows();
      int wanted = Math.min(most, rows);
      float[] scores = new float[wanted];
      int found = 0;
      for (int i = 0; i < wanted; i++) {
        int row = (int) ((long) i * rows / wanted);
        if (snapshot.accepts(row, null)) {
          scores[found++] = snapshot.score(similarity, row);
        }
      }
      return Arrays.copyOf(scores, found);
    } finally {
      snapshot.release();
    }
  }

  /// Whether [#buildGraph] would do something worth its time.
  public boolean wantsGraph() {
    Snapshot snapshot = acquire();
    try {
      int graphed = snapshot.graphed();
      int tail = graphed == 0 ? 0 : Math.max(graphed / 10, settings.graphTail());
      return snapshot.visible() >= settings.graphThreshold() && snapshot.rows() - graphed > tail;
    } finally {
      snapshot.release();
    }
  }

  /// Saves, and builds a graph over all rows or extends the one there is; searches and additions go
  /// on meanwhile. For a background thread: it takes minutes for a million rows.
  ///
  /// @return whether there is a new graph; false if the progress ended it, another thread is
  ///   building, there are no rows, or all rows were renumbered meanwhile
  /// @throws AkinException if the folder cannot be written
  public boolean buildGraph(BuildProgress progress) {
    Snapshot snapshot;
    Manifest base;
    synchronized (writing) {
      save();
      base = manifest;
      if (building || base == null || base.rows() == held().dead().cardinality()) {
        return false;
      }
      building = true;
      snapshot = acquire();
    }
    try {
      GraphBuild build =
          new GraphBuild(
              snapshot,
              base.rows(),
              settings,
              fraction -> current != null && progress.reached(fraction));
      try (ImmutableGraphIndex graph = build.run()) {
        return adopt(base, graph);
      }
    } catch (CancellationException e) {
      return false;
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      snapshot.release();
      synchronized (writing) {
        building = false;
      }
    }
  }

  private boolean adopt(Manifest base, ImmutableGraphIndex built) throws IOException {
    synchronized (writing) {
      Manifest now = manifest;
      if (current == null
          || now == null
          || now.generation() != base.generation()
          || !folder.holds(now)) {
        return false;
      }
      Manifest next = folder.addGraph(now, built, base.rows());
      manifest = next;
      Graph graph = folder.openGraph(Objects.requireNonNull(next.graph()));
      try {
        publish(held().with(graph));
      } finally {
        graph.release();
      }
      return true;
    }
  }

  /// Writes what was added and removed since the last time. Nothing happens if nothing was.
  ///
  /// @throws AkinException if the folder cannot be written or its disk is full; the index goes on
  ///   unsaved
  public void save() {
    synchronized (writing) {
      Snapshot before = held();
      if (!unsaved) {
        return;
      }
      try {
        Manifest base = manifest;
        int dead = before.dead().cardinality();
        boolean sparse = dead >= DEAD_ROWS && dead > before.rows() / DEAD_SHARE;
        Manifest next;
        Graph graph = null;
        if (base == null || sparse || !folder.holds(base)) {
          next = folder.rewrite(fingerprint, before, lastSequence);
          table = null;
        } else {
          next = folder.append(base, before, lastSequence);
          graph = before.graph();
        }
        Mapping flat = folder.map(next, layout);
        publish(Snapshot.of(layout, next, flat, graph, hidden));
        flat.release();
        // Not before all went well: rows are only ever added to a file that numbers them as we do.
        manifest = next;
        open = null;
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
        ? new AkinException(e, Problem.DISK_FULL, path)
        : new AkinException(e, Problem.LIBRARY_UNWRITABLE, path, e.toString());
  }

  /// Lets go of the files, once the searches that are running have ended. What was not saved is
  /// forgotten. A second call does nothing.
  @Override
  public void close() {
    synchronized (writing) {
      Snapshot last = current;
      current = null;
      if (last != null) {
        last.release();
        exact.close();
      }
    }
  }

  /// The current state, held for the caller.
  private Snapshot acquire() {
    while (true) {
      Snapshot snapshot = held();
      if (snapshot.acquire()) {
        return snapshot;
      }
    }
  }

  /// The current state, held by the index itself: safe to use under the lock.
  private Snapshot held() {
    Snapshot snapshot = current;
    if (snapshot == null) {
      throw new IllegalStateException("the index is closed");
    }
    return snapshot;
  }

  private void publish(Snapshot next) {
    Snapshot before = held();
    current = next;
    before.release();
  }

  /// The blocks with room for a further row. The last block of the flat file is copied before it
  /// grows; one that began to grow goes on doing so, behind what snapshots look at.
  private MemorySegment[] blocksFor(Snapshot snapshot, int row) {
    int last = BlockLayout.blockOf(row);
    if (open != null && (row & (BlockLayout.ROWS - 1)) != 0) {
      return snapshot.blocks();
    }
    MemorySegment[] blocks = Arrays.copyOf(snapshot.blocks(), last + 1);
    MemorySegment block = MemorySegment.ofArray(new byte[Math.toIntExact(layout.blockBytes())]);
    if ((row & (BlockLayout.ROWS - 1)) != 0) {
      MemorySegment.copy(blocks[last], 0, block, 0, blocks[last].byteSize());
    }
    blocks[last] = block;
    open = block;
    return blocks;
  }

  private static BitSet with(BitSet bits, int row) {
    BitSet more = (BitSet) bits.clone();
    more.set(row);
    return more;
  }

  private RowTable table(Snapshot snapshot) {
    RowTable known = table;
    if (known == null) {
      known = new RowTable(snapshot.rows());
      for (int row = snapshot.dead().nextClearBit(0);
          row < snapshot.rows();
          row = snapshot.dead().nextClearBit(row + 1)) {
        known.put(snapshot.id(row), row);
      }
      table = known;
    }
    return known;
  }
}
