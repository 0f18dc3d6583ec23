package app.akin.core.library;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.photo.RealPath;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.Root;
import app.akin.core.store.StackReader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the photos of files.
final class FilePhotos {
  private FilePhotos() {}

  /// Returns the photos of files, in the order of the files.
  ///
  /// @throws AkinException `PhotoUnknown` for a file that is not in the library
  static Set<PhotoId> of(CatalogueReader reader, List<Path> files) {
    List<Root> roots = reader.roots();
    Set<PhotoId> photos = new LinkedHashSet<>();
    for (Path file : files) {
      photos.add(
          photo(reader.stacks(), roots, RealPath.of(file))
              .orElseThrow(() -> new AkinException(new Problem.PhotoUnknown(file))));
    }
    return photos;
  }

  private static Optional<PhotoId> photo(StackReader reader, List<Root> roots, Path file) {
    for (Root root : roots) {
      Path folder = file.getParent();
      if (folder != null && folder.startsWith(root.path())) {
        Optional<PhotoId> found =
            reader.photo(
                root.id(), PathText.relative(root.path(), folder), PathText.relative(folder, file));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
