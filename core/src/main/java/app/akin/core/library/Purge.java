package app.akin.core.library;

import app.akin.core.photo.AkinException;
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

/// Takes away everything that Akin keeps of a person: the library, models, caches, logs. Photos are
/// elsewhere and are not touched; neither is anything in the library's folder that is not Akin's,
/// because a person may have chosen any folder for it. For any thread.
///
/// @param places where things are kept
/// @param clock tells the time
public record Purge(LibraryPlaces places, Clock clock) {
  /// What the files of a library begin with: the databases with what SQLite keeps beside them, the
  /// window's memory, lock and socket, the model's choice.
  private static final List<String> FILES =
      List.of(
          "library.db",
          "library.lock",
          "vectors.db",
          "thumbnails.db",
          "window.",
          "model.properties",
          "damage-met");

  private static final Set<String> FOLDERS = Set.of("index", "backups", "damaged");

  private static final String SETTINGS = "settings";

  /// A place that goes.
  ///
  /// @param path the folder
  /// @param bytes how much of it is Akin's
  public record Kept(Path path, long bytes) {}

  /// What there is to take away; empty where Akin keeps nothing.
  public List<Kept> kept() {
    List<Kept> kept = new ArrayList<>();
    for (Path place : folders()) {
      if (Files.isDirectory(place)) {
        long bytes = 0;
        for (Path own : own(place)) {
          bytes += bytes(own);
        }
        kept.add(new Kept(place, bytes));
      }
    }
    return kept;
  }

  /// Takes it away, with the folders around that are empty then.
  ///
  /// @return what could not be deleted; empty where all is gone
  /// @throws AkinException `LIBRARY_BUSY` where somebody is writing to the library
  public List<Path> run() {
    try {
      if (Files.isDirectory(places.library())) {
        Store.openForWriting(places.library(), places.natives(), clock).close();
      }
    } catch (AkinException e) {
      // One that is damaged, newer or read-only goes all the same, as far as it can.
      if (e.problem() == Problem.LIBRARY_BUSY) {
        throw e;
      }
    }
    List<Path> left = new ArrayList<>();
    for (Path place : folders()) {
      own(place).forEach(path -> delete(path, left));
      deleteEmpty(place);
      Path parent = place.getParent();
      if (parent != null && isOurs(parent)) {
        deleteEmpty(parent);
      }
    }
    return left;
  }

  private List<Path> folders() {
    List<Path> folders =
        new ArrayList<>(List.of(places.library(), places.models(), places.compiled()));
    // Not the places' own folder of natives: an installed Akin's belong to the installation.
    folders.add(places.compiled().resolveSibling("natives"));
    folders.add(places.models().resolveSibling(SETTINGS));
    folders.add(places.compiled().resolveSibling("scratch"));
    folders.add(places.logs());
    return folders;
  }

  /// Whether a folder is one that Akin made for itself around its places.
  private static boolean isOurs(Path folder) {
    Path name = folder.getFileName();
    return name != null && name.toString().equalsIgnoreCase("akin");
  }

  /// What of a place is Akin's.
  private List<Path> own(Path place) {
    List<Path> own = new ArrayList<>();
    if (Files.isDirectory(place)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(place)) {
        for (Path path : inside) {
          if (!place.equals(places.library()) || isLibrarys(path)) {
            own.add(path);
          }
        }
      } catch (IOException e) {
        // What cannot be listed stays and is named.
        own.add(place);
      }
    }
    return own;
  }

  private static boolean isLibrarys(Path path) {
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
      // What another process is just deleting does not count.
      return 0;
    }
  }

  private static void delete(Path path, List<Path> left) {
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        List<Path> inner = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
          inside.forEach(inner::add);
        }
        inner.forEach(one -> delete(one, left));
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      left.add(path);
    }
  }

  private static void deleteEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It holds something that is not ours, or what was named already.
      return;
    }
  }
}
