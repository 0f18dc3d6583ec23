package app.akin.core.query.sql;

import app.akin.core.query.Names;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The name of a folder in a fact: a name, or a path or the end of it.
///
/// @param wanted the keys of its names
/// @param isAbsolute whether the first name is that of the first folder
public record FolderNames(List<String> wanted, boolean isAbsolute) {
  private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]");

  /// Copies the list.
  public FolderNames {
    wanted = List.copyOf(wanted);
  }

  /// Reads a name.
  public static FolderNames of(String folder) {
    return new FolderNames(split(folder).map(Names::key).toList(), folder.startsWith("/"));
  }

  /// Returns the names in a path.
  public static Stream<String> split(String path) {
    return Arrays.stream(SEPARATORS.split(path)).filter(name -> !name.isEmpty());
  }

  /// Returns whether a path or one of its parents ends with the wanted names.
  ///
  /// @param path the keys of its names
  /// @param rootSize the number of names in the root's path
  public boolean match(List<String> path, int rootSize) {
    if (wanted.isEmpty()) {
      return false;
    }
    int first = Math.max(rootSize, wanted.size());
    for (int end = first; end <= path.size(); end++) {
      int start = end - wanted.size();
      if ((!isAbsolute || start == 0) && path.subList(start, end).equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
