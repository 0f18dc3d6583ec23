package app.akin.core.embed.compiled;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computes a hash of everything an embedding depends on: the files of a model and Akin's
/// processing. Hashing takes about one second per few hundred megabytes, so the result is cached
/// next to the compiled models with sizes and times of the files, and recomputed when one of these
/// changes.
public final class Fingerprint {
  /// 128 bits in hexadecimal digits.
  private static final int DIGITS = 32;

  private static final String CACHE_FOLDER = "fingerprints";
  private static final Logger LOG = LoggerFactory.getLogger(Fingerprint.class);

  private Fingerprint() {}

  /// Returns the fingerprint of a model.
  ///
  /// @param folder the folder of the model, which determines the name of the cached result
  /// @param files the files, in a stable order
  /// @param recipe Akin's processing, as a text that changes whenever the same files give other
  ///   features, so that old and new embeddings are not mixed
  /// @param compiledRoot folder of cached results; if it is not writable, nothing is cached
  public static String of(Path folder, List<Path> files, String recipe, Path compiledRoot) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path note = compiledRoot.resolve(CACHE_FOLDER).resolve(ofText(PathText.of(absolute)));
    String state = fileState(absolute, files, recipe);
    Optional<String> cached = readCached(note, state);
    if (cached.isPresent()) {
      return cached.get();
    }
    String fingerprint = hash(files, recipe);
    // Not cached if a file changed while it was hashed.
    if (state.equals(fileState(absolute, files, recipe))) {
      writeCached(note, fingerprint, state);
    }
    return fingerprint;
  }

  private static Optional<String> readCached(Path note, String state) {
    try {
      String text = Files.readString(note);
      return text.length() > DIGITS && text.substring(DIGITS).equals(state)
          ? Optional.of(text.substring(0, DIGITS))
          : Optional.empty();
    } catch (IOException e) {
      LOG.debug("no cached fingerprint at {}", note, e);
      return Optional.empty();
    }
  }

  private static void writeCached(Path note, String fingerprint, String state) {
    try {
      byte[] text = (fingerprint + state).getBytes(StandardCharsets.UTF_8);
      CacheFile.write(
          note,
          channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(text);
            while (buffer.hasRemaining()) {
              channel.write(buffer);
            }
          });
    } catch (IOException e) {
      LOG.debug("the fingerprint is not cached in {}", note, e);
    }
  }

  private static String fileState(Path folder, List<Path> files, String recipe) {
    StringBuilder state =
        new StringBuilder("\nrecipe " + ofText(recipe) + "\n" + PathText.of(folder) + "\n");
    for (Path file : files) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        state
            .append(file.getFileName())
            .append(' ')
            .append(attributes.size())
            .append(' ')
            .append(attributes.lastModifiedTime().toInstant())
            .append('\n');
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return state.toString();
  }

  private static String hash(List<Path> files, String recipe) {
    MessageDigest digest = sha256();
    digest.update((recipe + "\n").getBytes(StandardCharsets.UTF_8));
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      digest.update((name + " " + hash(file) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return digits(digest);
  }

  private static String hash(Path file) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return digits(digest);
  }

  /// Returns the hash of a text.
  public static String ofText(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return digits(digest);
  }

  private static String digits(MessageDigest digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), DIGITS / 2));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static AkinException unreadable(Path file, IOException cause) {
    return new AkinException(
        cause, new Problem.ModelWeights(file, "cannot be read: " + cause.getMessage()));
  }
}
