package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests locking and cleanup around the unpacking of native libraries.
final class NativesFolderTest {
  @TempDir private Path temporary;

  @Test
  void leftoversOfAKilledProcessAreRemoved() throws IOException {
    Path natives = temporary.resolve("natives");
    Path leftover = natives.resolve("pytorch").resolve("tmp123");
    Path whole = natives.resolve("pytorch").resolve("2.7.1-cpu");
    Files.createDirectories(leftover);
    Files.createDirectories(whole);
    Files.writeString(leftover.resolve("libtorch.so"), "half");
    Files.writeString(whole.resolve("libtorch.so"), "whole");
    String seen =
        new NativesFolder(natives).runExclusively(() -> "ran after " + Files.exists(leftover));
    assertThat(seen).isEqualTo("ran after false");
    assertThat(whole.resolve("libtorch.so")).hasContent("whole");
  }

  @Test
  void anInstalledFolderIsNotChanged() throws IOException {
    Path natives = Files.createDirectories(temporary.resolve("natives"));
    Path engine =
        Files.createDirectories(natives.resolve("pytorch").resolve("tmp of another process"));
    Files.writeString(natives.resolve(NativesFolder.COMPLETE), "");
    assertThat(new NativesFolder(natives).runExclusively(() -> "ran")).isEqualTo("ran");
    assertThat(engine).exists();
    assertThat(natives.resolve("unpacking.lock")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeCreatedIsReported() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    NativesFolder natives = new NativesFolder(file.resolve("natives"));
    assertThatThrownBy(() -> natives.runExclusively(() -> "ran"))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isInstanceOf(Problem.Engine.class));
  }
}
