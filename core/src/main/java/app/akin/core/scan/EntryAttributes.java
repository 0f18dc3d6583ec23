package app.akin.core.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The attributes of an entry of a folder, read by one system call.
///
/// @param modified nanoseconds since 1970
/// @param changed time of the last change of the file or its attributes in nanoseconds since 1970;
///   0 if the system does not report it
/// @param key id of the file in its file system; 0 if the system does not report it
record EntryAttributes(
    boolean isLink,
    boolean isFolder,
    boolean isFile,
    long size,
    long modified,
    long changed,
    long key) {
  private static final String UNIX = "unix";
  private static final String UNIX_ATTRIBUTES =
      "unix:isSymbolicLink,isDirectory,isRegularFile,size,lastModifiedTime,ctime,ino";

  static EntryAttributes read(Path entry, LinkOption... options) throws IOException {
    if (entry.getFileSystem().supportedFileAttributeViews().contains(UNIX)) {
      Map<String, Object> all = Files.readAttributes(entry, UNIX_ATTRIBUTES, options);
      return new EntryAttributes(
          Boolean.TRUE.equals(all.get("isSymbolicLink")),
          Boolean.TRUE.equals(all.get("isDirectory")),
          Boolean.TRUE.equals(all.get("isRegularFile")),
          number(all.get("size")),
          nanoseconds(all.get("lastModifiedTime")),
          nanoseconds(all.get("ctime")),
          number(all.get("ino")));
    }
    BasicFileAttributes all = Files.readAttributes(entry, BasicFileAttributes.class, options);
    return new EntryAttributes(
        all.isSymbolicLink(),
        all.isDirectory(),
        all.isRegularFile(),
        all.size(),
        all.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        0,
        0);
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static long nanoseconds(@Nullable Object value) {
    return value instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
  }
}
