package app.akin.core.sidecar;

import app.akin.core.photo.PathText;
import app.akin.core.scan.SidecarNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides which sidecars an export creates or changes, without writing anything. For one thread.
///
/// A photo's sidecar is the one that Akin reads: `IMG_1.CR2.xmp`, else `IMG_1.xmp`. A new one is
/// `IMG_1.CR2.xmp`, because it belongs to one file for certain. Photos with different values that
/// share `IMG_1.xmp` each get such a copy of it.
final class SidecarPlanner {
  private static final Logger log = LoggerFactory.getLogger(SidecarPlanner.class);

  private final Destination destination;

  SidecarPlanner(Destination destination) {
    this.destination = destination;
  }

  /// The files of one folder and the sidecars of its photos.
  ///
  /// @param names the names of all files
  /// @param values the values of the photos that have a sidecar, by its name
  private record Listing(
      Path folder,
      Set<String> names,
      SidecarNames sidecars,
      Map<String, Set<SidecarValues>> values) {
    static Listing of(Path folder, Map<String, MarkedFile> photos) {
      Set<String> names = new HashSet<>();
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
          entries.forEach(entry -> names.add(PathText.relative(folder, entry)));
        } catch (IOException | DirectoryIteratorException e) {
          log.info("cannot read folder {}: {}", folder, e.toString());
        }
      }
      SidecarNames sidecars = new SidecarNames(names, photos.keySet());
      Map<String, Set<SidecarValues>> values = new HashMap<>();
      photos.forEach(
          (photo, file) -> {
            String name = sidecars.of(photo);
            if (name != null) {
              values.computeIfAbsent(name, _ -> new HashSet<>()).add(file.values());
            }
          });
      return new Listing(folder, names, sidecars, values);
    }

    /// Returns the name of a photo's sidecar; null if it has none.
    @Nullable String sidecar(String photo) {
      return sidecars.of(photo);
    }

    /// Returns whether the sidecar of a photo is also that of photos with other values.
    boolean isShared(String photo) {
      String name = sidecars.of(photo);
      return name != null
          && !name.equals(photo + SidecarNames.EXTENSION)
          && values.getOrDefault(name, Set.of()).size() > 1;
    }

    Path path(String name) {
      return PathText.resolve(folder, name);
    }
  }

  /// Returns the plan for files.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return empty if it was stopped
  Optional<SidecarPlan> plan(List<MarkedFile> files, DoublePredicate progress) {
    Map<Path, List<MarkedFile>> folders = new TreeMap<>();
    for (MarkedFile file : files) {
      Path folder = file.file().getParent();
      if (folder != null) {
        folders.computeIfAbsent(folder, _ -> new ArrayList<>()).add(file);
      }
    }
    List<PlannedSidecar> planned = new ArrayList<>();
    int done = 0;
    for (Map.Entry<Path, List<MarkedFile>> folder : folders.entrySet()) {
      planned.addAll(planFolder(folder.getKey(), folder.getValue()));
      done += folder.getValue().size();
      if (!progress.test((double) done / files.size())) {
        return Optional.empty();
      }
    }
    planned.sort(Comparator.comparing(PlannedSidecar::target));
    return Optional.of(new SidecarPlan(destination, planned));
  }

  private List<PlannedSidecar> planFolder(Path folder, List<MarkedFile> files) {
    Map<String, MarkedFile> photos = new TreeMap<>();
    files.forEach(file -> photos.put(PathText.relative(folder, file.file()), file));
    Listing beside = Listing.of(folder, photos);
    Path targetFolder = targetFolder(folder, files.getFirst());
    Listing target = targetFolder.equals(folder) ? beside : Listing.of(targetFolder, photos);
    Map<Path, PlannedSidecar> planned = new TreeMap<>();
    photos.forEach(
        (photo, file) -> {
          if (!file.values().isEmpty()) {
            PlannedSidecar sidecar = located(file, photo, beside, target);
            planned.putIfAbsent(sidecar.target(), sidecar);
          }
        });
    return planned.values().stream()
        .map(sidecar -> sidecar.obstacle() == null ? decided(sidecar) : sidecar)
        .toList();
  }

  private Path targetFolder(Path folder, MarkedFile file) {
    return switch (destination) {
      case Destination.Beside() -> folder;
      case Destination.Mirror(Path mirror) ->
          mirror.resolve(file.rootName()).resolve(file.root().relativize(folder)).normalize();
    };
  }

  /// Returns where the sidecar of a file is or will be; it may be blocked.
  private static PlannedSidecar located(
      MarkedFile file, String photo, Listing beside, Listing target) {
    String present = target.sidecar(photo);
    boolean isOwn = present != null && !target.isShared(photo);
    String other = beside.sidecar(photo);
    @Nullable Path base =
        present != null ? target.path(present) : other == null ? null : beside.path(other);
    String name = newName(file, photo, beside, target);
    if (present != null && isOwn) {
      name = present;
    } else if (present == null && other != null && !beside.isShared(photo)) {
      name = other;
    }
    PlannedSidecar sidecar =
        new PlannedSidecar(
            file.file(),
            target.path(name),
            isOwn ? PlannedSidecar.Action.CHANGE : PlannedSidecar.Action.CREATE,
            null,
            base,
            "",
            "",
            file.values());
    if (!file.isAvailable()) {
      return sidecar.blocked(Obstacle.OFFLINE);
    }
    return beside.names().contains(photo) ? sidecar : sidecar.blocked(Obstacle.PHOTO_MISSING);
  }

  /// Returns the name of a new sidecar. A name that is no valid text holds its folder.
  private static String newName(MarkedFile file, String photo, Listing beside, Listing target) {
    String name =
        target.folder().equals(beside.folder())
            ? photo
            : PathText.relative(
                target.folder(),
                target.folder().resolve(String.valueOf(file.file().getFileName())));
    return name + SidecarNames.EXTENSION;
  }

  /// Returns what is done with a sidecar, by its present text.
  private PlannedSidecar decided(PlannedSidecar sidecar) {
    try {
      Path base = sidecar.base();
      Optional<byte[]> text = base == null ? Optional.empty() : SidecarFile.read(base);
      Optional<byte[]> changed = SidecarText.with(text.orElse(null), sidecar.values());
      boolean exists = sidecar.action() == PlannedSidecar.Action.CHANGE;
      // A mirror of a sidecar beside the photo that has the values is a copy of it.
      boolean isEqual = changed.isEmpty() && (exists || text.isEmpty());
      String digest = text.map(SidecarFile::digest).orElse("");
      PlannedSidecar decided =
          new PlannedSidecar(
              sidecar.photo(),
              sidecar.target(),
              isEqual ? PlannedSidecar.Action.EQUAL : sidecar.action(),
              null,
              base,
              digest,
              exists ? digest : "",
              sidecar.values());
      return isEqual ? decided : permitted(decided);
    } catch (UnusableSidecarException e) {
      log.info("{} is not exported: {}", sidecar.target(), e.getMessage());
      return sidecar.blocked(e.obstacle());
    }
  }

  private static PlannedSidecar permitted(PlannedSidecar sidecar) {
    if (sidecar.action() == PlannedSidecar.Action.CHANGE
        && !SidecarFile.isWritable(sidecar.target())) {
      return sidecar.blocked(Obstacle.FILE_READ_ONLY);
    }
    Path folder = sidecar.target().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder != null && !Files.isDirectory(folder)) {
      log.info("{} is no folder", folder);
      return sidecar.blocked(Obstacle.FAILED);
    }
    return folder == null || !SidecarFile.isWritable(folder)
        ? sidecar.blocked(Obstacle.FOLDER_READ_ONLY)
        : sidecar;
  }
}
