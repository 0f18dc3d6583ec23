package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Raster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Tests the path from images and texts to vectors with the starter model.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StarterModelTest {
  @TempDir private Path compiled;
  private EmbeddingModel model;

  @BeforeAll
  void open() {
    model = EmbeddingModel.open(TestModels.starter(), TestModels.settings(compiled));
  }

  @AfterAll
  void close() {
    model.close();
  }

  @Test
  void makeItNightFindsTheDarkenedImage() {
    Raster scene = scene(300, 200);
    List<Raster> photos = new ArrayList<>();
    photos.add(mapPixels(scene, value -> value * 2 / 9));
    photos.add(mapPixels(scene, value -> Math.min(255, value * 5 / 4)));
    for (int seed = 0; seed < 4; seed++) {
      photos.add(TestModels.raster(300, 200, seed));
      photos.add(mapPixels(TestModels.raster(300, 200, seed), value -> value * 2 / 9));
    }
    try (ImageTower images = model.imageTower();
        TextTower texts = model.textTower()) {
      Embedding night = texts.embed("make it night");
      Embedding image = images.embed(List.of(model.prepare(scene))).getFirst();
      float[] query = sum(image, night);
      List<Embedding> embedded = images.embed(photos.stream().map(model::prepare).toList());
      List<Double> scores = embedded.stream().map(photo -> dot(query, photo.unit())).toList();
      assertThat(scores.stream().max(Comparator.naturalOrder())).hasValue(scores.getFirst());
      // Without the text, the darkened image is not the nearest.
      List<Double> similarities =
          embedded.stream().map(photo -> dot(image.unit(), photo.unit())).toList();
      assertThat(similarities.get(1)).isGreaterThan(similarities.get(0));
    }
  }

  @Test
  void aBatchGivesTheEmbeddingsOfSingleImages() {
    List<PreparedImage> images = new ArrayList<>();
    for (int seed = 0; seed < 7; seed++) {
      images.add(model.prepare(TestModels.raster(120 + seed, 90, seed)));
    }
    try (ImageTower tower = model.imageTower()) {
      assertThat(tower.embed(List.of())).isEmpty();
      assertThat(tower.batchSize(7)).as("not measured for a few images").isEqualTo(1);
      int measured = tower.batchSize(100);
      assertThat(measured).isIn(1, 2, 4, 8, 16);
      assertThat(tower.batchSize(7)).isEqualTo(measured);
      List<Embedding> together = tower.embed(images);
      assertThat(together).hasSize(7);
      for (int i = 0; i < 7; i++) {
        Embedding alone = tower.embed(List.of(images.get(i))).getFirst();
        assertThat(together.get(i).unit()).containsExactly(alone.unit(), within(1e-5f));
        assertThat(together.get(i).norm()).isCloseTo(alone.norm(), within(1e-4f));
      }
    }
  }

  @Test
  void textsWithoutMeaningHaveAZeroEmbedding() {
    try (TextTower tower = model.textTower()) {
      assertThat(tower.embed("a photo").isZero()).isTrue();
      assertThat(tower.embed("the").isZero()).isTrue();
      assertThat(tower.embed("").isZero()).isTrue();
      Embedding dog = tower.embed("a dog");
      assertThat(dog.isZero()).isFalse();
      assertThat(dog.dimension()).isEqualTo(504);
      assertThat(dot(dog.unit(), dog.unit())).isCloseTo(1, within(1e-5));
      assertThat(tower.embed("photo ".repeat(500)).dimension()).isEqualTo(504);
    }
  }

  @Test
  void eachTowerLoadsOnlyItsOwnArchive() {
    TestModels.MemoryFiles forText = TestModels.starter();
    try (EmbeddingModel opened = EmbeddingModel.open(forText, TestModels.settings(compiled));
        TextTower tower = opened.textTower()) {
      tower.embed("a dog");
      assertThat(forText.opened()).contains("text.pt").doesNotContain("image.pt");
    }
    TestModels.MemoryFiles forImages = TestModels.starter();
    try (EmbeddingModel opened = EmbeddingModel.open(forImages, TestModels.settings(compiled));
        ImageTower tower = opened.imageTower()) {
      tower.embed(List.of(opened.prepare(TestModels.raster(20, 20, 1))));
      assertThat(forImages.opened())
          .contains("image.pt")
          .doesNotContain("text.pt", "tokenizer.json");
    }
  }

  @Test
  void towersRunConcurrently() throws InterruptedException, ExecutionException {
    PreparedImage image = model.prepare(TestModels.raster(200, 150, 2));
    Embedding expectedImage;
    Embedding expectedText;
    try (ImageTower images = model.imageTower();
        TextTower texts = model.textTower()) {
      expectedImage = images.embed(List.of(image)).getFirst();
      expectedText = texts.embed("boats on a lake");
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        running.add(threads.submit(() -> compare(image, expectedImage, expectedText)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  @Test
  void towersWorkUntilTheyAreClosedThemselves() {
    EmbeddingModel opened =
        EmbeddingModel.open(TestModels.starter(), TestModels.settings(compiled));
    ImageTower tower = opened.imageTower();
    PreparedImage image = opened.prepare(TestModels.raster(20, 20, 1));
    opened.close();
    opened.close();
    assertThat(tower.embed(List.of(image)).getFirst().isZero()).isFalse();
    tower.close();
    tower.close();
    assertThatThrownBy(() -> tower.embed(List.of(image))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(opened::imageTower).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> opened.tokens("a dog")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anIncludedModelIsLoadedOnceWhileItIsOpen() {
    TestModels.MemoryFiles files = TestModels.starter();
    EmbeddingModel one = EmbeddingModel.open(files, TestModels.settings(compiled));
    EmbeddingModel two = EmbeddingModel.open(files, TestModels.settings(compiled));
    embedImage(one);
    assertThat(files.opened()).contains("image.pt");
    files.opened().clear();
    one.close();
    one.close();
    embedImage(two);
    assertThat(files.opened()).doesNotContain("image.pt");
    assertThatThrownBy(one::imageTower).isInstanceOf(IllegalStateException.class);
    two.close();
    try (EmbeddingModel again = EmbeddingModel.open(files, TestModels.settings(compiled))) {
      embedImage(again);
      assertThat(files.opened()).contains("image.pt");
    }
  }

  private static void embedImage(EmbeddingModel opened) {
    try (ImageTower tower = opened.imageTower()) {
      PreparedImage image = opened.prepare(TestModels.raster(20, 20, 1));
      assertThat(tower.embed(List.of(image)).getFirst().isZero()).isFalse();
    }
  }

  @Test
  void anImagePreparedForAnotherModelIsRejected() {
    try (ImageTower tower = model.imageTower()) {
      List<PreparedImage> small = List.of(new PreparedImage(new float[3 * 224 * 224]));
      assertThatThrownBy(() -> tower.embed(small)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void compare(PreparedImage prepared, Embedding expectedImage, Embedding expectedText) {
    try (ImageTower images = model.imageTower();
        TextTower texts = model.textTower()) {
      for (int i = 0; i < 4; i++) {
        Embedding image = images.embed(List.of(prepared)).getFirst();
        assertThat(image.unit()).containsExactly(expectedImage.unit(), within(1e-5f));
        Embedding text = texts.embed("boats on a lake");
        assertThat(text.unit()).containsExactly(expectedText.unit(), within(1e-5f));
      }
    }
  }

  /// A bright sky over green ground with a house.
  private static Raster scene(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean sky = y < height / 2;
        boolean house = y > height / 3 && y < height * 3 / 4 && x > width / 3 && x < width / 2;
        int[] colour =
            house
                ? new int[] {180, 80, 60}
                : sky
                    ? new int[] {130 + y / 2, 180 + y / 3, 240}
                    : new int[] {90, 150 + x % 7 * 8, 60};
        for (int channel = 0; channel < 3; channel++) {
          rgb[3 * (y * width + x) + channel] = (byte) colour[channel];
        }
      }
    }
    return new Raster(width, height, rgb);
  }

  private static Raster mapPixels(Raster raster, IntUnaryOperator change) {
    byte[] rgb = raster.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) change.applyAsInt(rgb[i] & 0xff);
    }
    return new Raster(raster.width(), raster.height(), rgb);
  }

  private static float[] sum(Embedding a, Embedding b) {
    float[] raw = new float[a.dimension()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = a.unit()[i] * a.norm() + b.unit()[i] * b.norm();
    }
    return Embedding.ofRaw(raw).unit();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
