package app.akin.core.gpu;

import app.akin.core.embed.GraphicsBuild;
import app.akin.core.embed.GraphicsLibrary;
import app.akin.core.gpu.CudaOffer.Item;
import app.akin.core.net.Consent;
import app.akin.core.net.Downloads;
import app.akin.core.net.RemoteFile;
import app.akin.core.photo.AkinException;
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

/// The library for graphics cards while it comes, in a folder that nobody takes for one: each file
/// is fetched, held against what its server states, unpacked (GZIP holds a checksum and a length of
/// its own), and gets a line with its SHA-256 in a record, against which it is held ever after. For
/// one thread, once.
///
/// @param folder the workplace; exists
/// @param downloads fetches
/// @param room how many bytes may be written into a folder
record CudaDownload(Path folder, Downloads downloads, ToLongFunction<Path> room) {
  private static final int MEGABYTE = 1_000_000;
  private static final int TAG_CHARACTERS = 12;
  private static final String PART = ".part";

  /// Gets every file; false where the listener stopped it.
  ///
  /// @throws AkinException `GRAPHICS_SHORT`, `GRAPHICS_DAMAGED`, of a `NET_` kind
  boolean get(CudaOffer offer, GpuSupport.Listener listener) throws IOException {
    long wanted = offer.room();
    for (Item item : offer.items()) {
      if (isHere(item)) {
        wanted -= 2 * item.bytes();
      }
    }
    long free = room.applyAsLong(folder);
    if (wanted > free) {
      throw new AkinException(
          Problem.GRAPHICS_SHORT, folder, Math.ceilDiv(wanted, MEGABYTE), free / MEGABYTE);
    }
    long before = 0;
    for (Item item : offer.items()) {
      if (!get(item, before, listener)) {
        return false;
      }
      before += item.bytes();
    }
    return true;
  }

  private boolean get(Item item, long before, GpuSupport.Listener listener) throws IOException {
    if (isHere(item)) {
      return listener.at(before + item.bytes());
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
              bytes -> listener.at(before + bytes));
      if (!came) {
        return false;
      }
      if (stated.matches(part) && unpacked(item, part)) {
        Files.delete(part);
        return true;
      }
      Files.delete(part);
    }
    throw new AkinException(Problem.GRAPHICS_DAMAGED, item.name());
  }

  private boolean unpacked(Item item, Path part) throws IOException {
    Path fresh = folder.resolve(item.name() + ".unpacking" + PART);
    try (InputStream in = Files.newInputStream(part);
        InputStream plain = item.packed() ? new GZIPInputStream(in, 1 << 16) : in) {
      Files.copy(plain, fresh, StandardCopyOption.REPLACE_EXISTING);
    } catch (ZipException | EOFException e) {
      Files.deleteIfExists(fresh);
      return false;
    }
    Files.move(fresh, folder.resolve(item.name()), StandardCopyOption.ATOMIC_MOVE);
    Files.writeString(source(item), item.tag());
    return true;
  }

  /// Whether a file of this version was unpacked before.
  private boolean isHere(Item item) throws IOException {
    return Files.exists(folder.resolve(item.name()))
        && Files.exists(source(item))
        && Files.readString(source(item)).equals(item.tag());
  }

  private Path source(Item item) {
    return folder.resolve("." + item.name() + ".tag");
  }

  /// Puts the bindings between Java and the library beside it, where they ship.
  void bindings(GraphicsBuild build) throws IOException {
    Optional<InputStream> shipped = build.shippedBindings();
    if (shipped.isPresent()) {
      try (InputStream in = shipped.get()) {
        Files.copy(in, folder.resolve(build.bindingsFile()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// Writes the record and puts the folder in its place.
  void install(Path place) throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".") || name.contains(PART)) {
          Files.delete(file);
        } else if (!name.equals(GraphicsLibrary.RECORD)) {
          lines.add(RemoteFile.sha256(file) + "  " + Files.size(file) + "  " + name);
        }
      }
    }
    Files.write(folder.resolve(GraphicsLibrary.RECORD), lines);
    if (Files.isDirectory(place)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(place);
    }
    Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
  }
}
