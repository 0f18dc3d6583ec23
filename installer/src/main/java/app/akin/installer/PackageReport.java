package app.akin.installer;

import app.akin.core.photo.DataSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reports sizes and checksums of the artifacts.
///
/// @param image the image
/// @param packages the packages built from it
record PackageReport(Path image, List<Path> packages) {
  private static final int LARGEST = 5;

  /// Returns the sizes as text.
  String sizes() throws IOException {
    StringBuilder text = new StringBuilder();
    FolderTree all = new FolderTree(image);
    text.append("%-44s %7.1f MB%n".formatted("Installed", DataSize.megabytes(all.bytes())));
    Map<String, Long> parts = new TreeMap<>();
    for (Path file : all.files()) {
      if (!Files.isSymbolicLink(file)) {
        parts.merge(part(image.relativize(file)), Files.size(file), Long::sum);
      }
    }
    parts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(LARGEST)
        .forEach(
            part ->
                text.append(
                    "  %-42s %7.1f MB%n"
                        .formatted(part.getKey(), DataSize.megabytes(part.getValue()))));
    for (Path made : packages) {
      text.append(
          "%-44s %7.1f MB%n".formatted(made.getFileName(), DataSize.megabytes(Files.size(made))));
    }
    return text.toString();
  }

  /// Writes the SHA-256 of every package and of the files next to it in the format of `sha256sum
  /// -c`.
  ///
  /// @param folder folder of the packages
  void writeSums(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "*.{deb,rpm,msi,dmg,cdx.json}")) {
      Map<String, Path> sorted = new TreeMap<>();
      files.forEach(file -> sorted.put(String.valueOf(file.getFileName()), file));
      for (Map.Entry<String, Path> file : sorted.entrySet()) {
        text.append(sha256(file.getValue())).append("  ").append(file.getKey()).append('\n');
      }
    }
    Files.writeString(folder.resolve("SHA256SUMS"), text);
  }

  /// Returns the group of a file: parts of the runtime, native libraries, jars.
  private static String part(Path file) {
    String path = file.toString().replace('\\', '/');
    int runtime = path.indexOf("runtime/");
    if (runtime >= 0) {
      return path.substring(0, runtime) + "runtime (Java and JavaFX)";
    }
    return path;
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
