package app.akin.core.index;

import app.akin.core.index.CodeLayout.Block;
import app.akin.core.index.IndexState.LoadResult;
import app.akin.core.photo.FileOperations;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of an index: `manifest`, `coarse-N` and `fine-N` (see [CodeLayout]), where N only
/// grows, and `lock`, which a process holds while it saves.
///
/// Files are complete before a manifest names them, and the manifest is replaced atomically, so the
/// folder always holds one complete index. Bytes that other processes may have mapped never change:
/// rows are appended, and everything else is a new file. Reading is thread-safe; only the holder of
/// the lock may write.
final class IndexFolder {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);
  private static final String MANIFEST = "manifest";
  private static final String LOCK = "lock";
  private static final String COARSE = "coarse-";
  private static final String FINE = "fine-";
  private static final String TEMPORARY_SUFFIX = ".tmp";

  /// Vectors and graphs are files of version 1.
  private static final Pattern NUMBERED =
      Pattern.compile("(?:coarse|fine|vectors|graph)-(\\d{1,18})");

  private static final int MAX_ATTEMPTS = 10;
  private static final int MAX_LOCK_ATTEMPTS = 6_000;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Path folder;

  IndexFolder(Path folder) {
    this.folder = folder;
  }

  /// The content of a folder. The caller owns one reference to the files.
  record Loaded(
      @Nullable Manifest manifest, @Nullable MappedCodes files, LoadResult result, String detail) {
    /// Returns the first snapshot; the reference passes to it.
    Snapshot snapshot(CodeLayout layout) {
      if (manifest == null || files == null) {
        return Snapshot.empty(RowCoder.uncentred(layout));
      }
      Snapshot snapshot = Snapshot.of(new RowCoder(layout, manifest.mean()), manifest, files, null);
      files.release();
      return snapshot;
    }

    /// Returns the state at opening.
    IndexState state() {
      return new IndexState(result, detail, 0, 0, 0);
    }

    /// Returns an empty result with a reason.
    static Loaded empty(LoadResult result, String detail) {
      return new Loaded(null, null, result, detail);
    }
  }

  /// Reads the manifest and verifies the coarse codes. Never fails; unusable files are ignored.
  ///
  /// The checksums of the coarse codes are verified at opening, which reads the file in order on
  /// all threads, as the following search would. Fine codes are verified when they are used.
  Loaded load(String fingerprint, CodeLayout layout, Workers workers) {
    byte[] bytes = null;
    for (int attempt = 0; ; attempt++) {
      try {
        byte[] before = bytes;
        bytes = Files.readAllBytes(folder.resolve(MANIFEST));
        Manifest manifest = Manifest.read(bytes, fingerprint, layout.dimension());
        try {
          return load(manifest, layout, workers);
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

  private Loaded load(Manifest manifest, CodeLayout layout, Workers workers) throws IOException {
    MappedCodes files = map(manifest, layout);
    RowCoder coder = new RowCoder(layout, manifest.mean());
    AtomicBoolean intact = new AtomicBoolean(true);
    workers.run(
        CodeLayout.blocks(manifest.rows()),
        1,
        number -> {
          if (intact.get() && !isIntact(manifest, coder, files.block(number), number)) {
            intact.set(false);
          }
        });
    if (!intact.get()) {
      files.release();
      throw new IOException(coarse(manifest.generation()) + " does not match its checksums");
    }
    return new Loaded(manifest, files, LoadResult.LOADED, "");
  }

  private static boolean isIntact(Manifest manifest, RowCoder coder, Block block, int number) {
    if (number < manifest.checksums().length) {
      return RowCoder.checksum(block) == manifest.checksums()[number];
    }
    return IntStream.range(0, CodeLayout.rowsIn(number, manifest.rows()))
        .allMatch(row -> coder.isIntact(block, row));
  }

  /// Maps the files of a manifest.
  MappedCodes map(Manifest manifest, CodeLayout layout) throws IOException {
    return MappedCodes.map(
        layout,
        coarse(manifest.generation()),
        fine(manifest.generation()),
        CodeLayout.blocks(manifest.rows()));
  }

  /// Takes the lock, so that no other process and no other index of this process writes. Waits for
  /// it if `wait`.
  ///
  /// @return a handle that releases the lock, or null if another holds it
  @Nullable Closeable lock(boolean wait) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      for (int attempt = 0; ; attempt++) {
        FileLock lock = tryLock(channel);
        if (lock != null) {
          return channel;
        }
        if (!wait || attempt == MAX_LOCK_ATTEMPTS) {
          channel.close();
          if (wait) {
            throw new IOException("another process is writing " + folder);
          }
          return null;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
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
    CodeLayout layout = snapshot.coder().layout();
    try (CodeFileWriter out =
        CodeFileWriter.append(
            layout, coarse(base.generation()), fine(base.generation()), base.checksums())) {
      if (snapshot.rows() > base.rows()) {
        for (int b = CodeLayout.blockOf(base.rows()); b < snapshot.blocks().length; b++) {
          out.write(b, snapshot.blocks()[b], CodeLayout.rowsIn(b, snapshot.rows()));
        }
        out.force();
      }
      return replaceManifest(
          new Manifest(
              base.fingerprint(),
              base.dimension(),
              lastSequence,
              base.generation(),
              snapshot.rows(),
              out.checksums(),
              base.mean(),
              snapshot.dead()));
    }
  }

  /// Writes the live rows of a snapshot to new files, coded by a coder, and returns their manifest.
  Manifest rewrite(String fingerprint, Snapshot snapshot, RowCoder coder, long lastSequence)
      throws IOException {
    Files.createDirectories(folder);
    long generation = nextNumber();
    CodeLayout layout = coder.layout();
    int rows = 0;
    int[] checksums;
    try (CodeFileWriter out = CodeFileWriter.create(layout, coarse(generation), fine(generation))) {
      Block block = RowAppender.newBlock(layout);
      for (int row = 0; row < snapshot.rows(); row++) {
        if (!snapshot.dead().get(row)) {
          recode(snapshot, row, coder, block, rows++);
          if (CodeLayout.within(rows) == 0) {
            out.write(CodeLayout.blockOf(rows - 1), block, CodeLayout.ROWS);
            block = RowAppender.newBlock(layout);
          }
        }
      }
      if (CodeLayout.within(rows) != 0) {
        out.write(CodeLayout.blockOf(rows), block, CodeLayout.within(rows));
      }
      out.force();
      checksums = out.checksums();
    }
    return replaceManifest(
        new Manifest(
            fingerprint,
            layout.dimension(),
            lastSequence,
            generation,
            rows,
            checksums,
            coder.mean(),
            new BitSet()));
  }

  private static void recode(
      Snapshot snapshot, int row, RowCoder coder, Block target, int targetRow) {
    RowCoder before = snapshot.coder();
    if (before == coder) {
      coder.copy(snapshot.block(row), row, target, targetRow);
    } else {
      coder.encode(before.decode(snapshot.block(row), row), snapshot.id(row), targetRow, target);
    }
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
    FileOperations.move(unfinished, folder.resolve(MANIFEST));
    return manifest;
  }

  /// Deletes files that the manifest does not name. Windows can't delete files that a reader still
  /// maps; a later call deletes them.
  void deleteUnused(Manifest manifest) {
    List<Path> kept = List.of(coarse(manifest.generation()), fine(manifest.generation()));
    try {
      numbered().stream().filter(file -> !kept.contains(file)).forEach(IndexFolder::deleteUnmapped);
    } catch (IOException e) {
      LOG.debug("Could not list the files of an older index", e);
    }
  }

  private static void deleteUnmapped(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} stays", file, e);
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

  private Path coarse(long number) {
    return folder.resolve(COARSE + number);
  }

  private Path fine(long number) {
    return folder.resolve(FINE + number);
  }
}
