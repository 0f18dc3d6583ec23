package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.JavaProcess;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Access to a library by more than one process.
@Timeout(60)
class MultiProcessTest {
  @TempDir Path temp;

  /// A second process: commits one photo, adds a second without a commit, and waits; or fills the
  /// disk.
  public static final class ChildProcess {
    private ChildProcess() {}

    /// Expects the library's folder and the action, `hold` or `fill`.
    public static void main(String[] arguments) throws IOException {
      try (TestLibrary library = new TestLibrary(Path.of(arguments[0]))) {
        library.put("committed.jpg", 1);
        library.writer.commit();
        if (arguments[1].equals("fill")) {
          fill(library);
        } else {
          library.put("open.jpg", 2);
          print("ready");
          // Blocks until the parent closes the pipe or kills this process.
          System.in.read();
        }
      }
    }

    private static void fill(TestLibrary library) {
      int committed = 1;
      try {
        for (int i = 2; i < 10_000; i++) {
          library.put(i + ".jpg", i);
          library.writer.putThumbnail(TestLibrary.key(i), new byte[50_000]);
          if (i % 20 == 0) {
            library.writer.commit();
            committed = i;
          }
        }
        print("never full");
      } catch (AkinException e) {
        print(e.problem().getClass().getSimpleName() + " " + committed);
      }
    }

    // The child process reports its result on standard output.
    private static void print(String word) {
      System.out.println(word);
    }
  }

  private static Process start(ProcessBuilder child) throws IOException {
    return child.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void lockOfAnotherProcessIsRespectedAndItsCrashLosesOnlyUncommittedRows() throws Exception {
    Path folder = temp.resolve("library");
    Process other = start(JavaProcess.of(ChildProcess.class, folder.toString(), "hold"));
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      TestLibrary.assertProblem(() -> new TestLibrary(folder), Problem.LibraryBusy.class);
      try (Store store = TestLibrary.openForReading(folder)) {
        assertThat(store.reader().files(1, "", 1)).containsOnlyKeys("committed.jpg");
        other.destroyForcibly().waitFor();
        assertThat(store.reader().files(1, "", 1)).containsOnlyKeys("committed.jpg");
        try (TestLibrary library = new TestLibrary(folder)) {
          library.put("mine.jpg", 3);
          library.writer.commit();
          assertThat(store.reader().files(1, "", 1)).containsOnlyKeys("committed.jpg", "mine.jpg");
        }
      }
      CatalogueInvariants.check(folder);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void fullDiskIsReportedAndCommittedRowsStay() throws Exception {
    assumeTrue(File.separatorChar == '/', "ulimit is a matter of Unix");
    Path folder = temp.resolve("library");
    // Limits the file size to a few megabytes; the native library, which is already unpacked, is
    // smaller.
    new TestLibrary(folder).close();
    Process other =
        start(JavaProcess.withFileLimit(16384, ChildProcess.class, folder.toString(), "fill"));
    try (BufferedReader output = other.inputReader()) {
      String answer = output.readLine();
      assertThat(answer).startsWith("DiskFull ");
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
      int committed = Integer.parseInt(answer.substring("DiskFull ".length()));
      assertThat(committed).isGreaterThan(1);
      try (Store store = TestLibrary.openForReading(folder)) {
        assertThat(store.reader().files(1, "", 1))
            .containsKeys("committed.jpg", committed + ".jpg")
            .hasSizeBetween(committed, committed + 20);
      }
      // Without the limit, the library can be written again.
      try (TestLibrary library = new TestLibrary(folder)) {
        library.put("more.jpg", 20_000);
        library.writer.commit();
      }
      CatalogueInvariants.check(folder);
    } finally {
      other.destroyForcibly();
    }
  }
}
