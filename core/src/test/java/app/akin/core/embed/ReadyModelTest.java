package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/// What a folder must hold to be a ready model, and what is said of one that does not.
final class ReadyModelTest {
  @TempDir private Path folder;

  @Test
  void aFolderIsReadFromItsBundle() throws IOException {
    fill(Made.BUNDLE);
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
  void aWrongBundleIsNamed(String right, String wrong, String detail) throws IOException {
    String bundle = Made.BUNDLE.replace(right, wrong);
    assertThat(bundle).isNotEqualTo(Made.BUNDLE);
    fill(bundle);
    assertProblem(Problem.MODEL_CONFIG, folder.resolve("bundle.json").toString(), detail);
  }

  @Test
  void theModelInsideAkinMayBearItsName() {
    Made.MemoryFiles inside = Made.starter();
    try (EmbeddingModel model = EmbeddingModel.open(inside, Made.settings(folder))) {
      assertThat(model.name()).isEqualTo("starter");
      assertThat(model.dimension()).isEqualTo(504);
    }
    assertThat(inside.opened()).doesNotContain("image.pt", "text.pt", "tokenizer.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image.pt", "text.pt", "tokenizer.json", "preprocessor_config.json"})
  void aMissingFileIsNamed(String file) throws IOException {
    fill(Made.BUNDLE);
    Files.delete(folder.resolve(file));
    assertProblem(Problem.MODEL_FILE_MISSING, folder.toString(), file);
  }

  @Test
  void aFolderOfNeitherFormIsNamed() throws IOException {
    assertProblem(Problem.MODEL_FORM_UNKNOWN, folder.toString(), folder.toString());
    Files.writeString(folder.resolve("model.safetensors"), "");
    assertProblem(Problem.MODEL_FILE_MISSING, folder.toString(), "config.json");
  }

  @Test
  void whatIsNoFolderIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("model"), "");
    for (Path path : List.of(file, folder.resolve("nowhere"))) {
      assertThatThrownBy(() -> EmbeddingModel.open(ModelFiles.folder(path), Made.settings(folder)))
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> assertThat(e.problem()).isEqualTo(Problem.MODEL_FOLDER_MISSING));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CUDA", "MPS"})
  void anAbsentDeviceIsNamed(Device device) throws IOException {
    // Where the machine has such a device this says nothing, and never fails.
    fill(Made.BUNDLE);
    try (EmbeddingModel model =
        EmbeddingModel.open(ModelFiles.folder(folder), Made.settings(folder, device))) {
      assertThat(model.name()).isEqualTo("made");
    } catch (AkinException e) {
      assertThat(e.problem()).isEqualTo(Problem.DEVICE_ABSENT);
      assertThat(e.arguments()).hasSize(2).startsWith(device).doesNotContain("");
    }
  }

  @Test
  void anArchiveThatDoesNotLoadIsNamed() throws IOException {
    fill(Made.BUNDLE);
    Files.writeString(folder.resolve("text.pt"), "no archive");
    try (EmbeddingModel model = open()) {
      for (Runnable use : List.<Runnable>of(model::textTower, model::imageTower)) {
        assertThatThrownBy(use::run)
            .isInstanceOfSatisfying(
                AkinException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MODEL_ARCHIVE));
      }
    }
  }

  @Test
  void loadingAheadChangesNoEmbedding() {
    Made.MemoryFiles files = Made.starter();
    try (EmbeddingModel model = EmbeddingModel.open(files, Made.settings(folder));
        EmbeddingModel ahead = EmbeddingModel.open(files, Made.settings(folder))) {
      ahead.loadAhead(true, true);
      try (TextTower texts = model.textTower();
          TextTower textsAhead = ahead.textTower();
          ImageTower pictures = model.imageTower();
          ImageTower picturesAhead = ahead.imageTower()) {
        assertThat(textsAhead.embed("a dog").unit()).isEqualTo(texts.embed("a dog").unit());
        List<float[]> picture = List.of(model.prepare(Made.raster(40, 40, 1)));
        assertThat(picturesAhead.embed(picture).getFirst().unit())
            .isEqualTo(pictures.embed(picture).getFirst().unit());
      }
    }
  }

  @Test
  void onlyWhatIsNeededIsLoadedAhead() {
    Made.MemoryFiles files = Made.starter();
    try (EmbeddingModel model = EmbeddingModel.open(files, Made.settings(folder))) {
      model.loadAhead(false, true);
    }
    assertThat(files.opened()).contains("text.pt", "tokenizer.json").doesNotContain("image.pt");
  }

  @Test
  void whatGoesWrongAheadIsSaidToWhoeverAsks() throws IOException {
    fill(Made.BUNDLE);
    try (EmbeddingModel model = open()) {
      model.loadAhead(false, true);
      // Each time anew: a file may have been put right meanwhile.
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(model::textTower)
            .isInstanceOfSatisfying(
                AkinException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MODEL_ARCHIVE));
      }
    }
    ModelFiles files = Made.starter().with("tokenizer.json", "{}");
    try (EmbeddingModel model = EmbeddingModel.open(files, Made.settings(folder))) {
      model.loadAhead(false, true);
      try (TextTower texts = model.textTower()) {
        assertThatThrownBy(() -> texts.embed("a dog"))
            .isInstanceOfSatisfying(
                AkinException.class,
                e -> assertThat(e.problem()).isEqualTo(Problem.MODEL_TOKENIZER));
      }
    }
  }

  @Test
  void anArchiveOfAnotherWidthIsNamed() {
    String bundle = Made.BUNDLE.replace("504", "512");
    ModelFiles files = Made.starter().with("bundle.json", bundle);
    try (EmbeddingModel model = EmbeddingModel.open(files, Made.settings(folder));
        TextTower texts = model.textTower();
        ImageTower pictures = model.imageTower()) {
      float[] picture = model.prepare(Made.raster(40, 40, 1));
      for (Runnable use :
          List.<Runnable>of(() -> texts.embed("a dog"), () -> pictures.embed(List.of(picture)))) {
        assertThatThrownBy(use::run)
            .isInstanceOfSatisfying(
                AkinException.class,
                e -> {
                  assertThat(e.problem()).isEqualTo(Problem.MODEL_WIDTH);
                  assertThat(e.arguments()).endsWith(512, 504L);
                });
      }
    }
  }

  @Test
  void anArchiveThatCannotRunIsNamed() {
    // The image archive takes no token ids.
    String bundle = Made.BUNDLE.replace("\"file\": \"text.pt\"", "\"file\": \"image.pt\"");
    ModelFiles files = Made.starter().with("bundle.json", bundle);
    try (EmbeddingModel model = EmbeddingModel.open(files, Made.settings(folder));
        TextTower texts = model.textTower()) {
      assertThatThrownBy(() -> texts.embed("a dog"))
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> {
                assertThat(e.problem()).isEqualTo(Problem.MODEL_ARCHIVE);
                // What the engine says of token ids given to a convolution.
                assertThat(e.arguments().getLast().toString())
                    .startsWith("Expected 4-dimensional input")
                    .doesNotContain("\n");
              });
    }
  }

  @Test
  void theFingerprintDependsOnEveryFileAndOnNoPlace() throws IOException {
    fill(Made.BUNDLE);
    String first = fingerprint(ModelFiles.folder(folder));
    assertThat(first).matches("[0-9a-f]{32}");
    Made.MemoryFiles same = Made.withoutArchives(Made.BUNDLE, "{}", "{}");
    assertThat(fingerprint(same)).isEqualTo(first);
    for (Map.Entry<String, String> change :
        Map.of(
                "bundle.json", Made.BUNDLE + " ",
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
    try (EmbeddingModel model = EmbeddingModel.open(files, Made.settings(folder))) {
      assertThat(model.fingerprint()).isEqualTo(model.fingerprint());
      return model.fingerprint();
    }
  }

  private EmbeddingModel open() {
    return EmbeddingModel.open(ModelFiles.folder(folder), Made.settings(folder.resolve("c")));
  }

  private void fill(String bundle) throws IOException {
    for (Map.Entry<String, byte[]> file :
        Made.withoutArchives(bundle, "{}", "{}").contents().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private void assertProblem(Problem problem, String first, String last) {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(problem);
              assertThat(e.arguments().getFirst()).hasToString(first);
              assertThat(e.arguments().getLast().toString()).startsWith(last);
            });
  }
}
