package app.akin.core.ingest;

import app.akin.core.model.ModelSelection;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A request to index folders.
///
/// @param folders folders to add to the library and scan; empty for all folders of the library
/// @param scopes the only parts of the library's folders to scan; empty for all. Not together with
///   `folders`
/// @param retry unchanged photos that failed before and are retried
/// @param acceptLoss whether missing photos are removed without confirmation even if they are most
///   of a folder
/// @param reread whether all files are read again, even if they are unchanged
/// @param model the model that embeds
public record IngestRequest(
    List<Path> folders,
    Set<FolderScope> scopes,
    RetrySelection retry,
    boolean acceptLoss,
    boolean reread,
    ModelSelection model) {
  /// A part of one of the library's folders.
  ///
  /// @param folder absolute path, equal to or below one of the library's folders; it need not exist
  ///   any more
  /// @param recursive whether subfolders are included
  public record FolderScope(Path folder, boolean recursive) {}

  /// Copies the collections.
  public IngestRequest {
    folders = List.copyOf(folders);
    scopes = Set.copyOf(scopes);
  }

  /// Creates a request for whole folders.
  ///
  /// @param folders folders to add to the library and scan; empty for all folders of the library
  /// @param retry whether unchanged photos that failed before are retried
  /// @param model the model that embeds
  public IngestRequest(List<Path> folders, boolean retry, ModelSelection model) {
    this(
        folders,
        Set.of(),
        retry ? new RetrySelection.All() : new RetrySelection.None(),
        false,
        false,
        model);
  }

  /// Creates a request for parts of the library's folders.
  public IngestRequest(Set<FolderScope> scopes, RetrySelection retry, ModelSelection model) {
    this(List.of(), scopes, retry, false, false, model);
  }

  /// Returns a request that retries some failed photos.
  ///
  /// @param files absolute paths
  public static IngestRequest retry(Set<Path> files, ModelSelection model) {
    Set<FolderScope> scopes = new HashSet<>();
    for (Path file : files) {
      Path folder = file.toAbsolutePath().normalize().getParent();
      if (folder != null) {
        scopes.add(new FolderScope(folder, false));
      }
    }
    return new IngestRequest(scopes, new RetrySelection.Selected(files), model);
  }

  /// Returns this request with missing photos removed without confirmation.
  public IngestRequest withAcceptedLoss() {
    return new IngestRequest(folders, scopes, retry, true, reread, model);
  }

  /// Returns this request with all files read again. Only those whose content differs are embedded.
  public IngestRequest withReread() {
    return new IngestRequest(folders, scopes, retry, acceptLoss, true, model);
  }

  /// Returns this request for other folders.
  IngestRequest withFolders(List<Path> others) {
    return new IngestRequest(others, scopes, retry, acceptLoss, reread, model);
  }
}
