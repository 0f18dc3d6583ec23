package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.GoldenData.Composed;
import app.akin.core.embed.GoldenData.Crop;
import app.akin.core.embed.GoldenData.Reference;
import app.akin.core.embed.GoldenData.Text;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests every model against the reference implementation: identical pixels and token ids; unit
/// vectors and norms of raw features within 1e-4.
final class GoldenModelsTest {
  private static final double BOUND = 1e-4;
  private static final Map<String, EmbeddingModel> OPEN = new HashMap<>();

  @TempDir private static Path compiled;

  static Stream<String> models() {
    return Stream.concat(GoldenData.CHECKPOINTS.stream(), Stream.of(GoldenData.STARTER));
  }

  @AfterAll
  static void close() {
    OPEN.values().forEach(EmbeddingModel::close);
    OPEN.clear();
  }

  @ParameterizedTest
  @MethodSource("models")
  void cropsAreIdenticalToTheReference(String name) {
    Reference reference = GoldenData.reference(name);
    SoftAssertions.assertSoftly(
        softly -> {
          for (Crop expected : reference.images()) {
            float[] values = prepared(name, expected.file());
            byte[] crop = GoldenData.crop(values, reference.mean(), reference.std());
            softly
                .assertThat(GoldenData.samples(crop, reference.side(), expected.samples()))
                .as(expected.file() + " pixels")
                .isEqualTo(expected.samples());
            softly
                .assertThat(GoldenData.sha256(crop))
                .as(expected.file() + " crop")
                .isEqualTo(expected.crop());
            softly
                .assertThat(GoldenData.sha256(littleEndian(values)))
                .as(expected.file() + " values")
                .isEqualTo(expected.values());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("models")
  void tokenIdsMatchTheReference(String name) {
    SoftAssertions.assertSoftly(
        softly -> {
          for (Text expected : GoldenData.reference(name).texts()) {
            softly
                .assertThat(model(name).tokens(expected.text()))
                .as(expected.text())
                .containsExactly(expected.ids().stream().mapToLong(Long::longValue).toArray());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("models")
  void imageFeaturesMatchTheReference(String name) {
    SoftAssertions.assertSoftly(
        softly -> {
          for (Crop expected : GoldenData.reference(name).images()) {
            if (expected.raw() != null) {
              assertSame(
                  softly,
                  expected.file(),
                  image(name, expected.file()),
                  Vectors.of(expected.raw()));
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("models")
  void textFeaturesMatchTheReference(String name) {
    SoftAssertions.assertSoftly(
        softly -> {
          for (Text expected : GoldenData.reference(name).texts()) {
            if (expected.raw() != null) {
              assertSame(
                  softly, expected.text(), text(name, expected.text()), Vectors.of(expected.raw()));
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("models")
  void dimensionMatchesTheReference(String name) {
    int dimension = GoldenData.reference(name).dimension();
    assertThat(model(name).dimension()).isEqualTo(dimension);
    assertThat(text(name, "a photo of a lake").dimension()).isEqualTo(dimension);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aBatchGivesTheEmbeddingsOfSingleImages(String name) {
    List<float[]> inputs = new ArrayList<>();
    List<Embedding> alone = new ArrayList<>();
    for (Crop crop : GoldenData.reference(name).images().subList(0, 7)) {
      inputs.add(prepared(name, crop.file()));
      alone.add(image(name, crop.file()));
    }
    for (int size : new int[] {2, 3, 7}) {
      List<Embedding> together = images(name, inputs.subList(7 - size, 7));
      assertThat(together).hasSize(size);
      for (int i = 0; i < size; i++) {
        Embedding single = alone.get(7 - size + i);
        assertThat(Vectors.distance(together.get(i).unit(), single.unit())).isLessThan(1e-5);
        assertThat(together.get(i).norm()).isCloseTo(single.norm(), within(1e-5f * single.norm()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aComposedQueryIsTheNormalisedSumOfRawFeatures(String name) {
    SoftAssertions.assertSoftly(
        softly -> {
          for (Composed expected : GoldenData.reference(name).composed()) {
            String what = expected.file() + " + " + expected.text();
            Embedding image = image(name, expected.file());
            Embedding text = text(name, expected.text());
            float[] composed = Vectors.composed(text, image);
            softly
                .assertThat(Vectors.distance(composed, Vectors.of(expected.unit())))
                .as(what)
                .isLessThan(BOUND);
            softly
                .assertThat(Vectors.distance(Vectors.composedOfUnits(text, image), composed))
                .as(what + ", units added")
                .isGreaterThan(10 * BOUND);
          }
        });
  }

  private static void assertSame(
      SoftAssertions softly, String what, Embedding actual, float[] raw) {
    Embedding expected = Embedding.ofRaw(raw);
    softly
        .assertThat(Vectors.distance(actual.unit(), expected.unit()))
        .as(what + ", direction")
        .isLessThan(BOUND);
    softly
        .assertThat((double) actual.norm())
        .as(what + ", norm")
        .isCloseTo(expected.norm(), within(BOUND * expected.norm()));
    softly.assertThat(actual.isZero()).as(what).isEqualTo(expected.isZero());
  }

  private static EmbeddingModel model(String name) {
    return OPEN.computeIfAbsent(name, GoldenModelsTest::open);
  }

  private static EmbeddingModel open(String name) {
    return GoldenData.open(
        name.equals(GoldenData.STARTER)
            ? TestModels.starter()
            : ModelFiles.folder(GoldenData.checkpoint(name)),
        compiled);
  }

  private static float[] prepared(String name, String file) {
    return model(name).prepare(GoldenData.raster(file)).values();
  }

  private static Embedding image(String name, String file) {
    return images(name, List.of(prepared(name, file))).getFirst();
  }

  private static List<Embedding> images(String name, List<float[]> inputs) {
    try (ImageTower tower = model(name).imageTower()) {
      return tower.embed(inputs.stream().map(PreparedImage::new).toList());
    }
  }

  private static Embedding text(String name, String text) {
    try (TextTower tower = model(name).textTower()) {
      return tower.embed(text);
    }
  }

  private static byte[] littleEndian(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }
}
