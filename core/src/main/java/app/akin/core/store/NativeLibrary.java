package app.akin.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// Unpacks SQLite's native library once into the folder kept for such things. Left alone, the
/// driver would unpack a copy for every process into the system's temporary folder and leave it
/// there when a process is killed.
final class NativeLibrary {
  private static final String PATH_PROPERTY = "org.sqlite.lib.path";

  private NativeLibrary() {}

  /// Makes sure the driver will load the library from a folder. Only the first call in a process
  /// counts: a loaded library stays. A system property that names another place is left alone.
  /// Where the driver's jar holds no library for this system, one that lies in the folder already
  /// serves, and without one the driver looks by itself.
  static void unpack(Path natives) throws IOException {
    if (System.getProperty(PATH_PROPERTY) != null) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    byte[] library;
    Path folder = natives.toAbsolutePath().resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
    Path target = folder.resolve(name);
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        // An installed Akin keeps its natives as files alone.
        if (Files.exists(target)) {
          System.setProperty(PATH_PROPERTY, folder.toString());
        }
        return;
      }
      library = in.readAllBytes();
    }
    // Compared in full: a copy cut short by a crash must not be loaded.
    if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), library)) {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, name, ".part");
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(library);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    System.setProperty(PATH_PROPERTY, folder.toString());
  }
}
