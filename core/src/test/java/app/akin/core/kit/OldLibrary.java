package app.akin.core.kit;

import app.akin.core.photo.PathText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// A library that version 0.1.0 wrote, with its photos; see `library-0.1.0/README.md`.
public final class OldLibrary {
  /// Number of photos.
  public static final int PHOTOS = 9;

  private OldLibrary() {}

  /// Unpacks the folders `library`, `photos` and `drive`, with the times of the files, and sets the
  /// paths of the roots.
  ///
  /// @return the library's folder
  public static Path unpack(Path base) throws IOException, SQLException {
    try (InputStream resource =
            Objects.requireNonNull(
                OldLibrary.class.getResourceAsStream("/library-0.1.0/library.zip"));
        ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = base.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
        Files.setLastModifiedTime(file, entry.getLastModifiedTime());
      }
    }
    Path library = base.resolve("library");
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + library.resolve("library.db"));
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE roots SET path = ?, volume_id = NULL, location = '', file_key = ''"
                    + " WHERE path LIKE '%/' || ?")) {
      for (String root : List.of("photos", "drive")) {
        statement.setString(1, PathText.of(base.resolve(root).toAbsolutePath()));
        statement.setString(2, root);
        statement.executeUpdate();
      }
    }
    return library;
  }
}
