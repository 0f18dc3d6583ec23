package app.akin.core.model.install;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.model.install.FetchStatus.Phase;
import app.akin.core.model.install.HubCache.Snapshot;
import app.akin.core.model.install.ModelDescriptor.FileEntry;
import app.akin.core.net.Consent;
import app.akin.core.net.Downloads;
import app.akin.core.net.RemoteFile;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches one model from the local hub cache or from the hub. Used once, by one thread.
final class FetchRun {
  private static final int TAG_DIGITS = 12;
  private static final long POLL_MILLIS = 200;
  private static final String SINGLE = "model.safetensors";

  /// The most bytes of a file of weights that are not elements; official headers have up to 90 kB.
  private static final long MAX_HEADER_BYTES = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(FetchRun.class);

  private final ModelDescriptor model;
  private final ModelFolders folders;
  private final HubCache cache;
  private final Downloads downloads;
  private final ModelFilesValidator check;
  private final ToLongFunction<Path> freeSpace;
  private final FetchProgress progress;
  private final HubFiles hub;

  /// @param freeSpace returns the usable space of a folder in bytes
  FetchRun(
      ModelDescriptor model,
      ModelFolders folders,
      HubCache cache,
      Downloads downloads,
      ModelFilesValidator check,
      ToLongFunction<Path> freeSpace,
      FetchProgress progress) {
    this.model = model;
    this.folders = folders;
    this.cache = cache;
    this.downloads = downloads;
    this.check = check;
    this.freeSpace = freeSpace;
    this.progress = progress;
    hub = new HubFiles(model, downloads, progress::shouldContinue);
  }

  /// Fetches and installs the model.
  ///
  /// @return whether the model is installed; false if the run was stopped, the next one resumes
  boolean run() throws InterruptedException {
    Path folder = folders.createStagingFolder(model.name());
    try (FileChannel channel =
        FileChannel.open(
            folders.lockFile(model.name()), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Optional<FileLock> lock = lock(channel);
      if (lock.isEmpty()) {
        return false;
      }
      try (FileLock _ = lock.get()) {
        if (folders.find(model.name()).filter(FetchRun::isIntact).isPresent()) {
          FileOperations.deleteTree(folder);
          return true;
        }
        Files.createDirectories(folder);
        return fetch(folder);
      }
    } catch (IOException e) {
      throw folders.writeFailure(e);
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.Stopped) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isIntact(ModelFolders.InstalledModel installed) {
    return installed.record().findDamage(installed.folder()).isEmpty();
  }

  /// Waits until no other process or thread fetches the same model.
  ///
  /// @return the lock; empty if the run was stopped
  private Optional<FileLock> lock(FileChannel channel) throws IOException, InterruptedException {
    while (progress.shouldContinue()) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(lock);
        }
      } catch (OverlappingFileLockException e) {
        // Another thread of this process holds the lock.
      }
      progress.setPhase(Phase.WAITING);
      Thread.sleep(POLL_MILLIS);
    }
    return Optional.empty();
  }

  private boolean fetch(Path folder) throws IOException {
    progress.setPhase(Phase.LOOKING);
    Optional<Snapshot> cached = cache.snapshots(model).filter(this::isSameModel).findFirst();
    if (cached.isPresent()) {
      new FolderFill(folders, freeSpace, progress).fill(folder, cached.get().files(), _ -> true);
      return install(
          folder, cached.get().files().keySet(), cached.get().revision(), Verification.CACHE);
    }
    Map<FileEntry, RemoteFile> remoteFiles = requestMetadata(folder);
    checkWeightBytes(remoteFiles);
    long total = remoteFiles.values().stream().mapToLong(RemoteFile::bytes).sum();
    Map<FileEntry, Long> parts = new HashMap<>();
    for (Map.Entry<FileEntry, RemoteFile> file : remoteFiles.entrySet()) {
      parts.put(file.getKey(), bytesPresent(folder, file.getKey(), file.getValue()));
    }
    long present = parts.values().stream().mapToLong(Long::longValue).sum();
    folders.requireSpace(freeSpace, folder, total - present);
    progress.startPhase(Phase.FETCHING, present, total);
    for (Map.Entry<FileEntry, RemoteFile> file : remoteFiles.entrySet()) {
      long others = present - parts.getOrDefault(file.getKey(), 0L);
      if (!fetchFile(folder, file.getKey(), file.getValue(), others)) {
        return false;
      }
      present = others + file.getValue().bytes();
    }
    boolean listed = remoteFiles.keySet().stream().noneMatch(file -> file.sha256().isEmpty());
    return install(
        folder,
        remoteFiles.keySet().stream().map(FileEntry::name).toList(),
        model.revision(),
        listed ? Verification.LIST : Verification.HUB);
  }

  /// Returns whether a snapshot holds this model: a different revision may hold different weights.
  private boolean isSameModel(Snapshot snapshot) {
    if (snapshot.revision().equals(model.revision())) {
      return true;
    }
    try {
      check.check(snapshot.folder(), model);
      return true;
    } catch (AkinException e) {
      LOG.info("skipped the cached snapshot {}", snapshot.folder(), e);
      return false;
    }
  }

  /// Requests the metadata of all files. The index of the weights is fetched first, because it
  /// names the shards.
  private Map<FileEntry, RemoteFile> requestMetadata(Path folder) throws IOException {
    List<FileEntry> files = model.isSharded() ? filesWithShards(folder) : model.files();
    Map<FileEntry, RemoteFile> remoteFiles = new LinkedHashMap<>();
    for (FileEntry file : files) {
      if (file.optional()) {
        hub.findFile(file).ifPresent(found -> remoteFiles.put(file, found));
      } else {
        remoteFiles.put(file, hub.file(file));
      }
    }
    return remoteFiles;
  }

  private List<FileEntry> filesWithShards(Path folder) throws IOException {
    FileEntry index =
        model.files().stream()
            .filter(file -> file.name().equals(ModelDescriptor.INDEX))
            .findFirst()
            .orElseThrow();
    Optional<RemoteFile> found = hub.findFile(index);
    if (found.isEmpty()) {
      return model.filesWithShards(List.of(SINGLE)).stream()
          .filter(file -> !file.equals(index))
          .toList();
    }
    if (!fetchFile(folder, index, found.get(), 0)) {
      throw new AkinException(new Problem.Stopped());
    }
    return model.filesWithShards(Checkpoint.shardNames(folder));
  }

  /// Checks before the download that the weights have the size of the model's elements: one number
  /// format of 16 or 32 bits, and headers.
  private void checkWeightBytes(Map<FileEntry, RemoteFile> files) {
    List<Long> sizes =
        files.entrySet().stream()
            .filter(file -> file.getKey().isWeights())
            .map(file -> file.getValue().bytes())
            .toList();
    long bytes = sizes.stream().mapToLong(Long::longValue).sum();
    boolean plausible =
        IntStream.of(Short.BYTES, Float.BYTES)
            .mapToLong(width -> bytes - width * model.elements())
            .anyMatch(headers -> headers > 0 && headers <= MAX_HEADER_BYTES * sizes.size());
    if (model.elements() > 0 && !plausible) {
      throw new AkinException(
          new Problem.NetAnswer(
              hub.host(), "the weights do not have the size of " + model.title()));
    }
  }

  private static Path partPath(Path folder, FileEntry file, RemoteFile remoteFile) {
    String tag = remoteFile.tag().replaceAll("[^0-9a-z]", "");
    return folder.resolve(
        file.name() + "." + tag.substring(0, Math.min(TAG_DIGITS, tag.length())) + ".part");
  }

  private static long bytesPresent(Path folder, FileEntry file, RemoteFile remoteFile)
      throws IOException {
    Path whole = folder.resolve(file.name());
    Path part = partPath(folder, file, remoteFile);
    return Files.exists(whole)
        ? Math.min(remoteFile.bytes(), Files.size(whole))
        : Files.exists(part) ? Math.min(remoteFile.bytes(), Files.size(part)) : 0;
  }

  /// Fetches a file and verifies it. A file that does not match is fetched once more from the
  /// start.
  ///
  /// @param others the number of bytes of the other files that are present
  /// @return whether the file is complete; false if the run was stopped
  private boolean fetchFile(Path folder, FileEntry file, RemoteFile remoteFile, long others)
      throws IOException {
    Path whole = folder.resolve(file.name());
    if (Files.exists(whole)) {
      if (matches(whole, file, remoteFile)) {
        progress.update(others + remoteFile.bytes());
        return true;
      }
      FileOperations.delete(whole);
    }
    Path part = partPath(folder, file, remoteFile);
    for (int attempt = 0; attempt < 2; attempt++) {
      boolean complete =
          downloads.fetch(
              Consent.MODEL,
              hub.address(file),
              remoteFile,
              part,
              bytes -> {
                progress.update(others + bytes);
                return progress.shouldContinue();
              });
      if (!complete) {
        return false;
      }
      if (matches(part, file, remoteFile)) {
        FileOperations.move(part, whole);
        return true;
      }
      FileOperations.delete(part);
    }
    throw new AkinException(new Problem.ModelDamaged(model.name(), file.name()));
  }

  private static boolean matches(Path path, FileEntry file, RemoteFile remoteFile)
      throws IOException {
    return remoteFile.matches(path)
        && (file.sha256().isEmpty() || file.sha256().equals(RemoteFile.sha256(path)));
  }

  private boolean install(
      Path folder, Collection<String> names, String revision, Verification verification)
      throws IOException {
    check.check(folder, model);
    progress.startPhase(Phase.VERIFYING, 0, sizeOf(folder, names));
    ModelRecord record =
        ModelRecord.of(
            folder, names, model.repository(), revision, verification, progress::advance);
    // Remove partial files of other revisions.
    try (var leftovers = Files.newDirectoryStream(folder, "*.{part,part.tag}")) {
      for (Path leftover : leftovers) {
        FileOperations.delete(leftover);
      }
    }
    folders.install(model.name(), record);
    return true;
  }

  private static long sizeOf(Path folder, Collection<String> names) throws IOException {
    long bytes = 0;
    for (String name : names) {
      bytes += Files.size(folder.resolve(name));
    }
    return bytes;
  }
}
