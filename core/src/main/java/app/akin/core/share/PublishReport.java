package app.akin.core.share;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// The result of publishing.
///
/// @param photos number of photos that were published or withdrawn
/// @param vectors number of vectors that the shared library did not have
/// @param waiting number of photos that are still to be published
/// @param elsewhere folders that another library publishes
/// @param clockOffset how far the clock of this computer is ahead of that of the server
/// @param isBusy whether nothing was published because another process publishes this library
public record PublishReport(
    long photos,
    long vectors,
    long waiting,
    List<Elsewhere> elsewhere,
    Duration clockOffset,
    boolean isBusy) {
  /// Copies the list.
  public PublishReport {
    elsewhere = List.copyOf(elsewhere);
  }

  /// Returns the result while another process publishes this library.
  static PublishReport ofBusy(long waiting, Duration clockOffset) {
    return new PublishReport(0, 0, waiting, List.of(), clockOffset, true);
  }

  /// A folder that another library publishes.
  ///
  /// @param folder the ID of the shared folder
  /// @param prefix the part of it
  /// @param desk the name of the other library
  public record Elsewhere(UUID folder, String prefix, String desk) {}
}
