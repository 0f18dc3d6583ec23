package app.akin.core.gpu;

import app.akin.core.embed.CudaBuild;
import app.akin.core.embed.CudaLibrary;
import app.akin.core.gpu.CudaOffer.Item;
import app.akin.core.net.Consent;
import app.akin.core.net.Downloads;
import app.akin.core.net.RemoteFile;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.DataSize;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Downloads the CUDA library into a temporary folder: each file is downloaded, compared with the
/// size and hash stated by its server, unpacked (GZIP has its own checksum and length), and
/// recorded with its SHA-256 for later checks. Used once, by one thread.
///
/// @param folder the temporary folder; exists
/// @param downloads downloads files
/// @param freeSpace returns the free bytes at a folder
record CudaDownload(Path folder, Downloads downloads, ToLongFunction<Path> freeSpace) {
  private static final int TAG_CHARACTERS = 12;
  private static final String PART = ".part";

  /// Downloads every file. Returns false if the listener stopped it.
  ///
  /// @throws AkinException `GraphicsShort`, `GraphicsDamaged`, of a `Net` kind
  boolean download(CudaOffer offer, GpuSupport.Listener listener) throws IOException {
    long wanted = offer.diskBytes();
    for (Item item : offer.items()) {
      if (isPresent(item)) {
        wanted -= 2 * item.bytes();
      }
    }
    long free = freeSpace.applyAsLong(folder);
    if (wanted > free) {
      throw new AkinException(
          new Problem.GraphicsShort(
              folder, DataSize.occupiedMegabytes(wanted), DataSize.freeMegabytes(free)));
    }
    long before = 0;
    for (Item item : offer.items()) {
      if (!download(item, before, listener)) {
        return false;
      }
      before += item.bytes();
    }
    return true;
  }

  private boolean download(Item item, long before, GpuSupport.Listener listener)
      throws IOException {
    if (isPresent(item)) {
      return listener.onProgress(before + item.bytes());
    }
    RemoteFile stated = new RemoteFile(item.bytes(), item.tag(), "");
    String version = item.tag().replaceAll("[^0-9a-z]", "");
    Path part =
        folder.resolve(
            item.name()
                + "."
                + version.substring(0, Math.min(TAG_CHARACTERS, version.length()))
                + PART);
    for (int round = 0; round < 2; round++) {
      boolean came =
          downloads.fetch(
              Consent.GRAPHICS_LIBRARY,
              downloads.engineUrl(item.path()),
              stated,
              part,
              bytes -> listener.onProgress(before + bytes));
      if (!came) {
        return false;
      }
      if (stated.matches(part) && unpacked(item, part)) {
        FileOperations.delete(part);
        return true;
      }
      FileOperations.delete(part);
    }
    throw new AkinException(new Problem.GraphicsDamaged(item.name()));
  }

  private boolean unpacked(Item item, Path part) throws IOException {
    Path fresh = folder.resolve(item.name() + ".unpacking" + PART);
    try (InputStream in = Files.newInputStream(part);
        InputStream plain = item.packed() ? new GZIPInputStream(in, 1 << 16) : in) {
      Files.copy(plain, fresh, StandardCopyOption.REPLACE_EXISTING);
    } catch (ZipException | EOFException e) {
      FileOperations.delete(fresh);
      return false;
    }
    FileOperations.move(fresh, folder.resolve(item.name()));
    Files.writeString(source(item), item.tag());
    return true;
  }

  /// Returns whether a file of this version is already unpacked.
  private boolean isPresent(Item item) throws IOException {
    return Files.exists(folder.resolve(item.name()))
        && Files.exists(source(item))
        && Files.readString(source(item)).equals(item.tag());
  }

  private Path source(Item item) {
    return folder.resolve("." + item.name() + ".tag");
  }

  /// Copies the bundled JNI bindings next to the library.
  void bindings(CudaBuild build) throws IOException {
    Optional<InputStream> shipped = build.shippedBindings();
    if (shipped.isPresent()) {
      try (InputStream in = shipped.get()) {
        Files.copy(in, folder.resolve(build.bindingsFile()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// Writes the record and moves the folder to its final path.
  void install(Path place) throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".") || name.contains(PART)) {
          FileOperations.delete(file);
        } else if (!name.equals(CudaLibrary.RECORD)) {
          lines.add(RemoteFile.sha256(file) + "  " + Files.size(file) + "  " + name);
        }
      }
    }
    Files.write(folder.resolve(CudaLibrary.RECORD), lines);
    FileOperations.deleteTree(place);
    FileOperations.move(folder, place);
  }
}
