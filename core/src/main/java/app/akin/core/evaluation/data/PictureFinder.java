package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the image files of a label set in the folders where they may be.
final class PictureFinder {
  private final Path labels;
  private final List<Path> roots;

  /// Creates a finder.
  ///
  /// @param labels the label file, for messages
  /// @param photos the only folder of photos, or null
  /// @param folders the folders of the published layout, used if `photos` is null
  PictureFinder(Path labels, @Nullable Path photos, Path... folders) {
    this.labels = labels;
    roots = photos == null ? List.of(folders) : List.of(photos);
  }

  /// Returns the first existing file among the names in the folders; if there is none, the first
  /// name in the first folder.
  ///
  /// @param place where the label file names the image, for messages
  Path find(String place, String... names) {
    List<Path> candidates = new ArrayList<>();
    for (Path root : roots) {
      for (String name : names) {
        candidates.add(resolve(root, place, name));
      }
    }
    return candidates.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseGet(candidates::getFirst);
  }

  private Path resolve(Path root, String place, String name) {
    try {
      return root.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new AkinException(e, new Problem.LabelPath(labels, place, name));
    }
  }
}
