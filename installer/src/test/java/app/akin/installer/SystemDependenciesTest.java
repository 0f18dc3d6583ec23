package app.akin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the packages that the native libraries of an image require.
final class SystemDependenciesTest {
  @TempDir Path image;

  @Test
  void theLibrariesOfFfmpegForArmHavePackages() throws IOException {
    library("libavutil.so.60", List.of("libva-drm.so.2", "libva.so.2", "libdrm.so.2", "libc.so.6"));
    library("libavcodec.so.62", List.of("libavutil.so.60", "ld-linux-aarch64.so.1"));
    assertThat(new SystemDependencies(image).packages())
        .contains("libva-drm2", "libva2", "libdrm2", "libc6")
        .doesNotContain("libavutil.so.60");
  }

  @Test
  void aLibraryInTheImageNeedsNoPackage() throws IOException {
    library("libva.so.2", List.of("libc.so.6"));
    library("libavutil.so.60", List.of("libva.so.2"));
    assertThat(new SystemDependencies(image).packages()).contains("libc6").doesNotContain("libva2");
  }

  @Test
  void anUnknownLibraryFailsByName() throws IOException {
    library("libavutil.so.60", List.of("libstrange.so.1"));
    assertThatThrownBy(() -> new SystemDependencies(image).packages())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("libavutil.so.60 needs libstrange.so.1");
  }

  /// Writes an ELF file with only a dynamic section: one segment to load, the section, and its
  /// strings.
  private void library(String name, List<String> needed) throws IOException {
    int from = 64 + 2 * 56;
    int strings = from + 16 * (needed.size() + 3);
    ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
    bytes.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
    bytes.putInt(64, 1).putLong(64 + 32, bytes.capacity());
    bytes.putInt(120, 2).putLong(120 + 8, from).putLong(120 + 32, strings - from);
    int text = strings + 1;
    int entry = from;
    bytes.putLong(entry, 5).putLong(entry + 8, strings);
    entry += 16;
    bytes.putLong(entry, 14).putLong(entry + 8, text - strings);
    text = put(bytes, text, name);
    for (String other : needed) {
      entry += 16;
      bytes.putLong(entry, 1).putLong(entry + 8, text - strings);
      text = put(bytes, text, other);
    }
    Files.write(image.resolve(name), bytes.array());
  }

  private static int put(ByteBuffer bytes, int at, String text) {
    byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
    bytes.put(at, characters);
    return at + characters.length + 1;
  }
}
