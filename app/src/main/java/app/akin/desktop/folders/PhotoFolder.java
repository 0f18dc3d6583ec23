package app.akin.desktop.folders;

import app.akin.core.library.LibraryStatus;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A photo folder as the window shows it.
///
/// @param path where it is
/// @param exclusions folders in it that are left out, relative to it
/// @param present whether it is there now; an absent one keeps its photos
/// @param files how many of its files are known
/// @param question what is asked about it; null for nothing
public record PhotoFolder(
    Path path,
    List<String> exclusions,
    boolean present,
    long files,
    LibraryStatus.@Nullable PendingConfirmation question) {
  /// Keeps a copy.
  // Spelt out: of a compact constructor NullAway does not see which parameters may be null.
  public PhotoFolder(
      Path path,
      List<String> exclusions,
      boolean present,
      long files,
      LibraryStatus.@Nullable PendingConfirmation question) {
    this.path = path;
    this.exclusions = List.copyOf(exclusions);
    this.present = present;
    this.files = files;
    this.question = question;
  }

  /// A folder of the library.
  public static PhotoFolder of(LibraryStatus.Folder folder) {
    return new PhotoFolder(
        folder.path(), folder.exclusions(), folder.present(), folder.files(), folder.question());
  }
}
