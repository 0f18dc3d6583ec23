package app.akin.core.ingest;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import app.akin.core.photo.RealPath;
import app.akin.core.scan.Volumes;
import app.akin.core.scan.Volumes.VolumeLocation;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.Root;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Resolves a folder to a root of the library so that no file is in two roots.
public final class RootResolver {
  /// A resolved root.
  ///
  /// @param root the root that contains the folder
  /// @param folder the path of the folder in the root
  /// @param added whether the root is new
  public record Resolved(Root root, Path folder, boolean added) {}

  private RootResolver() {}

  /// Finds or adds the root that contains a folder. A folder inside a root belongs to that root. A
  /// folder that contains roots replaces them, and their photos keep their identity. A folder that
  /// is a moved unavailable root is that root.
  ///
  /// @param roots the library's roots, updated in place
  /// @param reader reads the catalogue
  /// @param writer receives the change; not committed
  /// @param volumes the volumes of the system
  /// @param folder absolute path without links, from [#check]
  public static Resolved resolve(
      List<Root> roots,
      CatalogueReader reader,
      CatalogueWriter writer,
      Volumes volumes,
      Path folder) {
    for (Root root : roots) {
      Path real = RealPath.of(root.path());
      if (folder.startsWith(real)) {
        return new Resolved(root, root.path().resolve(real.relativize(folder)), false);
      }
    }
    Optional<Root> moved = new RootLocator(reader, writer, volumes).findMoved(folder, roots);
    if (moved.isPresent()) {
      roots.replaceAll(root -> root.id() == moved.get().id() ? moved.get() : root);
      return new Resolved(moved.get(), folder, false);
    }
    List<Root> inner =
        roots.stream().filter(root -> RealPath.of(root.path()).startsWith(folder)).toList();
    inner.forEach(root -> writer.roots().remove(root.id()));
    roots.removeAll(inner);
    VolumeLocation place = volumes.locate(folder);
    long id = writer.roots().add(folder, List.of(), place.volume(), place.path());
    writer.roots().setFileKey(id, RootLocator.fileKey(folder));
    inner.forEach(
        root ->
            writer
                .roots()
                .moveShared(root.id(), id, PathText.relative(folder, RealPath.of(root.path()))));
    Root added = new Root(id, folder, List.of(), place.volume().uid(), place.path(), 0, 0);
    roots.add(added);
    return new Resolved(added, folder, true);
  }

  /// Checks a folder given by the user.
  ///
  /// @return its absolute path without links
  /// @throws AkinException if it is missing, not a folder, or unreadable
  public static Path check(Path given) {
    Path folder = given.toAbsolutePath().normalize();
    if (!Files.exists(folder)) {
      throw new AkinException(new Problem.FolderMissing(folder));
    }
    if (!Files.isDirectory(folder)) {
      throw new AkinException(new Problem.FolderNotAFolder(folder));
    }
    if (!Files.isReadable(folder)) {
      throw new AkinException(new Problem.FolderUnreadable(folder));
    }
    return RealPath.of(given);
  }
}
