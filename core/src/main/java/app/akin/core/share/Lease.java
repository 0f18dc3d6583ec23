package app.akin.core.share;

import app.akin.core.store.SharedFolder;

/// The right of this library to publish a folder.
///
/// @param folder the folder
/// @param fence the number that another holder changes
/// @param epoch the history of this library that was published completely; empty if none was
/// @param sequence the last entry of the outbox that the server has
record Lease(SharedFolder folder, long fence, String epoch, long sequence) {
  /// Returns whether everything in the folder is to be compared again: another library has
  /// published it meanwhile, the catalogue is another one, or the server has lost its last changes.
  ///
  /// @param current the history of this library
  /// @param acknowledged the last entry that a server has confirmed
  boolean isOutdated(String current, long acknowledged) {
    return !epoch.equals(current) || sequence < acknowledged;
  }
}
