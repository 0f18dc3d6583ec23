package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.diagnostics.LibraryCheck;
import app.akin.core.diagnostics.LibraryFinding;
import app.akin.core.diagnostics.LibraryFinding.Kind;
import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.FolderCopy;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TestSeed;
import app.akin.core.mark.PhotoMarks;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.photo.StepResult;
import app.akin.core.scan.Volumes;
import app.akin.core.search.Crop;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchRequest;
import app.akin.core.store.DatabaseHealth;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests a library whose files are overwritten, truncated, deleted or moved: it opens, and one run
/// restores its contents.
///
/// The seed selects the damaged pages; `-Dakin.seeds=N` sets the number of consecutive seeds to
/// test.
final class DamagedLibraryTest {
  private static final int PHOTOS = 60;
  private static final int COLLECTIONS = 5;
  private static final int CAPTIONS = 15;

  /// Number of changes of the steps that [#gather] makes.
  private static final int GATHERED = 144;

  private static final long SEED = TestSeed.of(DamagedLibraryTest.class);
  private static final int SEEDS = Integer.getInteger("akin.seeds", 1);

  @TempDir static Path base;
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private LibraryFixture fixture;

  /// Every test begins with a copy of one library of the same photos.
  @BeforeEach
  void copyLibrary() throws Exception {
    InstantSource time = () -> now;
    fixture =
        new LibraryFixture(
            base, time.withZone(ZoneOffset.UTC), Volumes.of(OperatingSystem.current()));
    Path original = base.resolve("original");
    if (!Files.exists(original)) {
      indexPhotos();
      Files.move(fixture.paths().library(), original);
    }
    FolderCopy.copy(original, fixture.paths().library());
  }

  private void indexPhotos() throws Exception {
    for (int i = 0; i < PHOTOS; i++) {
      fixture.write(
          "a folder with a long name " + i % 20 + "/p" + i + ".jpg", ImageKit.photo(i, 64, 48));
    }
    fixture.write("bad.jpg", new byte[] {1, 2, 3});
    fixture.index();
    gather();
    // The backup of the day has what was gathered.
    Files.delete(fixture.paths().library().resolve("backups/library-2026-03-01.db"));
    fixture.index();
  }

  /// Creates collections and a saved search.
  private void gather() {
    try (PhotoLibrary library = fixture.open()) {
      PhotoCollections collections = library.collections();
      for (int i = 0; i < COLLECTIONS; i++) {
        List<Path> files = new ArrayList<>();
        for (int photo = i; photo < PHOTOS; photo += i + 1) {
          files.add(
              fixture
                  .photos()
                  .resolve("a folder with a long name " + photo % 20 + "/p" + photo + ".jpg"));
        }
        Collections.reverse(files);
        collections.create("Collection \"" + i + "\"", collections.photosAt(files));
      }
      long removed = collections.create("Deleted", List.of()).id();
      collections.delete(removed);
      library
          .savedSearches()
          .save(
              "Saved",
              new SavedQuery(
                  List.of(
                      new QueryPart.Image(
                          new QueryImage.Bytes("pasted", ImageKit.photo(500, 640, 480)),
                          Crop.WHOLE,
                          2)),
                  "landscape",
                  List.of("format:jpeg"),
                  null,
                  0.5,
                  false,
                  SearchRequest.Order.SCORE),
              false);
    }
  }

  /// Returns the collections with their files in order, and the saved searches.
  private List<String> gathered() {
    try (PhotoLibrary library = fixture.open()) {
      List<String> lines = new ArrayList<>();
      for (PhotoCollections.PhotoCollection each : library.collections().list()) {
        lines.add(
            each.name()
                + library.collections().members(each.id()).stream()
                    .map(PhotoCollections.Member::paths)
                    .toList());
      }
      for (SavedSearches.SavedSearch each : library.savedSearches().list()) {
        QueryPart.Image image = (QueryPart.Image) each.query().parts().getFirst();
        lines.add(
            each.name()
                + each.query().line()
                + each.query().facts()
                + image.weight()
                + image.crop()
                + Arrays.hashCode(((QueryImage.Bytes) image.image()).bytes()));
      }
      return lines;
    }
  }

  @AfterEach
  void checkInvariants() throws IOException {
    fixture.close();
    CatalogueInvariants.check(fixture.paths().library());
    FileOperations.deleteTree(fixture.paths().library());
  }

  /// The pages to damage.
  ///
  /// @param first whether only the first page is damaged
  /// @param backup whether the backup of the day exists
  record Damage(String name, int pageSize, int pages, boolean first, boolean backup, long seed) {}

  /// Returns every kind of damage for each seed.
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

  /// Overwrites some pages of a database with random bytes, in some cases the first page.
  @ParameterizedTest
  @MethodSource("damages")
  void aRunRestoresWhatOverwrittenPagesLost(Damage damage) throws Exception {
    String name = damage.name();
    Map<Path, Metadata> marked = markAll();
    String before = CatalogueDump.of(fixture.paths().library());
    List<String> gathered = gathered();
    assertThat(gathered).hasSize(COLLECTIONS + 1);
    Path file = fixture.paths().library().resolve(name);
    if (!damage.backup()) {
      Files.delete(fixture.paths().library().resolve("backups/library-2026-03-01.db"));
    }
    overwrite(file, damage, new Random(damage.seed()));

    assertThat(findings(List.of(name))).contains(Kind.DAMAGED).doesNotContain(Kind.SOUND);

    if (name.equals("thumbnails.db")) {
      showThumbnails();
    }
    // A run may not read the damaged pages; the check on the next day finds the damage.
    now = now.plus(Duration.ofDays(1));
    indexUntilSound(damage.backup());
    IngestReport report = fixture.index(ModelSelection.DEFAULT);

    assertThat(CatalogueDump.of(fixture.paths().library()))
        .as("%s, %s", damage, report)
        .isEqualTo(before);
    assertThat(gathered()).as("%s", damage).isEqualTo(gathered);
    assertThat(marked()).as("%s", damage).isEqualTo(marked);
    undoAll(damage);
    if (name.equals("library.db")) {
      assertThat(findings(List.of())).contains(Kind.SOUND, Kind.SALVAGED, Kind.COPIED);
      try (Stream<Path> kept = Files.list(fixture.paths().library().resolve("damaged"))) {
        assertThat(kept).as("%s", damage).isNotEmpty();
      }
    }
    assertThat(fixture.search(LibraryFixture.text("a landscape")).results()).isNotEmpty();
  }

  /// Marks every photo and returns the marks by the files.
  private Map<Path, Metadata> markAll() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < PHOTOS; i++) {
      files.add(
          fixture.photos().resolve("a folder with a long name " + i % 20 + "/p" + i + ".jpg"));
    }
    try (PhotoLibrary library = fixture.open()) {
      mark(library.marks(), library.collections().photosAt(files));
    }
    Map<Path, Metadata> marked = marked();
    assertThat(marked).hasSize(PHOTOS);
    return marked;
  }

  private static void mark(PhotoMarks marks, List<PhotoId> photos) {
    for (int stars = 1; stars <= 5; stars++) {
      marks.rate(photos.subList(stars * 10, stars * 10 + 10), stars);
    }
    marks.flag(photos.subList(0, 5), Flag.REJECT);
    for (int i = 0; i < PHOTOS; i++) {
      marks.keywords(photos.subList(i, i + 1), List.of("number|" + i), List.of());
    }
    marks.caption(photos.subList(5, 5 + CAPTIONS), "a caption\nof two lines");
  }

  private Map<Path, Metadata> marked() {
    Map<Path, Metadata> marked = new TreeMap<>();
    try (PhotoLibrary library = fixture.open()) {
      List<ContentId> contents =
          library.facets().ids(SearchRequest.Filter.NONE).stream()
              .mapToObj(ContentId::new)
              .toList();
      for (PhotoDetails details : library.photos().details(contents)) {
        marked.put(details.firstAvailable().path(), details.facts().metadata());
      }
    }
    return marked;
  }

  /// Undoes the steps that were saved: the last 50, unless pages of the library are damaged. Then
  /// they may be older ones of the backup.
  private void undoAll(Damage damage) {
    int changed = 0;
    try (PhotoLibrary library = fixture.open()) {
      int steps = library.marks().steps().size();
      for (int step = 0; step < steps; step++) {
        StepResult undone = library.marks().undo();
        assertThat(undone.left()).isZero();
        changed += undone.changed();
      }
    }
    int all = 49 + CAPTIONS;
    if (damage.name().equals("library.db")) {
      assertThat(changed).isBetween(0, all + GATHERED);
    } else {
      assertThat(changed).isEqualTo(all);
    }
    assertThat(marked().values())
        .filteredOn(metadata -> metadata.keywords().isEmpty() || metadata.caption() == null)
        .hasSizeGreaterThanOrEqualTo(changed == all ? 49 : 0);
  }

  @Test
  void oneBackupADayIsMadeAndThreeAreKept() throws Exception {
    Path backups = fixture.paths().library().resolve("backups");
    for (int day = 0; day < 5; day++) {
      fixture.index(ModelSelection.DEFAULT);
      fixture.index(ModelSelection.DEFAULT);
      now = now.plus(Duration.ofDays(1));
    }

    try (Stream<Path> backup = Files.list(backups)) {
      assertThat(backup)
          .extracting(path -> path.getFileName().toString())
          .containsExactlyInAnyOrder(
              "library-2026-03-03.db", "library-2026-03-04.db", "library-2026-03-05.db");
    }
    // A backup is a usable library.
    Path restored = Files.createDirectory(base.resolve("restored"));
    Files.copy(backups.resolve("library-2026-03-05.db"), restored.resolve("library.db"));
    for (String cache : List.of("vectors.db", "thumbnails.db")) {
      Files.copy(fixture.paths().library().resolve(cache), restored.resolve(cache));
    }
    assertThat(CatalogueDump.of(restored)).isEqualTo(CatalogueDump.of(fixture.paths().library()));
  }

  @Test
  void aMovedLibraryKeepsItsContents() throws Exception {
    List<Path> before = found(fixture);
    Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
    fixture.close();
    Files.move(fixture.paths().library(), elsewhere.resolve("library"));

    try (LibraryFixture moved = new LibraryFixture(elsewhere)) {
      assertThat(found(moved)).isEqualTo(before);
      assertThat(moved.index(ModelSelection.DEFAULT).embedded()).isZero();
      CatalogueInvariants.check(moved.paths().library());
    }
    Files.move(elsewhere.resolve("library"), fixture.paths().library());
  }

  /// Returns the kinds of the findings and asserts the damaged files.
  private List<Kind> findings(List<String> damaged) {
    List<LibraryFinding> findings = check(0).run(true);
    assertThat(check(LibraryCheck.SMALL_BYTES).run(false)).isEqualTo(findings);
    assertThat(check(0).run(false))
        .as("large databases are not read without demand")
        .first()
        .extracting(LibraryFinding::kind)
        .isEqualTo(
            Store.isMarkedDamaged(fixture.paths().library()) || !isReadable()
                ? findings.getFirst().kind()
                : Kind.UNCHECKED);
    assertThat(findings)
        .filteredOn(finding -> finding.kind() == Kind.DAMAGED)
        .extracting(finding -> finding.about().getFileName().toString())
        .isEqualTo(damaged);
    return findings.stream().map(LibraryFinding::kind).toList();
  }

  private boolean isReadable() {
    return new DatabaseHealth(
            fixture.paths().library(), fixture.paths().natives(), Clock.systemUTC())
        .isReadable();
  }

  private LibraryCheck check(long smallBytes) {
    return new LibraryCheck(
        fixture.paths().library(), fixture.paths().natives(), Clock.systemUTC(), smallBytes);
  }

  private List<Path> found(LibraryFixture in) {
    return in.search(LibraryFixture.text("a landscape")).results().stream()
        .map(hit -> hit.path())
        .toList();
  }

  /// A run may find the damage while it is in progress and fail; the next one salvages. Without a
  /// backup, the list of folders may be lost with the damaged pages; it is then given again.
  private void indexUntilSound(boolean backup) throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      try {
        fixture.index(ModelSelection.DEFAULT);
      } catch (AkinException e) {
        if (e.problem() instanceof Problem.NoFolders && !backup) {
          fixture.index();
        } else {
          assertThat(e.problem()).isInstanceOf(Problem.LibraryDamaged.class);
        }
      }
    }
  }

  /// Reads every thumbnail, as scrolling through all photos does; a damaged one is missing.
  private void showThumbnails() {
    int shown = 0;
    try (Store store =
        Store.openForReading(
            fixture.paths().library(), fixture.paths().natives(), Clock.systemUTC())) {
      for (int i = 1; i <= PHOTOS; i++) {
        try {
          shown += store.reader().thumbnail(new ContentId(i)).isPresent() ? 1 : 0;
        } catch (AkinException e) {
          assertThat(e.problem()).isInstanceOf(Problem.LibraryDamaged.class);
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
