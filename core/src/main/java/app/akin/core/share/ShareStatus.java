package app.akin.core.share;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The state of a shared library and of this library in it.
///
/// @param settings how this library takes part
/// @param server the version of the server
/// @param vectors the version of pgvector
/// @param canPublish whether the login may publish
/// @param photos number of photos
/// @param models the models, oldest first
/// @param folders the shared folders, sorted by name
/// @param waiting number of photos that are still to be published
/// @param clockOffset how far the clock of this computer is ahead of that of the server
public record ShareStatus(
    ShareSettings settings,
    String server,
    String vectors,
    boolean canPublish,
    long photos,
    List<Model> models,
    List<Folder> folders,
    long waiting,
    Duration clockOffset) {
  /// Copies the lists.
  public ShareStatus {
    models = List.copyOf(models);
    folders = List.copyOf(folders);
  }

  /// A model.
  ///
  /// @param vectors number of photos with a vector
  public record Model(String name, long vectors) {}

  /// A shared folder.
  ///
  /// @param files number of its files
  /// @param desks the names of the libraries that publish it at present
  /// @param local where it is on this computer; empty if that is not known
  public record Folder(String name, long files, List<String> desks, Optional<Path> local) {
    /// Copies the list.
    public Folder {
      desks = List.copyOf(desks);
    }
  }
}
