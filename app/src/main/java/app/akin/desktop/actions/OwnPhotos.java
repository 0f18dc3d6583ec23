package app.akin.desktop.actions;

import app.akin.core.photo.ContentId;
import app.akin.desktop.notice.Notices;
import java.util.List;

/// The photos that the user may change: those of this library, not those of a shared one.
///
/// @param notices says that only these can be changed
public record OwnPhotos(Notices notices) {
  /// Returns those of some photos that may be changed. If none may be, a notice says so.
  public List<ContentId> of(List<ContentId> photos) {
    List<ContentId> own = photos.stream().filter(ContentId::isOwn).toList();
    if (own.isEmpty() && !photos.isEmpty()) {
      notices.show("scope.readOnly");
    }
    return own;
  }
}
