package app.akin.core.library;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import app.akin.core.store.Store;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Deletes all data that Akin stores for the user: the library, models, caches and logs. Photos are
/// stored elsewhere and are not changed. Other files in the library's folder are kept, since the
/// user may have chosen any folder for it. For any thread.
///
/// @param paths the folders of the data
/// @param clock the current time
public record Purge(AppPaths paths, Clock clock) {
  /// Name prefixes of the files of a library: the databases and locks with SQLite's companion
  /// files, the window's settings, lock and socket, the active model, the search history, corrected
  /// glosses, and the measured results.
  private static final List<String> FILES =
      List.of(
          "library.db",
          "library.lock",
          "turn.lock",
          "marks.db",
          "vectors.db",
          "thumbnails.db",
          "window.",
          "model.properties",
          "searches.",
          "glosses.",
          "evaluation.json",
          "damage-met");

  private static final Set<String> FOLDERS =
      Set.of("index", "backups", "damaged", "searches", "sidecars");

  private static final String SETTINGS = "settings";

  /// A folder with data to delete.
  ///
  /// @param path the folder
  /// @param bytes total size of Akin's files in it
  public record DataFolder(Path path, long bytes) {}

  /// Returns the folders with data to delete; empty if there are none.
  public List<DataFolder> dataFolders() {
    List<DataFolder> found = new ArrayList<>();
    for (Path folder : folders()) {
      if (Files.isDirectory(folder)) {
        long bytes = 0;
        for (Path file : ownFiles(folder)) {
          bytes += bytes(file);
        }
        found.add(new DataFolder(folder, bytes));
      }
    }
    return found;
  }

  /// Deletes the data and the parent folders that are empty afterwards.
  ///
  /// @return the paths that could not be deleted; empty if all are deleted
  /// @throws AkinException `LibraryBusy` if another process is writing to the library
  public List<Path> run() {
    try {
      if (Files.isDirectory(paths.library())) {
        Store.openForWriting(paths.library(), paths.natives(), clock).close();
      }
    } catch (AkinException e) {
      // A damaged, newer or read-only library is deleted as far as possible.
      if (e.problem() instanceof Problem.LibraryBusy) {
        throw e;
      }
    }
    List<Path> undeleted = new ArrayList<>();
    for (Path folder : folders()) {
      ownFiles(folder).forEach(path -> undeleted.addAll(FileOperations.deletePossible(path)));
      deleteEmpty(folder);
      Path parent = folder.getParent();
      if (parent != null && isAkinFolder(parent)) {
        deleteEmpty(parent);
      }
    }
    return undeleted;
  }

  private List<Path> folders() {
    List<Path> folders =
        new ArrayList<>(List.of(paths.library(), paths.models(), paths.compiled()));
    // Not `paths.natives()`, which may belong to the installation.
    folders.add(paths.compiled().resolveSibling("natives"));
    folders.add(paths.models().resolveSibling(SETTINGS));
    folders.add(paths.compiled().resolveSibling("scratch"));
    folders.add(paths.compiled().resolveSibling("evaluation"));
    folders.add(paths.logs());
    return folders;
  }

  /// Returns whether a folder is a parent that Akin created for its data folders.
  private static boolean isAkinFolder(Path folder) {
    Path name = folder.getFileName();
    return name != null && name.toString().equalsIgnoreCase("akin");
  }

  /// Returns the files of a folder that belong to Akin.
  private List<Path> ownFiles(Path folder) {
    List<Path> ownFiles = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
        for (Path path : inside) {
          if (!folder.equals(paths.library()) || isLibraryFile(path)) {
            ownFiles.add(path);
          }
        }
      } catch (IOException e) {
        // A folder that cannot be listed is reported as not deleted.
        ownFiles.add(folder);
      }
    }
    return ownFiles;
  }

  private static boolean isLibraryFile(Path path) {
    String name = String.valueOf(path.getFileName());
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? FOLDERS.contains(name)
        : FILES.stream().anyMatch(name::startsWith);
  }

  private static long bytes(Path path) {
    try {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        return Files.size(path);
      }
      long bytes = 0;
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
        for (Path inner : inside) {
          bytes += bytes(inner);
        }
      }
      return bytes;
    } catch (IOException e) {
      // Files that another process is deleting do not count.
      return 0;
    }
  }

  private static void deleteEmpty(Path folder) {
    try {
      FileOperations.delete(folder);
    } catch (IOException e) {
      // It contains other files, or files that are reported already.
      return;
    }
  }
}
