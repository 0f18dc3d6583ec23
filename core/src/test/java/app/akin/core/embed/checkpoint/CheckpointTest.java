package app.akin.core.embed.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests valid and invalid safetensors files, written byte by byte.
final class CheckpointTest {
  private static final String TWO =
      """
      {"__metadata__":{"format":"pt"},
       "a":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]},
       "b":{"dtype":"F16","shape":[],"data_offsets":[2,4]},
       "c":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}}\
      """;

  @TempDir Path folder;

  @Test
  void readsTheBytesOfEveryTensor() throws Exception {
    write("model.safetensors", TWO, new byte[] {1, 2, 3, 4, 0, 0, (byte) 0x80, 0x3f, 5, 6, 7, 8});
    Checkpoint checkpoint = Checkpoint.read(folder);
    assertThat(checkpoint.files()).containsExactly(folder.resolve("model.safetensors"));
    try (MappedWeights mapped = checkpoint.map()) {
      MemorySegment a = mapped.bytes(checkpoint.tensor("a", List.of(2L, 1L)));
      assertThat(a.get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0))
          .isEqualTo(1f);
      assertThat(a.toArray(ValueLayout.JAVA_BYTE)).endsWith(5, 6, 7, 8).hasSize(8);
      assertThat(mapped.bytes(checkpoint.tensor("b", List.of())).toArray(ValueLayout.JAVA_BYTE))
          .containsExactly(3, 4);
      assertThat(mapped.bytes(checkpoint.tensor("c", List.of(1L))).toArray(ValueLayout.JAVA_BYTE))
          .containsExactly(1, 2);
    }
  }

  @Test
  void readsTensorsBeyondTwoGigabytes() throws Exception {
    long large = 3L << 30;
    Path file = folder.resolve("model.safetensors");
    String header =
        """
        {"rows":{"dtype":"U8","shape":[%d],"data_offsets":[0,%d]},
         "last":{"dtype":"F16","shape":[2],"data_offsets":[%d,%d]}}\
        """
            .formatted(large, large, large, large + 4);
    write("model.safetensors", header, new byte[0]);
    // The file is sparse.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {9, 8, 7, 6}), channel.size() + large);
    }
    Checkpoint checkpoint = Checkpoint.read(folder);
    try (MappedWeights mapped = checkpoint.map()) {
      assertThat(
              mapped.bytes(checkpoint.tensor("last", List.of(2L))).toArray(ValueLayout.JAVA_BYTE))
          .containsExactly(9, 8, 7, 6);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"a":{"dtype":"F16","shape":[6],"data_offsets":[0,12]} | not valid JSON
          [1, 2, 3] | not valid JSON
          {"a":5} | not valid JSON
          {'a':{"dtype":"F16","shape":[6],"data_offsets":[0,12]}} | not valid JSON
          {"a":{"dtype":"F16","shape":[6],"data_offsets":[0,12]}} {} | not valid JSON
          {"a":{"dtype":"F16","shape":[6],"data_offsets":[0,1e40]}} | not valid JSON
          {"a":{"dtype":"F16","shape":[6],"data_offsets":[0,12],"x":1}} | unknown key x
          {"a":{"dtype":"F16","shape":[6],"data_offsets":[0]}} | lacks one of
          {"a":{"dtype":"F16","data_offsets":[0,12]}} | lacks one of
          {"a":{"dtype":"F16","shape":[6],"shape":[6],"data_offsets":[0,12]}} | shape twice
          {"a":{"dtype":"F16","shape":["6"],"data_offsets":[0,12]}} | no number
          {"a":{"dtype":"F16","shape":[-6],"data_offsets":[0,12]}} | negative size -6
          {"a":{"dtype":"F16","shape":[6],"data_offsets":[12,0]}} | offsets 12 to 0
          {"a":{"dtype":"F16","shape":[5],"data_offsets":[0,12]}} | needs 10 bytes and has 12
          {"a":{"dtype":"F16","shape":[4294967296,4294967296],"data_offsets":[0,12]}} | too large
          {"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}} | 4 bytes after the last
          {"a":{"dtype":"F16","shape":[4],"data_offsets":[4,12]}} | 4 bytes before tensor a
          {"a":{"dtype":"F16","shape":[7],"data_offsets":[0,14]}} | of 77 bytes
          {"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[3],"data_offsets":[6,12]}} | b overlaps
          {"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"F16","shape":[3],"data_offsets":[6,12]}} | 2 bytes before tensor b
          {"a":{"dtype":"F16","shape":[3],"data_offsets":[0,6]},"a":{"dtype":"F16","shape":[3],"data_offsets":[6,12]}} | a twice
          {"__metadata__":{},"__metadata__":{},"a":{"dtype":"F16","shape":[6],"data_offsets":[0,12]}} | __metadata__ twice
          """)
  void rejectsAnInvalidHeader(String header, String detail) throws Exception {
    write("model.safetensors", header, new byte[12]);
    AkinException problem = failure();
    assertThat(problem.problem()).isInstanceOf(Problem.ModelWeights.class);
    assertThat(((Problem.ModelWeights) problem.problem()).file())
        .isEqualTo(folder.resolve("model.safetensors"));
    assertThat(detail(problem)).contains(detail);
  }

  @Test
  void rejectsEveryTruncation() throws Exception {
    Path file = write("model.safetensors", TWO, new byte[12]);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      AkinException problem = failure();
      assertThat(problem.problem()).isInstanceOf(Problem.ModelWeights.class);
      assertThat(detail(problem)).contains("ends after " + length);
    }
  }

  @Test
  void rejectsAnInvalidHeaderLength() throws Exception {
    Path file = folder.resolve("model.safetensors");
    for (long length : new long[] {-1, 0, 1, 200_000_000, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Files.write(
          file, ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
      assertThat(detail(failure())).contains(Long.toUnsignedString(length), "not possible");
    }
  }

  @Test
  void rejectsAHeaderThatIsNotUtf8() throws Exception {
    Path file = write("model.safetensors", "{\"aaaa\":1}", new byte[0]);
    byte[] bytes = Files.readAllBytes(file);
    bytes[11] = (byte) 0xff;
    Files.write(file, bytes);
    assertThat(detail(failure())).isEqualTo("the header is not UTF-8 text");
  }

  @Test
  void checksOnlyTheTypesOfRequestedTensors() throws Exception {
    write(
        "model.safetensors",
        """
        {"a":{"dtype":"F8_E5M2","shape":[4],"data_offsets":[0,4]},
         "b":{"dtype":"I64","shape":[1],"data_offsets":[4,12]}}\
        """,
        new byte[12]);
    Checkpoint checkpoint = Checkpoint.read(folder);
    assertThat(detail(failure(() -> checkpoint.tensor("a", List.of(4L)))))
        .isEqualTo("tensor a is of type F8_E5M2, not F16, BF16 or F32");
    assertThat(detail(failure(() -> checkpoint.tensor("b", List.of(1L)))))
        .isEqualTo("tensor b is of type I64, not F16, BF16 or F32");
  }

  @Test
  void reportsAMissingTensorOrAnotherShape() throws Exception {
    Path file = write("model.safetensors", TWO, new byte[12]);
    Checkpoint checkpoint = Checkpoint.read(folder);
    AkinException missing = failure(() -> checkpoint.tensor("d", List.of(1L)));
    assertThat(missing.problem()).isEqualTo(new Problem.ModelTensorMissing(file, "d"));
    AkinException shape = failure(() -> checkpoint.tensor("a", List.of(1L, 2L)));
    assertThat(shape.problem())
        .isEqualTo(new Problem.ModelTensorShape(file, "a", "[1, 2]", "[2, 1]"));
  }

  @Test
  void readsShardsListedInTheIndex() throws Exception {
    write("one.safetensors", one("a"), new byte[] {1, 2});
    write("two.safetensors", one("b"), new byte[] {3, 4});
    index(
        "{\"metadata\":{\"total_size\":4},\"weight_map\":{\"b\":\"two.safetensors\",\"a\":\"one.safetensors\"}}");
    Checkpoint checkpoint = Checkpoint.read(folder);
    assertThat(checkpoint.files().stream().map(file -> file.getFileName().toString()))
        .containsExactly("model.safetensors.index.json", "one.safetensors", "two.safetensors");
    try (MappedWeights mapped = checkpoint.map()) {
      assertThat(mapped.bytes(checkpoint.tensor("b", List.of(1L))).toArray(ValueLayout.JAVA_BYTE))
          .containsExactly(3, 4);
    }
  }

  @Test
  void reportsEntriesOfTheIndexThatAreMissing() throws Exception {
    write("one.safetensors", one("a"), new byte[2]);
    index("{\"weight_map\":{\"a\":\"one.safetensors\",\"b\":\"one.safetensors\"}}");
    assertThat(failure().problem())
        .isEqualTo(new Problem.ModelTensorMissing(folder.resolve("one.safetensors"), "b"));
    index("{\"weight_map\":{\"a\":\"one.safetensors\",\"b\":\"gone.safetensors\"}}");
    assertThat(failure().problem())
        .isEqualTo(new Problem.ModelFileMissing(folder.toString(), "gone.safetensors"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"weight_map":{} } | no weight_map
          {"metadata":{} } | no weight_map
          {"weight_map":{"a":"../one.safetensors"} } | no file name
          {"weight_map":{"a":"/one.safetensors"} } | no file name
          {"weight_map":{"a":"x\\\\one.safetensors"} } | no file name
          {"weight_map":{"a":"one.safetensors","a":"one.safetensors"} } | a is there twice
          {"weight_map":{"a":["one.safetensors"]} } | not valid JSON
          {"weight_map":{"a":"one.safetensors"} | not valid JSON
          {"weight_map":{"a":"one.safetensors"} } 1 | not valid JSON
          """)
  void rejectsAnInvalidIndex(String index, String detail) throws Exception {
    write("one.safetensors", one("a"), new byte[2]);
    index(index);
    assertThat(failure().problem()).isInstanceOf(Problem.ModelWeights.class);
    assertThat(detail(failure())).contains(detail);
  }

  @Test
  void reportsTheMissingFile() {
    assertThat(failure().problem())
        .isEqualTo(new Problem.ModelFileMissing(folder.toString(), "model.safetensors"));
  }

  @Test
  void detectsAChangedFileLengthAfterReadingTheHeader() throws Exception {
    Path file = write("model.safetensors", TWO, new byte[12]);
    Checkpoint checkpoint = Checkpoint.read(folder);
    Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
    try (MappedWeights mapped = checkpoint.map()) {
      AkinException problem = failure(() -> mapped.bytes(checkpoint.tensor("b", List.of())));
      assertThat(problem.problem())
          .isEqualTo(new Problem.ModelWeights(file, "changed while it was in use"));
    }
  }

  private static String detail(AkinException failure) {
    return ((Problem.ModelWeights) failure.problem()).detail();
  }

  private AkinException failure() {
    return failure(() -> Checkpoint.read(folder));
  }

  private static AkinException failure(Runnable work) {
    AkinException failure = catchThrowableOfType(AkinException.class, work::run);
    assertThat(failure).isNotNull();
    return failure;
  }

  private static String one(String name) {
    return "{\"%s\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}".formatted(name);
  }

  private void index(String json) throws IOException {
    Files.writeString(folder.resolve("model.safetensors.index.json"), json);
  }

  private Path write(String name, String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve(name), file.array());
  }
}
