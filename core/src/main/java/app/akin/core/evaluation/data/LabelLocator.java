package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the label files of a layout.
final class LabelLocator {
  private LabelLocator() {}

  /// Returns the first of several files in a subfolder of a folder, or the given file, if its first
  /// object has certain members.
  ///
  /// @param path a folder or file
  /// @param subfolder the subfolder, empty for the folder itself; the folder of a file in a
  ///   subfolder of this name is the parent
  /// @param names the names, preferred ones first
  /// @param members the members of the first object
  static Optional<LabelFiles> inFolder(
      Path path, String subfolder, List<String> names, Set<String> members) {
    if (Files.isDirectory(path)) {
      return names.stream()
          .map(name -> path.resolve(subfolder).resolve(name))
          .filter(file -> matches(file, members))
          .findFirst()
          .map(file -> new LabelFiles(path, List.of(file)));
    }
    return matches(path, members)
        ? Optional.of(new LabelFiles(root(path, subfolder), List.of(path)))
        : Optional.empty();
  }

  /// Returns all existing ones of several files in a subfolder, or the given file, if the first
  /// object of each has certain members.
  static Optional<LabelFiles> all(
      Path path, String subfolder, List<String> names, Set<String> members) {
    if (Files.isDirectory(path)) {
      List<Path> files =
          names.stream()
              .map(name -> path.resolve(subfolder).resolve(name))
              .filter(file -> matches(file, members))
              .toList();
      return files.isEmpty() ? Optional.empty() : Optional.of(new LabelFiles(path, files));
    }
    return inFolder(path, subfolder, names, members);
  }

  /// Returns the folder of a label set for one of its files: the folder of the file, or its parent
  /// if the file is in the subfolder of the layout.
  static Path root(Path file, String subfolder) {
    Path folder = parent(file);
    return !subfolder.isEmpty() && folder.endsWith(subfolder) ? parent(folder) : folder;
  }

  /// Returns the name of a file without its ending.
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /// Returns the first existing file of several places.
  ///
  /// @param folder the folder of the label set
  /// @param name the place of the published layout, relative to the folder; the last one to look at
  /// @param others other places
  /// @throws AkinException `LabelFileMissing` if none has it
  static Path required(Path folder, String name, Path... others) {
    return Stream.concat(Stream.of(others), Stream.of(folder.resolve(name)))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> new AkinException(new Problem.LabelFileMissing(folder, name)));
  }

  static AkinException missing(Path folder, String file) {
    return new AkinException(new Problem.LabelFileMissing(folder, file));
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static boolean matches(Path file, Set<String> members) {
    return Files.isRegularFile(file) && LabelJson.signature(file).containsAll(members);
  }
}
