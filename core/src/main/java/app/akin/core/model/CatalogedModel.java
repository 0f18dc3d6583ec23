package app.akin.core.model;

import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.Verification;
import app.akin.core.model.precision.PhotoTime;
import java.util.Optional;

/// A model and its state in a library.
///
/// @param descriptor the model's description; for an imported model little more than its name
/// @param state whether it is installed
/// @param embedsPrompts whether it embeds an image and a text together
/// @param photoTime the time of a photo on this machine, for an installed model that embeds
///   prompts; empty if it was not measured
/// @param active whether searches in the library use it
/// @param target whether the library is switching to it
/// @param bytes its size on disk, or the size of the partial download
/// @param verification what its files were verified against; empty if it is not installed
/// @param embeddedCount the number of photos in the library that it has embedded
/// @param photoCount the number of photos in the library
public record CatalogedModel(
    ModelDescriptor descriptor,
    State state,
    boolean embedsPrompts,
    Optional<PhotoTime> photoTime,
    boolean active,
    boolean target,
    long bytes,
    Optional<Verification> verification,
    long embeddedCount,
    long photoCount) {
  /// Returns the number of the library's photos that it has not embedded.
  public long missingCount() {
    return Math.max(0, photoCount - embeddedCount);
  }

  /// The installation state of a model.
  public enum State {
    /// Part of Akin.
    BUILT_IN,
    /// Available for download.
    OFFERED,
    /// Partially downloaded: the next fetch resumes.
    BEGUN,
    /// Installed.
    INSTALLED,
    /// Installed, but a file is missing or has a wrong length.
    DAMAGED
  }
}
