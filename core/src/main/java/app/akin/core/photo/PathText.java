package app.akin.core.photo;

import java.io.File;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Converts paths to text without loss. A path whose bytes are invalid in the system's encoding is
/// stored as a `file:` URL, which can represent every byte.
public final class PathText {
  private static final String FILE_URL = "file:";

  private PathText() {}

  /// Returns the text of an absolute path; [#path] is the inverse.
  public static String of(Path absolute) {
    String text = absolute.toString();
    return roundTrips(absolute, text) ? text : absolute.toUri().toString();
  }

  /// Returns the path of a text from [#of].
  public static Path path(String text) {
    return text.startsWith(FILE_URL) ? Path.of(URI.create(text)) : Path.of(text);
  }

  /// Returns the text of an absolute path relative to a folder that contains it: names separated by
  /// `/` on every system, empty for the folder itself. [#resolve] is the inverse.
  public static String relative(Path folder, Path inside) {
    Path relative = folder.relativize(inside);
    String text = relative.toString();
    return roundTrips(relative, text)
        ? text.replace(File.separatorChar, '/')
        : inside.toUri().toString();
  }

  /// Returns the absolute path of a text from [#relative] for the same folder.
  public static Path resolve(Path folder, String relative) {
    return relative.startsWith(FILE_URL) ? Path.of(URI.create(relative)) : folder.resolve(relative);
  }

  private static boolean roundTrips(Path path, String text) {
    if (text.startsWith(FILE_URL)) {
      return false;
    }
    try {
      return Path.of(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
