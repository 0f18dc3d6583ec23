package app.akin.core.store;

import app.akin.core.photo.PathText;
import app.akin.core.photo.RealPath;
import app.akin.core.query.Names;
import app.akin.core.query.sql.FolderNames;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the folders of a library that a filter means. For one reading of the library.
final class FolderMatch {
  /// A directory.
  ///
  /// @param path the keys of the names in its path
  /// @param rootSize how many of them are those of the root
  private record Directory(long id, List<String> path, int rootSize) {}

  private final Session session;
  private @Nullable List<Directory> directories;
  private final Map<String, String> keys = new HashMap<>();

  FolderMatch(Session session) {
    this.session = session;
  }

  /// Returns the IDs of the directories in or below a folder. Compares paths instead of text: case
  /// sensitivity depends on the system, and a folder may be stored as a URI.
  ///
  /// @param folder an absolute folder
  long[] inside(Path folder) throws SQLException {
    Path wanted = folder.toAbsolutePath().normalize();
    Path realWanted = RealPath.of(folder);
    Map<Path, Path> realRoots = new HashMap<>();
    return session
        .list(
            "SELECT d.id, r.path, d.path FROM directories d JOIN roots r ON r.id = d.root_id",
            row -> {
              Path root = PathText.path(row.getString(2));
              Path directory = PathText.resolve(root, row.getString(3));
              Path realRoot = realRoots.computeIfAbsent(root, RealPath::of);
              boolean inside =
                  directory.startsWith(wanted) || isInside(directory, root, realRoot, realWanted);
              return inside ? row.getLong(1) : 0L;
            })
        .stream()
        .mapToLong(Long::longValue)
        .filter(id -> id > 0)
        .toArray();
  }

  /// Returns whether a directory of a root is in a folder, compared without links.
  private static boolean isInside(Path directory, Path root, Path realRoot, Path realFolder) {
    if (!directory.startsWith(root)) {
      return directory.startsWith(realFolder);
    }
    if (realRoot.resolve(root.relativize(directory)).startsWith(realFolder)) {
      return true;
    }
    // A folder outside of the root may be part of it by a link.
    return !realFolder.startsWith(realRoot)
        && !realRoot.startsWith(realFolder)
        && RealPath.of(directory).startsWith(realFolder);
  }

  /// Returns the IDs of the directories in or below folders of a name, or of a path or the end of
  /// it. The folder is a root or in one.
  long[] named(String folder) throws SQLException {
    FolderNames wanted = FolderNames.of(folder);
    return directories().stream()
        .filter(directory -> wanted.match(directory.path(), directory.rootSize()))
        .mapToLong(Directory::id)
        .toArray();
  }

  private List<Directory> directories() throws SQLException {
    List<Directory> known = directories;
    if (known == null) {
      Map<String, List<String>> roots = new HashMap<>();
      known =
          session.list(
              "SELECT d.id, r.path, d.path FROM directories d JOIN roots r ON r.id = d.root_id",
              row -> {
                List<String> root = roots.computeIfAbsent(row.getString(2), this::keys);
                List<String> path = new ArrayList<>(root);
                path.addAll(keys(row.getString(3)));
                return new Directory(row.getLong(1), path, root.size());
              });
      directories = known;
    }
    return known;
  }

  private List<String> keys(String path) {
    return FolderNames.split(path).map(name -> keys.computeIfAbsent(name, Names::key)).toList();
  }
}
