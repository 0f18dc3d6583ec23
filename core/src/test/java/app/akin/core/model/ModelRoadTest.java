package app.akin.core.model;

import app.akin.core.kit.ImageKit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole road of a model, with a tiny one: [ModelRoad] as a command goes it with a large one.
final class ModelRoadTest {
  private static final Logger LOG = LoggerFactory.getLogger(ModelRoadTest.class);

  @TempDir Path base;

  @Test
  void aModelIsGotUsedLeftComeBackToAndTakenOverWithoutANetwork() throws Exception {
    long seed = System.nanoTime();
    Path photos = Files.createDirectories(base.resolve("photos"));
    for (int i = 0; i < 4; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 160, 120));
    }
    try (ModelFixture shop = new ModelFixture(base)) {
      new ModelRoad(
              base,
              ModelFixture.MODEL,
              shop.files,
              shop.hub,
              shop::models,
              shop.surroundings(),
              photos,
              new Random(seed),
              said -> LOG.info("seed {}: {}", seed, said))
          .go();
    }
  }
}
