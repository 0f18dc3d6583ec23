package app.akin.core.sidecar;

import app.akin.core.photo.FileOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads, hashes and replaces files. Stateless.
final class SidecarFile {
  private static final Logger log = LoggerFactory.getLogger(SidecarFile.class);

  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private SidecarFile() {}

  /// Returns the bytes of a sidecar; empty if it does not exist.
  ///
  /// @throws UnusableSidecarException `NOT_A_FILE`, `TOO_LARGE` or `UNREADABLE`
  static Optional<byte[]> read(Path file) throws UnusableSidecarException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnusableSidecarException(Obstacle.NOT_A_FILE, "no regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(SidecarText.MAX_BYTES + 1);
      if (bytes.length > SidecarText.MAX_BYTES) {
        throw new UnusableSidecarException(Obstacle.TOO_LARGE, "too large");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UnusableSidecarException(Obstacle.UNREADABLE, e);
    }
  }

  /// Returns the hash of a file's bytes; empty if it does not exist.
  static String digestOf(Path file) throws UnusableSidecarException {
    return read(file).map(SidecarFile::digest).orElse("");
  }

  /// Returns the SHA-256 of bytes in hexadecimal digits.
  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the folder of a sidecar.
  static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElseThrow();
  }

  /// Returns whether a file or folder may be changed. Its permissions count also for a superuser.
  static boolean isWritable(Path path) {
    if (!Files.isWritable(path)) {
      return false;
    }
    try {
      return Files.getPosixFilePermissions(path).stream().anyMatch(WRITE::contains);
    } catch (IOException | UnsupportedOperationException e) {
      return true;
    }
  }

  /// Returns the temporary file in the folder of a sidecar. Its name is short for any target, and
  /// hidden.
  static Path temporary(Path target) {
    String name = digest(target.toString().getBytes(StandardCharsets.UTF_8));
    return target.resolveSibling(".akin-" + name.substring(0, 16) + ".part");
  }

  /// Writes a new file with its bytes on the disk.
  ///
  /// @param permissionsOf a file whose permissions it gets; null for the usual ones
  static void write(Path file, byte[] bytes, @Nullable Path permissionsOf) throws IOException {
    FileOperations.delete(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (permissionsOf != null) {
        copyPermissions(permissionsOf, file);
      }
      channel.force(true);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    try {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    } catch (UnsupportedOperationException e) {
      log.debug("no permissions to copy: {}", e.toString());
    }
  }

  /// Gives a file the name of one that must not exist.
  ///
  /// @throws FileAlreadyExistsException if it exists
  static void moveToNew(Path from, Path to) throws IOException {
    try {
      // A link never replaces a file, unlike an atomic move.
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(to.toString());
      }
      FileOperations.move(from, to);
      return;
    }
    FileOperations.delete(from);
  }

  /// Keeps a file under a second name, which must not exist: as a link where the file system has
  /// them, because the file itself is replaced and never changed.
  static void backUp(Path file, Path backup, byte[] bytes) throws IOException {
    try {
      Files.createLink(backup, file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      Path temporary = temporary(backup);
      write(temporary, bytes, file);
      moveToNew(temporary, backup);
    }
  }

  /// Writes the entries of a folder to the disk, where the system can.
  static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      log.debug("{} cannot be synchronized: {}", folder, e.toString());
    }
  }

  /// Returns the obstacle that an error stands for.
  static Obstacle obstacle(IOException error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("no space left")
        || message.contains("quota exceeded")
        || message.contains("not enough space")) {
      return Obstacle.DISK_FULL;
    }
    return error instanceof AccessDeniedException || message.contains("read-only")
        ? Obstacle.FOLDER_READ_ONLY
        : Obstacle.FAILED;
  }
}
