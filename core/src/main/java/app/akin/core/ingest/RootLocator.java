package app.akin.core.ingest;

import app.akin.core.photo.PathText;
import app.akin.core.photo.RealPath;
import app.akin.core.scan.RootPresence;
import app.akin.core.scan.Volumes;
import app.akin.core.scan.Volumes.VolumeLocation;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.FileStat;
import app.akin.core.store.PendingConfirmation;
import app.akin.core.store.Root;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Locates roots of the library that moved. They may be at another mount point or drive letter,
/// under another name in the same parent folder, or at a path given by the user. For one thread.
///
/// A folder is recognised as a root if it contains at least half of a sample of the root's files,
/// with the same names and sizes. One file is enough if the file system reports that it is the same
/// folder.
final class RootLocator {
  private static final Logger log = LoggerFactory.getLogger(RootLocator.class);

  /// Number of files sampled to recognise a root.
  private static final int SAMPLE_SIZE = 64;

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final Volumes volumes;

  RootLocator(CatalogueReader reader, CatalogueWriter writer, Volumes volumes) {
    this.reader = reader;
    this.writer = writer;
    this.volumes = volumes;
  }

  /// Returns the presence of a root.
  RootPresence presence(Root root) {
    return RootPresence.of(
        root.path(), root.volumeUid(), () -> reader.fileCount(root.id()), volumes);
  }

  /// Returns the root at its current location, which is stored if it changed; unchanged if it
  /// cannot be found.
  ///
  /// @param others all roots
  Root locate(Root root, List<Root> others) {
    RootPresence presence = presence(root);
    switch (presence) {
      case PRESENT -> {
        return updateVolume(root);
      }
      case OTHER_VOLUME -> {
        if (containsFilesOf(root, root.path()) || isAccepted(root)) {
          writer.roots().removeConfirmation(root.id());
          return relocate(root, root.path());
        }
      }
      case ABSENT, EMPTY -> {}
    }
    List<Path> candidates = new ArrayList<>(candidates(root));
    if (presence == RootPresence.ABSENT) {
      candidates.addAll(renamedCandidates(root));
    }
    for (Path candidate : candidates) {
      if (others.stream()
              .noneMatch(other -> other.id() != root.id() && overlap(other.path(), candidate))
          && (containsFilesOf(root, candidate) || isSameFolder(root, candidate))) {
        return relocate(root, candidate);
      }
    }
    if (presence == RootPresence.OTHER_VOLUME) {
      long known = reader.fileCount(root.id());
      writer.roots().requestConfirmation(root.id(), PendingConfirmation.Kind.VOLUME, known, known);
    }
    return root;
  }

  /// Returns the unavailable root that was moved to a folder; empty if there is none.
  ///
  /// @param folder absolute path, not inside any root
  Optional<Root> findMoved(Path folder, List<Root> roots) {
    for (Root root : roots) {
      switch (presence(root)) {
        case PRESENT, OTHER_VOLUME -> {}
        case ABSENT, EMPTY -> {
          if (!isCopyOfAbsentVolume(root, folder)
              && !folder.startsWith(RealPath.of(root.path()))
              && !RealPath.of(root.path()).startsWith(folder)
              && containsFilesOf(root, folder)) {
            return Optional.of(relocate(root, folder));
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Returns the folders of a root, relative to it, whose volume is not mounted now; stores the
  /// mounted ones.
  Set<String> findUnmounted(Root root) {
    Map<String, String> mounted = new HashMap<>();
    volumes
        .mountsBelow(root.path())
        .forEach((at, uid) -> mounted.put(PathText.relative(root.path(), at), uid));
    Map<String, String> before = reader.mounts(root.id());
    Set<String> unmounted = new HashSet<>();
    before.forEach(
        (folder, uid) -> {
          if (!uid.equals(mounted.get(folder))) {
            unmounted.add(folder);
          }
        });
    mounted.keySet().removeAll(before.keySet());
    if (!mounted.isEmpty()) {
      writer.roots().putMounts(root.id(), mounted);
    }
    return unmounted;
  }

  private Root updateVolume(Root root) {
    String key = fileKey(root.path());
    if (!key.equals(reader.fileKey(root.id()))) {
      writer.roots().setFileKey(root.id(), key);
    }
    VolumeLocation place = volumes.locate(root.path());
    boolean known =
        root.volumeUid().equals(place.volume().uid())
            && (root.volumeUid().isEmpty() || root.location().equals(place.path()));
    for (PendingConfirmation confirmation : reader.pendingConfirmations()) {
      if (confirmation.rootId() == root.id()
          && confirmation.kind() == PendingConfirmation.Kind.VOLUME) {
        writer.roots().removeConfirmation(root.id());
      }
    }
    // Keep the stored volume if the system reports none now.
    return known || place.volume().uid().isEmpty() ? root : relocate(root, root.path());
  }

  private Root relocate(Root root, Path path) {
    if (!path.equals(root.path())) {
      log.info("the folder {} moved to {}", root.path(), path);
    }
    VolumeLocation place = volumes.locate(path);
    writer.roots().relocate(root.id(), path, place.volume(), place.path());
    writer.roots().setFileKey(root.id(), fileKey(path));
    return new Root(
        root.id(),
        path,
        root.exclusions(),
        place.volume().uid(),
        place.path(),
        root.minBytes(),
        root.minPixels());
  }

  private boolean isAccepted(Root root) {
    return reader.pendingConfirmations().stream()
        .anyMatch(
            confirmation ->
                confirmation.rootId() == root.id()
                    && confirmation.kind() == PendingConfirmation.Kind.VOLUME
                    && confirmation.accepted());
  }

  private List<Path> candidates(Root root) {
    return volumes.find(root.volumeUid(), root.location()).stream()
        .filter(place -> !place.equals(root.path()) && Files.isDirectory(place))
        .toList();
  }

  /// Returns the siblings of a root's old path that may be the renamed root, the identical folder
  /// first.
  private List<Path> renamedCandidates(Root root) {
    Path parent = root.path().getParent();
    List<Path> folders = new ArrayList<>();
    if (parent == null || !Files.isDirectory(parent)) {
      return folders;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            parent, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
      for (Path entry : entries) {
        String uid = volumes.locate(entry).volume().uid();
        if (!String.valueOf(entry.getFileName()).startsWith(".") && uid.equals(root.volumeUid())) {
          folders.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.info("cannot search for {} in its parent folder: {}", root.path(), e.toString());
    }
    String key = reader.fileKey(root.id());
    folders.sort(
        Comparator.comparing((Path folder) -> !fileKey(folder).equals(key))
            .thenComparing(Path::toString));
    return folders;
  }

  private boolean isSameFolder(Root root, Path folder) {
    String key = reader.fileKey(root.id());
    return !key.isEmpty()
        && key.equals(fileKey(folder))
        && reader.sampleFiles(root.id(), SAMPLE_SIZE).stream()
            .anyMatch(file -> matches(folder, file));
  }

  /// Returns the file system's key of a folder, which is independent of its name; empty if
  /// unsupported.
  static String fileKey(Path folder) {
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      return key == null ? "" : key.toString();
    } catch (IOException e) {
      return "";
    }
  }

  /// Returns whether a folder is a copy: it is on another volume, and the root's own volume is
  /// unavailable.
  private boolean isCopyOfAbsentVolume(Root root, Path folder) {
    String uid = volumes.locate(folder).volume().uid();
    return !root.volumeUid().isEmpty()
        && !uid.equals(root.volumeUid())
        && volumes.find(root.volumeUid(), root.location()).isEmpty();
  }

  private boolean containsFilesOf(Root root, Path folder) {
    List<FileStat> sample = reader.sampleFiles(root.id(), SAMPLE_SIZE);
    long matching = sample.stream().filter(file -> matches(folder, file)).count();
    return matching > 0 && 2 * matching >= sample.size();
  }

  private static boolean matches(Path folder, FileStat file) {
    // A name that is not valid text is stored as a URI of the old path.
    if (file.directory().startsWith("file:") || file.name().startsWith("file:")) {
      return false;
    }
    try {
      Path path = PathText.resolve(PathText.resolve(folder, file.directory()), file.name());
      return Files.size(path) == file.size();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean overlap(Path one, Path other) {
    return one.startsWith(other) || other.startsWith(one);
  }
}
