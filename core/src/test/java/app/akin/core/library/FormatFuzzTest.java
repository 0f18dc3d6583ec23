package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.BrokenFiles;
import app.akin.core.kit.FormatKit;
import app.akin.core.kit.TestSeed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Indexes broken files of every format: no crash, no hang, and every file becomes a photo or a
/// failure. `-Dakin.fuzz` sets the number of files (300). A crash in a native decoder ends the test
/// process.
class FormatFuzzTest {
  /// The least proportion of broken files that are readable: most differ from an intact file in a
  /// few bytes, and 44 % of 1,500 were.
  private static final double MIN_READABLE = 0.3;

  @TempDir Path base;

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void everyBrokenFileIsIndexedOrReported() throws Exception {
    int count = Integer.getInteger("akin.fuzz", 300);
    long seed = TestSeed.of(FormatFuzzTest.class);
    BrokenFiles files = new BrokenFiles(seed);
    Set<String> written = new TreeSet<>();
    Set<String> intact = new TreeSet<>();
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      for (Map.Entry<String, byte[]> file : FormatKit.everyFormat().entrySet()) {
        String name = "intact/" + file.getKey();
        fixture.write(name, file.getValue());
        intact.add(name);
      }
      for (int i = 0; i < count; i++) {
        Map.Entry<String, byte[]> file = files.next();
        String name = "d" + i / 1000 + "/" + i + "-" + file.getKey();
        fixture.write(name, file.getValue());
        written.add(name);
      }
      IngestReport report = fixture.index();
      assertThat(report.files()).as("seed %d", seed).isEqualTo(count + intact.size());
      LibraryStatus status = fixture.status();
      Set<String> failed =
          status.failures().stream()
              .map(failure -> fixture.photos().relativize(failure.path()).toString())
              .collect(Collectors.toSet());
      assertThat(written).as("seed %d", seed).containsAll(failed);
      assertThat(status.failures())
          .as("seed %d", seed)
          .allSatisfy(failure -> assertThat(failure.detail()).isNotBlank());
      assertThat(failed).as("seed %d", seed).doesNotContainAnyElementsOf(intact);
      assertThat(failed.size())
          .as("broken files that are not readable, seed %d", seed)
          .isLessThan((int) (count * (1 - MIN_READABLE)));
      // Equal files share one content; every other file that did not fail is embedded.
      assertThat(status.files())
          .as("seed %d", seed)
          .isEqualTo(count + intact.size() - failed.size());
      assertThat(status.embedded()).as("seed %d", seed).isEqualTo(status.contents());
      // Nothing changed, so no work is left.
      assertThat(fixture.index().embedded()).as("seed %d", seed).isZero();
    }
  }
}
