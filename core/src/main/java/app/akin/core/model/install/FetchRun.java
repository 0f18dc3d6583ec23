package app.akin.core.model.install;

import app.akin.core.model.install.FetchStatus.Phase;
import app.akin.core.model.install.HubCache.Snapshot;
import app.akin.core.model.install.ModelDescriptor.FileEntry;
import app.akin.core.net.Consent;
import app.akin.core.net.Downloads;
import app.akin.core.net.RemoteFile;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FolderDeletion;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches one model from the local hub cache or from the hub. Used once, by one thread.
final class FetchRun {
  private static final int TAG_DIGITS = 12;
  private static final long POLL_MILLIS = 200;
  private static final int MAX_POINTER_BYTES = 1024;
  private static final Logger LOG = LoggerFactory.getLogger(FetchRun.class);

  private final ModelDescriptor model;
  private final ModelFolders folders;
  private final HubCache cache;
  private final Downloads downloads;
  private final ModelFilesValidator check;
  private final ToLongFunction<Path> freeSpace;
  private final FetchProgress progress;

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
          FolderDeletion.delete(folder);
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
      for (Map.Entry<String, Path> file : cached.get().files().entrySet()) {
        HubCache.linkOrCopy(file.getValue(), folder.resolve(file.getKey()));
      }
      return install(folder, cached.get().revision(), Verification.CACHE);
    }
    Map<FileEntry, RemoteFile> remoteFiles = requestMetadata();
    long total = remoteFiles.values().stream().mapToLong(RemoteFile::bytes).sum();
    Map<FileEntry, Long> parts = new HashMap<>();
    for (Map.Entry<FileEntry, RemoteFile> file : remoteFiles.entrySet()) {
      parts.put(file.getKey(), bytesPresent(folder, file.getKey(), file.getValue()));
    }
    long present = parts.values().stream().mapToLong(Long::longValue).sum();
    folders.requireSpace(freeSpace, folder, total - present);
    progress.startDownload(present, total);
    for (Map.Entry<FileEntry, RemoteFile> file : remoteFiles.entrySet()) {
      long others = present - parts.getOrDefault(file.getKey(), 0L);
      if (!fetchFile(folder, file.getKey(), file.getValue(), others)) {
        return false;
      }
      present = others + file.getValue().bytes();
    }
    boolean listed = model.files().stream().noneMatch(file -> file.sha256().isEmpty());
    return install(folder, model.revision(), listed ? Verification.LIST : Verification.HUB);
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

  private Map<FileEntry, RemoteFile> requestMetadata() {
    Map<FileEntry, RemoteFile> remoteFiles = new LinkedHashMap<>();
    for (FileEntry file : model.files()) {
      URI address = address(file);
      RemoteFile inspected =
          downloads.inspect(Consent.MODEL, address, _ -> progress.shouldContinue());
      boolean verifiable = inspected.isSecureHash() || !file.sha256().isEmpty();
      RemoteFile found = verifiable ? inspected : readPointer(file, inspected).orElse(inspected);
      boolean hasHash = found.isSecureHash() || !file.sha256().isEmpty();
      if (!hasHash) {
        throw new AkinException(
            new Problem.NetAnswer(address.getHost(), "the response has no hash of the file"));
      }
      if (!found.commit().isEmpty() && !found.commit().equals(model.revision())) {
        throw new AkinException(
            new Problem.NetAnswer(address.getHost(), "the response is for another revision"));
      }
      remoteFiles.put(file, found);
    }
    return remoteFiles;
  }

  /// Reads the file's metadata from its Git LFS pointer: a mirror of the hub may omit the hash.
  private Optional<RemoteFile> readPointer(FileEntry file, RemoteFile inspected) {
    URI raw = downloads.rawUrl(model.repository(), model.revision(), file.name());
    try {
      return downloads
          .fetchSmall(Consent.MODEL, raw, MAX_POINTER_BYTES, _ -> progress.shouldContinue())
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .flatMap(text -> RemoteFile.ofPointer(text, inspected.commit()))
          .filter(fromPointer -> fromPointer.bytes() == inspected.bytes());
    } catch (AkinException e) {
      if (!(e.problem() instanceof Problem.NetNotFound)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private URI address(FileEntry file) {
    return downloads.hubUrl(model.repository(), model.revision(), file.name());
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
      Files.delete(whole);
    }
    Path part = partPath(folder, file, remoteFile);
    for (int attempt = 0; attempt < 2; attempt++) {
      boolean complete =
          downloads.fetch(
              Consent.MODEL,
              address(file),
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
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
      Files.delete(part);
    }
    throw new AkinException(new Problem.ModelDamaged(model.name(), file.name()));
  }

  private static boolean matches(Path path, FileEntry file, RemoteFile remoteFile)
      throws IOException {
    return remoteFile.matches(path)
        && (file.sha256().isEmpty() || file.sha256().equals(RemoteFile.sha256(path)));
  }

  private boolean install(Path folder, String revision, Verification verification)
      throws IOException {
    progress.setPhase(Phase.VERIFYING);
    check.check(folder, model);
    ModelRecord record =
        ModelRecord.of(
            folder,
            model.files().stream().map(FileEntry::name).toList(),
            model.repository(),
            revision,
            verification);
    // Remove partial files of other revisions.
    try (var leftovers = Files.newDirectoryStream(folder, "*.{part,part.tag}")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
    folders.install(model.name(), record);
    return true;
  }
}
