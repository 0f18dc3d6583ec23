package app.akin.core.library;

import app.akin.core.photo.FailureKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Contents and state of a library.
///
/// @param library the library's own folder
/// @param folders the photo folders, sorted by path
/// @param photos number of photos with at least one file
/// @param files number of indexed files
/// @param contents number of distinct contents; sibling files of a photo, such as a raw file and
///   its JPEG, count separately
/// @param model the name of the active model
/// @param embedded number of images embedded by that model
/// @param small number of images skipped because they are below the minimum size
/// @param videos number of videos in the folders, without those of live photos; they are not
///   indexed
/// @param companions number of videos of live photos; they are not read
/// @param others the files in the folders that are left out because of their names
/// @param failures files that could not be indexed, sorted by path
public record LibraryStatus(
    Path library,
    List<Folder> folders,
    long photos,
    long files,
    long contents,
    String model,
    long embedded,
    long small,
    long videos,
    long companions,
    OtherFiles others,
    List<Failure> failures) {
  /// Returns the number of contents for which a sibling file is the primary one.
  public long siblings() {
    return contents - photos;
  }

  /// A photo folder of the library.
  ///
  /// @param path its path
  /// @param exclusions excluded folders, relative to it
  /// @param state its availability; a folder that is unavailable keeps its photos
  /// @param files number of its files in the catalogue, including failed ones
  /// @param indexed number of its files that show a photo of the library
  /// @param minBytes minimum size of its files in bytes; 0 for no limit
  /// @param minPixels minimum number of pixels of the shorter side of its images; 0 for no limit
  /// @param confirmation the pending confirmation; null if there is none. [Folders#accept] accepts
  ///   it
  public record Folder(
      Path path,
      List<String> exclusions,
      State state,
      long files,
      long indexed,
      long minBytes,
      long minPixels,
      @Nullable PendingConfirmation confirmation) {
    /// Returns whether the folder is available now.
    public boolean isPresent() {
      return state == State.PRESENT;
    }
  }

  /// Files that are left out because of their names.
  ///
  /// @param count number of files
  /// @param examples names of some of them, each of another type, sorted
  public record OtherFiles(long count, List<String> examples) {}

  /// A pattern of folders that scans leave out.
  ///
  /// @param pattern the pattern, in the syntax of `gitignore(5)`
  /// @param reason the reason, a stable word such as `trash`
  /// @param included whether the user overruled it
  public record LeftOut(String pattern, String reason, boolean included) {}

  /// Availability of a folder. The names in lower case are stable identifiers.
  public enum State {
    /// The folder is available.
    PRESENT,
    /// Its path does not exist, for example because its drive is unplugged.
    ABSENT,
    /// The folder is empty, like a mount point whose volume is not mounted.
    EMPTY,
    /// Another volume is mounted at its path.
    OTHER_VOLUME;

    /// Returns the stable identifier, such as `other_volume`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A change to a folder that needs confirmation by the user.
  ///
  /// @param loss whether most of its photos were missing at once; they are kept until the user
  ///   confirms their removal. Otherwise another volume is at its path, which is ignored until the
  ///   user confirms that it replaces the folder
  /// @param missing number of files that were not found
  /// @param known number of its files in the library
  /// @param accepted whether the user has accepted it; the next run acts on it
  public record PendingConfirmation(boolean loss, long missing, long known, boolean accepted) {}

  /// A file that could not be indexed.
  ///
  /// @param path its path
  /// @param kind the kind of failure
  /// @param detail the decoder's message
  /// @param tries number of attempts
  /// @param lastTry time of the last attempt
  public record Failure(Path path, FailureKind kind, String detail, int tries, Instant lastTry) {}
}
