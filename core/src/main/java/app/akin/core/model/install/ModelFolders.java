package app.akin.core.model.install;

import app.akin.core.embed.ModelFiles;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.DataSize;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Manages the folders of the downloaded and imported models, one for each model.
///
/// A model is installed and removed by one atomic move, complete and with its record. Thread-safe,
/// also across processes.
///
/// @param path the parent folder; created on demand
public record ModelFolders(Path path) {
  private static final String HIDDEN_PREFIX = ".";

  /// The disk space that is left free.
  private static final long RESERVE_BYTES = 50 * DataSize.MEGABYTE;

  /// An installed model.
  ///
  /// @param name the model's name
  /// @param folder the model's folder
  /// @param record the model's record
  public record InstalledModel(String name, Path folder, ModelRecord record) {}

  /// Returns the installed models, sorted by name.
  public List<InstalledModel> list() {
    List<InstalledModel> found = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(path, Files::isDirectory)) {
        for (Path folder : folders) {
          find(String.valueOf(folder.getFileName())).ifPresent(found::add);
        }
      } catch (IOException e) {
        throw writeFailure(e);
      }
    }
    found.sort(Comparator.comparing(InstalledModel::name));
    return found;
  }

  /// Returns an installed model; empty if there is none with this name.
  public Optional<InstalledModel> find(String name) {
    if (!isValidName(name)) {
      return Optional.empty();
    }
    Path folder = path.resolve(name);
    return ModelRecord.read(folder).map(record -> new InstalledModel(name, folder, record));
  }

  /// Returns the files of an installed model after checking their sizes.
  ///
  /// @throws AkinException `ModelDamaged` if a file is missing or has a wrong size
  public Optional<ModelFiles> files(String name) {
    return find(name)
        .map(
            installed -> {
              installed
                  .record()
                  .findMismatch(installed.folder())
                  .ifPresent(
                      file -> {
                        throw new AkinException(new Problem.ModelDamaged(name, file));
                      });
              return ModelFiles.folder(installed.folder());
            });
  }

  /// Returns the hidden folder in which a model is assembled; [#list] ignores it.
  Path stagingFolder(String name) {
    return path.resolve(HIDDEN_PREFIX + name);
  }

  /// Returns the number of bytes in the staging folder of a model.
  public long partialBytes(String name) {
    return sizeOf(stagingFolder(name));
  }

  /// Deletes the staging folder of a model, if any.
  public void deleteStagingFolder(String name) {
    try {
      FileOperations.deleteTree(stagingFolder(name));
    } catch (IOException e) {
      throw writeFailure(e);
    }
  }

  /// Deletes the staging folders of imports whose process has ended.
  void deleteAbandonedImports() {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(path, HIDDEN_PREFIX + "*" + ImportFolder.SUFFIX)) {
      for (Path folder : found) {
        String name = String.valueOf(folder.getFileName()).substring(HIDDEN_PREFIX.length());
        ImportFolder.deleteAbandoned(this, name);
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new AkinException(
          e, new Problem.ModelsUnwritable(path, String.valueOf(e.getMessage())));
    }
  }

  /// Returns the file that is locked while a model is assembled.
  Path lockFile(String name) {
    return path.resolve(HIDDEN_PREFIX + name + ".lock");
  }

  /// Creates the staging folder of a model.
  Path createStagingFolder(String name) {
    try {
      return Files.createDirectories(stagingFolder(name));
    } catch (IOException e) {
      throw writeFailure(e);
    }
  }

  /// Checks that the disk has enough free space, with a reserve.
  ///
  /// @param freeSpace returns the usable space of a folder in bytes
  /// @param folder the existing target folder
  /// @param required the number of bytes to write
  /// @throws AkinException `DiskShort` if there is not enough space
  void requireSpace(ToLongFunction<Path> freeSpace, Path folder, long required) {
    long available = freeSpace.applyAsLong(folder);
    if (required + RESERVE_BYTES > available) {
      throw new AkinException(
          new Problem.DiskShort(
              path,
              DataSize.occupiedMegabytes(required + RESERVE_BYTES),
              DataSize.freeMegabytes(available)));
    }
  }

  /// Installs the model in the staging folder: writes its record and moves the folder to its final
  /// path. Replaces an existing, damaged model.
  void install(String name, ModelRecord record) {
    Path folder = stagingFolder(name);
    try {
      record.write(folder);
      Path target = path.resolve(name);
      FileOperations.deleteTree(target);
      FileOperations.move(folder, target);
    } catch (IOException e) {
      throw writeFailure(e);
    }
  }

  /// Removes a model: an atomic move hides it before its files are deleted.
  public void remove(String name) {
    Path hidden = stagingFolder(name);
    try {
      FileOperations.deleteTree(hidden);
      FileOperations.move(path.resolve(name), hidden);
      FileOperations.deleteTree(hidden);
    } catch (IOException e) {
      throw writeFailure(e);
    }
  }

  /// Returns the total size of a folder's files in bytes; 0 if the folder does not exist.
  public static long sizeOf(Path folder) {
    long bytes = 0;
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
        for (Path file : files) {
          bytes += Files.size(file);
        }
      } catch (IOException e) {
        // Another process may be moving the folder.
        return bytes;
      }
    }
    return bytes;
  }

  /// Returns whether a word is a valid model name, which is also the folder's name.
  static boolean isValidName(String word) {
    return word.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}") && !word.endsWith(".");
  }

  AkinException writeFailure(IOException e) {
    return new AkinException(e, new Problem.ModelsUnwritable(path, String.valueOf(e.getMessage())));
  }
}
