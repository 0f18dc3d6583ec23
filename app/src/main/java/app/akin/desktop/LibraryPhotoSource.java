package app.akin.desktop;

import app.akin.core.library.FullImage;
import app.akin.core.library.PhotoTexts;
import app.akin.core.library.Photos;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.desktop.actions.PhotoActions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/// Provides the photos of a library to [PhotoActions].
///
/// @param photos the photos of the library
/// @param texts the text in them
record LibraryPhotoSource(Photos photos, PhotoTexts texts) implements PhotoActions.Source {
  @Override
  public Map<ContentId, Path> paths(Collection<ContentId> contents) {
    return photos.paths(contents);
  }

  @Override
  public FullImage picture(ContentId content, int longSide) {
    return photos.fullImage(content, longSide);
  }

  @Override
  public Map<ContentId, ImageText> texts(Collection<ContentId> contents) {
    return texts.texts(contents);
  }
}
