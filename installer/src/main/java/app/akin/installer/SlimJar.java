package app.akin.installer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Removes native libraries from a jar, because those of this platform are installed as files, and
/// files that are only used by builds, other runtimes or C programs.
///
/// @param jar the published jar
record SlimJar(Path jar) {
  /// Names of native libraries and of files for C programs.
  private static final Pattern NATIVE =
      Pattern.compile(
          "(.*/)?[^/]+\\.(so(\\.[0-9]+)*|dll|dylib|jnilib|a|lib|h|hpp|cmake|pc)|(.*/)?javafx-swt\\.jar");

  /// Folders without use for a Java program: hints for other compilers, and platform folders of
  /// jars that are only used for their native libraries. Maven metadata is kept, because SQLite's
  /// driver reads its version there.
  private static final Pattern UNUSED = Pattern.compile("META-INF/native-image/.*|org/bytedeco/.*");

  /// Returns the names of its native libraries.
  List<String> natives() throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> NATIVE.matcher(name).matches())
          .toList();
    }
  }

  /// Writes the reduced jar into a folder under its own name, unless nothing is left.
  ///
  /// @return whether anything was left
  boolean writeTo(Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> kept =
          zip.stream().filter(entry -> !entry.isDirectory()).filter(SlimJar::isKept).toList();
      if (kept.stream().allMatch(entry -> entry.getName().startsWith("META-INF/"))) {
        return false;
      }
      if (kept.size() == zip.stream().filter(entry -> !entry.isDirectory()).count()) {
        Files.copy(jar, folder.resolve(String.valueOf(jar.getFileName())));
        return true;
      }
      List<ZipEntry> entries = new ArrayList<>(kept);
      // The manifest must come first.
      Collections.sort(
          entries, (a, b) -> Boolean.compare(isManifest(b.getName()), isManifest(a.getName())));
      try (OutputStream out =
              Files.newOutputStream(folder.resolve(String.valueOf(jar.getFileName())));
          ZipOutputStream slim = new ZipOutputStream(out)) {
        for (ZipEntry entry : entries) {
          ZipEntry copy = new ZipEntry(entry.getName());
          copy.setTimeLocal(entry.getTimeLocal());
          slim.putNextEntry(copy);
          try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(slim);
          }
        }
      }
      return true;
    }
  }

  private static boolean isKept(ZipEntry entry) {
    String name = entry.getName();
    return !NATIVE.matcher(name).matches() && !UNUSED.matcher(name).matches();
  }

  private static boolean isManifest(String name) {
    return name.equals("META-INF/MANIFEST.MF");
  }
}
