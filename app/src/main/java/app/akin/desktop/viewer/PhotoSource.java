package app.akin.desktop.viewer;

import app.akin.core.library.FullImage;
import app.akin.core.library.PhotoDetails;
import app.akin.core.library.Photos;
import app.akin.core.photo.ContentId;
import java.util.Optional;

/// Provides images and details; called in the background.
public interface PhotoSource {
  /// Returns the image of a photo with a maximum long side.
  FullImage picture(ContentId content, int longSide);

  /// Returns the details of a photo; empty if no file of it is left.
  Optional<PhotoDetails> details(ContentId content);

  /// Returns the source of a library.
  static PhotoSource of(Photos photos) {
    return new PhotoSource() {
      @Override
      public FullImage picture(ContentId content, int longSide) {
        return photos.fullImage(content, longSide);
      }

      @Override
      public Optional<PhotoDetails> details(ContentId content) {
        return photos.details(content);
      }
    };
  }
}
