package app.akin.core.photo;

import java.io.File;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Paths as text that loses nothing. Most paths are their own text; one whose bytes are not valid
/// in the system's encoding is kept as its `file:` address, where every byte has a place.
public final class PathText {
  private static final String ADDRESS = "file:";

  private PathText() {}

  /// The text of an absolute path; [#path] gives the same path back.
  public static String of(Path absolute) {
    String text = absolute.toString();
    return survives(absolute, text) ? text : absolute.toUri().toString();
  }

  /// The path of a text made by [#of].
  public static Path path(String text) {
    return text.startsWith(ADDRESS) ? Path.of(URI.create(text)) : Path.of(text);
  }

  /// The text of an absolute path seen from an absolute folder that holds it: names parted by `/`
  /// on every system, empty for the folder itself. [#resolve] finds the path again.
  public static String relative(Path folder, Path inside) {
    Path relative = folder.relativize(inside);
    String text = relative.toString();
    return survives(relative, text)
        ? text.replace(File.separatorChar, '/')
        : inside.toUri().toString();
  }

  /// The absolute path of a text made by [#relative] for the same folder.
  public static Path resolve(Path folder, String relative) {
    return relative.startsWith(ADDRESS) ? Path.of(URI.create(relative)) : folder.resolve(relative);
  }

  private static boolean survives(Path path, String text) {
    if (text.startsWith(ADDRESS)) {
      return false;
    }
    try {
      return Path.of(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
