package app.akin.core.ingest;

import app.akin.core.model.ModelSelection;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What to take in.
///
/// @param folders folders to add to the library and look through; none: all of the library's
/// @param places parts of the library's folders that alone are looked through; none: all of them.
///   Not together with `folders`
/// @param retry which photos that failed before are tried again although they did not change
/// @param acceptLoss whether photos are let go of although most of a folder's are missing at once
/// @param model which model embeds
public record IngestRequest(
    List<Path> folders,
    Set<LookedAt> places,
    Retry retry,
    boolean acceptLoss,
    ModelSelection model) {
  /// A part of the library's folders.
  ///
  /// @param folder absolute, at or below one of the library's folders; it need not exist any more
  /// @param deep whether with all that is below it
  public record LookedAt(Path folder, boolean deep) {}

  /// Keeps copies.
  public IngestRequest {
    folders = List.copyOf(folders);
    places = Set.copyOf(places);
  }

  /// Whole folders.
  ///
  /// @param folders folders to add to the library and look through; none: all of the library's
  /// @param retry whether photos that failed before are tried again although they did not change
  /// @param model which model embeds
  public IngestRequest(List<Path> folders, boolean retry, ModelSelection model) {
    this(folders, Set.of(), retry ? new Retry.All() : new Retry.None(), false, model);
  }

  /// Some photos that failed, again.
  ///
  /// @param files absolute
  public static IngestRequest retry(Set<Path> files, ModelSelection model) {
    Set<LookedAt> places = new HashSet<>();
    for (Path file : files) {
      Path folder = file.toAbsolutePath().normalize().getParent();
      if (folder != null) {
        places.add(new LookedAt(folder, false));
      }
    }
    return new IngestRequest(List.of(), places, new Retry.Chosen(files), false, model);
  }

  /// The same, but photos are let go of although most of a folder's are missing at once.
  public IngestRequest acceptingLoss() {
    return new IngestRequest(folders, places, retry, true, model);
  }
}
