package app.akin.core.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTextTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain.jpg", "with space 'and' \"quotes\".jpg", "Ünï/日本/😀.jpg"})
  void ordinaryPathsAreUnchanged(String name) {
    Path path = folder.resolve(name);
    assertThat(PathText.of(path)).isEqualTo(path.toString());
    assertThat(PathText.path(PathText.of(path))).isEqualTo(path);
    assertThat(PathText.relative(folder, path)).isEqualTo(name);
    assertThat(PathText.resolve(folder, name)).isEqualTo(path);
  }

  @Test
  void relativePathOfTheFolderIsEmpty() {
    assertThat(PathText.relative(folder, folder)).isEmpty();
    assertThat(PathText.resolve(folder, "")).isEqualTo(folder);
  }

  @Test
  void undecodableBytesArePreserved() throws IOException {
    assumeTrue(File.separatorChar == '/', "names are bytes on POSIX systems only");
    Path odd = Path.of(URI.create(folder.toUri() + "od%FFd%0Aname.jpg"));
    Files.writeString(odd, "x");
    assertThat(PathText.path(PathText.of(odd))).isEqualTo(odd);
    String name = PathText.relative(folder, odd);
    assertThat(Files.readString(PathText.resolve(folder, name))).isEqualTo("x");
  }

  @Test
  void nameThatLooksLikeAFileUrlIsPreserved() {
    Path tricky = folder.resolve("file:").resolve("x.jpg");
    assertThat(PathText.resolve(folder, PathText.relative(folder, tricky))).isEqualTo(tricky);
  }
}
