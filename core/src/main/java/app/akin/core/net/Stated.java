package app.akin.core.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What the hub says about a file before it is fetched. A file in Git's large file storage is named
/// by its SHA-256, any other by its Git object id.
///
/// @param bytes how long it is
/// @param tag its hash as 64 or 40 hexadecimal digits, or another tag that proves nothing
/// @param commit the revision the hub answered for; empty where it did not say
public record Stated(long bytes, String tag, String commit) {
  /// Whether the tag is a hash that a file can be held against.
  public boolean isProof() {
    return tag.matches("[0-9a-f]{64}|[0-9a-f]{40}");
  }

  /// Whether a file is what was stated: its length, and its hash where there is one. Reads all of
  /// it.
  public boolean fits(Path file) throws IOException {
    if (Files.size(file) != bytes) {
      return false;
    }
    return switch (tag.length()) {
      case 64 -> !isProof() || tag.equals(hash("SHA-256", file, ""));
      // Git's object id: the SHA-1 of a header and the content.
      case 40 -> !isProof() || tag.equals(hash("SHA-1", file, "blob " + bytes + "\0"));
      default -> true;
    };
  }

  /// A file's SHA-256 as hexadecimal digits. Reads all of it.
  public static String sha256(Path file) throws IOException {
    return hash("SHA-256", file, "");
  }

  private static String hash(String algorithm, Path file, String header) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has " + algorithm, e);
    }
    digest.update(header.getBytes(StandardCharsets.US_ASCII));
    byte[] buffer = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
