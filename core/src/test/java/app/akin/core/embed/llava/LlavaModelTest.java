package app.akin.core.embed.llava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.decoder.DecoderFolder;
import app.akin.core.kit.CheckpointKit;
import app.akin.core.kit.CheckpointKit.Entry;
import app.akin.core.kit.SafetensorsKit;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests valid and invalid folders of LLaVA-NeXT checkpoints.
final class LlavaModelTest {
  private static final String SHARD = "model-00002-of-00004.safetensors";

  @TempDir private Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void copyCheckpoint() throws IOException, URISyntaxException {
    Path tiny =
        Path.of(
            Objects.requireNonNull(LlavaModelTest.class.getResource("/mllm/llava-tiny")).toURI());
    folder = CheckpointKit.copy(tiny, temporary.resolve("model"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "preprocessor_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "model-00003-of-00004.safetensors"
      })
  void reportsAMissingFile(String name) throws IOException {
    Files.delete(folder.resolve(name));
    assertThat(failure()).isEqualTo(new Problem.ModelFileMissing(folder.toString(), name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          vision_feature_layer | -1 | vision_feature_layer: -1 is not -2
          vision_feature_layer | [-2, -1] | vision_feature_layer: [-2,-1] is not a number
          vision_feature_select_strategy | "full" | vision_feature_select_strategy: full is not default
          projector_hidden_act | "gelu_new" | projector_hidden_act: gelu_new is not gelu
          text_config.hidden_act | "gelu" | text_config.hidden_act: gelu is not silu
          text_config.model_type | "llama" | text_config.model_type: llama is not mistral
          text_config.sliding_window | 512 | text_config.sliding_window: 512 is less than 599 tokens
          text_config.max_position_embeddings | 300 | text_config.max_position_embeddings: 300 is less than 599
          text_config.num_key_value_heads | 3 | text_config.num_key_value_heads: 3 does not divide num_attention_heads 4
          text_config.rope_scaling | {"type": "linear"} | text_config.rope_scaling: is not supported
          vision_config.hidden_act | "gelu" | vision_config.hidden_act: gelu is not quick_gelu
          vision_config.patch_size | 15 | vision_config.patch_size: 15 does not divide image_size 56
          image_grid_pinpoints | [[56, 112]] | image_grid_pinpoints: the best size for a square is 56 by 112, not a square of tiles of 56
          image_token_index | 879 | image_token_index: 879 is not in a vocabulary of 879
          """)
  void rejectsAnotherGraph(String key, String value, String detail) throws IOException {
    CheckpointKit.set(folder.resolve("config.json"), key, value);
    assertThat(failure())
        .isEqualTo(new Problem.ModelConfig(folder.resolve("config.json").toString(), detail));
  }

  @Test
  void acceptsAWindowThatNoSequenceReaches() throws IOException {
    CheckpointKit.set(folder.resolve("config.json"), "text_config.sliding_window", "600");
    assertThat(read().decoder().hidden()).isEqualTo(64);
    CheckpointKit.set(folder.resolve("config.json"), "text_config.sliding_window", "");
    assertThat(read().decoder().hidden()).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          crop_size.height | 57 | crop_size.height: 57 is not 56
          resample | 2 | resample: 2 is not 3
          do_pad | false | do_pad: false is not true
          image_grid_pinpoints | [[56, 56]] | image_grid_pinpoints: selects other tiles than config.json
          """)
  void rejectsAnotherPreparation(String key, String value, String detail) throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    CheckpointKit.set(file, key, value);
    assertThat(failure()).isEqualTo(new Problem.ModelConfig(file.toString(), detail));
  }

  @Test
  void acceptsTheNamesOfNewerVersions() throws IOException {
    CheckpointKit.rename(
        folder,
        name ->
            name.startsWith("language_model.model.")
                ? name.replace("language_model.model.", "model.language_model.")
                : name.equals("language_model.lm_head.weight")
                    ? "lm_head.weight"
                    : "model." + name);
    assertThat(Checkpoint.read(folder).names()).contains("model.image_newline", "lm_head.weight");
    assertThat(read().decoder().layers()).isEqualTo(2);
  }

  @Test
  void acceptsTheSettingsOfNewerVersions() throws IOException {
    Path config = folder.resolve("config.json");
    CheckpointKit.set(config, "text_config.rope_theta", "");
    assertThat(read().decoder().theta()).isEqualTo(10_000);
    CheckpointKit.set(config, "text_config.rope_parameters", "{\"rope_theta\": 5e5}");
    CheckpointKit.set(config, "image_token_index", "");
    CheckpointKit.set(config, "image_token_id", "873");
    assertThat(read().decoder().theta()).isEqualTo(5e5);
    assertThat(read().imageId()).isEqualTo(873);
  }

  @Test
  void rejectsAnUnknownTensor() throws IOException {
    CheckpointKit.rename(
        folder, name -> name.equals("language_model.lm_head.weight") ? "adapter.weight" : name);
    assertThat(failure())
        .isEqualTo(
            new Problem.ModelWeights(
                folder.resolve("model.safetensors.index.json"),
                "has the unknown tensor adapter.weight"));
  }

  @Test
  void rejectsATensorOfAnotherShapeOrType() throws IOException {
    String norm = "language_model.model.layers.0.post_attention_layernorm.weight";
    Path shard = folder.resolve(SHARD);
    SafetensorsKit.changeHeader(
        shard, 8, header -> header.getAsJsonObject(norm).addProperty("dtype", "F16"));
    assertThat(failure())
        .isEqualTo(
            new Problem.ModelWeights(
                shard,
                "tensor "
                    + norm
                    + " is of type F16 and language_model.model.embed_tokens.weight of type BF16"));
    SafetensorsKit.changeHeader(shard, 8, header -> reshape(header.getAsJsonObject(norm)));
    assertThat(failure()).isEqualTo(new Problem.ModelTensorShape(shard, norm, "[64]", "[8, 8]"));
  }

  @Test
  void rejectsTensorsThatCannotBeMapped() throws IOException {
    Path shard = folder.resolve(SHARD);
    // A header of an odd length.
    SafetensorsKit.changeHeader(
        shard,
        1,
        header -> {
          String text = header.toString();
          header.addProperty("__metadata__", text.length() % 2 == 0 ? "" : "o");
        });
    long length = Files.readAllBytes(shard)[0] & 1;
    if (length == 0) {
      SafetensorsKit.changeHeader(shard, 1, header -> header.addProperty("__metadata__", "od"));
    }
    assertThat(failure()).isInstanceOf(Problem.ModelWeights.class);
    assertThat(((Problem.ModelWeights) failure()).detail()).contains("which 2 does not divide");
  }

  @Test
  void rejectsACutShard() throws IOException {
    Path shard = folder.resolve(SHARD);
    byte[] whole = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(whole, whole.length - 2));
    assertThat(failure())
        .isEqualTo(
            new Problem.ModelWeights(
                shard, "ends after %d of %d bytes".formatted(whole.length - 2, whole.length)));
  }

  @Test
  void detectsAShardThatIsCutLater() throws IOException {
    LlavaModel model = read();
    model.checkFiles();
    Path shard = folder.resolve(SHARD);
    byte[] whole = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(whole, whole.length / 2));
    AkinException failure = catchThrowableOfType(AkinException.class, model::checkFiles);
    assertThat(failure.problem())
        .isEqualTo(new Problem.ModelWeights(shard, "changed while it was in use"));
  }

  /// The sizes are those that the official repository shows or that follow from its headers.
  @ParameterizedTest
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs sparse files")
  @CsvSource({
    "32005, BF16, 7566264320, 4921135296;4915917672;4915917680;379650680",
    "32005, F16, 7566264320, 4921134816;4915917568;4915917576;379650680",
    "32064, BF16, 7566747648, 4921618624;4915917672;4915917680;380134008"
  })
  void readsTheOfficialInventory(long rows, String type, long elements, String lengths)
      throws IOException {
    List<Entry> entries = official(rows);
    assertThat(entries).hasSize(687);
    assertThat(entries.stream().mapToLong(Entry::elements).sum()).isEqualTo(elements);
    Path official = Files.createDirectory(temporary.resolve("official"));
    for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
      Files.copy(folder.resolve(name), official.resolve(name));
    }
    writeOfficialSettings(official, rows);
    assertThat(CheckpointKit.writeSparse(official, entries, type))
        .isEqualTo(Arrays.stream(lengths.split(";")).map(Long::valueOf).toList());
    LlavaModel model = LlavaModel.read(DecoderFolder.read(official, temporary));
    assertThat(model.decoder().layers()).isEqualTo(32);
    assertThat(model.decoder().headWidth()).isEqualTo(128);
    assertThat(model.decoder().theta()).isEqualTo(1e6);
  }

  private static void reshape(JsonObject tensor) {
    tensor.addProperty("dtype", "BF16");
    tensor.add("shape", com.google.gson.JsonParser.parseString("[8, 8]"));
  }

  private void writeOfficialSettings(Path official, long rows) throws IOException {
    String grid = "[[336, 672], [672, 336], [672, 672], [1008, 336], [336, 1008]]";
    Files.writeString(
        official.resolve("config.json"),
        """
        {"model_type": "llava_next", "image_token_index": 32000, "image_grid_pinpoints": %s,
         "vision_feature_layer": -2, "vision_feature_select_strategy": "default",
         "projector_hidden_act": "gelu",
         "text_config": {"model_type": "mistral", "intermediate_size": 14336,
           "num_key_value_heads": 8, "rms_norm_eps": 1e-05, "rope_theta": 1000000.0,
           "sliding_window": null, "max_position_embeddings": 32768, "vocab_size": %d},
         "vision_config": {"model_type": "clip_vision_model", "hidden_size": 1024,
           "image_size": 336, "intermediate_size": 4096, "num_attention_heads": 16,
           "num_hidden_layers": 24, "patch_size": 14}}
        """
            .formatted(grid, rows));
    Path preprocessor = official.resolve("preprocessor_config.json");
    Files.copy(folder.resolve("preprocessor_config.json"), preprocessor);
    CheckpointKit.set(preprocessor, "crop_size", "{\"height\": 336, \"width\": 336}");
    CheckpointKit.set(preprocessor, "size", "{\"shortest_edge\": 336}");
    CheckpointKit.set(preprocessor, "image_grid_pinpoints", grid);
  }

  /// Returns the tensors of the official checkpoints in the order of the modules.
  private static List<Entry> official(long rows) {
    List<Entry> entries = new ArrayList<>(List.of(Entry.of("image_newline", 4096)));
    String vision = "vision_tower.vision_model.";
    entries.add(Entry.of(vision + "embeddings.class_embedding", 1024));
    entries.add(Entry.of(vision + "embeddings.patch_embedding.weight", 1024, 3, 14, 14));
    entries.add(Entry.of(vision + "embeddings.position_embedding.weight", 577, 1024));
    addAffine(entries, vision + "pre_layrnorm", 1024);
    for (int i = 0; i < 24; i++) {
      String layer = vision + "encoder.layers." + i + ".";
      for (String map : List.of("k", "v", "q", "out")) {
        addAffine(entries, layer + "self_attn." + map + "_proj", 1024, 1024);
      }
      addAffine(entries, layer + "layer_norm1", 1024);
      addAffine(entries, layer + "mlp.fc1", 4096, 1024);
      addAffine(entries, layer + "mlp.fc2", 1024, 4096);
      addAffine(entries, layer + "layer_norm2", 1024);
    }
    addAffine(entries, vision + "post_layernorm", 1024);
    addAffine(entries, "multi_modal_projector.linear_1", 4096, 1024);
    addAffine(entries, "multi_modal_projector.linear_2", 4096, 4096);
    String decoder = "language_model.model.";
    entries.add(Entry.of(decoder + "embed_tokens.weight", rows, 4096));
    for (int i = 0; i < 32; i++) {
      String layer = decoder + "layers." + i + ".";
      entries.add(Entry.of(layer + "self_attn.q_proj.weight", 4096, 4096));
      entries.add(Entry.of(layer + "self_attn.k_proj.weight", 1024, 4096));
      entries.add(Entry.of(layer + "self_attn.v_proj.weight", 1024, 4096));
      entries.add(Entry.of(layer + "self_attn.o_proj.weight", 4096, 4096));
      entries.add(Entry.of(layer + "mlp.gate_proj.weight", 14336, 4096));
      entries.add(Entry.of(layer + "mlp.up_proj.weight", 14336, 4096));
      entries.add(Entry.of(layer + "mlp.down_proj.weight", 4096, 14336));
      entries.add(Entry.of(layer + "input_layernorm.weight", 4096));
      entries.add(Entry.of(layer + "post_attention_layernorm.weight", 4096));
    }
    entries.add(Entry.of(decoder + "norm.weight", 4096));
    entries.add(Entry.of("language_model.lm_head.weight", rows, 4096));
    return entries;
  }

  private static void addAffine(List<Entry> entries, String name, long... shape) {
    entries.add(Entry.of(name + ".weight", shape));
    entries.add(Entry.of(name + ".bias", shape[0]));
  }

  private LlavaModel read() {
    return LlavaModel.read(DecoderFolder.read(folder, temporary.resolve("compiled")));
  }

  private Problem failure() {
    AkinException failure = catchThrowableOfType(AkinException.class, this::read);
    assertThat(failure).isNotNull();
    return failure.problem();
  }
}
