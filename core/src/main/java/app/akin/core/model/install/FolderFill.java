package app.akin.core.model.install;

import app.akin.core.model.install.FetchStatus.Phase;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// Fills the staging folder of a model with files of this computer: by hard links, which need no
/// space, or by copies where the volume does not allow links.
///
/// @param folders the folders of the models
/// @param freeSpace returns the usable space of a folder in bytes
/// @param progress counts the copied bytes and stops the copy
record FolderFill(ModelFolders folders, ToLongFunction<Path> freeSpace, FetchProgress progress) {
  private static final int BUFFER_SIZE = 1 << 20;

  /// Opens a file.
  interface Opener {
    /// Returns a new stream; the caller closes it.
    InputStream open() throws IOException;
  }

  /// A file to copy.
  ///
  /// @param bytes its size; no more bytes are read
  /// @param opener opens it
  record Source(long bytes, Opener opener) {
    static Source of(Path file) throws IOException {
      return new Source(Files.size(file), () -> Files.newInputStream(file));
    }
  }

  /// Brings files into a folder. The space for the copies is checked before the first one.
  ///
  /// @param files the files by their names in the folder
  /// @param linkable whether a file may be linked: a change of the original changes a linked file
  /// @throws AkinException `DiskShort`, `Stopped`
  void fill(Path folder, Map<String, Path> files, Predicate<String> linkable) throws IOException {
    Map<String, Source> rest = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      FileOperations.delete(target);
      if (!linkable.test(file.getKey()) || !link(file.getValue(), target)) {
        rest.put(file.getKey(), Source.of(file.getValue()));
      }
    }
    copy(folder, rest);
  }

  /// Copies files into a folder, after a check of the space.
  ///
  /// @throws AkinException `DiskShort`, `Stopped`, or `ModelImport` if a file is larger than
  ///   declared
  void copy(Path folder, Map<String, Source> files) throws IOException {
    long total = files.values().stream().mapToLong(Source::bytes).sum();
    folders.requireSpace(freeSpace, folder, total);
    progress.startPhase(Phase.COPYING, 0, total);
    long done = 0;
    for (Map.Entry<String, Source> file : files.entrySet()) {
      copy(file.getValue(), folder.resolve(file.getKey()), done);
      done += file.getValue().bytes();
    }
  }

  /// Returns whether a file could be linked.
  private static boolean link(Path file, Path target) {
    try {
      // Not a symbolic link: the model must survive the deletion of the original.
      Files.createLink(target, file.toRealPath());
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /// Copies at most the declared size: the data may be endless or exceed the disk space.
  private void copy(Source file, Path target, long before) throws IOException {
    byte[] buffer = new byte[BUFFER_SIZE];
    long done = 0;
    try (InputStream in = file.opener().open();
        OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        done += read;
        if (done > file.bytes()) {
          throw new AkinException(
              new Problem.ModelImport(target.getFileName(), "it is larger than its declared size"));
        }
        out.write(buffer, 0, read);
        if (!progress.advance(before + done)) {
          throw new AkinException(new Problem.Stopped());
        }
      }
    }
  }
}
