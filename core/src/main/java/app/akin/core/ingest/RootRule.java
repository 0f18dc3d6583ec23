package app.akin.core.ingest;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.scan.Volumes;
import app.akin.core.scan.Volumes.Place;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.Root;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a folder becomes part of a library so that no file is in two roots.
public final class RootRule {
  /// A root and how it came to be.
  ///
  /// @param root the root that covers the folder
  /// @param added whether it is new
  public record Cover(Root root, boolean added) {}

  private RootRule() {}

  /// Finds or adds the root that covers a folder. A folder inside a root is part of it; a folder
  /// around roots takes their place, and their photos keep their identity. A folder that is an
  /// absent root under another name is that root.
  ///
  /// @param roots the library's roots, changed along
  /// @param reader what is known of them
  /// @param writer takes the change; not committed
  /// @param volumes what the system says of volumes
  /// @param folder absolute and normalised
  public static Cover cover(
      List<Root> roots,
      CatalogueReader reader,
      CatalogueWriter writer,
      Volumes volumes,
      Path folder) {
    for (Root root : roots) {
      if (folder.startsWith(root.path())) {
        return new Cover(root, false);
      }
    }
    Optional<Root> moved = new RootLocator(reader, writer, volumes).moved(folder, roots);
    if (moved.isPresent()) {
      roots.replaceAll(root -> root.id() == moved.get().id() ? moved.get() : root);
      return new Cover(moved.get(), false);
    }
    roots.removeIf(
        root -> {
          boolean inner = root.path().startsWith(folder);
          if (inner) {
            writer.removeRoot(root.id());
          }
          return inner;
        });
    Place place = volumes.place(folder);
    long id = writer.addRoot(folder, List.of(), place.volume(), place.location());
    writer.fileKey(id, RootLocator.fileKey(folder));
    Root added = new Root(id, folder, List.of(), place.volume().uid(), place.location(), 0, 0);
    roots.add(added);
    return new Cover(added, true);
  }

  /// Checks a folder that a person named.
  ///
  /// @throws AkinException where it is not there, is none, or cannot be read
  public static void check(Path folder) {
    if (!Files.exists(folder)) {
      throw new AkinException(Problem.FOLDER_MISSING, folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new AkinException(Problem.FOLDER_NOT_A_FOLDER, folder);
    }
    if (!Files.isReadable(folder)) {
      throw new AkinException(Problem.FOLDER_UNREADABLE, folder);
    }
  }
}
