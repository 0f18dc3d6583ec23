package app.akin.core.evaluation.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An image file, or a part of it.
///
/// @param file the file, which exists
/// @param crop the part to use, or null for the whole image
public record Picture(Path file, @Nullable CropBox crop) {
  /// Creates a picture of a whole file.
  public Picture(Path file) {
    this(file, null);
  }
}
