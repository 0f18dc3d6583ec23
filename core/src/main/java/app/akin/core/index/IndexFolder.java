package app.akin.core.index;

import app.akin.core.index.IndexState.LoadResult;
import app.akin.core.index.Manifest.GraphEntry;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of an index: `manifest`, `vectors-N` and `graph-N`, where N only grows.
///
/// Files are complete before a manifest names them, and the manifest is replaced atomically, so the
/// folder always holds one complete index. Files mapped by other processes are never changed: rows
/// are appended, and everything else is a new file. Reading is thread-safe; only one thread may
/// write at a time.
final class IndexFolder {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);
  private static final String MANIFEST = "manifest";
  private static final String VECTORS = "vectors-";
  private static final String GRAPH = "graph-";
  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final Pattern NUMBERED = Pattern.compile("(?:vectors|graph)-(\\d{1,18})");
  private static final int MAX_ATTEMPTS = 10;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Path folder;

  IndexFolder(Path folder) {
    this.folder = folder;
  }

  /// The content of a folder. The caller owns one reference each to the mapping and the graph.
  record Loaded(
      @Nullable Manifest manifest,
      @Nullable MappedFile flat,
      @Nullable Graph graph,
      LoadResult vectorsResult,
      LoadResult graphResult,
      String detail) {
    /// Returns the first snapshot; the references pass to it.
    Snapshot snapshot(BlockLayout layout) {
      if (manifest == null || flat == null) {
        return Snapshot.empty(layout);
      }
      Snapshot snapshot = Snapshot.of(layout, manifest, flat, graph, null);
      flat.release();
      if (graph != null) {
        graph.release();
      }
      return snapshot;
    }

    /// Returns the state at opening.
    IndexState state() {
      return new IndexState(vectorsResult, graphResult, detail, 0, 0, 0, 0);
    }

    /// Returns an empty result with a reason.
    static Loaded empty(LoadResult result, String detail) {
      return new Loaded(null, null, null, result, LoadResult.ABSENT, detail);
    }
  }

  /// Reads and verifies everything. Never fails; unusable parts are omitted.
  ///
  /// All checksums are verified at opening and not on first use: verification runs at memory speed
  /// on all threads, loads the file for the following search, and a search never has to retract
  /// results.
  Loaded load(String fingerprint, BlockLayout layout, Executor executor, int threads) {
    byte[] bytes = null;
    for (int attempt = 0; ; attempt++) {
      try {
        byte[] before = bytes;
        bytes = Files.readAllBytes(folder.resolve(MANIFEST));
        Manifest manifest = Manifest.read(bytes, fingerprint, layout.dimension());
        try {
          return load(manifest, layout, executor, threads);
        } catch (NoSuchFileException e) {
          // A writer may have replaced all files since the manifest was read.
          if (attempt == MAX_ATTEMPTS || manifest.matches(before == null ? new byte[0] : before)) {
            throw e;
          }
        }
      } catch (NoSuchFileException e) {
        return bytes == null
            ? Loaded.empty(LoadResult.ABSENT, "")
            : Loaded.empty(LoadResult.DAMAGED, e.getFile() + " is missing");
      } catch (Manifest.UnusableException e) {
        return Loaded.empty(e.result(), String.valueOf(e.getMessage()));
      } catch (IOException e) {
        return Loaded.empty(LoadResult.DAMAGED, e.toString());
      }
    }
  }

  private Loaded load(Manifest manifest, BlockLayout layout, Executor executor, int threads)
      throws IOException {
    MappedFile flat =
        MappedFile.map(vectors(manifest.generation()), layout.fileBytes(manifest.rows()));
    MemorySegment[] blocks = blocks(flat, layout, manifest.rows());
    if (!matches(manifest, blocks, layout, executor, threads)) {
      flat.release();
      throw new IOException(vectors(manifest.generation()) + " does not match its checksums");
    }
    GraphEntry entry = manifest.graph();
    if (entry == null) {
      return new Loaded(manifest, flat, null, LoadResult.LOADED, LoadResult.ABSENT, "");
    }
    try {
      Graph graph = GraphFile.open(graph(entry.generation()), entry.written());
      return new Loaded(manifest, flat, graph, LoadResult.LOADED, LoadResult.LOADED, "");
    } catch (IOException e) {
      return new Loaded(manifest, flat, null, LoadResult.LOADED, LoadResult.DAMAGED, e.toString());
    }
  }

  private static boolean matches(
      Manifest manifest,
      MemorySegment[] blocks,
      BlockLayout layout,
      Executor executor,
      int threads) {
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Boolean>> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, blocks.length); i++) {
      workers.add(
          CompletableFuture.supplyAsync(
              () -> {
                boolean matches = true;
                for (int b = next.getAndIncrement();
                    matches && b < blocks.length;
                    b = next.getAndIncrement()) {
                  int rows = BlockLayout.rowsIn(b, manifest.rows());
                  matches = layout.checksum(blocks[b], rows) == manifest.checksums()[b];
                }
                return matches;
              },
              executor));
    }
    // Waits for every worker, because the mapping may be closed afterwards.
    boolean all = true;
    for (CompletableFuture<Boolean> worker : workers) {
      all &= worker.join();
    }
    return all;
  }

  /// Returns the blocks of a mapped flat file.
  static MemorySegment[] blocks(MappedFile flat, BlockLayout layout, int rows) {
    MemorySegment[] blocks = new MemorySegment[BlockLayout.blocks(rows)];
    for (int b = 0; b < blocks.length; b++) {
      long from = b * layout.blockBytes();
      long to = Math.min(from + layout.blockBytes(), layout.fileBytes(rows));
      blocks[b] = flat.segment().asSlice(from, to - from);
    }
    return blocks;
  }

  /// Maps a newly written flat file.
  MappedFile map(Manifest manifest, BlockLayout layout) throws IOException {
    return MappedFile.map(vectors(manifest.generation()), layout.fileBytes(manifest.rows()));
  }

  /// Returns whether the folder still matches this manifest; false once another process has saved.
  boolean isCurrent(Manifest manifest) throws IOException {
    try {
      return manifest.matches(Files.readAllBytes(folder.resolve(MANIFEST)));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Appends the new rows of a snapshot to those of its manifest, and returns the new manifest.
  Manifest append(Manifest base, Snapshot snapshot, long lastSequence) throws IOException {
    try (FlatFileWriter out =
        FlatFileWriter.append(vectors(base.generation()), snapshot.layout(), base.checksums())) {
      out.copy(snapshot, base.rows());
      out.force();
      return replaceManifest(
          new Manifest(
              base.fingerprint(),
              base.dimension(),
              lastSequence,
              base.generation(),
              snapshot.rows(),
              out.checksums(),
              snapshot.dead(),
              base.graph()));
    }
  }

  /// Writes the live rows of a snapshot to a new flat file without a graph, and returns its
  /// manifest.
  Manifest rewrite(String fingerprint, Snapshot snapshot, long lastSequence) throws IOException {
    Files.createDirectories(folder);
    long generation = nextNumber();
    try (FlatFileWriter out = FlatFileWriter.create(vectors(generation), snapshot.layout())) {
      out.copyLive(snapshot);
      out.force();
      return replaceManifest(
          new Manifest(
              fingerprint,
              snapshot.layout().dimension(),
              lastSequence,
              generation,
              out.rows(),
              out.checksums(),
              new BitSet(),
              null));
    }
  }

  /// Writes a graph over the first rows of a manifest, and returns the manifest with it.
  Manifest addGraph(Manifest base, ImmutableGraphIndex graph, int rows) throws IOException {
    long number = nextNumber();
    GraphFile.Written written = GraphFile.write(graph(number), graph, rows);
    return replaceManifest(base.withGraph(new GraphEntry(number, written)));
  }

  /// Opens the graph of a manifest.
  Graph openGraph(GraphEntry entry) throws IOException {
    return GraphFile.open(graph(entry.generation()), entry.written());
  }

  private Manifest replaceManifest(Manifest manifest) throws IOException {
    Path unfinished = folder.resolve(MANIFEST + TEMPORARY_SUFFIX);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(manifest.bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    move(unfinished, folder.resolve(MANIFEST));
    deleteAllExcept(manifest);
    return manifest;
  }

  private static void move(Path from, Path to) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (AccessDeniedException e) {
        // Windows refuses while a reader has the old file open.
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /// Deletes files that no manifest names. Windows can't delete mapped files; a later save deletes
  /// them.
  private void deleteAllExcept(Manifest manifest) {
    GraphEntry entry = manifest.graph();
    List<Path> kept =
        entry == null
            ? List.of(vectors(manifest.generation()))
            : List.of(vectors(manifest.generation()), graph(entry.generation()));
    try {
      for (Path file : numbered()) {
        if (!kept.contains(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.debug("Could not delete the files of an older index", e);
    }
  }

  private List<Path> numbered() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> number(file) > 0).toList();
    }
  }

  private long nextNumber() throws IOException {
    return 1 + numbered().stream().mapToLong(IndexFolder::number).max().orElse(0);
  }

  private static long number(Path file) {
    Matcher matcher = NUMBERED.matcher(file.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private Path vectors(long number) {
    return folder.resolve(VECTORS + number);
  }

  private Path graph(long number) {
    return folder.resolve(GRAPH + number);
  }
}
