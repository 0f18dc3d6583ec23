package app.akin.desktop.welcome;

import app.akin.core.photo.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the user's Pictures folder. Thread-safe; reads files.
public final class PicturesFolder {
  /// A line of `user-dirs.dirs` of xdg-user-dirs.
  private static final Pattern XDG =
      Pattern.compile("^\\s*XDG_PICTURES_DIR=\"(\\$HOME)?(.*)\"\\s*$", Pattern.MULTILINE);

  private PicturesFolder() {}

  /// Returns the folder, if it exists.
  ///
  /// @param home the user's home folder
  /// @param environment environment variables; `XDG_CONFIG_HOME` may name the configuration folder
  public static Optional<Path> of(Path home, Map<String, String> environment) {
    Path configuration =
        OperatingSystem.absolutePath(environment, "XDG_CONFIG_HOME")
            .orElseGet(() -> home.resolve(".config"));
    return Stream.concat(
            named(home, configuration.resolve("user-dirs.dirs")).stream(),
            Stream.of(home.resolve("Pictures"), home.resolve("My Pictures")))
        // xdg-user-dirs returns the home folder if there is no Pictures folder.
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
