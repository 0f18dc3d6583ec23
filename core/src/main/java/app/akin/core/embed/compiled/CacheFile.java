package app.akin.core.embed.compiled;

import app.akin.core.photo.FileOperations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates cache files atomically, also if several processes create the same file: each writes its
/// own temporary file next to it, and the last rename wins.
final class CacheFile {
  private static final String TEMPORARY = ".tmp";

  /// Age from which a temporary file counts as abandoned.
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(CacheFile.class);

  private CacheFile() {}

  /// Creates a file, and its folder if missing. The content is forced to disk before the rename, so
  /// that a power failure leaves no file filled with zeros.
  static void write(Path target, ContentWriter writer) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(target + " is no file name");
    }
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, target.getFileName() + ".", TEMPORARY);
    try {
      removeAbandoned(folder, Files.getLastModifiedTime(temporary));
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        writer.write(channel);
        channel.force(true);
      }
      FileOperations.move(temporary, target);
    } finally {
      FileOperations.delete(temporary);
    }
  }

  /// @param now the time of the file system's clock
  private static void removeAbandoned(Path folder, FileTime now) throws IOException {
    FileTime oldest = FileTime.from(now.toInstant().minus(ABANDONED));
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
      for (Path leftover : leftovers) {
        try {
          if (Files.getLastModifiedTime(leftover).compareTo(oldest) < 0) {
            FileOperations.delete(leftover);
          }
        } catch (FileSystemException e) {
          LOG.debug("{} is deleted or in use by another process", leftover, e);
        }
      }
    }
  }
}
