package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.export.ExportProgress;
import app.akin.core.export.PhotoExport;
import app.akin.core.index.IdSet;
import app.akin.core.index.IndexSettings;
import app.akin.core.index.VectorIndex;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.JavaProcess;
import app.akin.core.kit.TinyModel;
import app.akin.core.kit.windows.WindowsRulesProvider;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.PhotoId;
import app.akin.core.query.Fact;
import app.akin.core.scan.Volumes;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.sidecar.SidecarPlan;
import app.akin.core.sidecar.UndoReport;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Tests the life of a library where open and mapped files can't be deleted or replaced and names
/// are equal in any case, as on Windows: what is deleted is deleted, and no operation is refused
/// but those that are tried again later.
@EnabledOnOs(value = OS.LINUX, disabledReason = "the list of open files is that of Linux")
final class WindowsRulesTest {
  private static final int PHOTOS = 6;

  /// Leads a library through its life in a process of its own, and prints what was refused.
  static final class Child {
    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    private final Path base;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    private Child(Path base) {
      this.base = base;
    }

    public static void main(String[] arguments) throws Exception {
      Child child = new Child(Path.of(arguments[0]));
      try (LibraryFixture fixture = child.fixture()) {
        child.live(fixture);
      }
      try (LibraryFixture fixture = child.fixture()) {
        child.salvage(fixture);
      }
      child.index();
      child.retry();
      child.end();
    }

    private LibraryFixture fixture() {
      InstantSource time = () -> now;
      return new LibraryFixture(
          base, time.withZone(ZoneOffset.UTC), Volumes.of(OperatingSystem.current()));
    }

    private void live(LibraryFixture fixture) throws Exception {
      for (int i = 0; i < PHOTOS; i++) {
        fixture.write("Day " + i % 2 + "/p" + i + ".jpg", ImageKit.photo(i, 160, 120));
      }
      fixture.index();
      // A folder of the library in another case is the same folder.
      Path shouted =
          base.resolve(fixture.photos().getFileName().toString().toUpperCase(Locale.ROOT));
      fixture.index(ModelSelection.DEFAULT, shouted);
      // Stays open with its index mapped, as in the window.
      say("found", found(fixture));
      fixture.write("Day 0/late.jpg", ImageKit.photo(PHOTOS, 160, 120));
      fixture.index();
      say("found", found(fixture));
      Files.move(
          fixture.photos().resolve("Day 0/p0.jpg"), fixture.photos().resolve("Day 0/P0.JPG"));
      Files.delete(fixture.photos().resolve("Day 1/p1.jpg"));
      fixture.index(new IngestRequest(List.of(), true, ModelSelection.DEFAULT));
      say("found", found(fixture));
      try (PhotoLibrary library = fixture.open()) {
        switchModels(fixture, library);
        export(fixture, library);
        sidecars(fixture, library);
      }
      for (int day = 0; day < 5; day++) {
        now = now.plus(Duration.ofDays(1));
        fixture.index();
      }
      say("backups", list(fixture.paths().library().resolve("backups")).size());
      say("found", found(fixture));
      CatalogueInvariants.check(fixture.paths().library());
    }

    private static int found(LibraryFixture fixture) {
      return fixture.search(LibraryFixture.text("a landscape")).results().size();
    }

    private void switchModels(LibraryFixture fixture, PhotoLibrary library)
        throws IOException, InterruptedException {
      Path source = base.resolve("tiny");
      TinyModel.write(source);
      String name = TinyModel.importInto(library.models(), source, false);
      library.ingest().start(new IngestRequest(List.of(), false, ModelSelection.DEFAULT)).await();
      say("model", library.models().choice().active().equals(name));
      say("found", found(fixture));
      library.models().switchTo("starter", false);
      say("found", found(fixture));
      library.models().remove(name);
      say("models", list(fixture.paths().models()));
    }

    private void export(LibraryFixture fixture, PhotoLibrary library) throws IOException {
      Timeline timeline = library.photos().timeline();
      List<ContentId> contents =
          IntStream.range(0, timeline.size()).mapToObj(timeline::content).toList();
      Path folder = Files.createDirectories(base.resolve("handed over"));
      for (int i = 0; i < 2; i++) {
        library.export().copies(contents, folder, 0, ExportProgress.NONE);
        library.export().list(contents, folder.resolve("list.csv"), PhotoExport.ListForm.CSV);
      }
      say("exported", list(folder).size());
      say("found", found(fixture));
    }

    private void sidecars(LibraryFixture fixture, PhotoLibrary library) throws IOException {
      List<PhotoId> photos = List.of(library.photos().timeline().photo(0));
      for (int stars = 3; stars < 5; stars++) {
        library.marks().rate(photos, stars);
        SidecarPlan plan =
            library
                .sidecars()
                .plan(new Filter(null, List.<Fact>of(), List.of()), null, _ -> true)
                .orElseThrow();
        say("blocked", library.sidecars().write(plan, _ -> true).blocked());
      }
      for (int i = 0; i < 2; i++) {
        UndoReport report = library.sidecars().undo(_ -> true);
        say("left", report.left());
      }
      say("journals", list(fixture.paths().library().resolve("sidecars")));
    }

    private void salvage(LibraryFixture fixture) throws Exception {
      try (RandomAccessFile database =
          new RandomAccessFile(fixture.paths().library().resolve("library.db").toFile(), "rw")) {
        database.write(new byte[4096]);
      }
      now = now.plus(Duration.ofDays(1));
      fixture.index(ModelSelection.DEFAULT);
      say("found", found(fixture));
      say("damaged", !list(fixture.paths().library().resolve("damaged")).isEmpty());
    }

    /// Replaces the files of an index: its own are unmapped first, those of a reader stay until it
    /// is closed.
    private void index() throws IOException {
      Path folder = base.resolve("vectors");
      IndexSettings settings = IndexSettings.defaults(1);
      try (VectorIndex index = VectorIndex.open(folder, "model", 8, settings)) {
        add(index, 1, 9);
        // These are enough for another mean of the codes.
        add(index, 9, 1_100);
        say("codes", codes(folder));
        try (VectorIndex reader = VectorIndex.open(folder, "model", 8, settings)) {
          say("read", reader.size());
          index.remove(IdSet.of(LongStream.range(1, 1_050).toArray()));
          index.save();
          say("codes", codes(folder));
        }
        add(index, 2_000, 2_001);
        say("codes", codes(folder));
      }
      FileOperations.deleteTree(folder);
    }

    private static void add(VectorIndex index, long from, long to) {
      Random random = new Random(from);
      for (long id = from; id < to; id++) {
        float[] vector = new float[8];
        for (int i = 0; i < vector.length; i++) {
          vector[i] = (float) (1 + random.nextGaussian());
        }
        double norm =
            Math.sqrt(IntStream.range(0, 8).mapToDouble(i -> vector[i] * vector[i]).sum());
        for (int i = 0; i < vector.length; i++) {
          vector[i] /= (float) norm;
        }
        index.add(id, id, vector);
      }
      index.save();
    }

    private static long codes(Path folder) throws IOException {
      return list(folder).stream().filter(name -> name.matches(".*\\d.*")).count();
    }

    /// Deletes a file that is closed a moment later, and one that stays open.
    private void retry() throws IOException, InterruptedException {
      Path file = Files.writeString(base.resolve("held"), "held");
      FileChannel channel = FileChannel.open(file);
      Thread holder =
          Thread.ofPlatform()
              .start(
                  () -> {
                    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                    try {
                      channel.close();
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
      FileOperations.delete(file);
      holder.join();
      say("deleted", !Files.exists(file));
      Path other = Files.writeString(base.resolve("other"), "other");
      try (FileChannel _ = FileChannel.open(other)) {
        FileOperations.move(Files.writeString(base.resolve("new"), "new"), other);
        say("replaced", Files.readString(other));
      } catch (AccessDeniedException e) {
        say("stays", Files.readString(other));
      }
    }

    private void end() throws IOException {
      try (LibraryFixture fixture = fixture()) {
        InstantSource time = () -> now;
        Purge purge = new Purge(fixture.paths(), time.withZone(ZoneOffset.UTC));
        say("not purged", purge.run());
        say("library", Files.exists(fixture.paths().library()));
      }
      WindowsRulesProvider rules = (WindowsRulesProvider) FileSystems.getDefault().provider();
      rules.refused().forEach(refused -> say("refused", refused.replace(base.toString(), "")));
    }

    private void say(String what, Object result) {
      out.println(what + " " + result);
    }

    private static List<String> list(Path folder) throws IOException {
      if (!Files.isDirectory(folder)) {
        return List.of();
      }
      try (Stream<Path> entries = Files.list(folder)) {
        return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
      }
    }
  }

  @TempDir Path base;

  @Test
  void aLibraryLivesWithTheRulesOfWindows() throws Exception {
    Path log = base.resolve("child.log");
    ProcessBuilder builder =
        JavaProcess.of(Child.class, Files.createDirectory(base.resolve("home")).toString());
    builder
        .command()
        .add(1, "-D" + WindowsRulesProvider.PROPERTY + "=" + WindowsRulesProvider.class.getName());
    Process child = builder.redirectError(log.toFile()).start();
    try (BufferedReader out = child.inputReader()) {
      List<String> lines = out.readAllLines();
      assertThat(child.waitFor()).as(String.join("\n", lines) + Files.readString(log)).isZero();
      assertThat(lines)
          .containsExactly(
              "found 6",
              "found 7",
              "found 6",
              "model true",
              "found 6",
              "found 6",
              "models []",
              "exported 13",
              "found 6",
              "blocked []",
              "blocked []",
              "left []",
              "left []",
              "journals [lock]",
              "backups 3",
              "found 6",
              "found 6",
              "damaged true",
              // The coarse and fine codes, and those that a reader has mapped.
              "codes 2",
              "read 1099",
              "codes 4",
              "codes 2",
              "deleted true",
              "stays other",
              "not purged []",
              "library false",
              "refused delete /vectors/coarse-2",
              "refused delete /vectors/fine-2",
              "refused delete /held",
              "refused replace /other");
    }
  }
}
