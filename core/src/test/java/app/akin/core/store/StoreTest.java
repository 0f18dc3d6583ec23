package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests opening, committing, concurrent readers and writers, and damaged libraries.
class StoreTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void setFolder() {
    folder = temp.resolve("library");
  }

  @Test
  void missingLibraryReadsAsEmptyAndIsNotCreated() {
    try (Store store = TestLibrary.openForReading(folder)) {
      CatalogueReader reader = store.reader();
      assertThat(reader.roots()).isEmpty();
      assertThat(reader.files(1, "", 1)).isEmpty();
      assertThat(reader.directories(1)).isEmpty();
      assertThat(reader.content(TestLibrary.key(1), 1)).isEmpty();
      assertThat(reader.vectors().modelId("print")).isEmpty();
      assertThat(reader.vectors().models()).isEmpty();
      assertThat(reader.counts(1)).isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 0, 0));
      assertThat(reader.failures()).isEmpty();
      assertThat(reader.setting("model")).isEmpty();
      assertThat(reader.photos(List.of(new ContentId(1)))).isEmpty();
      assertThat(reader.matching(new PhotoFilter(temp, List.of()))).isEmpty();
      assertThat(reader.vectors().hidden(1)).isEmpty();
      assertThat(reader.vectors().epoch()).isEmpty();
      reader
          .vectors()
          .embeddingsAfter(1, 0, Integer.MAX_VALUE, (_, _, _) -> assertThat(false).isTrue());
      assertThat(reader.vectors().embedding(new ContentId(1), 1)).isEmpty();
      assertThat(reader.thumbnail(new ContentId(1))).isEmpty();
      assertThatIllegalStateException().isThrownBy(store::writer);
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void readerSeesLibraryCreatedLater() {
    try (Store early = TestLibrary.openForReading(folder);
        TestLibrary library = new TestLibrary(folder)) {
      assertThat(early.reader().roots()).hasSize(1);
      ContentId content = library.put("a.jpg", 1);
      assertThat(early.reader().matching(PhotoFilter.ALL)).isEmpty();
      assertThat(library.reader.matching(PhotoFilter.ALL)).isEmpty();
      library.writer.commit();
      assertThat(early.reader().matching(PhotoFilter.ALL)).containsExactly(content.value());
      assertThat(early.reader().vectors().epoch())
          .isPresent()
          .isEqualTo(library.reader.vectors().epoch());
    }
    CatalogueInvariants.check(folder);
  }

  @Test
  void closeRollsBackUncommittedChanges() {
    try (TestLibrary library = new TestLibrary(folder)) {
      library.put("a.jpg", 1);
      library.writer.commit();
    }
    String before = CatalogueDump.of(folder);
    try (TestLibrary library = new TestLibrary(folder)) {
      long model = library.writer.vectors().putModel("print", "m", 4);
      library.embed("b.jpg", 2, model);
      library.writer.putThumbnail(TestLibrary.key(1), new byte[] {1});
      library.writer.removeFiles(List.of(library.file("a.jpg").id()));
    }
    assertThat(CatalogueDump.of(folder)).isEqualTo(before);
    CatalogueInvariants.check(folder);
  }

  @Test
  void removingAModelFreesSpaceAndKeepsOtherModels() throws IOException {
    Path vectors = folder.resolve("vectors.db");
    int contents = 500;
    long other;
    try (TestLibrary library = new TestLibrary(folder)) {
      long model = library.writer.vectors().putModel("one", "m", 4);
      other = library.writer.vectors().putModel("other", "n", 4);
      for (int i = 1; i <= contents; i++) {
        library.embed(i + ".jpg", i, model);
        library.embed(i + ".jpg", i, other);
      }
      library.writer.commit();
    }
    long before = Files.size(vectors);
    long freed;
    try (TestLibrary library = new TestLibrary(folder)) {
      freed =
          library
              .writer
              .vectors()
              .removeModel(library.reader.vectors().modelId("one").orElseThrow());

      assertThat(library.reader.vectors().modelId("one")).isEmpty();
      assertThat(library.reader.counts(other).embedded()).isEqualTo(contents);
      assertThat(library.writer.vectors().putModel("one", "m", 4))
          .as("IDs are not reused")
          .isGreaterThan(other);
    }
    assertThat(freed).isPositive().isEqualTo(before - Files.size(vectors));
    CatalogueInvariants.check(folder);
  }

  @Test
  void secondWriterIsRejected() {
    try (TestLibrary library = new TestLibrary(folder)) {
      library.put("a.jpg", 1);
      for (int i = 0; i < 2; i++) {
        TestLibrary.assertProblem(() -> new TestLibrary(folder), Problem.LibraryBusy.class);
      }
      library.writer.commit();
      assertThat(library.reader.counts(1).files()).isEqualTo(1);
    }
    new TestLibrary(folder).close();
    CatalogueInvariants.check(folder);
  }

  @Test
  void readersAndWriterDoNotBlockEachOther() throws Exception {
    int files = 200;
    AtomicBoolean writing = new AtomicBoolean(true);
    try (TestLibrary library = new TestLibrary(folder);
        Store other = TestLibrary.openForReading(folder);
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      long model = library.writer.vectors().putModel("print", "m", 4);
      library.writer.commit();
      List<Future<Long>> reads = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        CatalogueReader reader = i % 2 == 0 ? library.reader : other.reader();
        Callable<Long> reading =
            () -> {
              long seen = 0;
              do {
                Counts counts = reader.counts(model);
                // Ten files are committed at a time, each with its own content.
                assertThat(counts.files() % 10).isZero();
                assertThat(counts.files()).isGreaterThanOrEqualTo(seen);
                assertThat(counts.contents()).isEqualTo(counts.files());
                long last = counts.files();
                assertThat(reader.matching(PhotoFilter.ALL).length)
                    .isGreaterThanOrEqualTo((int) last);
                seen = last;
              } while (writing.get());
              return reader.counts(model).embedded();
            };
        reads.add(threads.submit(reading));
      }
      for (int i = 0; i < files; i++) {
        library.embed(i + ".jpg", i, model);
        if (i % 10 == 9) {
          library.writer.commit();
        }
      }
      writing.set(false);
      for (Future<Long> read : reads) {
        assertThat(read.get()).isEqualTo(files);
      }
    }
    CatalogueInvariants.check(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"library.db", "vectors.db", "thumbnails.db"})
  void newerSchemaIsRejectedWithoutWriting(String file) throws Exception {
    new TestLibrary(folder).close();
    execute(folder.resolve(file), "PRAGMA user_version = 99");
    List<String> before = fileHashes();
    TestLibrary.assertProblem(() -> TestLibrary.openForReading(folder), Problem.LibraryNewer.class);
    TestLibrary.assertProblem(() -> new TestLibrary(folder), Problem.LibraryNewer.class);
    assertThat(fileHashes()).isEqualTo(before);
  }

  @Test
  void olderSchemaIsMigratedAndBackedUp() throws Exception {
    Path library = Files.createDirectories(folder).resolve("library.db");
    int older = DatabaseFile.LIBRARY.version() - 1;
    for (int number = 1; number <= older; number++) {
      execute(library, DatabaseFile.LIBRARY.migration(number));
    }
    execute(library, "PRAGMA application_id = " + DatabaseFile.LIBRARY.applicationId());
    execute(library, "PRAGMA user_version = " + older);
    execute(library, "INSERT INTO settings (key, value) VALUES ('of', 'before')");
    new TestLibrary(folder).close();
    try (Store store = TestLibrary.openForReading(folder)) {
      assertThat(store.reader().setting("of")).hasValue("before");
    }
    assertThat(queryInt(library, "PRAGMA user_version")).isEqualTo(older + 1);
    Path kept = folder.resolve("backups").resolve("schema-" + older + ".db");
    assertThat(queryInt(kept, "PRAGMA user_version")).isEqualTo(older);
    assertThat(queryInt(kept, "SELECT count(*) FROM settings WHERE key = 'of'")).isOne();
  }

  @Test
  void foreignDatabaseIsRejectedAndUnchanged() throws Exception {
    Files.createDirectories(folder);
    execute(folder.resolve("library.db"), "CREATE TABLE theirs (x)");
    List<String> before = fileHashes();
    TestLibrary.assertProblem(
        () -> TestLibrary.openForReading(folder), Problem.LibraryDamaged.class);
    TestLibrary.assertProblem(() -> new TestLibrary(folder), Problem.LibraryDamaged.class);
    assertThat(fileHashes()).isEqualTo(before);
  }

  @Test
  void nonDatabaseFileIsReportedAsDamaged() throws Exception {
    new TestLibrary(folder).close();
    Files.writeString(folder.resolve("library.db"), "not a database".repeat(1000));
    TestLibrary.assertProblem(
        () -> TestLibrary.openForReading(folder), Problem.LibraryDamaged.class);
    TestLibrary.assertProblem(() -> new TestLibrary(folder), Problem.LibraryDamaged.class);
  }

  @Test
  void overwrittenPagesAreReportedAsDamaged() throws Exception {
    try (TestLibrary library = new TestLibrary(folder)) {
      for (int i = 0; i < 2000; i++) {
        library.put(i + ".jpg", i);
      }
      library.writer.commit();
    }
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("library.db").toFile(), "rw")) {
      file.seek(4096 * 4);
      byte[] junk = new byte[(int) file.length() - 4096 * 4];
      Arrays.fill(junk, (byte) 0x5A);
      file.write(junk);
    }
    TestLibrary.assertProblem(
        () -> {
          try (Store store = TestLibrary.openForReading(folder)) {
            store.reader().counts(1);
            store.reader().failures();
            store.reader().matching(new PhotoFilter(temp, List.of()));
          }
        },
        Problem.LibraryDamaged.class);
  }

  @Test
  void pathBelowAFileIsUnwritable() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "x");
    TestLibrary.assertProblem(
        () -> Store.openForWriting(file.resolve("library"), BuildCache.NATIVES, TestLibrary.CLOCK),
        Problem.LibraryUnwritable.class);
  }

  @Test
  void deletedCachesLoseOnlyDerivedData() throws Exception {
    ContentId content;
    String epoch;
    try (TestLibrary library = new TestLibrary(folder)) {
      long model = library.writer.vectors().putModel("print", "m", 4);
      content = library.embed("a.jpg", 1, model);
      library.writer.putThumbnail(TestLibrary.key(1), new byte[] {1});
      library.writer.commit();
      epoch = library.reader.vectors().epoch().orElseThrow();
      assertThat(library.file("a.jpg"))
          .returns(true, KnownFile::embedded)
          .returns(true, KnownFile::thumbnailed);
    }
    Files.delete(folder.resolve("vectors.db"));
    Files.delete(folder.resolve("thumbnails.db"));
    try (Store store = TestLibrary.openForReading(folder)) {
      KnownFile file = Objects.requireNonNull(store.reader().files(1, "", 1).get("a.jpg"));
      assertThat(file).returns(false, KnownFile::embedded).returns(false, KnownFile::thumbnailed);
      assertThat(store.reader().vectors().models()).isEmpty();
      try (TestLibrary library = new TestLibrary(folder)) {
        long model = library.writer.vectors().putModel("print", "m", 4);
        assertThat(library.embed("a.jpg", 1, model)).isEqualTo(content);
        library.writer.commit();
        assertThat(store.reader().vectors().embedding(content, model)).isPresent();
        assertThat(store.reader().vectors().epoch()).isPresent().isNotEqualTo(epoch);
      }
    }
    CatalogueInvariants.check(folder);
  }

  @Test
  void reopeningKeepsTheEpoch() {
    new TestLibrary(folder).close();
    String epoch;
    try (Store store = TestLibrary.openForReading(folder)) {
      epoch = store.reader().vectors().epoch().orElseThrow();
    }
    try (TestLibrary library = new TestLibrary(folder)) {
      library.put("a.jpg", 1);
      library.writer.commit();
    }
    try (TestLibrary library = new TestLibrary(folder)) {
      assertThat(library.reader.vectors().epoch()).contains(epoch);
    }
  }

  @Test
  void restoredLibraryRelinksVectorsByKey() throws Exception {
    Path backup = temp.resolve("backup.db");
    long model;
    try (TestLibrary library = new TestLibrary(folder)) {
      model = library.writer.vectors().putModel("print", "m", 4);
      library.embed("1.jpg", 1, model);
      library.writer.commit();
    }
    Files.copy(folder.resolve("library.db"), backup);
    String epoch;
    try (TestLibrary library = new TestLibrary(folder)) {
      library.embed("2.jpg", 2, model);
      library.embed("3.jpg", 3, model);
      library.writer.putThumbnail(TestLibrary.key(3), new byte[] {3});
      library.writer.commit();
      epoch = library.reader.vectors().epoch().orElseThrow();
    }
    Files.move(backup, folder.resolve("library.db"), StandardCopyOption.REPLACE_EXISTING);
    try (Store store = TestLibrary.openForReading(folder)) {
      // Vectors of another library are ignored until a writer has linked them.
      assertThat(store.reader().counts(model)).isEqualTo(new Counts(1, 1, 1, 1, 0, 0, 0, 0));
    }
    try (TestLibrary library = new TestLibrary(folder)) {
      CatalogueReader reader = library.reader;
      assertThat(reader.vectors().epoch()).isPresent().isNotEqualTo(Objects.requireNonNull(epoch));
      assertThat(reader.counts(model)).isEqualTo(new Counts(1, 1, 1, 1, 1, 0, 0, 0));
      assertThat(reader.content(TestLibrary.key(3), model))
          .contains(new KnownContent(null, true, true, false));
      assertThat(reader.content(TestLibrary.key(4), model)).isEmpty();
      List<Long> streamed = new ArrayList<>();
      reader
          .vectors()
          .embeddingsAfter(model, 0, Integer.MAX_VALUE, (sequence, _, _) -> streamed.add(sequence));
      assertThat(streamed).hasSize(1);

      // Content 4 gets the row ID that content 2 had, but must not get its vector.
      ContentId fourth = library.put("4.jpg", 4);
      ContentId third = library.put("3.jpg", 3);
      library.writer.commit();
      assertThat(reader.vectors().embedding(fourth, model)).isEmpty();
      assertThat(reader.vectors().embedding(third, model).orElseThrow().unit())
          .usingComparatorWithPrecision(1e-3f)
          .containsExactly(TestLibrary.embedding(3).unit());
      assertThat(reader.thumbnail(third)).contains(new byte[] {3});
      List<Long> later = new ArrayList<>();
      reader
          .vectors()
          .embeddingsAfter(model, 3, Integer.MAX_VALUE, (_, content, _) -> later.add(content));
      assertThat(later).containsExactly(third.value());
      library.embed("2.jpg", 2, model);
      library.writer.commit();
    }
    CatalogueInvariants.check(folder);
  }

  @Test
  void deletedLibraryKeepsEmbeddings() throws Exception {
    long model;
    try (TestLibrary library = new TestLibrary(folder)) {
      model = library.writer.vectors().putModel("print", "m", 4);
      for (int i = 0; i < 50; i++) {
        library.embed(i + ".jpg", i, model);
      }
      library.writer.commit();
    }
    String before = CatalogueDump.of(folder);
    Files.delete(folder.resolve("library.db"));
    try (TestLibrary library = new TestLibrary(folder)) {
      for (int i = 49; i >= 0; i--) {
        assertThat(library.reader.content(TestLibrary.key(i), model))
            .contains(new KnownContent(null, true, false, false));
        library.put(i + ".jpg", i);
      }
      library.writer.commit();
    }
    assertThat(CatalogueDump.of(folder)).isEqualTo(before);
    CatalogueInvariants.check(folder);
  }

  @Test
  void closingTheWriterRemovesWalFiles() throws Exception {
    try (TestLibrary library = new TestLibrary(folder)) {
      library.put("a.jpg", 1);
      library.writer.commit();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "library.db", "vectors.db", "thumbnails.db", "library.lock", "turn.lock");
    }
  }

  private static void execute(Path file, String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = connection.createStatement()) {
      s.executeUpdate(statement);
    }
  }

  private static int queryInt(Path file, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = connection.createStatement();
        ResultSet row = s.executeQuery(query)) {
      return row.getInt(1);
    }
  }

  /// Returns the names and hashes of all files, except the empty ones by which readers coordinate.
  private List<String> fileHashes() throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith("-shm") && !(name.endsWith("-wal") && Files.size(file) == 0)) {
          contents.add(name + Arrays.hashCode(Files.readAllBytes(file)));
        }
      }
    }
    return contents;
  }
}
