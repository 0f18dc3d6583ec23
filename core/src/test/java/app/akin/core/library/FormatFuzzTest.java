package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.BrokenFiles;
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
/// failure. `-Dakin.fuzz` sets the number of files (300), `-Dakin.fuzz.seed` the seed. A crash in a
/// native decoder ends the test process.
class FormatFuzzTest {
  private static final System.Logger LOG = System.getLogger(FormatFuzzTest.class.getName());

  @TempDir Path base;

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void everyBrokenFileIsIndexedOrReported() throws Exception {
    int count = Integer.getInteger("akin.fuzz", 300);
    long seed = Long.getLong("akin.fuzz.seed", System.nanoTime());
    LOG.log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
    BrokenFiles files = new BrokenFiles(seed);
    Set<String> written = new TreeSet<>();
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      for (int i = 0; i < count; i++) {
        Map.Entry<String, byte[]> file = files.next();
        String name = "d" + i / 1000 + "/" + i + "-" + file.getKey();
        fixture.write(name, file.getValue());
        written.add(name);
      }
      IngestReport report = fixture.index();
      assertThat(report.files()).as("seed %d", seed).isEqualTo(count);
      LibraryStatus status = fixture.status();
      Set<String> failed =
          status.failures().stream()
              .map(failure -> fixture.photos().relativize(failure.path()).toString())
              .collect(Collectors.toSet());
      assertThat(written).as("seed %d", seed).containsAll(failed);
      assertThat(status.failures())
          .as("seed %d", seed)
          .allSatisfy(failure -> assertThat(failure.detail()).isNotBlank());
      // Equal files share one content; every other file that did not fail is embedded.
      assertThat(status.files()).as("seed %d", seed).isEqualTo(count - failed.size());
      assertThat(status.embedded()).as("seed %d", seed).isEqualTo(status.contents());
      // Nothing changed, so no work is left.
      assertThat(fixture.index().embedded()).as("seed %d", seed).isZero();
    }
  }
}
