package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the requirements of a ready model and the problems of invalid ones.
final class ReadyModelTest {
  @TempDir private Path folder;

  @Test
  void aFolderIsReadAsDescribedByItsBundle() throws IOException {
    fill(TestModels.BUNDLE);
    try (EmbeddingModel model = open()) {
      assertThat(model.name()).isEqualTo("made");
      assertThat(model.dimension()).isEqualTo(504);
      assertThat(model.precision().word()).isEqualTo("fp32");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "name": "made"      | "name": "Made"         | name
          "name": "made"      | "name": ""             | name
          "name": "made"      | "name": 3              | name
          "name": "made"      | "name": "starter"      | name
          "name": "made"      | "title": "made"        | name
          "version": 1        | "version": "one"       | version
          "form": "ready"     | "form": "raw"          | form
          "form": "ready"     | "form": null           | form
          "dimension": 504    | "dimension": 0         | dimension
          "dimension": 504    | "dimension": 504.5     | dimension
          "dimension": 504    | "dimension": "504"     | dimension
          "max_tokens": 64    | "max_tokens": 0        | text.max_tokens
          "pad_id": 0         | "pad_id": -1           | text.pad_id
          , "pad_id": 0       | ''                     | text.pad_id
          "file": "image.pt"  | "file": "../image.pt"  | image.file
          "file": "image.pt"  | "file": "a/image.pt"   | image.file
          "file": "image.pt"  | "file": "a\\\\image.pt" | image.file
          "file": "image.pt"  | "file": "C:image.pt"   | image.file
          "file": "image.pt"  | "file": ".."           | image.file
          "file": "image.pt"  | "file": ""             | image.file
          "file": "image.pt"  | "file": ["image.pt"]   | image.file
          "file": "text.pt"   | "file": "/text.pt"     | text.file
          "tokenizer.json"    | "a/tokenizer.json"     | text.tokenizer
          "image": {          | "image": 1, "images": { | image
          {"name"             | {{"name"               | is not valid JSON
          "made_for": "tests" | "made_for":            | is not valid JSON
          """)
  void anInvalidBundleIsReported(String right, String wrong, String detail) throws IOException {
    String bundle = TestModels.BUNDLE.replace(right, wrong);
    assertThat(bundle).isNotEqualTo(TestModels.BUNDLE);
    fill(bundle);
    assertThat(problem())
        .isInstanceOfSatisfying(
            Problem.ModelConfig.class,
            config -> {
              assertThat(config.file()).isEqualTo(folder.resolve("bundle.json").toString());
              assertThat(config.detail()).startsWith(detail);
            });
  }

  @Test
  void theBuiltInModelMayUseTheReservedName() {
    TestModels.MemoryFiles inside = TestModels.starter();
    try (EmbeddingModel model = EmbeddingModel.open(inside, TestModels.settings(folder))) {
      assertThat(model.name()).isEqualTo("starter");
      assertThat(model.dimension()).isEqualTo(504);
    }
    assertThat(inside.opened()).doesNotContain("image.pt", "text.pt", "tokenizer.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image.pt", "text.pt", "tokenizer.json", "preprocessor_config.json"})
  void aMissingFileIsReported(String file) throws IOException {
    fill(TestModels.BUNDLE);
    Files.delete(folder.resolve(file));
    assertThat(problem()).isEqualTo(new Problem.ModelFileMissing(folder.toString(), file));
  }

  @Test
  void aFolderOfUnknownFormatIsReported() throws IOException {
    assertThat(problem()).isEqualTo(new Problem.ModelFormUnknown(folder.toString()));
    Files.writeString(folder.resolve("model.safetensors"), "");
    assertThat(problem()).isEqualTo(new Problem.ModelFileMissing(folder.toString(), "config.json"));
  }

  @Test
  void aPathThatIsNotAFolderIsReported() throws IOException {
    Path file = Files.writeString(folder.resolve("model"), "");
    for (Path path : List.of(file, folder.resolve("nowhere"))) {
      assertThatThrownBy(
              () -> EmbeddingModel.open(ModelFiles.folder(path), TestModels.settings(folder)))
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> assertThat(e.problem()).isInstanceOf(Problem.ModelFolderMissing.class));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CUDA", "MPS"})
  void anUnavailableDeviceIsReported(Device device) throws IOException {
    // Not significant on a machine with such a device.
    fill(TestModels.BUNDLE);
    try (EmbeddingModel model =
        EmbeddingModel.open(ModelFiles.folder(folder), TestModels.settings(folder, device))) {
      assertThat(model.name()).isEqualTo("made");
    } catch (AkinException e) {
      assertThat(e.problem())
          .isInstanceOfSatisfying(
              Problem.DeviceAbsent.class,
              absent -> {
                assertThat(absent.device()).isEqualTo(device);
                assertThat(absent.detail()).isNotEmpty();
              });
    }
  }

  @Test
  void anArchiveThatCannotBeLoadedIsReported() throws IOException {
    fill(TestModels.BUNDLE);
    Files.writeString(folder.resolve("text.pt"), "no archive");
    try (EmbeddingModel model = open()) {
      for (Runnable use : List.<Runnable>of(model::textTower, model::imageTower)) {
        assertThatThrownBy(use::run)
            .isInstanceOfSatisfying(
                AkinException.class,
                e -> assertThat(e.problem()).isInstanceOf(Problem.ModelArchive.class));
      }
    }
  }

  @Test
  void loadingAheadChangesNoEmbedding() {
    TestModels.MemoryFiles files = TestModels.starter();
    try (EmbeddingModel model = EmbeddingModel.open(files, TestModels.settings(folder));
        EmbeddingModel ahead = EmbeddingModel.open(files, TestModels.settings(folder))) {
      ahead.loadAhead(true, true);
      try (TextTower texts = model.textTower();
          TextTower textsAhead = ahead.textTower();
          ImageTower images = model.imageTower();
          ImageTower imagesAhead = ahead.imageTower()) {
        assertThat(textsAhead.embed("a dog").unit()).isEqualTo(texts.embed("a dog").unit());
        List<PreparedImage> image = List.of(model.prepare(TestModels.raster(40, 40, 1)));
        assertThat(imagesAhead.embed(image).getFirst().unit())
            .isEqualTo(images.embed(image).getFirst().unit());
      }
    }
  }

  @Test
  void onlyTheNeededPartsAreLoadedAhead() {
    TestModels.MemoryFiles files = TestModels.starter();
    try (EmbeddingModel model = EmbeddingModel.open(files, TestModels.settings(folder))) {
      model.loadAhead(false, true);
    }
    assertThat(files.opened()).contains("text.pt", "tokenizer.json").doesNotContain("image.pt");
  }

  @Test
  void aFailureOfLoadingAheadIsThrownWhenATowerIsRequested() throws IOException {
    fill(TestModels.BUNDLE);
    try (EmbeddingModel model = open()) {
      model.loadAhead(false, true);
      // Every time, because the file may have been repaired meanwhile.
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(model::textTower)
            .isInstanceOfSatisfying(
                AkinException.class,
                e -> assertThat(e.problem()).isInstanceOf(Problem.ModelArchive.class));
      }
    }
    ModelFiles files = TestModels.starter().with("tokenizer.json", "{}");
    try (EmbeddingModel model = EmbeddingModel.open(files, TestModels.settings(folder))) {
      model.loadAhead(false, true);
      try (TextTower texts = model.textTower()) {
        assertThatThrownBy(() -> texts.embed("a dog"))
            .isInstanceOfSatisfying(
                AkinException.class,
                e -> assertThat(e.problem()).isInstanceOf(Problem.ModelTokenizer.class));
      }
    }
  }

  @Test
  void anArchiveOfAnotherDimensionIsReported() {
    String bundle = TestModels.BUNDLE.replace("504", "512");
    ModelFiles files = TestModels.starter().with("bundle.json", bundle);
    try (EmbeddingModel model = EmbeddingModel.open(files, TestModels.settings(folder));
        TextTower texts = model.textTower();
        ImageTower images = model.imageTower()) {
      PreparedImage image = model.prepare(TestModels.raster(40, 40, 1));
      for (Runnable use :
          List.<Runnable>of(() -> texts.embed("a dog"), () -> images.embed(List.of(image)))) {
        assertThatThrownBy(use::run)
            .isInstanceOfSatisfying(
                AkinException.class,
                e -> {
                  assertThat(e.problem())
                      .isInstanceOfSatisfying(
                          Problem.ModelWidth.class,
                          width -> {
                            assertThat(width.expected()).isEqualTo(512);
                            assertThat(width.found()).isEqualTo(504);
                          });
                });
      }
    }
  }

  @Test
  void anArchiveThatFailsToRunIsReported() {
    // The image archive does not accept token ids.
    String bundle = TestModels.BUNDLE.replace("\"file\": \"text.pt\"", "\"file\": \"image.pt\"");
    ModelFiles files = TestModels.starter().with("bundle.json", bundle);
    try (EmbeddingModel model = EmbeddingModel.open(files, TestModels.settings(folder));
        TextTower texts = model.textTower()) {
      assertThatThrownBy(() -> texts.embed("a dog"))
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> {
                // The message of the engine for token ids as input of a convolution.
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        Problem.ModelArchive.class,
                        archive ->
                            assertThat(archive.detail())
                                .startsWith("Expected 4-dimensional input")
                                .doesNotContain("\n"));
              });
    }
  }

  @Test
  void theFingerprintDependsOnEveryFileButNotOnTheLocation() throws IOException {
    fill(TestModels.BUNDLE);
    String first = fingerprint(ModelFiles.folder(folder));
    assertThat(first).matches("[0-9a-f]{32}");
    TestModels.MemoryFiles same = TestModels.withoutArchives(TestModels.BUNDLE, "{}", "{}");
    assertThat(fingerprint(same)).isEqualTo(first);
    for (Map.Entry<String, String> change :
        Map.of(
                "bundle.json", TestModels.BUNDLE + " ",
                "image.pt", "other",
                "text.pt", "other",
                "tokenizer.json", "{} ",
                "preprocessor_config.json", "{} ")
            .entrySet()) {
      assertThat(fingerprint(same.with(change.getKey(), change.getValue())))
          .as(change.getKey())
          .isNotEqualTo(first);
    }
  }

  private String fingerprint(ModelFiles files) {
    try (EmbeddingModel model = EmbeddingModel.open(files, TestModels.settings(folder))) {
      assertThat(model.fingerprint()).isEqualTo(model.fingerprint());
      return model.fingerprint();
    }
  }

  private EmbeddingModel open() {
    return EmbeddingModel.open(ModelFiles.folder(folder), TestModels.settings(folder.resolve("c")));
  }

  private void fill(String bundle) throws IOException {
    for (Map.Entry<String, byte[]> file :
        TestModels.withoutArchives(bundle, "{}", "{}").contents().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private Problem problem() {
    AkinException failure = catchThrowableOfType(AkinException.class, this::open);
    assertThat(failure).isNotNull();
    return failure.problem();
  }
}
