package app.akin.core.store;

import app.akin.core.photo.FileOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// Unpacks SQLite's native library once into a permanent folder. By default the driver unpacks a
/// copy for every process into the system's temporary folder, which stays there if the process is
/// killed.
final class NativeLibrary {
  private static final String PATH_PROPERTY = "org.sqlite.lib.path";

  private NativeLibrary() {}

  /// Unpacks the native library into a folder and makes the driver load it from there. Only the
  /// first call in a process has an effect, because a library is loaded once. A system property
  /// that is already set is kept. If the driver's JAR has no library for this platform, an existing
  /// one in the folder is used; otherwise the driver searches by itself.
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
        // An installed Akin has its native libraries only as files.
        if (Files.exists(target)) {
          System.setProperty(PATH_PROPERTY, folder.toString());
        }
        return;
      }
      library = in.readAllBytes();
    }
    // Compares all bytes: a copy truncated by a crash must not be loaded.
    if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), library)) {
      Files.createDirectories(folder);
      FileOperations.write(target, out -> out.write(library));
    }
    System.setProperty(PATH_PROPERTY, folder.toString());
  }
}
