package app.akin.core.library;

import app.akin.core.photo.FailureKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a library holds.
///
/// @param library the library's own folder
/// @param folders the photo folders, by path
/// @param photos photos with at least one file
/// @param files files taken in
/// @param contents different pictures among them; the twins of a photo, such as a raw file and its
///   JPEG, count each
/// @param model the name of the model that answers
/// @param embedded pictures that model can find
/// @param small pictures that are left out because they have too few pixels
/// @param videos videos in the folders, which are not taken in
/// @param failures files that could not be taken in, by path
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
    List<Failure> failures) {
  /// How many pictures another of the same shot stands for.
  public long twins() {
    return contents - photos;
  }

  /// A photo folder of the library.
  ///
  /// @param path where it is
  /// @param exclusions folders in it that are left out, relative to it
  /// @param state whether it is there now; one that is not keeps its photos
  /// @param files how many of its files are known, failed ones included
  /// @param minBytes smaller files of it are left out; 0 for none
  /// @param minPixels pictures of it with a shorter side of fewer pixels are left out; 0 for none
  /// @param question what is asked about it; null for nothing. [Folders#accept] says yes
  public record Folder(
      Path path,
      List<String> exclusions,
      State state,
      long files,
      long minBytes,
      long minPixels,
      @Nullable PendingConfirmation question) {
    /// Whether it is there now.
    public boolean present() {
      return state == State.PRESENT;
    }
  }

  /// Whether a folder is there. The names in lower case are stable words.
  public enum State {
    /// It is.
    PRESENT,
    /// Its path leads nowhere: its drive is unplugged, for one.
    ABSENT,
    /// It holds nothing at all, as a mount point does whose volume is away.
    EMPTY,
    /// Another volume is at its path.
    OTHER_VOLUME;

    /// The stable word, such as `other_volume`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Something about a folder that nobody does without being told to.
  ///
  /// @param loss whether most of its photos were missing at once, and are kept until somebody says
  ///   that they were meant to go; else another volume is at its path, and is left alone until
  ///   somebody says that it is the folder now
  /// @param missing how many files were not found
  /// @param known how many are in the library
  /// @param accepted whether somebody said yes; the next run acts on it
  public record PendingConfirmation(boolean loss, long missing, long known, boolean accepted) {}

  /// A file that could not be taken in.
  ///
  /// @param path where it is
  /// @param kind why, as a stable kind
  /// @param detail why, in the decoder's words
  /// @param tries how often it was tried
  /// @param last when it was tried last
  public record Failure(Path path, FailureKind kind, String detail, int tries, Instant last) {}
}
