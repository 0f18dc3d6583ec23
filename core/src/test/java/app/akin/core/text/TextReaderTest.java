package app.akin.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.ModelFiles;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests images without text, hostile images and damaged archives.
final class TextReaderTest {
  @TempDir private Path folder;

  private EmbedSettings settings() {
    return new EmbedSettings(
        folder.resolve("compiled"), BuildCache.NATIVES, Device.CPU, Precision.FP32, 2);
  }

  /// Writes the shipped files into a folder.
  static ModelFiles shipped(Path folder) throws IOException {
    for (Resource resource :
        new Resource[] {
          Resource.TEXT_DETECTOR,
          Resource.TEXT_RECOGNIZER,
          Resource.TEXT_TURN,
          Resource.TEXT_CHARACTERS
        }) {
      try (InputStream in = resource.open()) {
        Files.write(folder.resolve(resource.fileName()), in.readAllBytes());
      }
    }
    return ModelFiles.folder(folder);
  }

  private static Raster plain(int width, int height, int value) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) value);
    return new Raster(width, height, rgb);
  }

  /// Draws black lines every few pixels, and dots of a pixel between them.
  private static Raster table(int width, int height, int cell, Random random) {
    Raster raster = plain(width, height, 255);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean black = x % cell == 0 || y % cell == 0 || random.nextInt(16) == 0;
        if (black) {
          Arrays.fill(raster.rgb(), 3 * (y * width + x), 3 * (y * width + x) + 3, (byte) 0);
        }
      }
    }
    return raster;
  }

  @Test
  void imagesWithoutTextHaveNone() throws IOException {
    Random random = new Random(TestSeed.of(TextReaderTest.class));
    try (TextReader reader = TextReader.open(shipped(folder), settings(), 2)) {
      assertThat(reader.read(plain(640, 480, 0), () -> false)).isEqualTo(ImageText.NONE);
      assertThat(reader.read(plain(640, 480, 255), () -> false)).isEqualTo(ImageText.NONE);
      assertThat(reader.read(plain(31, 480, 255), () -> false)).isEqualTo(ImageText.NONE);
      assertThat(reader.read(plain(32, 801, 255), () -> false)).isEqualTo(ImageText.NONE);
      assertThat(reader.read(plain(1, 1, 0), () -> false)).isEqualTo(ImageText.NONE);
      // A strip in tiles, of which the last ends with the image.
      assertThat(reader.read(plain(33, 825, 128), () -> false)).isEqualTo(ImageText.NONE);
      for (int cell : new int[] {3, 20}) {
        ImageText text = reader.read(table(450, 350, cell, random), () -> false);
        assertThat(text.lines())
            .allSatisfy(line -> assertThat(line.confidence()).isGreaterThanOrEqualTo(0.7));
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(400);
      }
    }
  }

  @Test
  void aStoppedReadingIsEmpty() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (FileTextReader reader =
        FileTextReader.open(
            shipped(folder), folder.resolve("compiled"), BuildCache.NATIVES, 2, Map.of())) {
      Path picture = Path.of("src/test/resources/ocr/pictures/tiny-10px.png");
      assertThat(reader.read(picture, () -> asked.incrementAndGet() > 1)).isEqualTo(ImageText.NONE);
      assertThat(reader.read(picture, () -> false).text()).isNotEmpty();

      Path broken = Files.write(folder.resolve("broken.png"), new byte[100]);
      assertThatThrownBy(() -> reader.read(broken, () -> false))
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> assertThat(e.problem()).isInstanceOf(Problem.QueryImage.class));
      assertThatThrownBy(() -> reader.read(folder.resolve("absent.png"), () -> false))
          .isInstanceOf(AkinException.class);
    }
  }

  @Test
  void aDamagedArchiveIsReported() throws IOException {
    shipped(folder);
    for (String name : new String[] {"turn.pt", "det.pt"}) {
      byte[] whole = Files.readAllBytes(folder.resolve(name));
      Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length / 2));
      assertThatThrownBy(() -> TextReader.open(ModelFiles.folder(folder), settings(), 2).close())
          .isInstanceOfSatisfying(
              AkinException.class,
              e ->
                  assertThat(e.problem())
                      .isInstanceOfSatisfying(
                          Problem.ModelArchive.class,
                          damaged -> assertThat(damaged.toString()).contains(name)));
      Files.write(folder.resolve(name), whole);
    }
  }

  @Test
  void shortLinesNeedMoreConfidence() {
    assertThat(LineFilter.keeps("Exit", 0.7)).isTrue();
    assertThat(LineFilter.keeps("Exit", 0.69)).isFalse();
    assertThat(LineFilter.keeps("5 G!", 0.8)).isFalse();
    assertThat(LineFilter.keeps("出口", 0.85)).isTrue();
    assertThat(LineFilter.keeps("茶", 0.95)).isTrue();
    assertThat(LineFilter.keeps("一", 1)).isFalse();
    assertThat(LineFilter.keeps("A", 1)).isFalse();
    assertThat(LineFilter.keeps("---", 1)).isFalse();
    assertThat(LineFilter.keeps("", 1)).isFalse();
  }
}
