package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.TinyModel;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the import of untrusted archives: limits on the unpacked size, and clean-up after a
/// rejection.
final class ImportTest {
  private static final String WEIGHTS = "model.safetensors";

  /// The largest entry size without the ZIP64 extension.
  private static final int FOUR_GIGABYTES = 0xFFFF_FFFE;

  private static final int CENTRAL_ENTRY = 0x0201_4B50;
  private static final int SIZE_OFFSET = 24;

  @TempDir Path base;
  private ModelFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ModelFixture(base);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anEntryLargerThanDeclaredIsRejected() throws Exception {
    byte[] zip = zip(fixture.files);
    assertThat(setDeclaredSizes(zip, WEIGHTS, 1000)).isEqualTo(1);

    assertRejected(Problem.ModelImport.class, Files.write(base.resolve("packed.zip"), zip));
  }

  /// Small entries that declare, and may contain, gigabytes of zeros each.
  @Test
  void aZipFileLargerThanAnyModelIsRejectedRegardlessOfDiskSpace() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>(fixture.files);
    for (int i = 0; i < 20; i++) {
      files.put("notes-" + i + ".txt", new byte[10_000]);
    }
    byte[] zip = zip(files);
    assertThat(setDeclaredSizes(zip, "notes-", FOUR_GIGABYTES)).isEqualTo(20);

    assertRejected(Problem.ModelImport.class, Files.write(base.resolve("packed.zip"), zip));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void insufficientDiskSpaceIsReportedBeforeCopying(boolean packed) throws Exception {
    Path source =
        packed
            ? Files.write(base.resolve("packed.zip"), zip(fixture.files))
            : base.resolve("origin");
    fixture.freeSpace =
        folder -> {
          // Links need no space.
          assertThat(folder).isDirectoryNotContaining("glob:**.json");
          return 60_000;
        };

    assertRejected(Problem.DiskShort.class, source);
    fixture.freeSpace = _ -> 1_000_000_000;
    TinyModel.importInto(fixture.models(), source, false);
    assertThat(fixture.models().list()).anyMatch(model -> model.state() == State.INSTALLED);
  }

  private void assertRejected(Class<? extends Problem> problem, Path source) throws IOException {
    Files.createDirectories(fixture.folders());
    assertThatThrownBy(() -> TinyModel.importInto(fixture.models(), source, false))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    assertThat(fixture.models().list()).noneMatch(model -> model.state() == State.INSTALLED);
    try (Stream<Path> remaining = Files.walk(fixture.folders())) {
      assertThat(remaining.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /// Sets the declared size of all entries with a name prefix in the central directory of a ZIP
  /// file.
  ///
  /// @return the number of changed entries
  private static int setDeclaredSizes(byte[] zip, String prefix, int size) {
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int found = 0;
    for (int at = 0; at + 46 < zip.length; at++) {
      if (buffer.getInt(at) == CENTRAL_ENTRY) {
        int length = buffer.getShort(at + 28);
        String name = new String(zip, at + 46, length, StandardCharsets.UTF_8);
        if (name.startsWith(prefix)) {
          buffer.putInt(at + SIZE_OFFSET, size);
          found++;
        }
      }
    }
    return found;
  }
}
