package app.akin.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.OldLibrary;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.MigrationStatus;
import app.akin.core.photo.PhotoId;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.Places;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

  @Test
  void theProgressOfAMigrationCountsEveryPhoto() throws Exception {
    Path folder = OldLibrary.unpack(temp.resolve("old"));
    List<MigrationStatus> statuses = new ArrayList<>();
    long photos;
    try (Store store =
        Store.openForReading(folder, BuildCache.NATIVES, TestLibrary.CLOCK, statuses::add)) {
      photos = store.reader().matching(PhotoFilter.ALL).length;
    }

    assertThat(statuses)
        .extracting(MigrationStatus::phase)
        .isSorted()
        .contains(MigrationStatus.Phase.TABLES, MigrationStatus.Phase.INDEXES);
    assertThat(statuses)
        .filteredOn(status -> status.phase() == MigrationStatus.Phase.FACTS)
        .last()
        .satisfies(
            last -> {
              assertThat(last.done()).isEqualTo(photos).isEqualTo(last.total()).isPositive();
              assertThat(last.fraction()).isEqualTo(1);
            });
    List<MigrationStatus> again = new ArrayList<>();
    Store.openForReading(folder, BuildCache.NATIVES, TestLibrary.CLOCK, again::add).close();
    assertThat(again).isEmpty();
  }

  /// Breaks the migration of a library of version 0.1.0 off after each statement, as a crash does:
  /// the files on disk at that moment are opened again.
  @Test
  void aMigrationThatIsKilledStartsAgain() throws Exception {
    Path old = OldLibrary.unpack(temp.resolve("old"));
    List<String> statements = new ArrayList<>();
    for (int number = 5; number <= DatabaseFile.LIBRARY.version(); number++) {
      statements.addAll(statements(number));
    }
    assertThat(statements).hasSizeGreaterThan(20);
    String expected = null;
    for (int count = 0; count <= statements.size(); count += 4) {
      Path killed = temp.resolve("killed" + count);
      copy(old, killed.resolve("library"));
      Path image = temp.resolve("image" + count).resolve("library");
      try (Connection connection =
              DriverManager.getConnection("jdbc:sqlite:" + killed.resolve("library/library.db"));
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("PRAGMA journal_mode = WAL");
        // Without a cache, uncommitted pages reach the disk.
        statement.executeUpdate("PRAGMA cache_size = 1");
        statement.executeUpdate("PRAGMA foreign_keys = ON");
        statement.executeUpdate("BEGIN IMMEDIATE");
        for (String sql : statements.subList(0, count)) {
          statement.executeUpdate(sql);
        }
        copy(killed.resolve("library"), image);
        Files.deleteIfExists(image.resolve("library.db-shm"));
      }
      try (Store store = Store.openForWriting(image, BuildCache.NATIVES, TestLibrary.CLOCK)) {
        assertThat(store.reader().matching(PhotoFilter.ALL)).hasSize(OldLibrary.PHOTOS);
        String facts = facts(store.reader());
        PhotoFilter undated = PhotoFilter.of(List.of(FactSyntax.parse("-has:date", Places.NONE)));
        FactReader search = store.reader().facts(Places.NONE, false);
        assertThat(search.photos(PhotoFilter.ALL).dated())
            .isEqualTo(OldLibrary.PHOTOS - search.count(undated))
            .isEqualTo((int) facts.lines().filter(line -> !line.contains(" file ")).count());
        expected = expected == null ? facts : expected;
        assertThat(facts).as("after %d statements", count).isEqualTo(expected);
      }
      CatalogueInvariants.check(image);
    }
    assertThat(expected).contains("2002-01-01").contains("2024-05-06").contains("2010-01-02");
  }

  @Test
  void everyDatabaseIsBackedUpBeforeItsMigration() throws Exception {
    Path folder = OldLibrary.unpack(temp);
    try (Session session = Session.open(DatabaseFile.VECTORS.uri(folder, "mode=rw"))) {
      session.execute("DROP INDEX embeddings_of_thumbnails; PRAGMA user_version = 1");
    }
    Store.openForWriting(folder, BuildCache.NATIVES, TestLibrary.CLOCK).close();
    for (String backup : List.of("schema-4.db", "vectors-schema-1.db")) {
      Path file = folder.resolve("backups").resolve(backup);
      try (Session session = Session.open(DatabaseFile.uriOf(file, "mode=ro"))) {
        assertThat(session.list("PRAGMA quick_check(1)", row -> row.getString(1)))
            .containsExactly("ok");
      }
    }
    assertThat(folder.resolve("backups/thumbnails-schema-1.db")).doesNotExist();
  }

  private static String facts(CatalogueReader reader) {
    List<String> lines = new ArrayList<>();
    for (PhotoRow row :
        reader
            .photos(
                Arrays.stream(reader.matching(PhotoFilter.ALL)).mapToObj(ContentId::new).toList())
            .values()) {
      lines.add(row.paths().getFirst().getFileName() + " " + row.date().text() + row.facts());
    }
    Collections.sort(lines);
    return String.join("\n", lines);
  }

  /// Returns the statements of a migration.
  private static List<String> statements(int number) throws IOException {
    List<String> statements = new ArrayList<>();
    try (InputStream in = MigrationTest.class.getResourceAsStream("library-" + number + ".sql")) {
      String script = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      StringBuilder statement = new StringBuilder();
      for (String line : script.lines().filter(text -> !text.startsWith("--")).toList()) {
        statement.append(line).append('\n');
        boolean trigger = statement.toString().stripLeading().startsWith("CREATE TRIGGER");
        if (trigger ? line.equals("END;") : line.endsWith(";")) {
          statements.add(statement.toString());
          statement.setLength(0);
        }
      }
    }
    return statements;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
  }
}
