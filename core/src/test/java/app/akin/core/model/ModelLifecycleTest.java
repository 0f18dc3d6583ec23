package app.akin.core.model;

import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TestSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs [ModelLifecycle] with a tiny model.
final class ModelLifecycleTest {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLifecycleTest.class);

  @TempDir Path base;

  @Test
  void aModelIsFetchedUsedReplacedReactivatedAndImportedOffline() throws Exception {
    long seed = TestSeed.of(ModelLifecycleTest.class);
    Path photos = Files.createDirectories(base.resolve("photos"));
    for (int i = 0; i < 4; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 160, 120));
    }
    try (ModelFixture fixture = new ModelFixture(base)) {
      new ModelLifecycle(
              base,
              ModelFixture.MODEL,
              fixture.files,
              fixture.hub,
              fixture::models,
              fixture.netEnvironment(),
              photos,
              new Random(seed),
              message -> LOG.info("seed {}: {}", seed, message))
          .run();
    }
  }
}
