package app.akin.desktop.viewer;

import app.akin.core.photo.FailureKind;
import java.nio.file.Path;
import javafx.scene.image.Image;

/// The full image of a photo, or why there is none.
public sealed interface LoadedPhoto {
  /// Loading; the thumbnail is shown instead.
  record Loading() implements LoadedPhoto {}

  /// Loaded.
  ///
  /// @param image the image, possibly smaller than the photo
  /// @param width width of the photo
  /// @param height height of the photo
  record Loaded(Image image, int width, int height) implements LoadedPhoto {
    /// Returns whether the image has all pixels of the photo.
    boolean isWhole() {
      return image.getWidth() >= width;
    }
  }

  /// The file is offline or missing; the thumbnail is shown instead.
  record Offline(Path file) implements LoadedPhoto {}

  /// The file can't be decoded; the thumbnail is shown instead.
  record Unreadable(Path file, FailureKind kind) implements LoadedPhoto {}

  /// No file of the photo is left.
  record Removed() implements LoadedPhoto {}
}
