package app.akin.core.store;

import java.util.UUID;

/// A folder of this library whose photos are published in a shared library.
///
/// @param id its row ID
/// @param rootId the root that contains it; 0 if its photos are to be withdrawn
/// @param directory its path in the root, names separated by `/`; empty for the root itself
/// @param folder the ID of the shared folder
/// @param prefix where it is in the shared folder, names separated by `/`; empty for all of it
public record SharedFolder(long id, long rootId, String directory, UUID folder, String prefix) {
  /// Returns whether its photos are to be withdrawn.
  public boolean isRemoved() {
    return rootId == 0;
  }
}
