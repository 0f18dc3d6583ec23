package app.akin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests jars without native libraries.
final class SlimJarTest {
  @TempDir private Path folder;

  @Test
  void nativesAreRemovedAndTheRestIsKept() throws IOException {
    Path jar =
        jar(
            "engine.jar",
            "a/A.class",
            "META-INF/MANIFEST.MF",
            "native/linux/liba.so",
            "native/linux/libb.so.1.2",
            "native/win/a.dll",
            "native/engine.properties",
            "META-INF/native-image/a.json",
            "META-INF/services/a.B");
    Path slim = Files.createDirectory(folder.resolve("slim"));
    assertThat(new SlimJar(jar).natives())
        .containsExactly("native/linux/liba.so", "native/linux/libb.so.1.2", "native/win/a.dll");
    assertThat(new SlimJar(jar).writeTo(slim)).isTrue();
    assertThat(names(slim.resolve("engine.jar")))
        .containsExactly(
            "META-INF/MANIFEST.MF",
            "a/A.class",
            "native/engine.properties",
            "META-INF/services/a.B");
  }

  @Test
  void jarWithOnlyNativesIsRemoved() throws IOException {
    Path jar = jar("codec.jar", "META-INF/MANIFEST.MF", "org/bytedeco/codec/linux/libcodec.so");
    Path slim = Files.createDirectory(folder.resolve("slim"));
    assertThat(new SlimJar(jar).writeTo(slim)).isFalse();
    assertThat(slim).isEmptyDirectory();
  }

  @Test
  void jarWithoutNativesIsCopiedUnchanged() throws IOException {
    Path jar = jar("plain.jar", "META-INF/MANIFEST.MF", "a/A.class");
    Path slim = Files.createDirectory(folder.resolve("slim"));
    assertThat(new SlimJar(jar).writeTo(slim)).isTrue();
    assertThat(slim.resolve("plain.jar")).hasSameBinaryContentAs(jar);
  }

  private Path jar(String name, String... entries) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(entry.getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static List<String> names(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(entry -> entry.getName()).toList();
    }
  }
}
