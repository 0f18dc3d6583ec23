package app.akin.core.library;

import app.akin.core.photo.FailureKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What a library holds.
///
/// @param library the library's own folder
/// @param folders the photo folders, by path
/// @param photos photos with at least one file
/// @param files files taken in
/// @param contents different pictures among them
/// @param model the name of the model that answers
/// @param embedded pictures that model can find
/// @param failures files that could not be taken in, by path
public record LibraryStatus(
    Path library,
    List<Folder> folders,
    long photos,
    long files,
    long contents,
    String model,
    long embedded,
    List<Failure> failures) {
  /// A photo folder of the library.
  ///
  /// @param path where it is
  /// @param exclusions folders in it that are left out, relative to it
  /// @param present whether it is there now; an absent one keeps its photos
  public record Folder(Path path, List<String> exclusions, boolean present) {}

  /// A file that could not be taken in.
  ///
  /// @param path where it is
  /// @param kind why, as a stable kind
  /// @param detail why, in the decoder's words
  /// @param tries how often it was tried
  /// @param last when it was tried last
  public record Failure(Path path, FailureKind kind, String detail, int tries, Instant last) {}
}
