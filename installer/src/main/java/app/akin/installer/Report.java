package app.akin.installer;

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

/// How large what was made is, and by which sums it is known.
///
/// @param image the image
/// @param packages what was made of it
record Report(Path image, List<Path> packages) {
  private static final int LARGEST = 5;
  private static final double MEGABYTE = 1e6;

  /// The sizes, for people.
  String sizes() throws IOException {
    StringBuilder text = new StringBuilder();
    Tree all = new Tree(image);
    text.append("%-44s %7.1f MB%n".formatted("Installed", all.bytes() / MEGABYTE));
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
                    "  %-42s %7.1f MB%n".formatted(part.getKey(), part.getValue() / MEGABYTE)));
    for (Path made : packages) {
      text.append("%-44s %7.1f MB%n".formatted(made.getFileName(), Files.size(made) / MEGABYTE));
    }
    return text.toString();
  }

  /// Writes the SHA-256 of every package and of what lies beside, as `sha256sum -c` reads it.
  ///
  /// @param folder where the packages are
  void writeSums(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "*.{deb,rpm,msi,dmg,cdx.json}")) {
      Map<String, Path> sorted = new TreeMap<>();
      files.forEach(file -> sorted.put(String.valueOf(file.getFileName()), file));
      for (Map.Entry<String, Path> file : sorted.entrySet()) {
        text.append(sum(file.getValue())).append("  ").append(file.getKey()).append('\n');
      }
    }
    Files.writeString(folder.resolve("SHA256SUMS"), text);
  }

  /// The runtime by its own files, the natives by library, jars by themselves.
  private static String part(Path file) {
    String path = file.toString().replace('\\', '/');
    int runtime = path.indexOf("runtime/");
    if (runtime >= 0) {
      return path.substring(0, runtime) + "runtime (Java and JavaFX)";
    }
    return path;
  }

  private static String sum(Path file) throws IOException {
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
