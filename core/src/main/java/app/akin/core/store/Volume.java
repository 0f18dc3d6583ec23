package app.akin.core.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The volume a folder lies on, as far as the system tells cheaply.
///
/// @param uid the volume's own id; empty where the system tells none
/// @param name what the system calls it
/// @param type its file system
record Volume(String uid, String name, String type) {
  private static final Volume UNKNOWN = new Volume("", "", "");

  static Volume of(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      return new Volume(uid(store), store.name(), store.type());
    } catch (IOException e) {
      // An absent folder is a root like any other; its volume is learned when it is there.
      return UNKNOWN;
    }
  }

  private static String uid(FileStore store) throws IOException {
    try {
      // Windows: the serial number.
      @Nullable Object serial = store.getAttribute("volume:vsn");
      return serial instanceof Integer number ? String.format("%08x", number) : "";
    } catch (UnsupportedOperationException e) {
      return "";
    }
  }
}
