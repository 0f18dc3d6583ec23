package app.akin.desktop.viewer;

import app.akin.core.photo.FailureKind;
import java.nio.file.Path;
import javafx.scene.image.Image;

/// The large picture of a photo, as far as it is there.
public sealed interface Shot {
  /// It is on its way; the thumbnail stands in.
  record Coming() implements Shot {}

  /// It is there.
  ///
  /// @param image the picture, perhaps with fewer pixels than the photo has
  /// @param width columns of the photo
  /// @param height rows of the photo
  record Here(Image image, int width, int height) implements Shot {
    /// Whether every pixel of the photo is in the image.
    boolean isWhole() {
      return image.getWidth() >= width;
    }
  }

  /// Its file is away, with a drive or for good; the thumbnail stands in.
  record Away(Path file) implements Shot {}

  /// Its file cannot be shown; the thumbnail stands in.
  record Refused(Path file, FailureKind kind) implements Shot {}

  /// No file shows it any more.
  record Gone() implements Shot {}
}
