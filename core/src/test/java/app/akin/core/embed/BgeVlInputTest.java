package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.Raster;
import app.akin.core.synthetic.SyntheticCheckpoint;
import app.akin.core.synthetic.SyntheticCheckpoint.Shape;
import app.akin.core.synthetic.SyntheticCheckpoint.Tower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the inputs of BGE-VL with reference values: token ids of CLIP's real vocabulary and pixels
/// of the authors' photos. Requires [ExternalData]; uses a synthetic model with BGE-VL's image size
/// and vocabulary.
final class BgeVlInputTest {
  private static final SyntheticCheckpoint MODEL =
      SyntheticCheckpoint.of(
          new Shape(new Tower(8, 1, 1, 8), new Tower(8, 1, 1, 8), 16, 224, 8, 49408, 77));

  private static final List<Words> WORDS =
      List.of(
          new Words(
              "Make the background dark, as if the camera has taken the photo at night",
              1078,
              518,
              5994,
              3144,
              267,
              601,
              878,
              518,
              3934,
              791,
              2807,
              518,
              1125,
              536,
              930),
          new Words(
              "Find a picture of oranges in a blue basket",
              1416,
              320,
              1674,
              539,
              32417,
              530,
              320,
              1746,
              10338),
          new Words(
              "Find a picture of both oranges and bananas",
              1416,
              320,
              1674,
              539,
              2212,
              32417,
              537,
              19121),
          new Words(
              "Find a picture that also a motorbike but replace the load to a bag of orange",
              1416,
              320,
              1674,
              682,
              1446,
              320,
              33341,
              767,
              9466,
              518,
              2834,
              531,
              320,
              3365,
              539,
              4287),
          new Words(""),
          new Words("  Hello   WORLD\n2024 it's", 3306, 1002, 273, 271, 273, 275, 585, 568),
          new Words("snake_case don't DON'T", 8798, 318, 2068, 847, 713, 847, 713),
          new Words("Caf\u00e9 na\u00efve \u00c9COLE", 15304, 1097, 35689, 563, 3459, 8166),
          new Words("Cafe\u0301", 15304),
          new Words("\u65e5\u672c\u8a9e", 39121, 44353, 34002, 508),
          new Words("\ud83d\ude00 ok", 7334, 2481),
          new Words("\ufb01ne", 171, 105, 223, 1422),
          new Words(
              "\u0130stanbul \u03a3\u0391\u03a3", 328, 16384, 11231, 139, 225, 138, 109, 139, 481),
          new Words("a\u00a0b\u200bc", 320, 321, 9844, 322),
          new Words("photo ".repeat(100), LongStream.generate(() -> 1125).limit(75).toArray()));

  private static final List<Photo> PHOTOS =
      List.of(
          new Photo(
              "cir_query.png",
              "16994a7eb708d08a19b1558ca1166fbe54743a3247f651e940cc8e876fb540a1",
              "934e00ec8a4bc7ed583b936e70cb7722f034feb2945b9f72286f6bd0be92533e"),
          new Photo(
              "cir_candi_1.png",
              "2a562c0d4cfcf785c9092d89b84e84c49da8e5dd11ce914c841845b7e0685703",
              "d71ab383f03ce73c9555ebdb741e2e4ad02b12e2b0fe27437f53ed35e4969c1d"),
          new Photo(
              "cir_candi_2.png",
              "d7332ad21c994412f4586f7ffd9bd6c92447bbbed27286374a4a7b0fe5d0ef77",
              "41648efd73056024a2a0fe2164df12859181b7cd0505302dbfa5c485cca518bd"),
          new Photo(
              "query/000000530944.jpg",
              "19a4f2cd109de88b1a321b5f273d388ee644f18687ea449ecb5c770b50f59c60",
              "4e97b0531c51586d68ab21fdb0ec4bb51c16569e5ee675c9786c6865eeb61f8e"));

  /// A text and its ids between start and end.
  // Only read by this test.
  @SuppressWarnings("ArrayRecordComponent")
  private record Words(String text, long... ids) {}

  /// A photo with the SHA-256 of its pixels and of its crop, top row first, red first.
  private record Photo(String file, String pixels, String crop) {}

  @TempDir private Path folder;
  @TempDir private Path compiled;

  @Test
  void tokenIdsMatchTheRealVocabulary() throws IOException {
    Path tokenizer = ExternalData.AKIN_CLIP_TOKENIZER.path();
    MODEL.write(folder);
    Files.copy(tokenizer, folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
    try (EmbeddingModel model = GoldenData.open(ModelFiles.folder(folder), compiled)) {
      SoftAssertions.assertSoftly(
          softly -> {
            for (Words words : WORDS) {
              softly
                  .assertThat(model.tokens(words.text()))
                  .as(words.text())
                  .containsExactly(
                      LongStream.concat(
                              LongStream.of(49406),
                              LongStream.concat(Arrays.stream(words.ids()), LongStream.of(49407)))
                          .toArray());
            }
          });
    }
  }

  @Test
  void pixelsOfTheDemoPhotosMatchTheReference() {
    Path demo = ExternalData.AKIN_BGE_VL_DEMO.path();
    MODEL.write(folder);
    try (EmbeddingModel model = GoldenData.open(ModelFiles.folder(folder), compiled)) {
      for (Photo photo : PHOTOS) {
        Raster raster = GoldenData.decoded(demo.resolve(photo.file()));
        assertThat(GoldenData.sha256(raster.rgb())).as(photo.file()).isEqualTo(photo.pixels());
        byte[] crop =
            GoldenData.crop(
                model.prepare(raster).values(), GoldenData.CLIP_MEAN, GoldenData.CLIP_STD);
        assertThat(GoldenData.sha256(crop)).as(photo.file() + " crop").isEqualTo(photo.crop());
      }
    }
  }
}
