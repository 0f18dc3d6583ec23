package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/// Taking over what somebody else packed: how much it may write, and that nothing stays of what is
/// refused.
final class ImportTest {
  private static final String WEIGHTS = "model.safetensors";

  /// The largest size that an entry says without an extension of the format.
  private static final int FOUR_GIGABYTES = 0xFFFF_FFFE;

  private static final int CENTRAL_ENTRY = 0x0201_4B50;
  private static final int SIZE_AT = 24;

  @TempDir Path base;
  private ModelFixture shop;

  @BeforeEach
  void open() throws IOException {
    shop = new ModelFixture(base);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void anEntryThatIsLargerThanItSaysIsRefused() throws Exception {
    byte[] zip = zip(shop.files);
    assertThat(sizes(zip, WEIGHTS, 1000)).isEqualTo(1);

    assertRefused(Problem.MODEL_IMPORT, Files.write(base.resolve("packed.zip"), zip));
  }

  /// Small entries that say, and may well hold, gigabytes of zeros each.
  @Test
  void aZipFileThatUnpacksToMoreThanAnyModelIsRefusedHoweverMuchRoomThereIs() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>(shop.files);
    for (int i = 0; i < 20; i++) {
      files.put("notes-" + i + ".txt", new byte[10_000]);
    }
    byte[] zip = zip(files);
    assertThat(sizes(zip, "notes-", FOUR_GIGABYTES)).isEqualTo(20);

    assertRefused(Problem.MODEL_IMPORT, Files.write(base.resolve("packed.zip"), zip));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDiskTooSmallIsSaidBeforeAnythingIsCopied(boolean packed) throws Exception {
    Path source =
        packed ? Files.write(base.resolve("packed.zip"), zip(shop.files)) : base.resolve("origin");
    shop.room =
        folder -> {
          assertThat(folder).isEmptyDirectory();
          return 60_000;
        };

    assertRefused(Problem.DISK_SHORT, source);
    shop.room = _ -> 1_000_000_000;
    shop.models().importFrom(source, false);
    assertThat(shop.models().list()).anyMatch(model -> model.state() == State.INSTALLED);
  }

  private void assertRefused(Problem problem, Path source) throws IOException {
    Files.createDirectories(shop.folders());
    assertThatThrownBy(() -> shop.models().importFrom(source, false))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    assertThat(shop.models().list()).noneMatch(model -> model.state() == State.INSTALLED);
    try (Stream<Path> left = Files.walk(shop.folders())) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
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

  /// Makes the entries of names that begin alike say a size, in the directory at the end of a ZIP
  /// file; how many these are.
  private static int sizes(byte[] zip, String beginning, int size) {
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int found = 0;
    for (int at = 0; at + 46 < zip.length; at++) {
      if (buffer.getInt(at) == CENTRAL_ENTRY) {
        int length = buffer.getShort(at + 28);
        String name = new String(zip, at + 46, length, StandardCharsets.UTF_8);
        if (name.startsWith(beginning)) {
          buffer.putInt(at + SIZE_AT, size);
          found++;
        }
      }
    }
    return found;
  }
}
