package app.akin.core.decode;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads images that the user has named, which need not be in the library. Whatever cannot be read
/// is an error that names the image.
public final class NamedImage {
  private NamedImage() {}

  /// Returns the bytes of a file.
  ///
  /// @param maxBytes size of the largest file that is read
  /// @throws AkinException `QueryImage` if it cannot be read or is larger
  public static byte[] read(Path file, long maxBytes) {
    try {
      checkSize(file.toString(), Files.size(file), maxBytes);
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw unusable(e, file.toString(), FailureKind.UNREADABLE, "it does not exist");
    } catch (IOException e) {
      throw unusable(e, file.toString(), FailureKind.UNREADABLE, "it cannot be read");
    }
  }

  /// Throws an error if an image is larger than the largest that is read.
  ///
  /// @param size its size in bytes
  public static void checkSize(String name, long size, long maxBytes) {
    if (size > maxBytes) {
      throw unusable(null, name, FailureKind.TOO_LARGE, "has " + size + " bytes");
    }
  }

  /// Returns the error for an image.
  public static AkinException unusable(
      @Nullable Throwable cause, String name, FailureKind kind, String detail) {
    return new AkinException(cause, new Problem.QueryImage(name, kind, detail));
  }
}
