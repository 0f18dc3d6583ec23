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

/// Broken files of every format, indexed: no crash, no hang, and every file is a photo or a
/// failure. `-Dakin.fuzz` says how many (300), `-Dakin.fuzz.seed` which. A native decoder that
/// crashes takes the test's process along.
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
    try (LibraryFixture home = new LibraryFixture(base)) {
      for (int i = 0; i < count; i++) {
        Map.Entry<String, byte[]> file = files.next();
        String name = "d" + i / 1000 + "/" + i + "-" + file.getKey();
        home.write(name, file.getValue());
        written.add(name);
      }
      IngestReport report = home.index();
      assertThat(report.files()).as("seed %d", seed).isEqualTo(count);
      LibraryStatus status = home.status();
      Set<String> failed =
          status.failures().stream()
              .map(failure -> home.photos().relativize(failure.path()).toString())
              .collect(Collectors.toSet());
      assertThat(written).as("seed %d", seed).containsAll(failed);
      assertThat(status.failures())
          .as("seed %d", seed)
          .allSatisfy(failure -> assertThat(failure.detail()).isNotBlank());
      // Equal files are one content; every other file that did not fail is embedded.
      assertThat(status.files()).as("seed %d", seed).isEqualTo(count - failed.size());
      assertThat(status.embedded()).as("seed %d", seed).isEqualTo(status.contents());
      // Nothing changed, so there is nothing to do again.
      assertThat(home.index().embedded()).as("seed %d", seed).isZero();
    }
  }
}
