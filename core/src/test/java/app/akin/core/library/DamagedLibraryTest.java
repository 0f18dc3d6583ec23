package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.diagnostics.LibraryCheckup;
import app.akin.core.diagnostics.LibraryFinding;
import app.akin.core.diagnostics.LibraryFinding.Kind;
import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.core.scan.Volumes;
import app.akin.core.store.Store;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A library whose files are overwritten, cut short, deleted or moved: it opens, and after one run
/// it knows what it knew before.
///
/// `-Dakin.seed=N` says which pages are hit, `-Dakin.seeds=N` tries so many seeds from there on.
final class DamagedLibraryTest {
  private static final int PHOTOS = 60;
  private static final long SEED = Long.getLong("akin.seed", 20_260_301);
  private static final int SEEDS = Integer.getInteger("akin.seeds", 1);

  @TempDir Path base;
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private LibraryFixture home;

  @BeforeEach
  void indexPhotos() throws Exception {
    InstantSource time = () -> now;
    home =
        new LibraryFixture(
            base, time.withZone(ZoneOffset.UTC), Volumes.of(System.getProperty("os.name")));
    for (int i = 0; i < PHOTOS; i++) {
      home.write(
          "a folder with a long name " + i % 20 + "/p" + i + ".jpg", ImageKit.photo(i, 64, 48));
    }
    home.write("bad.jpg", new byte[] {1, 2, 3});
    home.index();
  }

  @AfterEach
  void invariantsHold() {
    home.close();
    CatalogueInvariants.check(home.paths().library());
  }

  /// Which pages are damaged, and how.
  ///
  /// @param first whether the first page alone
  /// @param backup whether the day's copy is there
  record Damage(String name, int pageSize, int pages, boolean first, boolean backup, long seed) {}

  /// Every kind of damage, under as many seeds as asked for.
  static List<Damage> damages() {
    List<Damage> damages = new ArrayList<>();
    for (long seed = SEED; seed < SEED + SEEDS; seed++) {
      damages.add(new Damage("library.db", 4096, 3, false, true, seed));
      damages.add(new Damage("library.db", 4096, 3, false, false, seed));
      damages.add(new Damage("library.db", 4096, 1000, false, true, seed));
      damages.add(new Damage("library.db", 4096, 1, true, true, seed));
      damages.add(new Damage("vectors.db", 8192, 2, false, true, seed));
      damages.add(new Damage("vectors.db", 8192, 1, true, true, seed));
      damages.add(new Damage("thumbnails.db", 16384, 2, false, true, seed));
    }
    return damages;
  }

  /// Junk goes over some pages of a database, the first page included where it says so.
  @ParameterizedTest
  @MethodSource("damages")
  void aRunRestoresWhatOverwrittenPagesLost(Damage damage) throws Exception {
    String name = damage.name();
    String before = CatalogueDump.of(home.paths().library());
    Path file = home.paths().library().resolve(name);
    if (!damage.backup()) {
      Files.delete(home.paths().library().resolve("backups/library-2026-03-01.db"));
    }
    overwrite(file, damage, new Random(damage.seed()));

    assertThat(findings(List.of(name))).contains(Kind.DAMAGED).doesNotContain(Kind.SOUND);

    if (name.equals("thumbnails.db")) {
      showThumbnails();
    }
    // Whether anybody meets the damage depends on where it is; the next day's look does.
    now = now.plus(Duration.ofDays(1));
    indexUntilSound(damage.backup());
    IngestReport report = home.index(ModelSelection.DEFAULT);

    assertThat(CatalogueDump.of(home.paths().library()))
        .as("%s, %s", damage, report)
        .isEqualTo(before);
    if (name.equals("library.db")) {
      assertThat(findings(List.of())).contains(Kind.SOUND, Kind.SALVAGED, Kind.COPIED);
      try (Stream<Path> kept = Files.list(home.paths().library().resolve("damaged"))) {
        assertThat(kept).as("%s", damage).isNotEmpty();
      }
    }
    assertThat(home.search(LibraryFixture.text("a landscape")).results()).isNotEmpty();
  }

  @Test
  void oneBackupADayIsMadeAndThreeAreKept() throws Exception {
    Path backups = home.paths().library().resolve("backups");
    for (int day = 0; day < 5; day++) {
      home.index(ModelSelection.DEFAULT);
      home.index(ModelSelection.DEFAULT);
      now = now.plus(Duration.ofDays(1));
    }

    try (Stream<Path> copies = Files.list(backups)) {
      assertThat(copies)
          .extracting(path -> path.getFileName().toString())
          .containsExactlyInAnyOrder(
              "library-2026-03-03.db", "library-2026-03-04.db", "library-2026-03-05.db");
    }
    // A copy is a library.
    Path restored = Files.createDirectory(base.resolve("restored"));
    Files.copy(backups.resolve("library-2026-03-05.db"), restored.resolve("library.db"));
    for (String cache : List.of("vectors.db", "thumbnails.db")) {
      Files.copy(home.paths().library().resolve(cache), restored.resolve(cache));
    }
    assertThat(CatalogueDump.of(restored)).isEqualTo(CatalogueDump.of(home.paths().library()));
  }

  @Test
  void aMovedLibraryKeepsItsContents() throws Exception {
    List<Path> before = found(home);
    Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
    home.close();
    Files.move(home.paths().library(), elsewhere.resolve("library"));

    try (LibraryFixture moved = new LibraryFixture(elsewhere)) {
      assertThat(found(moved)).isEqualTo(before);
      assertThat(moved.index(ModelSelection.DEFAULT).embedded()).isZero();
      CatalogueInvariants.check(moved.paths().library());
    }
    Files.move(elsewhere.resolve("library"), home.paths().library());
  }

  /// What a checkup says; the damaged files it names are these.
  private List<Kind> findings(List<String> damaged) {
    LibraryCheckup checkup =
        new LibraryCheckup(home.paths().library(), home.paths().natives(), Clock.systemUTC());
    List<LibraryFinding> findings = checkup.look();
    assertThat(findings)
        .filteredOn(finding -> finding.kind() == Kind.DAMAGED)
        .extracting(finding -> finding.about().getFileName().toString())
        .isEqualTo(damaged);
    return findings.stream().map(LibraryFinding::kind).toList();
  }

  private List<Path> found(LibraryFixture in) {
    return in.search(LibraryFixture.text("a landscape")).results().stream()
        .map(hit -> hit.path())
        .toList();
  }

  /// A run may meet the damage in its middle and say so: the next salvages. Where no copy was kept,
  /// the list of folders may have been on the pages that are lost; somebody names them again then.
  private void indexUntilSound(boolean copies) throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      try {
        home.index(ModelSelection.DEFAULT);
      } catch (AkinException e) {
        if (e.problem() == Problem.NO_FOLDERS && !copies) {
          home.index();
        } else {
          assertThat(e.problem()).isEqualTo(Problem.LIBRARY_DAMAGED);
        }
      }
    }
  }

  /// Shows every thumbnail, as somebody who leafs through all photos does; a damaged one shows
  /// nothing.
  private void showThumbnails() {
    int shown = 0;
    try (Store store =
        Store.openForReading(home.paths().library(), home.paths().natives(), Clock.systemUTC())) {
      for (int i = 1; i <= PHOTOS; i++) {
        try {
          shown += store.reader().thumbnail(new ContentId(i)).isPresent() ? 1 : 0;
        } catch (AkinException e) {
          assertThat(e.problem()).isEqualTo(Problem.LIBRARY_DAMAGED);
        }
      }
    }
    assertThat(shown).isLessThan(PHOTOS);
  }

  private static void overwrite(Path file, Damage damage, Random random) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      int last = (int) (access.length() / damage.pageSize());
      byte[] junk = new byte[damage.pageSize()];
      for (int i = 0; i < damage.pages(); i++) {
        random.nextBytes(junk);
        access.seek((long) damage.pageSize() * (damage.first() ? 0 : random.nextInt(1, last)));
        access.write(junk);
      }
    }
  }
}
