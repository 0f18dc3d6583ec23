package app.akin.core.model;

import app.akin.core.model.FetchStatus.Phase;
import app.akin.core.model.HubCache.Snapshot;
import app.akin.core.model.ModelDescriptor.FileEntry;
import app.akin.core.net.Consent;
import app.akin.core.net.Downloads;
import app.akin.core.net.RemoteFile;
import app.akin.core.photo.AkinException;
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

/// Gets one model: from the hub's cache on this computer, or from the hub. For one thread, once.
final class FetchRun {
  private static final int TAG_DIGITS = 12;
  private static final long GLANCE_MILLIS = 200;
  private static final int MOST_OF_POINTER = 1024;
  private static final Logger LOG = LoggerFactory.getLogger(FetchRun.class);

  private final ModelDescriptor model;
  private final ModelFolders folders;
  private final HubCache cache;
  private final Downloads downloads;
  private final ModelCheck check;
  private final ToLongFunction<Path> room;
  private final FetchProgress progress;

  /// @param room how many bytes may be written into a folder
  FetchRun(
      ModelDescriptor model,
      ModelFolders folders,
      HubCache cache,
      Downloads downloads,
      ModelCheck check,
      ToLongFunction<Path> room,
      FetchProgress progress) {
    this.model = model;
    this.folders = folders;
    this.cache = cache;
    this.downloads = downloads;
    this.check = check;
    this.room = room;
    this.progress = progress;
  }

  /// Gets the model; false where it was stopped, and the next fetch goes on from there.
  boolean run() throws InterruptedException {
    Path folder = folders.makeWorkplace(model.name());
    try (FileChannel channel =
        FileChannel.open(
            folders.lock(model.name()), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Optional<FileLock> lock = lock(channel);
      if (lock.isEmpty()) {
        return false;
      }
      try (FileLock _ = lock.get()) {
        if (folders.find(model.name()).filter(FetchRun::isWhole).isPresent()) {
          ModelFolders.delete(folder);
          return true;
        }
        Files.createDirectories(folder);
        return fetched(folder);
      }
    } catch (IOException e) {
      throw folders.unwritable(e);
    } catch (AkinException e) {
      if (e.problem() == Problem.STOPPED) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isWhole(ModelFolders.Held held) {
    return held.record().damage(held.folder()).isEmpty();
  }

  /// Waits for whoever fetches the same; empty where it was stopped meanwhile.
  private Optional<FileLock> lock(FileChannel channel) throws IOException, InterruptedException {
    while (progress.goesOn()) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(lock);
        }
      } catch (OverlappingFileLockException e) {
        // Another thread of this process has it.
      }
      progress.phase(Phase.WAITING);
      Thread.sleep(GLANCE_MILLIS);
    }
    return Optional.empty();
  }

  private boolean fetched(Path folder) throws IOException {
    progress.phase(Phase.LOOKING);
    Optional<Snapshot> cached = cache.snapshots(model).filter(this::isThisModel).findFirst();
    if (cached.isPresent()) {
      for (Map.Entry<String, Path> file : cached.get().files().entrySet()) {
        HubCache.place(file.getValue(), folder.resolve(file.getKey()));
      }
      return install(folder, cached.get().revision(), Verification.CACHE);
    }
    Map<FileEntry, RemoteFile> stated = look();
    long total = stated.values().stream().mapToLong(RemoteFile::bytes).sum();
    Map<FileEntry, Long> parts = new HashMap<>();
    for (Map.Entry<FileEntry, RemoteFile> file : stated.entrySet()) {
      parts.put(file.getKey(), here(folder, file.getKey(), file.getValue()));
    }
    long here = parts.values().stream().mapToLong(Long::longValue).sum();
    folders.requireRoom(room, folder, total - here);
    progress.begin(here, total);
    for (Map.Entry<FileEntry, RemoteFile> file : stated.entrySet()) {
      long others = here - parts.getOrDefault(file.getKey(), 0L);
      if (!get(folder, file.getKey(), file.getValue(), others)) {
        return false;
      }
      here = others + file.getValue().bytes();
    }
    boolean listed = model.files().stream().noneMatch(file -> file.sha256().isEmpty());
    return install(folder, model.revision(), listed ? Verification.LIST : Verification.HUB);
  }

  /// Another revision's files may be another model.
  private boolean isThisModel(Snapshot snapshot) {
    if (snapshot.revision().equals(model.revision())) {
      return true;
    }
    try {
      check.look(snapshot.folder(), model);
      return true;
    } catch (AkinException e) {
      LOG.info("{} is passed over", snapshot.folder(), e);
      return false;
    }
  }

  private Map<FileEntry, RemoteFile> look() {
    Map<FileEntry, RemoteFile> stated = new LinkedHashMap<>();
    for (FileEntry file : model.files()) {
      URI address = address(file);
      RemoteFile looked = downloads.look(Consent.MODEL, address, _ -> progress.goesOn());
      boolean known = looked.isProof() || !file.sha256().isEmpty();
      RemoteFile found = known ? looked : pointer(file, looked).orElse(looked);
      boolean proven = found.isProof() || !file.sha256().isEmpty();
      if (!proven) {
        throw new AkinException(
            Problem.NET_ANSWER, address.getHost(), "it does not say what the file hashes to");
      }
      if (!found.commit().isEmpty() && !found.commit().equals(model.revision())) {
        throw new AkinException(
            Problem.NET_ANSWER, address.getHost(), "it answers for another revision");
      }
      stated.put(file, found);
    }
    return stated;
  }

  /// What the repository's own pointer says of a file; a hub's mirror may leave its hash out.
  private Optional<RemoteFile> pointer(FileEntry file, RemoteFile looked) {
    URI raw = downloads.raw(model.repository(), model.revision(), file.name());
    try {
      return downloads
          .small(Consent.MODEL, raw, MOST_OF_POINTER, _ -> progress.goesOn())
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .flatMap(text -> RemoteFile.ofPointer(text, looked.commit()))
          .filter(pointed -> pointed.bytes() == looked.bytes());
    } catch (AkinException e) {
      if (e.problem() != Problem.NET_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private URI address(FileEntry file) {
    return downloads.hub(model.repository(), model.revision(), file.name());
  }

  private static Path part(Path folder, FileEntry file, RemoteFile stated) {
    String tag = stated.tag().replaceAll("[^0-9a-z]", "");
    return folder.resolve(
        file.name() + "." + tag.substring(0, Math.min(TAG_DIGITS, tag.length())) + ".part");
  }

  private static long here(Path folder, FileEntry file, RemoteFile stated) throws IOException {
    Path whole = folder.resolve(file.name());
    Path part = part(folder, file, stated);
    return Files.exists(whole)
        ? Math.min(stated.bytes(), Files.size(whole))
        : Files.exists(part) ? Math.min(stated.bytes(), Files.size(part)) : 0;
  }

  /// Gets a file that fits what was stated; what does not is fetched once more from the start.
  ///
  /// @param others how many bytes of the other files are here
  private boolean get(Path folder, FileEntry file, RemoteFile stated, long others)
      throws IOException {
    Path whole = folder.resolve(file.name());
    if (Files.exists(whole)) {
      if (fits(whole, file, stated)) {
        progress.at(others + stated.bytes());
        return true;
      }
      Files.delete(whole);
    }
    Path part = part(folder, file, stated);
    for (int round = 0; round < 2; round++) {
      boolean came =
          downloads.fetch(
              Consent.MODEL,
              address(file),
              stated,
              part,
              bytes -> {
                progress.at(others + bytes);
                return progress.goesOn();
              });
      if (!came) {
        return false;
      }
      if (fits(part, file, stated)) {
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
      Files.delete(part);
    }
    throw new AkinException(Problem.MODEL_DAMAGED, model.name(), file.name());
  }

  private static boolean fits(Path path, FileEntry file, RemoteFile stated) throws IOException {
    return stated.fits(path)
        && (file.sha256().isEmpty() || file.sha256().equals(RemoteFile.sha256(path)));
  }

  private boolean install(Path folder, String revision, Verification verification)
      throws IOException {
    progress.phase(Phase.VERIFYING);
    check.look(folder, model);
    ModelRecord record =
        ModelRecord.of(
            folder,
            model.files().stream().map(FileEntry::name).toList(),
            model.repository(),
            revision,
            verification);
    // What a fetch of another revision left behind.
    try (var leftovers = Files.newDirectoryStream(folder, "*.{part,part.tag}")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
    folders.install(model.name(), record);
    return true;
  }
}
