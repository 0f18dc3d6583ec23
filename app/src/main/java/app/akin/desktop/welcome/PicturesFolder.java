package app.akin.desktop.welcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a system keeps its user's pictures. Thread-safe; reads files.
public final class PicturesFolder {
  /// A line of `user-dirs.dirs`, as xdg-user-dirs writes it.
  private static final Pattern XDG =
      Pattern.compile("^\\s*XDG_PICTURES_DIR=\"(\\$HOME)?(.*)\"\\s*$", Pattern.MULTILINE);

  private PicturesFolder() {}

  /// The folder, where there is one.
  ///
  /// @param home the user's home folder
  /// @param configuration the user's folder of settings: `~/.config` on Linux
  public static Optional<Path> of(Path home, Path configuration) {
    return Stream.concat(
            named(home, configuration.resolve("user-dirs.dirs")).stream(),
            Stream.of(home.resolve("Pictures"), home.resolve("My Pictures")))
        // xdg-user-dirs names the home folder itself where there is no such folder.
        .filter(folder -> Files.isDirectory(folder) && !folder.equals(home))
        .findFirst();
  }

  private static Optional<Path> named(Path home, Path file) {
    try {
      Matcher matcher = XDG.matcher(Files.readString(file));
      if (!matcher.find()) {
        return Optional.empty();
      }
      String rest = matcher.group(2).replaceAll("\\\\(.)", "$1");
      Path folder = matcher.group(1) == null ? Path.of(rest) : Path.of(home + rest);
      return folder.isAbsolute() ? Optional.of(folder.normalize()) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
