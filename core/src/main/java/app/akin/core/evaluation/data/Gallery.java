package app.akin.core.evaluation.data;

import java.nio.file.Path;
import java.util.List;

/// The photos among which queries search.
public sealed interface Gallery {
  /// A list of photos with different ids.
  ///
  /// @param photos the photos whose files exist, in the order of the label set
  record Listed(List<GalleryPhoto> photos) implements Gallery {
    /// Creates a gallery.
    public Listed {
      photos = List.copyOf(photos);
    }
  }

  /// All photos below a folder. The id of a photo is its path relative to the folder, as
  /// [app.akin.core.photo.PathText#relative] returns it.
  ///
  /// @param folder the folder
  record Folder(Path folder) implements Gallery {}
}
