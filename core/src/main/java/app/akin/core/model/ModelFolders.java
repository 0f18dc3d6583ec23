package app.akin.core.model;

import app.akin.core.embed.ModelFiles;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The models that were fetched or taken over, each in a folder of its name. A model appears by one
/// atomic move, whole and with its record, and goes by one. Thread-safe, also towards other
/// processes.
///
/// @param path the folder of folders; made when needed
record ModelFolders(Path path) {
  private static final String HIDDEN = ".";
  private static final int MEGABYTE = 1_000_000;

  /// Room that is left for others.
  private static final long SPARE = 50L * MEGABYTE;

  /// A model that is here.
  ///
  /// @param folder its folder
  record Held(String name, Path folder, ModelRecord record) {}

  /// The models that are here, by name.
  List<Held> list() {
    List<Held> found = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(path, Files::isDirectory)) {
        for (Path folder : folders) {
          find(String.valueOf(folder.getFileName())).ifPresent(found::add);
        }
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
    found.sort(Comparator.comparing(Held::name));
    return found;
  }

  /// A model that is here; empty where there is none of the name.
  Optional<Held> find(String name) {
    if (!isName(name)) {
      return Optional.empty();
    }
    Path folder = path.resolve(name);
    return ModelRecord.read(folder).map(record -> new Held(name, folder, record));
  }

  /// The files of a model that is here, after a glance at them.
  ///
  /// @throws AkinException `MODEL_DAMAGED` where one is missing or has another length
  Optional<ModelFiles> files(String name) {
    return find(name)
        .map(
            held -> {
              held.record()
                  .misfit(held.folder())
                  .ifPresent(
                      file -> {
                        throw new AkinException(Problem.MODEL_DAMAGED, name, file);
                      });
              return ModelFiles.folder(held.folder());
            });
  }

  /// A folder in which a model is put together; nobody takes it for one.
  Path workplace(String name) {
    return path.resolve(HIDDEN + name);
  }

  /// The file that whoever puts a model together holds a lock on.
  Path lock(String name) {
    return path.resolve(HIDDEN + name + ".lock");
  }

  /// Makes a workplace.
  Path makeWorkplace(String name) {
    try {
      return Files.createDirectories(workplace(name));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// Checks that there is room for what is to come, and some to spare.
  ///
  /// @param room how many bytes may be written into a folder
  /// @param folder that they go into; exists
  /// @throws AkinException `DISK_SHORT`
  void requireRoom(ToLongFunction<Path> room, Path folder, long wanted) {
    long free = room.applyAsLong(folder);
    if (wanted + SPARE > free) {
      throw new AkinException(
          Problem.DISK_SHORT, path, Math.ceilDiv(wanted + SPARE, MEGABYTE), free / MEGABYTE);
    }
  }

  /// Makes a whole model out of a workplace: writes its record and moves it to its place, where a
  /// damaged one may be.
  void install(String name, ModelRecord record) {
    Path folder = workplace(name);
    try {
      record.write(folder);
      Path place = path.resolve(name);
      if (Files.exists(place)) {
        delete(place);
      }
      Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// Removes a model: it is gone at once, its files follow.
  void remove(String name) {
    Path gone = workplace(name);
    try {
      delete(gone);
      Files.move(path.resolve(name), gone, StandardCopyOption.ATOMIC_MOVE);
      delete(gone);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// Deletes a folder that holds files alone, where there is one.
  static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /// How much the files of a folder take; 0 where there is none.
  static long bytesIn(Path folder) {
    long bytes = 0;
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
        for (Path file : files) {
          bytes += Files.size(file);
        }
      } catch (IOException e) {
        // Another process may be moving it to its place just now.
        return bytes;
      }
    }
    return bytes;
  }

  /// Whether a word can be a model's name: it becomes a folder's.
  static boolean isName(String word) {
    return word.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}") && !word.endsWith(".");
  }

  AkinException unwritable(IOException e) {
    return new AkinException(e, Problem.MODELS_UNWRITABLE, path, String.valueOf(e.getMessage()));
  }
}
