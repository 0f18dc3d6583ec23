package app.akin.desktop.folders;

import app.akin.core.library.LibraryStatus;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A photo folder as shown in the window.
///
/// @param path the path
/// @param exclusions excluded subfolders, relative to the folder
/// @param available whether the folder is available; the photos of an unavailable one are kept
/// @param files number of files that show a photo of the library
/// @param failures its files that could not be read, sorted by path
/// @param confirmation the pending confirmation, or null
public record PhotoFolder(
    Path path,
    List<String> exclusions,
    boolean available,
    long files,
    List<LibraryStatus.Failure> failures,
    LibraryStatus.@Nullable PendingConfirmation confirmation) {
  /// Copies the lists.
  // Not a compact constructor: NullAway does not recognize its nullable parameters.
  public PhotoFolder(
      Path path,
      List<String> exclusions,
      boolean available,
      long files,
      List<LibraryStatus.Failure> failures,
      LibraryStatus.@Nullable PendingConfirmation confirmation) {
    this.path = path;
    this.exclusions = List.copyOf(exclusions);
    this.available = available;
    this.files = files;
    this.failures = List.copyOf(failures);
    this.confirmation = confirmation;
  }

  /// Returns the folders for their status.
  ///
  /// @param failures the files of all folders that could not be read
  public static List<PhotoFolder> list(
      List<LibraryStatus.Folder> folders, List<LibraryStatus.Failure> failures) {
    return folders.stream()
        .map(
            folder ->
                new PhotoFolder(
                    folder.path(),
                    folder.exclusions(),
                    folder.isPresent(),
                    folder.indexed(),
                    failures.stream()
                        .filter(failure -> failure.path().startsWith(folder.path()))
                        .toList(),
                    folder.confirmation()))
        .toList();
  }

  /// Returns whether only the counts differ from another state of the folder.
  boolean differsOnlyInCounts(PhotoFolder other) {
    return new PhotoFolder(path, exclusions, available, other.files, other.failures, confirmation)
        .equals(other);
  }
}
