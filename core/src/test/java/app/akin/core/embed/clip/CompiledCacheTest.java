package app.akin.core.embed.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the cache of compiled models: when models are compiled, and the state after failures.
final class CompiledCacheTest {
  private static final long END = 799;

  @TempDir Path temporary;
  private Path folder = Path.of("");
  private Path compiled = Path.of("");

  @BeforeEach
  void makeModel() {
    folder = temporary.resolve("model");
    compiled = temporary.resolve("cache/compiled");
    SyntheticCheckpoint.tiny().write(folder);
  }

  private ClipModel model() {
    return ClipModel.read(folder, compiled);
  }

  @Test
  void readingAModelCompilesNothing() {
    ClipModel model = model();
    assertThat(model.dimension()).isEqualTo(32);
    assertThat(compiled).doesNotExist();
  }

  @Test
  void aTowerIsCompiledWhenItIsRequested() throws Exception {
    ClipModel model = model();
    Path text = model.textArchive(END);
    assertThat(archives()).containsExactly(text);
    assertThat(text.getParent()).hasFileName(model.fingerprint());
    Path image = model.imageArchive(Precision.FP32, Kernels.PLAIN);
    assertThat(archives()).containsExactlyInAnyOrder(text, image);
  }

  @Test
  void anArchiveIsCompiledOnce() throws Exception {
    Path archive = model().textArchive(END);
    FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(archive, longAgo);
    assertThat(model().textArchive(END)).isEqualTo(archive);
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(longAgo);
  }

  @Test
  void aDamagedArchiveIsCompiledAgain() throws Exception {
    Path archive = model().imageArchive(Precision.FP32, Kernels.PLAIN);
    byte[] whole = Files.readAllBytes(archive);
    for (long length : new long[] {0, 1, whole.length / 2, whole.length - 1}) {
      try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      assertThat(model().imageArchive(Precision.FP32, Kernels.PLAIN)).isEqualTo(archive);
      assertThat(Files.readAllBytes(archive)).isEqualTo(whole);
    }
  }

  @Test
  void theFingerprintDependsOnTheContentButNotOnTheLocation() throws Exception {
    String original = model().fingerprint();
    assertThat(original).matches("[0-9a-f]{32}");
    Path elsewhere = temporary.resolve("elsewhere");
    SyntheticCheckpoint.tiny().write(elsewhere);
    assertThat(ClipModel.read(elsewhere, compiled).fingerprint()).isEqualTo(original);
    assertThat(ClipModel.read(folder, temporary.resolve("other")).fingerprint())
        .isEqualTo(original);

    for (String name :
        List.of("config.json", "tokenizer.json", "preprocessor_config.json", "model.safetensors")) {
      SyntheticCheckpoint.tiny().write(folder);
      Path file = folder.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      // Appends a space, which keeps JSON valid; in the weights changes the last byte.
      FileTime before = Files.getLastModifiedTime(file);
      if (name.endsWith(".json")) {
        Files.writeString(file, " ", StandardOpenOption.APPEND);
      } else {
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(before.toInstant().plusSeconds(1)));
      }
      assertThat(model().fingerprint()).as(name).isNotEqualTo(original);
    }
    SyntheticCheckpoint.tiny().write(folder);
    assertThat(model().fingerprint()).isEqualTo(original);
  }

  @Test
  void theFingerprintIsCachedBySizeAndTime() throws Exception {
    Path weights = folder.resolve("model.safetensors");
    String original = model().fingerprint();
    FileTime time = Files.getLastModifiedTime(weights);
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    Files.setLastModifiedTime(weights, time);
    // No size or time changed, so nothing was hashed again.
    assertThat(model().fingerprint()).isEqualTo(original);
    Files.setLastModifiedTime(weights, FileTime.from(time.toInstant().plusSeconds(1)));
    assertThat(model().fingerprint()).isNotEqualTo(original);
  }

  @Test
  void aCorruptedCachedFingerprintIsIgnored() throws Exception {
    String original = model().fingerprint();
    Path note = cachedFingerprint();
    String text = Files.readString(note);
    for (String broken : List.of("", text.substring(0, 20), text.replace("model.saf", "mode"))) {
      Files.writeString(note, broken);
      assertThat(model().fingerprint()).isEqualTo(original);
      assertThat(Files.readString(note)).isEqualTo(text);
    }
  }

  @Test
  void nothingIsWrittenToTheModelsFolder() throws Exception {
    Map<Path, FileTime> before = times(folder);
    ClipModel model = model();
    assertThat(model.textArchive(END)).exists();
    assertThat(model.imageArchive(Precision.FP32, Kernels.PLAIN)).exists();
    assertThat(times(folder)).isEqualTo(before);
  }

  @Test
  void aReadOnlyModelFolderIsSufficient() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
      }
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThat(model().imageArchive(Precision.FP32, Kernels.PLAIN)).exists();
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void concurrentCompilationsLeaveOneCompleteArchive() throws Exception {
    int workers = 8;
    byte[] expected =
        Files.readAllBytes(
            ClipModel.read(folder, temporary.resolve("alone"))
                .imageArchive(Precision.FP32, Kernels.PLAIN));
    CyclicBarrier start = new CyclicBarrier(workers);
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      Callable<byte[]> work =
          () -> {
            // Separate readers, as in separate processes.
            ClipModel model = model();
            start.await();
            return Files.readAllBytes(model.imageArchive(Precision.FP32, Kernels.PLAIN));
          };
      List<Future<byte[]>> results = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        results.add(pool.submit(work));
      }
      for (Future<byte[]> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    }
    assertThat(archives()).hasSize(1);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void onlyAbandonedTemporaryFilesAreDeleted() throws Exception {
    ClipModel model = model();
    Path place = Files.createDirectories(compiled.resolve(model.fingerprint()));
    Path dead = Files.writeString(place.resolve("image-fp32-v1.pt.1.tmp"), "half");
    Path alive = Files.writeString(place.resolve("image-fp32-v1.pt.2.tmp"), "half");
    FileTime now = Files.getLastModifiedTime(alive);
    Files.setLastModifiedTime(dead, FileTime.from(now.toInstant().minus(Duration.ofHours(2))));
    assertThat(model.imageArchive(Precision.FP32, Kernels.PLAIN)).exists();
    assertThat(leftovers()).containsExactly(alive);
  }

  @Test
  void anUnwritableCacheIsReported() throws Exception {
    // A file in place of the cache folder, which can't be written even by root.
    Path inTheWay = Files.writeString(temporary.resolve("file"), "");
    Path root = inTheWay.resolve("compiled");
    AkinException failure =
        catchThrowableOfType(
            AkinException.class, () -> ClipModel.read(folder, root).textArchive(END));
    assertThat(failure.problem())
        .isInstanceOfSatisfying(
            Problem.ModelCacheUnwritable.class,
            unwritable -> assertThat(unwritable.folder()).isEqualTo(root));
  }

  @Test
  void weightsTruncatedAfterReadingAreReported() throws Exception {
    ClipModel model = model();
    assertThat(model.fingerprint()).isNotEmpty();
    try (FileChannel channel =
        FileChannel.open(folder.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 1);
    }
    AkinException failure =
        catchThrowableOfType(
            AkinException.class, () -> model.imageArchive(Precision.FP32, Kernels.PLAIN));
    assertThat(failure.problem()).isInstanceOf(Problem.ModelWeights.class);
    assertThat(archives()).isEmpty();
    assertThat(leftovers()).isEmpty();
  }

  private Path cachedFingerprint() throws IOException {
    try (Stream<Path> notes = Files.list(compiled.resolve("fingerprints"))) {
      List<Path> all = notes.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private Set<Path> archives() throws IOException {
    return filesEndingWith(".pt");
  }

  private Set<Path> leftovers() throws IOException {
    return filesEndingWith(".tmp");
  }

  private Set<Path> filesEndingWith(String end) throws IOException {
    try (Stream<Path> files = Files.walk(compiled)) {
      return files.filter(file -> file.toString().endsWith(end)).collect(Collectors.toSet());
    }
  }

  private static Map<Path, FileTime> times(Path folder) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}
