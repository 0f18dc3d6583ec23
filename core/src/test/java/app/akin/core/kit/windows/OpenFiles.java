package app.akin.core.kit.windows;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The files that this process has open or mapped, also those of native libraries, as the kernel of
/// Linux lists them.
final class OpenFiles {
  /// The first column of a path in the list of mappings.
  private static final int PATH_COLUMN = 5;

  private final Path self;

  /// @param self the folder of this process in `/proc`, of the file system of the system
  OpenFiles(Path self) {
    this.self = self;
  }

  /// Returns a file that is open or mapped: a path itself, or one in it if it is a folder.
  ///
  /// @param path an absolute path; a symbolic link stands for itself
  Optional<Path> in(Path path) throws IOException {
    Path parent = path.getParent();
    Path real =
        parent == null || !Files.exists(parent)
            ? path
            : parent.toRealPath().resolve(path.getFileName());
    Optional<Path> mapped = mapped(real);
    return mapped.isPresent() ? mapped : open(real);
  }

  /// Returns a file that is mapped, see [#in].
  Optional<Path> mapped(Path real) throws IOException {
    return Files.readAllLines(self.resolve("maps")).stream()
        .map(line -> line.split(" +", PATH_COLUMN + 1))
        .filter(columns -> columns.length > PATH_COLUMN && columns[PATH_COLUMN].startsWith("/"))
        .map(columns -> real.getFileSystem().getPath(columns[PATH_COLUMN]))
        .filter(file -> file.startsWith(real))
        .findFirst();
  }

  private Optional<Path> open(Path real) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(self.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        Optional<Path> file =
            file(descriptor)
                .filter(each -> each.startsWith(real))
                .filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS));
        if (file.isPresent()) {
          return file;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> file(Path descriptor) throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor));
    } catch (NoSuchFileException e) {
      // It was closed meanwhile.
      return Optional.empty();
    }
  }
}
