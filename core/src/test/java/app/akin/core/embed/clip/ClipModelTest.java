package app.akin.core.embed.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.synthetic.SyntheticCheckpoint;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests valid and invalid model folders.
final class ClipModelTest {
  @TempDir Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void makeModel() {
    folder = temporary.resolve("model");
    SyntheticCheckpoint.tiny().write(folder);
  }

  @Test
  void reportsAMissingFolder() {
    Path gone = temporary.resolve("gone");
    AkinException problem = failure(gone);
    assertThat(problem.problem()).isEqualTo(new Problem.ModelFolderMissing(gone));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "model.safetensors", "tokenizer.json", "preprocessor_config.json"})
  void reportsAMissingFile(String name) throws Exception {
    Files.delete(folder.resolve(name));
    AkinException problem = failure(folder);
    assertThat(problem.problem()).isEqualTo(new Problem.ModelFileMissing(folder.toString(), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{} {}", "{'a': 1}", "nonsense"})
  void rejectsAConfigThatIsNotAJsonObject(String text) throws Exception {
    Files.writeString(folder.resolve("config.json"), text);
    assertThat(failure(folder).problem()).isInstanceOf(Problem.ModelConfig.class);
    assertThat(((Problem.ModelConfig) failure(folder).problem()).file())
        .isEqualTo(folder.resolve("config.json").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          model_type | "siglip" | model_type: siglip is not clip
          text_config | 5 | text_config: is not an object
          projection_dim | "32" | projection_dim: "32" is not a number
          projection_dim | 0 | projection_dim: 0 is not a size
          projection_dim | 32.5 | projection_dim: 32.5 is not a size
          projection_dim | 1e300 | projection_dim: 1e300 is not a size
          vision_config.num_channels | 1 | vision_config.num_channels: 1 is not 3
          vision_config.patch_size | 65 | vision_config.patch_size: 65 is more than image_size 64
          vision_config.num_hidden_layers | 0 | vision_config.num_hidden_layers: 0 is not a size
          vision_config.layer_norm_eps | -1 | vision_config.layer_norm_eps: -1 is not a number from 0 to 1
          text_config.num_attention_heads | 5 | text_config.num_attention_heads: 5 does not divide hidden_size 48
          text_config.hidden_act | 7 | text_config.hidden_act: 7 is not a text
          """)
  void rejectsAnInvalidConfigValue(String key, String value, String detail) throws Exception {
    set(key, value);
    AkinException problem = failure(folder);
    assertThat(problem.problem())
        .isEqualTo(new Problem.ModelConfig(folder.resolve("config.json").toString(), detail));
  }

  @Test
  void rejectsAnUnknownActivation() throws Exception {
    set("vision_config.hidden_act", "\"mish\"");
    AkinException problem = failure(folder);
    assertThat(problem.problem())
        .isEqualTo(new Problem.ModelActivation(folder.resolve("config.json"), "mish"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          projection_dim | 31 | visual_projection.weight | [31, 64] | [32, 64]
          vision_config.hidden_size | 32 | vision_model.embeddings.class_embedding | [32] | [64]
          vision_config.patch_size | 8 | vision_model.embeddings.patch_embedding.weight | [64, 3, 8, 8] | [64, 3, 16, 16]
          vision_config.image_size | 80 | vision_model.embeddings.position_embedding.weight | [26, 64] | [17, 64]
          vision_config.intermediate_size | 100 | vision_model.encoder.layers.0.mlp.fc1.weight | [100, 64] | [128, 64]
          text_config.vocab_size | 801 | text_model.embeddings.token_embedding.weight | [801, 48] | [800, 48]
          text_config.max_position_embeddings | 64 | text_model.embeddings.position_embedding.weight | [64, 48] | [77, 48]
          """)
  void rejectsATensorOfAnotherShape(
      String key, String value, String tensor, String expected, String found) throws Exception {
    set(key, value);
    AkinException problem = failure(folder);
    assertThat(problem.problem())
        .isEqualTo(
            new Problem.ModelTensorShape(
                folder.resolve("model.safetensors"), tensor, expected, found));
  }

  @Test
  void reportsAMissingTensor() throws Exception {
    rename("vision_model.pre_layrnorm.weight", "vision_model.pre_layernorm.weight");
    AkinException problem = failure(folder);
    assertThat(problem.problem())
        .isEqualTo(
            new Problem.ModelTensorMissing(
                folder.resolve("model.safetensors"), "vision_model.pre_layrnorm.weight"));
  }

  @Test
  void reportsAMissingLayer() throws Exception {
    set("text_config.num_hidden_layers", "3");
    assertThat(((Problem.ModelTensorMissing) failure(folder).problem()).tensor())
        .isEqualTo("text_model.encoder.layers.2.layer_norm1.weight");
  }

  @Test
  void ignoresUnneededTensors() throws Exception {
    rename("logit_scale", "text_model.embeddings.position_ids");
    assertThat(ClipModel.read(folder, temporary).dimension()).isEqualTo(32);
  }

  @Test
  void missingConfigValuesHaveTheDefaultsOfTheReference() throws Exception {
    Path file = temporary.resolve("defaults.json");
    Files.writeString(file, "{}");
    ClipConfig config = ClipConfig.read(file);
    assertThat(config)
        .isEqualTo(
            new ClipConfig(
                new TowerConfig(768, 12, 12, 3072, Activation.QUICK_GELU, 1e-5),
                new TowerConfig(512, 12, 8, 2048, Activation.QUICK_GELU, 1e-5),
                512,
                224,
                32,
                49408,
                77));
    Files.writeString(file, "{\"text_config\": null, \"vision_config\": {\"patch_size\": null}}");
    assertThat(ClipConfig.read(file)).isEqualTo(config);
  }

  @Test
  void theOlderSectionTakesPrecedenceAsAWhole() throws Exception {
    Path file = temporary.resolve("older.json");
    Files.writeString(
        file,
        """
        {"text_config": {"hidden_size": 64, "vocab_size": 100},
         "text_config_dict": {"hidden_size": 128},
         "vision_config_dict": null,
         "vision_config": {"image_size": 64}}
        """);
    ClipConfig config = ClipConfig.read(file);
    assertThat(config.text().hidden()).isEqualTo(128);
    assertThat(config.vocabularySize()).isEqualTo(49408);
    assertThat(config.imageSize()).isEqualTo(64);
  }

  /// Sets a key of `config.json`, such as `text_config.hidden_size`, to a JSON value.
  private void set(String key, String value) throws IOException {
    Path file = folder.resolve("config.json");
    JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    int dot = key.indexOf('.');
    JsonObject part = dot < 0 ? root : root.getAsJsonObject(key.substring(0, dot));
    JsonElement json = JsonParser.parseString(value);
    part.add(key.substring(dot + 1), json);
    Files.writeString(file, root.toString());
  }

  /// Renames a tensor in the header of the weights.
  private void rename(String from, String to) throws IOException {
    Path file = folder.resolve("model.safetensors");
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    String renamed = bytes.replace("\"" + from + "\"", "\"" + to + "\"");
    int length = bytes.charAt(0) + (bytes.charAt(1) << 8) + to.length() - from.length();
    char[] prefix = {(char) (length & 0xff), (char) (length >> 8)};
    Files.writeString(
        file, String.valueOf(prefix) + renamed.substring(2), StandardCharsets.ISO_8859_1);
  }

  private AkinException failure(Path model) {
    AkinException failure =
        catchThrowableOfType(AkinException.class, () -> ClipModel.read(model, temporary));
    assertThat(failure).isNotNull();
    return failure;
  }
}
