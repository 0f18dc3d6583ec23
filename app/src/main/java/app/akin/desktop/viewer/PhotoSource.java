package app.akin.desktop.viewer;

import app.akin.core.library.FullPicture;
import app.akin.core.library.PhotoDetails;
import app.akin.core.library.Photos;
import app.akin.core.photo.ContentId;
import java.util.Optional;

/// Where pictures and facts come from; called in the background.
public interface PhotoSource {
  /// A photo's picture, at most this long.
  FullPicture picture(ContentId content, int longSide);

  /// What is known of a photo; empty where no file shows it any more.
  Optional<PhotoDetails> details(ContentId content);

  /// Those of a library.
  static PhotoSource of(Photos photos) {
    return new PhotoSource() {
      @Override
      public FullPicture picture(ContentId content, int longSide) {
        return photos.picture(content, longSide);
      }

      @Override
      public Optional<PhotoDetails> details(ContentId content) {
        return photos.details(content);
      }
    };
  }
}
