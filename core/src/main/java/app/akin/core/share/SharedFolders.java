package app.akin.core.share;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The folders of a shared library.
///
/// @param connection the server
record SharedFolders(ShareConnection connection) {
  /// Returns the ID of the folder with a name.
  Optional<UUID> find(String name) {
    return connection.read(
        () ->
            connection
                .list(
                    "SELECT id FROM akin.folders WHERE name = ?",
                    row -> row.getObject(1, UUID.class),
                    name)
                .stream()
                .findFirst());
  }

  /// Marks a new shared folder. One that cannot be written to is recognized by its name.
  ///
  /// @throws AkinException `ShareFolderExists` if it can be marked, and another folder has the name
  FolderMarker create(Path folder, String name) {
    Optional<UUID> known = find(name);
    FolderMarker marker = new FolderMarker(folder, known.orElseGet(UUID::randomUUID));
    if (known.isPresent() && marker.isPossible()) {
      throw new AkinException(new Problem.ShareFolderExists(name));
    }
    marker.write();
    return marker;
  }

  /// Adds a folder that is new.
  ///
  /// @param name its name, if it is new
  /// @return its name
  /// @throws AkinException `ShareFolderExists` if another folder has the name
  String put(UUID folder, String name) {
    return connection.write(
        () -> {
          List<String> known = names(folder);
          if (!known.isEmpty()) {
            return known.getFirst();
          }
          if (find(name).isPresent()) {
            throw new AkinException(new Problem.ShareFolderExists(name));
          }
          connection.update("INSERT INTO akin.folders (id, name) VALUES (?, ?)", folder, name);
          return name;
        });
  }

  /// Adds a folder again if the server has lost it.
  ///
  /// @param name its name; if another folder has it, its ID is appended
  void restore(UUID folder, String name) {
    if (exists(folder)) {
      return;
    }
    connection.write(
        () ->
            connection.update(
                "INSERT INTO akin.folders (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
                folder,
                find(name).isPresent() ? name + " " + folder : name));
  }

  /// Returns whether the server has a folder.
  boolean exists(UUID folder) {
    return !connection.read(() -> names(folder)).isEmpty();
  }

  private List<String> names(UUID folder) throws SQLException {
    return connection.list(
        "SELECT name FROM akin.folders WHERE id = ?", row -> row.getString(1), folder);
  }
}
