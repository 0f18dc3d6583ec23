package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
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

/// The metadata of a file on a server, known before its download.
///
/// The hub identifies a file in Git LFS by its SHA-256 and any other file by its Git object id.
/// Object storage identifies files that were uploaded in one part by their MD5.
///
/// @param bytes the size
/// @param tag the hash as 64, 40 or 32 hexadecimal digits, or an opaque tag
/// @param commit the revision that the hub reported; empty if it reported none
public record RemoteFile(long bytes, String tag, String commit) {
  private static final Pattern POINTER =
      Pattern.compile(
          "version https://git-lfs\\.github\\.com/spec/v1\n(?:.*\n)*?"
              + "oid sha256:([0-9a-f]{64})\nsize (\\d{1,18})\n");

  /// Parses a Git LFS pointer; empty if the text is not a pointer.
  ///
  /// @param commit the revision of the pointer
  public static Optional<RemoteFile> ofPointer(String text, String commit) {
    Matcher matcher = POINTER.matcher(text);
    return matcher.lookingAt()
        ? Optional.of(new RemoteFile(Long.parseLong(matcher.group(2)), matcher.group(1), commit))
        : Optional.empty();
  }

  /// Returns whether the tag is a SHA-256 or a Git object id, which a file can be verified against.
  public boolean isSecureHash() {
    return tag.matches("[0-9a-f]{64}|[0-9a-f]{40}");
  }

  /// Returns whether the tag is a hash of the file, including an MD5, which detects only accidental
  /// changes.
  public boolean isHash() {
    return isSecureHash() || isMd5();
  }

  private boolean isMd5() {
    return tag.matches("[0-9a-f]{32}");
  }

  /// Returns whether another tag of the same kind differs. Tags of different kinds cannot be
  /// compared.
  boolean contradicts(String other) {
    return !tag.equals(other) && tag.length() == other.length();
  }

  /// Returns whether a file has this size, and this hash if the tag is one. Reads the whole file.
  public boolean matches(Path file) throws IOException {
    if (Files.size(file) != bytes) {
      return false;
    }
    return switch (tag.length()) {
      case 64 -> !isSecureHash() || tag.equals(hash("SHA-256", file, ""));
      // A Git object id is the SHA-1 of a header and the content.
      case 40 -> !isSecureHash() || tag.equals(hash("SHA-1", file, "blob " + bytes + "\0"));
      case 32 -> !isMd5() || tag.equals(hash("MD5", file, ""));
      default -> true;
    };
  }

  /// Returns a file's SHA-256 in hexadecimal digits. Reads the whole file.
  public static String sha256(Path file) throws IOException {
    return sha256(file, _ -> true);
  }

  /// Returns a file's SHA-256 in hexadecimal digits. Reads the whole file.
  ///
  /// @param listener receives the number of bytes read
  /// @throws AkinException `Stopped` if the listener cancelled
  public static String sha256(Path file, FetchListener listener) throws IOException {
    return hash("SHA-256", file, "", listener);
  }

  private static String hash(String algorithm, Path file, String header) throws IOException {
    return hash(algorithm, file, header, _ -> true);
  }

  private static String hash(String algorithm, Path file, String header, FetchListener listener)
      throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("missing message digest " + algorithm, e);
    }
    digest.update(header.getBytes(StandardCharsets.US_ASCII));
    byte[] buffer = new byte[1 << 20];
    long done = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        done += read;
        if (!listener.onProgress(done)) {
          throw new AkinException(new Problem.Stopped());
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
