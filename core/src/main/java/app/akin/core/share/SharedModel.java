package app.akin.core.share;

import java.util.Optional;

/// A model that has vectors in a shared library.
///
/// @param id its ID in the shared library
/// @param fingerprint its fingerprint
/// @param name its name
record SharedModel(int id, String fingerprint, String name) {
  /// Returns the model with a fingerprint.
  static Optional<SharedModel> find(ShareConnection connection, String fingerprint) {
    return connection.read(
        () ->
            connection
                .list(
                    "SELECT id, name FROM akin.models WHERE fingerprint = ?",
                    row -> new SharedModel(row.getInt(1), fingerprint, row.getString(2)),
                    fingerprint)
                .stream()
                .findFirst());
  }

  /// Returns the table of its vectors.
  String table() {
    return "akin.vectors_" + id;
  }
}
