package app.akin.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Migrates libraries of older schema versions.
class MigrationTest {
  private static final int APPLICATION_ID = 0x416B696E;

  @TempDir Path temp;

  /// Writes a library of the given schema version.
  private static void write(Path folder, int version, String rows)
      throws IOException, SQLException {
    Files.createDirectories(folder);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("library.db"));
        Statement statement = connection.createStatement()) {
      for (int number = 1; number <= version; number++) {
        try (InputStream in =
            MigrationTest.class.getResourceAsStream("library-" + number + ".sql")) {
          String script = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
          statement.executeUpdate(script);
        }
      }
      statement.executeUpdate(rows);
      statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
      statement.executeUpdate("PRAGMA user_version = " + version);
    }
  }

  @Test
  void libraryOfSchema3KeepsItsPhotos() throws Exception {
    Path folder = temp.resolve("library");
    write(
        folder,
        3,
        """
        INSERT INTO roots (id, path, added) VALUES (1, '/photos', 0);
        INSERT INTO directories (id, root_id, path) VALUES (1, 1, '');
        INSERT INTO photos (id, added) VALUES (1, 0), (2, 0), (3, 0);
        INSERT INTO contents (id, key, bytes, format, width, height, orientation, added) VALUES
          (1, x'00000000000000000000000000000001', 9, 'JPEG', 4, 3, 1, 0),
          (2, x'00000000000000000000000000000002', 9, 'RAW', 4, 3, 1, 0),
          (3, x'00000000000000000000000000000003', 9, 'JPEG', 4, 3, 1, 0);
        INSERT INTO files (directory_id, name, size, modified, content_id, photo_id) VALUES
          (1, 'a.jpg', 9, 7, 1, 1), (1, 'b.jpg', 9, 8, 1, 1), (1, 'c.cr2', 9, 9, 2, 2);
        INSERT INTO tombstones VALUES (3, 3, 0);
        """);

    try (Store store = Store.openForWriting(folder, BuildCache.NATIVES, TestLibrary.CLOCK)) {
      CatalogueReader reader = store.reader();
      assertThat(reader.counts(1)).isEqualTo(new Counts(1, 3, 2, 2, 0, 0, 0, 0));
      assertThat(reader.matching(PhotoFilter.ALL)).containsExactly(1, 2);
      Map<ContentId, PhotoRow> rows =
          reader.photos(List.of(new ContentId(1), new ContentId(2), new ContentId(3)));
      assertThat(rows.values())
          .extracting(PhotoRow::photo)
          .containsExactlyInAnyOrder(new PhotoId(1), new PhotoId(2));
      assertThat(Objects.requireNonNull(rows.get(new ContentId(1))).paths()).hasSize(2);
    }
    CatalogueInvariants.check(folder);
  }
}
