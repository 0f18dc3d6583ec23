package app.akin.core.photo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Deletes folders with their content. Symbolic links are deleted and never followed.
public final class FolderDeletion {
  private FolderDeletion() {}

  /// Deletes a file, or a folder with its content. Does nothing if it does not exist.
  ///
  /// @throws IOException if anything cannot be deleted; the rest is deleted nevertheless
  public static void delete(Path path) throws IOException {
    List<IOException> failures = new ArrayList<>();
    delete(path, (_, failure) -> failures.add(failure));
    if (!failures.isEmpty()) {
      IOException first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /// Deletes a file, or a folder with its content, as far as possible.
  ///
  /// @return the paths that cannot be deleted, those in a folder before the folder
  public static List<Path> deletePossible(Path path) {
    List<Path> undeleted = new ArrayList<>();
    delete(path, (failed, _) -> undeleted.add(failed));
    return undeleted;
  }

  private static void delete(Path path, FailureListener listener) {
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        List<Path> inner = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
          entries.forEach(inner::add);
        }
        inner.forEach(entry -> delete(entry, listener));
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      listener.onFailure(path, e);
    }
  }

  /// Receives paths that cannot be deleted.
  @FunctionalInterface
  private interface FailureListener {
    void onFailure(Path path, IOException failure);
  }
}
