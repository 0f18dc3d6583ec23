package app.akin.core.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the deletion of folders.
final class FileOperationsTest {
  /// A folder of the kernel, in which nothing can be deleted by anyone.
  private static final Path FIXED = Path.of("/proc/self/fd");

  @TempDir Path base;

  @Test
  void everythingInTheFolderIsDeletedAndNothingOutside() throws IOException {
    Path kept = Files.writeString(base.resolve("kept.txt"), "kept");
    Path outside = Files.createDirectories(base.resolve("outside"));
    Files.writeString(outside.resolve("kept.txt"), "kept");
    Path folder = base.resolve("folder");
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/one.txt"), "one");
    Files.writeString(folder.resolve(".hidden"), "two");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Files.createSymbolicLink(folder.resolve("a/broken"), base.resolve("nowhere"));

    FileOperations.deleteTree(folder);

    assertThat(folder).doesNotExist();
    assertThat(kept).hasContent("kept");
    assertThat(outside.resolve("kept.txt")).hasContent("kept");
  }

  @Test
  void aFileAndALinkToAFolderAreDeleted() throws IOException {
    Path target = Files.createDirectories(base.resolve("target/inside"));
    Path link = Files.createSymbolicLink(base.resolve("link"), base.resolve("target"));
    Path file = Files.writeString(base.resolve("file"), "");

    FileOperations.deleteTree(link);
    FileOperations.deleteTree(file);
    FileOperations.deleteTree(base.resolve("never existed"));

    assertThat(link).doesNotExist();
    assertThat(file).doesNotExist();
    assertThat(target).exists();
  }

  @Test
  void pathsThatCannotBeDeletedAreReported() {
    assumeTrue(Files.isDirectory(FIXED), "requires the special files of Linux");

    assertThat(FileOperations.deletePossible(FIXED)).endsWith(FIXED).hasSizeGreaterThan(1);
    assertThatThrownBy(() -> FileOperations.deleteTree(FIXED)).isInstanceOf(IOException.class);
    assertThat(FIXED).exists();
  }

  @Test
  void sizesAreRoundedForTheirUse() {
    assertThat(DataSize.occupiedMegabytes(1)).isEqualTo(1);
    assertThat(DataSize.occupiedMegabytes(2_000_000)).isEqualTo(2);
    assertThat(DataSize.occupiedMegabytes(2_000_001)).isEqualTo(3);
    assertThat(DataSize.freeMegabytes(1_999_999)).isEqualTo(1);
  }
}
