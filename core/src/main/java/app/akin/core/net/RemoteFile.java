package app.akin.core.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server says about a file before it is fetched. The hub names a file in Git's large file
/// storage by its SHA-256, any other by its Git object id; storage that keeps plain files names
/// those that came in one piece by their MD5.
///
/// @param bytes how long it is
/// @param tag its hash as 64, 40 or 32 hexadecimal digits, or another tag that proves nothing
/// @param commit the revision the hub answered for; empty where it did not say
public record RemoteFile(long bytes, String tag, String commit) {
  private static final Pattern POINTER =
      Pattern.compile(
          "version https://git-lfs\\.github\\.com/spec/v1\n(?:.*\n)*?"
              + "oid sha256:([0-9a-f]{64})\nsize (\\d{1,18})\n");

  /// What a pointer into Git's large file storage says; empty where the text is none.
  ///
  /// @param commit the revision it is of
  public static Optional<RemoteFile> ofPointer(String text, String commit) {
    Matcher matcher = POINTER.matcher(text);
    return matcher.lookingAt()
        ? Optional.of(new RemoteFile(Long.parseLong(matcher.group(2)), matcher.group(1), commit))
        : Optional.empty();
  }

  /// Whether the tag is a hash that nobody can make another file for, so that a file can be held
  /// against it.
  public boolean isProof() {
    return tag.matches("[0-9a-f]{64}|[0-9a-f]{40}");
  }

  /// Whether the tag is any hash of the file, if only one that tells accidents from the file.
  public boolean isHash() {
    return isProof() || isDigest();
  }

  private boolean isDigest() {
    return tag.matches("[0-9a-f]{32}");
  }

  /// Whether another tag of the same kind says that this is another file. Tags of different kinds
  /// say nothing about each other.
  boolean contradicts(String other) {
    return !tag.equals(other) && tag.length() == other.length();
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
      case 32 -> !isDigest() || tag.equals(hash("MD5", file, ""));
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
