package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.Await;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CheckpointKit;
import app.akin.core.kit.TinyModel;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Tests the import of models that embed prompts, and the computers and drives that cannot hold
/// them.
final class PromptInstallTest {
  private static final String SHARD = "model-00002-of-00004.safetensors";

  @TempDir private Path base;
  private ModelFixture fixture;
  private Path source;
  private FixedVolumes volumes;

  @BeforeEach
  void open() throws IOException {
    fixture = ModelFixture.ofPrompts(base);
    source = base.resolve("origin");
    volumes = (FixedVolumes) fixture.volumes;
    Files.createDirectories(fixture.folders());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Problem failure(Runnable work) {
    return catchThrowableOfType(AkinException.class, work::run).problem();
  }

  private void assertNothingImported() throws IOException {
    assertThat(fixture.models().list()).noneMatch(model -> model.state() == State.INSTALLED);
    try (Stream<Path> left = Files.list(fixture.folders())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void weightsAreLinkedAndSettingsAreCopied() throws IOException {
    fixture.freeSpace = _ -> 51_000_000;
    String name = TinyModel.importInto(fixture.models(), source, false);

    assertThat(name).isEqualTo("origin");
    Path folder = fixture.folders().resolve(name);
    fixture.files.forEach(
        (file, bytes) -> assertThat(folder.resolve(file)).hasBinaryContent(bytes));
    assertThat(Files.getAttribute(folder.resolve(SHARD), "unix:ino"))
        .isEqualTo(Files.getAttribute(source.resolve(SHARD), "unix:ino"));
    assertThat(Files.getAttribute(folder.resolve("config.json"), "unix:ino"))
        .isNotEqualTo(Files.getAttribute(source.resolve("config.json"), "unix:ino"));
    CatalogedModel model = fixture.models().find(name);
    assertThat(model.embedsPrompts()).isTrue();
    assertThat(model.target()).as("a library is not switched to it by itself").isFalse();
  }

  /// A link to a file elsewhere is followed: the model must not depend on it.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aSymbolicLinkIsFollowed() throws IOException {
    Path blob = Files.move(source.resolve(SHARD), base.resolve("blob"));
    Files.createSymbolicLink(source.resolve(SHARD), blob);
    String name = TinyModel.importInto(fixture.models(), source, false);
    Files.delete(blob);

    assertThat(fixture.models().find(name).state()).isEqualTo(State.INSTALLED);
    assertThat(fixture.models().findDamaged()).isEmpty();
  }

  /// On another volume the weights are copied, which needs space.
  @Test
  @EnabledOnOs(OS.LINUX)
  void weightsOfAnotherVolumeAreCopied() throws IOException {
    Path shared = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(shared) && !Files.getFileStore(shared).equals(Files.getFileStore(base)),
        "requires a second volume");
    Path elsewhere = Files.createTempDirectory(shared, "akin");
    try {
      CheckpointKit.copy(source, elsewhere.resolve("mine"));
      fixture.freeSpace = _ -> 50_100_000;
      assertThat(
              failure(
                  () -> TinyModel.importInto(fixture.models(), elsewhere.resolve("mine"), false)))
          .isEqualTo(new Problem.DiskShort(fixture.folders(), 51, 50));
      assertNothingImported();

      fixture.freeSpace = _ -> 52_000_000;
      String name = TinyModel.importInto(fixture.models(), elsewhere.resolve("mine"), false);
      assertThat(fixture.folders().resolve(name).resolve(SHARD))
          .hasSameBinaryContentAs(elsewhere.resolve("mine").resolve(SHARD));
    } finally {
      try (Stream<Path> files = Files.walk(elsewhere)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void aStoppedImportLeavesNothing() throws Exception {
    Path zip = largeZip();
    ModelFetch imported = fixture.models().startImport(zip, false);
    Await.until("the first bytes", () -> imported.status().bytes() > 0 || imported.isDone());
    imported.stop();

    assertThat(imported.await()).isFalse();
    assertNothingImported();
  }

  /// Returns a ZIP file that takes longer to unpack than the test to stop it.
  private Path largeZip() throws IOException {
    Path zip = base.resolve("mine.zip");
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream packed = new ZipOutputStream(out)) {
      packed.setLevel(1);
      for (Map.Entry<String, byte[]> file : fixture.files.entrySet()) {
        packed.putNextEntry(new ZipEntry(file.getKey()));
        packed.write(file.getValue());
        packed.closeEntry();
      }
      packed.putNextEntry(new ZipEntry("notes.txt"));
      for (int i = 0; i < 500; i++) {
        packed.write(block);
      }
      packed.closeEntry();
    }
    return zip;
  }

  /// A process that was killed leaves the folder of its import without a lock.
  @Test
  void theNextImportDeletesAnAbandonedOne() throws IOException {
    Path abandoned = Files.createDirectories(fixture.folders().resolve(".other.import"));
    Files.writeString(abandoned.resolve("config.json"), "{}");
    Files.createFile(fixture.folders().resolve(".other.import.lock"));
    Path download = Files.createDirectories(fixture.folders().resolve(".base"));

    TinyModel.importInto(fixture.models(), source, false);

    try (Stream<Path> left = Files.list(fixture.folders())) {
      assertThat(left).containsExactlyInAnyOrder(download, fixture.folders().resolve("origin"));
    }
  }

  @Test
  void tooLittleMemoryIsReportedBeforeTheFetchAndTheImport() throws IOException {
    ModelDescriptor tiny = fixture.tiny;
    fixture.tiny =
        new ModelDescriptor(
            tiny.name(),
            "origin",
            tiny.repository(),
            tiny.revision(),
            tiny.files(),
            tiny.family(),
            tiny.dimension(),
            tiny.licence(),
            tiny.languages(),
            1_500_000_000,
            tiny.tensors(),
            tiny.elements(),
            tiny.ranking());
    fixture.memory = 1_073_741_824;

    Problem short1 = new Problem.MemoryShort(ModelFixture.MODEL, 1500, 1073);
    assertThat(failure(() -> fixture.models().fetch(ModelFixture.MODEL, false))).isEqualTo(short1);
    assertThat(failure(() -> TinyModel.importInto(fixture.models(), source, false)))
        .isEqualTo(short1);
    assertThat(fixture.hub.requests()).isEmpty();
    assertNothingImported();

    fixture.memory = 1_500_000_000;
    assertThat(TinyModel.importInto(fixture.models(), source, false))
        .as("the listed name, by its weights")
        .isEqualTo(ModelFixture.MODEL);
  }

  /// The process would end if the drive of mapped weights went away.
  @Test
  void aModelOnADriveThatMayGoAwayIsRefused() throws IOException {
    Models models =
        new Models(
            base.resolve("compiled"), BuildCache.NATIVES, fixture.folders(), volumes, 1, Map.of());
    ModelSelection selection = new ModelSelection(source.toString(), Device.CPU, Precision.FP32);
    models.open(selection).close();
    volumes.removable.add(source);
    assertThat(failure(() -> models.open(selection).close()))
        .isEqualTo(new Problem.ModelDrive(source));
    volumes.removable.clear();
    volumes.remote.add(source.resolve(SHARD));
    assertThat(failure(() -> models.open(selection).close()))
        .isEqualTo(new Problem.ModelDrive(source.resolve(SHARD)));
    // Its towers are read into memory.
    Path clip = base.resolve("clip");
    TinyModel.write(clip);
    volumes.remote.add(clip);
    models.open(new ModelSelection(clip.toString(), Device.CPU, Precision.FP32)).close();
  }

  @Test
  void aModelFolderOnSuchADriveTakesNoPromptModel() throws IOException {
    volumes.remote.add(fixture.folders());
    Problem drive = new Problem.ModelDrive(fixture.folders());
    assertThat(failure(() -> fixture.models().fetch(ModelFixture.MODEL, false))).isEqualTo(drive);
    assertThat(failure(() -> TinyModel.importInto(fixture.models(), source, false)))
        .isEqualTo(drive);
    assertThat(fixture.hub.requests()).isEmpty();
    assertNothingImported();

    volumes.remote.clear();
    volumes.removable.add(source);
    assertThat(TinyModel.importInto(fixture.models(), source, false))
        .as("a copy from such a drive")
        .isEqualTo("origin");
  }
}
