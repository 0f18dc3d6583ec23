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
/// @param files number of known files
/// @param confirmation the pending confirmation, or null
public record PhotoFolder(
    Path path,
    List<String> exclusions,
    boolean available,
    long files,
    LibraryStatus.@Nullable PendingConfirmation confirmation) {
  /// Copies the lists.
  // Not a compact constructor: NullAway does not recognize its nullable parameters.
  public PhotoFolder(
      Path path,
      List<String> exclusions,
      boolean available,
      long files,
      LibraryStatus.@Nullable PendingConfirmation confirmation) {
    this.path = path;
    this.exclusions = List.copyOf(exclusions);
    this.available = available;
    this.files = files;
    this.confirmation = confirmation;
  }

  /// Returns the folder for a folder status.
  public static PhotoFolder of(LibraryStatus.Folder folder) {
    return new PhotoFolder(
        folder.path(),
        folder.exclusions(),
        folder.isPresent(),
        folder.files(),
        folder.confirmation());
  }
}
