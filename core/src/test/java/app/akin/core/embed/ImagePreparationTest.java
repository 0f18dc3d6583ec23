package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.TestSeed;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests prepared images against values of transformers and Pillow, and against a simple resize of
/// the whole image.
final class ImagePreparationTest {
  @TempDir private Path compiled;

  // Computed by CLIPImageProcessor of transformers 4.45.2 with Pillow 12.3.0 and numpy 1.26.4 from
  // the pixels of TestModels.raster: the first six bytes of the SHA-256 of the little-endian
  // float32 values.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}|500|375|0|4c295e45163e
          {}|375|500|1|036e0daa5867
          {}|224|224|2|41eeb51a0604
          {}|223|225|3|0d5d514bc231
          {}|1|1|0|234f683044b9
          {}|3|100|1|3c4649cac598
          {}|1000|3|2|3a81e4a668fc
          {}|3|1000|3|50c3a3b3abcc
          {}|57|31|0|5c9cdb9a6c20
          {}|1203|801|1|fad3500a2f43
          {}|224|300|2|e809e6efb3cc
          {}|640|427|3|7a8d6791ddf6
          {'size':260,'crop_size':260,'image_mean':0.498,'image_std':0.502}|500|375|1|b3cc3a05d6b9
          {'size':32,'crop_size':32}|75|50|2|d4c23b5596bc
          {'size':{'shortest_edge':20},'crop_size':33}|75|50|2|7e300de5b655
          {'size':{'shortest_edge':20},'crop_size':{'height':33,'width':25}}|75|50|2|0066d9344709
          {'do_resize':false,'crop_size':33}|20|50|2|c4dea10f911d
          {'size':{'height':40,'width':24},'do_center_crop':false}|75|50|3|53297341a2aa
          {'size':[40,24],'crop_size':[21,22]}|75|50|3|85819eb89512
          {'size':24,'crop_size':24,'do_normalize':false}|75|50|3|59aa206eb5fe
          {'size':24,'crop_size':24,'do_rescale':false}|75|50|3|f15d61b41f9e
          {'crop_size':24,'image_mean':0.5,'rescale_factor':0.01}|75|50|3|d3692e919a93
          {'size':{'shortest_edge':24,'longest_edge':30},'crop_size':24}|75|50|3|870febca38cf
          {'size':24,'crop_size':24,'resample':1}|75|50|3|796b784720b4
          {'size':64,'crop_size':64,'resample':1}|31|20|3|ad23121495e4
          {'size':24,'crop_size':24,'resample':2}|75|50|3|467a1aefe15c
          {'size':64,'crop_size':64,'resample':2}|31|20|3|eb283c05d6fe
          {'size':24,'crop_size':24,'resample':4}|75|50|3|e68d99fbef29
          {'size':64,'crop_size':64,'resample':4}|31|20|3|9843e9ebe9dd
          {'size':24,'crop_size':24,'resample':5}|75|50|3|834e6007b280
          {'size':64,'crop_size':64,'resample':5}|31|20|3|324f16bb7cc1
          """)
  void valuesMatchTheReference(String settings, int width, int height, int seed, String expected) {
    float[] values = prepare(settings, TestModels.raster(width, height, seed));
    assertThat(hash(values)).startsWith(expected);
  }

  @Test
  void aWindowEqualsTheCropOfAFullResize() {
    long seed = TestSeed.of(ImagePreparationTest.class);
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      Raster raster =
          TestModels.raster(1 + random.nextInt(90), 1 + random.nextInt(90), random.nextInt(5));
      int side = 1 + random.nextInt(40);
      String settings =
          "{'size':%d,'crop_size':%d,'do_rescale':false,'do_normalize':false}"
              .formatted(side, side);
      assertThat(prepare(settings, raster))
          .as("%dx%d to %d, seed %d", raster.width(), raster.height(), side, seed)
          .isEqualTo(ReferenceResize.centre(raster, side));
    }
  }

  @Test
  void blackPixelsMatchTheReference() {
    float[] black = prepare("{}", new Raster(224, 224, new byte[3 * 224 * 224]));
    assertThat(black[0]).isEqualTo(-1.7922626f);
    assertThat(black[224 * 224]).isEqualTo(-1.7520971f);
    assertThat(black[2 * 224 * 224]).isEqualTo(-1.4802198f);
  }

  @Test
  void anImageWithAnExtremeAspectRatioIsPrepared() {
    assertThat(prepare("{}", TestModels.raster(200_000, 1, 1))).hasSize(3 * 224 * 224);
    assertThat(prepare("{}", TestModels.raster(1, 200_000, 1))).hasSize(3 * 224 * 224);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [1]                           | is not one JSON object
          {'size':224                   | is not valid JSON
          {} {}                         | is not valid JSON
          {'size':'224'}                | size
          {'size':0}                    | size
          {'size':224.5}                | size
          {'size':1e99}                 | size
          {'size':[224]}                | size
          {'size':{'longest_edge':224}} | size
          {'size':{'height':224}}       | size
          {'crop_size':{'height':224}}  | crop_size.width
          {'crop_size':true}            | crop_size
          {'resample':0}                | resample
          {'resample':9}                | resample
          {'do_resize':'yes'}           | do_resize
          {'do_center_crop':false}      | do_center_crop
          {'image_mean':[0.5]}          | image_mean
          {'image_mean':['a','b','c']}  | image_mean
          {'image_std':[1,0,1]}         | image_std
          {'rescale_factor':'1/255'}    | rescale_factor
          """)
  void invalidSettingsAreReported(String settings, String detail) {
    assertThatThrownBy(() -> prepare(settings, TestModels.raster(2, 2, 0)))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> {
              assertThat(e.problem())
                  .isInstanceOfSatisfying(
                      Problem.ModelConfig.class,
                      config -> {
                        assertThat(config.file()).isEqualTo("made/preprocessor_config.json");
                        assertThat(config.detail()).startsWith(detail);
                      });
            });
  }

  private float[] prepare(String settings, Raster raster) {
    ModelFiles files =
        TestModels.withoutArchives(TestModels.BUNDLE, settings.replace('\'', '"'), "{}");
    try (EmbeddingModel model = EmbeddingModel.open(files, TestModels.settings(compiled))) {
      return model.prepare(raster).values();
    }
  }

  private static String hash(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
