package app.akin.core.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Problem;
import app.akin.core.sidecar.PlannedSidecar.Action;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests plans, their writing and undo with files only.
final class SidecarExportTest {
  private static final SidecarValues FOUR =
      new SidecarValues(4, null, List.of("sea", "Place|Paris"), "A day");
  private static final SidecarValues REJECTED = new SidecarValues(null, Flag.REJECT, null, null);
  private static final Destination BESIDE = new Destination.Beside();

  private static final String OTHER =
      """
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
       <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:my="urn:my" my:value="kept"/>
       </rdf:RDF>
      </x:xmpmeta>
      """;

  @TempDir Path base;
  private Path photos;
  private SidecarExport export;
  private final List<MarkedFile> files = new ArrayList<>();

  @BeforeEach
  void create() throws IOException {
    photos = Files.createDirectories(base.resolve("photos"));
    export = new SidecarExport(base.resolve("library"));
  }

  private void photo(String name, SidecarValues values) throws IOException {
    Path file = photos.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "photo " + name);
    files.add(new MarkedFile(file, photos, "photos", true, values));
  }

  private Path write(String name, String text) throws IOException {
    Path file = photos.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private SidecarPlan plan(Destination destination) {
    return export.plan(files, destination, _ -> true).orElseThrow();
  }

  private SidecarReport exportBeside() {
    return export.write(plan(BESIDE), _ -> true);
  }

  private List<String> actions(SidecarPlan plan) {
    return plan.sidecars().stream()
        .map(
            sidecar ->
                base.relativize(sidecar.target())
                    + " "
                    + (sidecar.obstacle() == null ? sidecar.action() : sidecar.obstacle()))
        .toList();
  }

  /// Returns the bytes of all files below the base, except those of the library.
  private Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(base)) {
      for (Path path : all.filter(file -> !file.startsWith(base.resolve("library"))).toList()) {
        tree.put(
            base.relativize(path).toString(),
            Files.isDirectory(path) ? "" : Files.readString(path));
      }
    }
    return tree;
  }

  private List<String> names() throws IOException {
    return tree().keySet().stream().filter(name -> name.contains(".xmp")).toList();
  }

  @Test
  void sidecarsHaveTheNamesThatAkinReads() throws IOException {
    photo("a.jpg", FOUR);
    photo("b.cr2", FOUR);
    write("b.xmp", OTHER);
    photo("c.jpg", FOUR);
    write("c.xmp", OTHER);
    write("c.jpg.xmp", OTHER);
    photo("d.JPG", FOUR);
    write("d.jpg.XMP", OTHER);
    photo("none.jpg", SidecarValues.NONE);
    photo("sub/e.jpg", FOUR);
    assertThat(actions(plan(BESIDE)))
        .containsExactly(
            "photos/a.jpg.xmp CREATE",
            "photos/b.xmp CHANGE",
            "photos/c.jpg.xmp CHANGE",
            "photos/d.jpg.XMP CHANGE",
            "photos/sub/e.jpg.xmp CREATE");
    Map<String, String> before = tree();
    assertThat(export.plan(files, BESIDE, _ -> false)).as("stopped").isEmpty();
    assertThat(tree()).as("a plan writes nothing").isEqualTo(before);
    assertThat(exportBeside())
        .returns(2, SidecarReport::created)
        .returns(3, SidecarReport::changed)
        .returns(3, SidecarReport::backups);
    assertThat(actions(plan(BESIDE))).allMatch(action -> action.endsWith(" EQUAL"));
    Map<String, String> after = tree();
    assertThat(after.get("photos/b.xmp")).contains("my:value=\"kept\"", "sea");
    assertThat(after.get("photos/b.xmp.akin-backup")).isEqualTo(OTHER);
    assertThat(after.get("photos/c.xmp")).isEqualTo(OTHER);
    assertThat(after.keySet()).noneMatch(name -> name.endsWith(".part"));
    before.forEach(
        (name, text) -> {
          if (!name.toLowerCase(java.util.Locale.ROOT).endsWith(".xmp")) {
            assertThat(after).containsEntry(name, text);
          }
        });
  }

  @Test
  void anUndoneExportLeavesNothing() throws IOException {
    photo("a.jpg", FOUR);
    photo("b.jpg", REJECTED);
    Path sidecar = write("b.jpg.xmp", OTHER);
    Files.setLastModifiedTime(sidecar, FileTime.fromMillis(1_000_000_000_000L));
    final Map<String, String> before = tree();
    exportBeside();
    assertThat(tree()).isNotEqualTo(before);
    // After a restart.
    export = new SidecarExport(base.resolve("library"));
    assertThat(export.undo(_ -> true)).isEqualTo(new UndoReport(1, 1, 0, List.of(), true, 0));
    assertThat(tree()).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(sidecar).toMillis()).isEqualTo(1_000_000_000_000L);
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(() -> export.undo(_ -> true))
        .matches(e -> e.problem() instanceof Problem.NoSidecarExport);
  }

  @Test
  void theBackupOfTheFirstExportIsKept() throws IOException {
    photo("a.jpg", FOUR);
    write("a.jpg.xmp", OTHER);
    final Map<String, String> before = tree();
    exportBeside();
    final Map<String, String> first = tree();
    files.clear();
    photo("a.jpg", REJECTED);
    assertThat(exportBeside())
        .returns(1, SidecarReport::changed)
        .returns(0, SidecarReport::backups);
    assertThat(tree().get("photos/a.jpg.xmp.akin-backup")).isEqualTo(OTHER);
    assertThat(export.undo(_ -> true).earlier()).isEqualTo(1);
    assertThat(tree()).isEqualTo(first);
    export.undo(_ -> true);
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void theUndoLeavesWhatOtherProgramsHaveChanged() throws IOException {
    for (String name : List.of("a.jpg", "b.jpg", "c.jpg", "d.jpg")) {
      photo(name, FOUR);
    }
    write("b.jpg.xmp", OTHER);
    exportBeside();
    write("a.jpg.xmp", OTHER);
    write("b.jpg.xmp", OTHER.replace("kept", "new"));
    Files.delete(photos.resolve("c.jpg.xmp"));
    UndoReport report = export.undo(_ -> true);
    assertThat(report.left())
        .containsExactly(
            new UndoReport.Left(photos.resolve("a.jpg.xmp"), Obstacle.CHANGED),
            new UndoReport.Left(photos.resolve("b.jpg.xmp"), Obstacle.CHANGED));
    assertThat(report).returns(1, UndoReport::deleted).returns(1, UndoReport::unchanged);
    assertThat(tree().get("photos/a.jpg.xmp")).isEqualTo(OTHER);
    assertThat(tree().get("photos/b.jpg.xmp.akin-backup")).as("still needed").isEqualTo(OTHER);
    assertThat(export.undoable()).isZero();
  }

  @Test
  void anUndoWaitsForDrives() throws IOException {
    photo("sub/a.jpg", FOUR);
    photo("b.jpg", FOUR);
    exportBeside();
    Files.move(photos.resolve("sub"), base.resolve("away"));
    assertThat(export.undo(_ -> true).left())
        .containsExactly(new UndoReport.Left(photos.resolve("sub/a.jpg.xmp"), Obstacle.OFFLINE));
    photo("c.jpg", FOUR);
    exportBeside();
    assertThat(export.undo(_ -> true)).as("the later one first").returns(0, r -> r.left().size());
    Files.move(base.resolve("away"), photos.resolve("sub"));
    assertThat(export.undo(_ -> true))
        .returns(1, UndoReport::deleted)
        .returns(0, UndoReport::earlier);
    assertThat(names()).isEmpty();
  }

  @Test
  void changesAfterThePreviewAreKept() throws IOException {
    for (String name : List.of("a.jpg", "b.jpg", "c.jpg")) {
      photo(name, FOUR);
    }
    write("b.jpg.xmp", OTHER);
    write("c.jpg.xmp", OTHER);
    SidecarPlan plan = plan(BESIDE);
    write("a.jpg.xmp", "new");
    write("b.jpg.xmp", "changed");
    Files.delete(photos.resolve("c.jpg.xmp"));
    final Map<String, String> before = tree();
    SidecarReport report = export.write(plan, _ -> true);
    assertThat(report.blocked())
        .hasSize(3)
        .allMatch(sidecar -> sidecar.obstacle() == Obstacle.CHANGED);
    assertThat(tree()).isEqualTo(before);
    assertThat(export.undoable()).as("nothing was written").isZero();
  }

  @Test
  void eachObstacleIsReportedAndChangesNothing() throws IOException {
    Assumptions.assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    for (String name : List.of("broken", "dtd", "huge", "link", "folder", "locked", "fine")) {
      photo(name + ".jpg", FOUR);
    }
    write("broken.jpg.xmp", OTHER.replace("</x:xmpmeta>", ""));
    write("dtd.jpg.xmp", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + OTHER);
    byte[] huge = new byte[50 << 20];
    Arrays.fill(huge, (byte) ' ');
    System.arraycopy(OTHER.getBytes(UTF_8), 0, huge, 0, OTHER.length());
    Files.write(photos.resolve("huge.jpg.xmp"), huge);
    Files.createSymbolicLink(photos.resolve("link.jpg.xmp"), write("target", OTHER));
    Files.createDirectory(photos.resolve("folder.jpg.xmp"));
    Path locked = write("locked.jpg.xmp", OTHER);
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r--r--r--"));
    photo("readonly/a.jpg", FOUR);
    Path folder = photos.resolve("readonly");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    photo("gone.jpg", FOUR);
    Files.delete(photos.resolve("gone.jpg"));
    files.add(
        new MarkedFile(base.resolve("drive/x.jpg"), base.resolve("drive"), "drive", false, FOUR));
    final Map<String, String> before = tree();
    try {
      assertThat(actions(plan(BESIDE)))
          .containsExactly(
              "drive/x.jpg.xmp OFFLINE",
              "photos/broken.jpg.xmp MALFORMED",
              "photos/dtd.jpg.xmp DOCUMENT_TYPE",
              "photos/fine.jpg.xmp CREATE",
              "photos/folder.jpg.xmp NOT_A_FILE",
              "photos/gone.jpg.xmp PHOTO_MISSING",
              "photos/huge.jpg.xmp TOO_LARGE",
              "photos/link.jpg.xmp NOT_A_FILE",
              "photos/locked.jpg.xmp FILE_READ_ONLY",
              "photos/readonly/a.jpg.xmp FOLDER_READ_ONLY");
      assertThat(exportBeside())
          .returns(1, SidecarReport::created)
          .returns(9, report -> report.blocked().size());
      export.undo(_ -> true);
      assertThat(tree()).isEqualTo(before);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void photosThatShareASidecar() throws IOException {
    photo("raw.cr2", FOUR);
    photo("raw.jpg", FOUR);
    write("raw.xmp", OTHER);
    photo("two.jpg", FOUR);
    photo("two.png", REJECTED);
    photo("two.gif", SidecarValues.NONE);
    write("two.xmp", OTHER);
    assertThat(actions(plan(BESIDE)))
        .containsExactly(
            "photos/raw.xmp CHANGE", "photos/two.jpg.xmp CREATE", "photos/two.png.xmp CREATE");
    exportBeside();
    assertThat(tree().get("photos/two.xmp")).isEqualTo(OTHER);
    assertThat(tree().get("photos/two.png.xmp")).contains("my:value=\"kept\"", "Rating=\"-1\"");
    assertThat(actions(plan(BESIDE))).allMatch(action -> action.endsWith(" EQUAL"));
  }

  @Test
  void aMirrorHasCopiesOfTheSidecarsBesidePhotos() throws IOException {
    photo("sub/a.jpg", FOUR);
    photo("sub/b.jpg", FOUR);
    write("sub/b.xmp", OTHER);
    photo("c.jpg", REJECTED);
    Destination mirror = new Destination.Mirror(base.resolve("mirror/inner"));
    final Map<String, String> before = tree();
    assertThat(export.write(plan(mirror), _ -> true))
        .returns(3, SidecarReport::created)
        .returns(0, SidecarReport::changed);
    Map<String, String> after = tree();
    assertThat(after.keySet())
        .contains(
            "mirror/inner/photos/c.jpg.xmp",
            "mirror/inner/photos/sub/a.jpg.xmp",
            "mirror/inner/photos/sub/b.xmp");
    assertThat(after.get("mirror/inner/photos/sub/b.xmp")).contains("my:value=\"kept\"", "sea");
    assertThat(after).containsAllEntriesOf(before);
    assertThat(actions(plan(mirror))).allMatch(action -> action.endsWith(" EQUAL"));
    export.undo(_ -> true);
    assertThat(tree()).isEqualTo(before);
  }

  /// A mirror also has the sidecars that have the values already.
  @Test
  void aMirrorOfEqualSidecars() throws IOException {
    photo("a.jpg", FOUR);
    exportBeside();
    Destination mirror = new Destination.Mirror(base.resolve("mirror"));
    export.write(plan(mirror), _ -> true);
    assertThat(tree().get("mirror/photos/a.jpg.xmp")).isEqualTo(tree().get("photos/a.jpg.xmp"));
  }

  @Test
  void aStoppedExportContinuesAndIsUndone() throws IOException {
    for (int i = 0; i < 300; i++) {
      photo("%03d.jpg".formatted(i), i % 2 == 0 ? FOUR : REJECTED);
    }
    write("000.jpg.xmp", OTHER);
    final Map<String, String> before = tree();
    int[] calls = new int[1];
    SidecarReport report = export.write(plan(BESIDE), _ -> calls[0]++ < 3);
    assertThat(report.remaining()).isPositive().isLessThan(300);
    assertThat(plan(BESIDE).count(Action.EQUAL)).isEqualTo(300 - report.remaining());
    int[] undone = new int[1];
    assertThat(export.undo(_ -> undone[0]++ < 70).complete()).isFalse();
    assertThat(export.undo(_ -> true).complete()).isTrue();
    assertThat(tree()).isEqualTo(before);
  }

  /// A crash cuts the journal anywhere. A sidecar whose line is incomplete was not touched.
  @Test
  void aJournalThatWasCutOff() throws IOException {
    photo("a.jpg", FOUR);
    write("a.jpg.xmp", OTHER);
    final Map<String, String> before = tree();
    exportBeside();
    Path journal;
    try (Stream<Path> journals = Files.list(base.resolve("library/sidecars"))) {
      journal =
          journals.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
    Files.writeString(
        journal, Files.readString(journal) + Files.readString(journal).substring(0, 80));
    Files.writeString(photos.resolve("b.jpg.xmp"), OTHER);
    export.undo(_ -> true);
    Files.delete(photos.resolve("b.jpg.xmp"));
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void oneExportAtATime() throws IOException {
    photo("a.jpg", FOUR);
    SidecarPlan plan = plan(BESIDE);
    export.write(
        plan,
        _ -> {
          assertThatExceptionOfType(AkinException.class)
              .isThrownBy(() -> new SidecarExport(base.resolve("library")).write(plan, _ -> true))
              .matches(e -> e.problem() instanceof Problem.LibraryBusy);
          return true;
        });
    assertThat(names()).containsExactly("photos/a.jpg.xmp");
  }

  @Test
  void permissionsAreKept() throws IOException {
    Assumptions.assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    photo("a.jpg", FOUR);
    Path sidecar = write("a.jpg.xmp", OTHER);
    Files.setPosixFilePermissions(sidecar, PosixFilePermissions.fromString("rw-rw----"));
    exportBeside();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sidecar)))
        .isEqualTo("rw-rw----");
  }
}
