package app.akin.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder with its content.
///
/// @param root the folder
record FolderTree(Path root) {
  /// Returns all files, including links, ordered by path.
  List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /// Returns the total size in bytes.
  long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.isSymbolicLink(file) ? 0 : Files.size(file);
    }
    return bytes;
  }

  /// Copies everything into a new folder.
  void copyTo(Path other) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted().toList()) {
        Path target = other.resolve(root.relativize(path).toString());
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target);
        } else {
          Files.copy(
              path,
              target,
              LinkOption.NOFOLLOW_LINKS,
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /// Sets timestamps and, on POSIX systems, permissions of installed programs: readable for all,
  /// executable where the owner may execute.
  ///
  /// @param time timestamp of all files
  void publish(FileTime time) throws IOException {
    // Not by the file store, which a root folder without a mount point, as in a chroot, does not
    // have.
    boolean posix = Files.getFileAttributeView(root, PosixFileAttributeView.class) != null;
    try (Stream<Path> all = Files.walk(root)) {
      // Folders come after their content, which would change their timestamps.
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isSymbolicLink(path)) {
          continue;
        }
        if (posix) {
          String rights =
              Files.isExecutable(path) && isExecutable(path) ? "rwxr-xr-x" : "rw-r--r--";
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
        }
        Files.setLastModifiedTime(path, time);
      }
    }
  }

  private static boolean isExecutable(Path path) throws IOException {
    return Files.isDirectory(path)
        || PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).charAt(2) == 'x';
  }
}
