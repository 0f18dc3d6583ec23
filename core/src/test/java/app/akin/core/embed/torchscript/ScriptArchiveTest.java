package app.akin.core.embed.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.ArchiveRunner;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests archives with the JDK's ZIP reader and PyTorch's loader.
final class ScriptArchiveTest {
  private static final String ADD =
      """
      class Half(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        weight : Tensor
        def __getstate__(self: __torch__.Half) -> Tuple[Tensor, Tensor]:
          return (self.weight, self.weight)
        def __setstate__(self: __torch__.Half, state: Tuple[Tensor, Tensor]) -> NoneType:
          self.training = False
          self.weight = torch.add(torch.to((state)[0], 6), torch.to((state)[1], 6))
          return None
      class Tower(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        plain : Tensor
        half : __torch__.Half
        def forward(self: __torch__.Tower, x: Tensor) -> Tensor:
          return torch.add(torch.add(x, self.plain), (self.half).weight)
      """;

  @TempDir Path folder;

  @Test
  void pytorchLoadsTensorsOfEveryTypeFromAttributesAndState() throws Exception {
    ScriptArchive archive =
        archive(
            floats(1, 2, 3, 4, 5, 6),
            tensor(ElementType.HALF, shorts(Float.floatToFloat16(0.5f)), 1),
            tensor(
                ElementType.BFLOAT16, shorts((short) 0x4120, (short) 0x4180, (short) 0xc180), 3));
    try (ArchiveRunner runner = ArchiveRunner.open(written(archive))) {
      float[][] sum = runner.run(new float[] {100, 200, 300, 400, 500, 600}, 2, 3);
      assertThat(sum[0]).containsExactly(111.5f, 218.5f, 287.5f);
      assertThat(sum[1]).containsExactly(414.5f, 521.5f, 590.5f);
    }
  }

  @Test
  void theZipIsCompleteUncompressedAndAligned() throws Exception {
    byte[] large = new byte[20 << 20];
    for (int i = 0; i < large.length; i += 1001) {
      large[i] = (byte) i;
    }
    ScriptArchive archive =
        archive(
            floats(1, 2, 3, 4, 5, 6),
            tensor(ElementType.HALF, shorts((short) 7), 1),
            tensor(ElementType.FLOAT, large, large.length / 4));
    Path file = written(archive);
    byte[] bytes = Files.readAllBytes(file);
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        names.add(entry.getName());
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        byte[] data = zip.getInputStream(entry).readAllBytes();
        assertThat(entry.getSize()).isEqualTo(data.length);
        assertThat(dataStart(bytes, entry.getName()) % 64).isZero();
      }
      byte[] stored = zip.getInputStream(zip.getEntry("tower/data/2")).readAllBytes();
      assertThat(Arrays.equals(stored, large)).isTrue();
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "tower/data.pkl",
            "tower/code/__torch__.py",
            "tower/constants.pkl",
            "tower/version",
            "tower/data/0",
            "tower/data/1",
            "tower/data/2");
  }

  @Test
  void entriesBeyondFourGigabytesAreReadable() throws Exception {
    Path file = folder.resolve("large.zip");
    byte[] data = {1, 2, 3};
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      StoredZip zip = new StoredZip(channel);
      zip.add("near", MemorySegment.ofArray(data));
      // The file is sparse.
      channel.position(5L << 30);
      zip.add("far", MemorySegment.ofArray(data));
      zip.finish();
    }
    assertThat(ScriptArchive.isWhole(file)).isTrue();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (String name : List.of("near", "far")) {
        assertThat(zip.getInputStream(zip.getEntry(name)).readAllBytes()).isEqualTo(data);
      }
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 1);
    }
    assertThat(ScriptArchive.isWhole(file)).isFalse();
  }

  @Test
  void equalArchivesHaveEqualBytes() throws Exception {
    ScriptArchive archive = sample();
    byte[] first = Files.readAllBytes(written(archive));
    assertThat(Files.readAllBytes(written(archive))).isEqualTo(first);
  }

  @Test
  void aTruncatedOrExtendedArchiveIsIncomplete() throws Exception {
    Path file = written(sample());
    assertThat(ScriptArchive.isWhole(file)).isTrue();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(ScriptArchive.isWhole(file)).isFalse();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThat(ScriptArchive.isWhole(file)).isFalse();
    // Truncated and filled with zeros, as after a power failure.
    byte[] zeros = whole.clone();
    Arrays.fill(zeros, zeros.length - 500, zeros.length - 22, (byte) 0);
    Files.write(file, zeros);
    assertThat(ScriptArchive.isWhole(file)).isFalse();
  }

  @Test
  void theBytesOfATensorMustMatchItsShape() {
    assertThatThrownBy(() -> tensor(ElementType.HALF, new byte[6], 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ScriptArchive sample() {
    ScriptValue.Tensor one = tensor(ElementType.HALF, shorts((short) 7), 1);
    return archive(floats(1, 2, 3, 4, 5, 6), one, one);
  }

  private static ScriptArchive archive(
      ScriptValue.Tensor plain, ScriptValue.Tensor first, ScriptValue.Tensor second) {
    Map<String, ScriptValue> attributes = new LinkedHashMap<>();
    attributes.put("plain", plain);
    attributes.put(
        "half", new ScriptValue.StatefulModule("Half", ScriptValue.Tuple.of(first, second)));
    return new ScriptArchive(ADD, new ScriptValue.Module("Tower", attributes));
  }

  private static ScriptValue.Tensor floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(ElementType.FLOAT, bytes.array(), 2, values.length / 2);
  }

  private static ScriptValue.Tensor tensor(ElementType type, byte[] bytes, long... sizes) {
    List<Long> shape = Arrays.stream(sizes).boxed().toList();
    return new ScriptValue.Tensor(type, shape, MemorySegment.ofArray(bytes));
  }

  private static byte[] shorts(short... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(values);
    return bytes.array();
  }

  private Path written(ScriptArchive archive) throws IOException {
    Path file = Files.createTempFile(folder, "archive", ".pt");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      archive.write(channel);
    }
    return file;
  }

  /// Returns the offset of the data after the first local header with a name.
  private static int dataStart(byte[] zip, String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < zip.length - 30; at++) {
      if (bytes.getInt(at) == 0x04034b50
          && bytes.getShort(at + 26) == wanted.length
          && Arrays.equals(zip, at + 30, at + 30 + wanted.length, wanted, 0, wanted.length)) {
        return at + 30 + wanted.length + bytes.getShort(at + 28);
      }
    }
    throw new AssertionError(name);
  }
}
