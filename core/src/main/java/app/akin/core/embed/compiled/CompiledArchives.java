package app.akin.core.embed.compiled;

import app.akin.core.embed.torchscript.ScriptArchive;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The compiled archives of a model: a folder of the cache named by the fingerprint. Thread-safe,
/// also across processes.
///
/// @param root the cache of all models, created on demand
/// @param fingerprint fingerprint of the model
/// @param version version of the compiler, incremented whenever it writes other archives for the
///   same model
public record CompiledArchives(Path root, String fingerprint, int version) {
  /// Free space below this counts as a full disk, because a failing write may leave some space.
  private static final long DISK_FULL_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(CompiledArchives.class);

  /// Returns an archive by name, compiled if it is missing or incomplete.
  ///
  /// @param compiler writes the archive to an empty file
  /// @throws AkinException `DiskFull`, `ModelCacheUnwritable`
  public Path archive(String name, ContentWriter compiler) {
    Path archive = root.resolve(fingerprint).resolve(name + "-v" + version + ".pt");
    if (isWhole(archive)) {
      return archive;
    }
    LOG.info("compiling {}", archive);
    try {
      CacheFile.write(archive, compiler);
    } catch (IOException e) {
      // Some systems refuse to replace a file in use; another process has then created it.
      if (!isWhole(archive)) {
        throw unwritable(e);
      }
      LOG.debug("another process compiled {}", archive, e);
    }
    return archive;
  }

  /// Deletes archives.
  ///
  /// @param names selects the file names to delete
  public void delete(Predicate<String> names) {
    Path folder = root.resolve(fingerprint);
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.pt")) {
      for (Path archive : archives) {
        if (names.test(archive.getFileName().toString())) {
          FileOperations.delete(archive);
          LOG.info("deleted {}", archive);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They only use space and are checked again when requested.
      LOG.info("archives stay in {}", folder, e);
    }
  }

  private static boolean isWhole(Path archive) {
    try {
      return ScriptArchive.isWhole(archive);
    } catch (IOException e) {
      LOG.debug("no archive at {}", archive, e);
      return false;
    }
  }

  private AkinException unwritable(IOException cause) {
    return isDiskFull()
        ? new AkinException(cause, new Problem.DiskFull(root))
        : new AkinException(cause, new Problem.ModelCacheUnwritable(root, detail(cause)));
  }

  private boolean isDiskFull() {
    try {
      return Files.isDirectory(root) && Files.getFileStore(root).getUsableSpace() < DISK_FULL_BYTES;
    } catch (IOException e) {
      LOG.debug("the free space of {} is unknown", root, e);
      return false;
    }
  }

  private static String detail(IOException cause) {
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
