package app.akin.core.ingest;

import app.akin.core.photo.PathText;
import app.akin.core.scan.Presence;
import app.akin.core.scan.Volumes;
import app.akin.core.scan.Volumes.Place;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.FileTrace;
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

/// Finds the library's roots where they are now: under another mount point or drive letter, under
/// another name beside the old one, or under the name that a person gives them. For one thread.
///
/// A folder is taken for a root only where half of a sample of its files lie in it, of the same
/// names and sizes; one file is enough where the file system says that it is the same folder.
final class RootLocator {
  private static final Logger log = LoggerFactory.getLogger(RootLocator.class);

  /// So many files tell a root from another folder.
  private static final int SAMPLE = 64;

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final Volumes volumes;

  RootLocator(CatalogueReader reader, CatalogueWriter writer, Volumes volumes) {
    this.reader = reader;
    this.writer = writer;
    this.volumes = volumes;
  }

  /// Whether a root is there; a new one may be empty.
  Presence presence(Root root) {
    Presence presence = Presence.of(root.path(), root.uid(), volumes);
    return presence == Presence.EMPTY && reader.files(root.id()) == 0 ? Presence.PRESENT : presence;
  }

  /// The root at its place of now, which is written down where it is another; as it was where it is
  /// not to be found.
  ///
  /// @param others every root
  Root follow(Root root, List<Root> others) {
    Presence presence = presence(root);
    switch (presence) {
      case PRESENT -> {
        return remember(root);
      }
      case OTHER_VOLUME -> {
        if (holdsFilesOf(root, root.path()) || isAccepted(root)) {
          writer.settle(root.id());
          return put(root, root.path());
        }
      }
      case ABSENT, EMPTY -> {}
    }
    List<Path> candidates = new ArrayList<>(candidates(root));
    if (presence == Presence.ABSENT) {
      candidates.addAll(renamed(root));
    }
    for (Path candidate : candidates) {
      if (others.stream()
              .noneMatch(other -> other.id() != root.id() && overlap(other.path(), candidate))
          && (holdsFilesOf(root, candidate) || isSameFolder(root, candidate))) {
        return put(root, candidate);
      }
    }
    if (presence == Presence.OTHER_VOLUME) {
      long known = reader.files(root.id());
      writer.ask(root.id(), PendingConfirmation.Kind.VOLUME, known, known);
    }
    return root;
  }

  /// The absent root that a folder is, given another name or place; empty where it is none.
  ///
  /// @param folder absolute, in none of the roots
  Optional<Root> moved(Path folder, List<Root> roots) {
    for (Root root : roots) {
      switch (presence(root)) {
        case PRESENT, OTHER_VOLUME -> {}
        case ABSENT, EMPTY -> {
          if (!isCopyOfAbsentVolume(root, folder)
              && !folder.startsWith(root.path())
              && !root.path().startsWith(folder)
              && holdsFilesOf(root, folder)) {
            return Optional.of(put(root, folder));
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Folders of a root on volumes that are not mounted there now, relative to it; those that are
  /// mounted are remembered.
  Set<String> away(Root root) {
    Map<String, String> mounted = new HashMap<>();
    volumes
        .below(root.path())
        .forEach((at, uid) -> mounted.put(PathText.relative(root.path(), at), uid));
    Map<String, String> before = reader.mounts(root.id());
    Set<String> away = new HashSet<>();
    before.forEach(
        (folder, uid) -> {
          if (!uid.equals(mounted.get(folder))) {
            away.add(folder);
          }
        });
    mounted.keySet().removeAll(before.keySet());
    if (!mounted.isEmpty()) {
      writer.mounts(root.id(), mounted);
    }
    return away;
  }

  private Root remember(Root root) {
    String key = fileKey(root.path());
    if (!key.equals(reader.fileKey(root.id()))) {
      writer.fileKey(root.id(), key);
    }
    Place place = volumes.place(root.path());
    boolean known =
        root.uid().equals(place.volume().uid())
            && (root.uid().isEmpty() || root.location().equals(place.location()));
    for (PendingConfirmation question : reader.questions()) {
      if (question.rootId() == root.id() && question.kind() == PendingConfirmation.Kind.VOLUME) {
        writer.settle(root.id());
      }
    }
    // What was learned once stays where the system has nothing to say today.
    return known || place.volume().uid().isEmpty() ? root : put(root, root.path());
  }

  private Root put(Root root, Path path) {
    if (!path.equals(root.path())) {
      log.info("the folder {} is {} now", root.path(), path);
    }
    Place place = volumes.place(path);
    writer.placeRoot(root.id(), path, place.volume(), place.location());
    writer.fileKey(root.id(), fileKey(path));
    return new Root(
        root.id(),
        path,
        root.exclusions(),
        place.volume().uid(),
        place.location(),
        root.minBytes(),
        root.minPixels());
  }

  private boolean isAccepted(Root root) {
    return reader.questions().stream()
        .anyMatch(
            question ->
                question.rootId() == root.id()
                    && question.kind() == PendingConfirmation.Kind.VOLUME
                    && question.accepted());
  }

  private List<Path> candidates(Root root) {
    return volumes.find(root.uid(), root.location()).stream()
        .filter(place -> !place.equals(root.path()) && Files.isDirectory(place))
        .toList();
  }

  /// The folders beside a root's old path that may be it under another name, the same folder first.
  private List<Path> renamed(Root root) {
    Path parent = root.path().getParent();
    List<Path> folders = new ArrayList<>();
    if (parent == null || !Files.isDirectory(parent)) {
      return folders;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            parent, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
      for (Path entry : entries) {
        String uid = volumes.place(entry).volume().uid();
        if (!String.valueOf(entry.getFileName()).startsWith(".") && uid.equals(root.uid())) {
          folders.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.info("cannot look for {} beside it: {}", root.path(), e.toString());
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
        && reader.sample(root.id(), SAMPLE).stream().anyMatch(file -> isThere(folder, file));
  }

  /// What the file system calls a folder, whatever its name; empty where it does not tell.
  static String fileKey(Path folder) {
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      return key == null ? "" : key.toString();
    } catch (IOException e) {
      return "";
    }
  }

  /// A folder with a root's files on another volume, while the root's own is away, is a copy.
  private boolean isCopyOfAbsentVolume(Root root, Path folder) {
    String uid = volumes.place(folder).volume().uid();
    return !root.uid().isEmpty()
        && !uid.equals(root.uid())
        && volumes.find(root.uid(), root.location()).isEmpty();
  }

  private boolean holdsFilesOf(Root root, Path folder) {
    List<FileTrace> sample = reader.sample(root.id(), SAMPLE);
    long there = sample.stream().filter(file -> isThere(folder, file)).count();
    return there > 0 && 2 * there >= sample.size();
  }

  private static boolean isThere(Path folder, FileTrace file) {
    // A name that is no text is kept as an address, which leads to the old place.
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
