package app.akin.core.embed.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.akin.core.embed.decoder.DecoderFolder;
import app.akin.core.embed.decoder.InputTensor;
import app.akin.core.embed.decoder.PromptParts;
import app.akin.core.embed.decoder.Sequence;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.kit.CheckpointKit;
import app.akin.core.kit.CheckpointKit.Entry;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests valid and invalid folders of Qwen2.5-VL checkpoints, and the layout of their input.
final class QwenModelTest {
  @TempDir private Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void copyCheckpoint() throws IOException, URISyntaxException {
    Path tiny =
        Path.of(Objects.requireNonNull(QwenModelTest.class.getResource("/mllm/qwen-tiny")).toURI());
    folder = CheckpointKit.copy(tiny, temporary.resolve("model"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          model_type | "qwen2_vl" | model_type: qwen2_vl is not qwen2_5_vl
          use_sliding_window | true | use_sliding_window: true is not false
          hidden_act | "gelu" | hidden_act: gelu is not silu
          max_position_embeddings | 500 | max_position_embeddings: 500 is less than 571
          rope_scaling.type | "yarn" | rope_scaling.type: yarn is not mrope
          rope_scaling.mrope_section | [2, 3, 4] | rope_scaling.mrope_section: [2, 3, 4] is not half of the width of a head, 16
          image_token_id | 832 | image_token_id: 832 is not in a vocabulary of 832
          vision_config.hidden_act | "gelu" | vision_config.hidden_act: gelu is not silu
          vision_config.spatial_merge_size | 1 | vision_config.spatial_merge_size: 1 is not 2
          vision_config.temporal_patch_size | 1 | vision_config.temporal_patch_size: 1 is not 2
          vision_config.window_size | 100 | vision_config.window_size: 100 is not a multiple of 28
          vision_config.fullatt_block_indexes | [3] | vision_config.fullatt_block_indexes: 3 is not a whole number from 0 to 2
          vision_config.out_hidden_size | 48 | vision_config.out_hidden_size: 48 is not 64
          vision_config.num_heads | 32 | vision_config.num_heads: 32 heads of a multiple of 4 do not fit 64
          """)
  void rejectsAnotherGraph(String key, String value, String detail) throws IOException {
    CheckpointKit.set(folder.resolve("config.json"), key, value);
    assertThat(failure())
        .isEqualTo(new Problem.ModelConfig(folder.resolve("config.json").toString(), detail));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          patch_size | 16 | patch_size: 16 is not 14
          merge_size | 4 | merge_size: 4 is not 2
          resample | 2 | resample: 2 is not 3
          max_pixels | 700 | max_pixels: 700 is less than a block or min_pixels 3136
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
            name.startsWith("visual.")
                ? "model." + name
                : name.replaceFirst("model[.]", "model.language_model."));
    assertThat(read().decoder().layers()).isEqualTo(2);
  }

  /// Sizes of the reference with the largest area of 1280 blocks. The last three are sizes that the
  /// reference refuses.
  @ParameterizedTest
  @CsvSource({
    "720, 1280, 26, 46",
    "1080, 1920, 26, 47",
    "3024, 4032, 30, 41",
    "4032, 3024, 41, 30",
    "42, 70, 2, 2",
    "98, 126, 4, 4",
    "28, 28, 2, 2",
    "30, 31, 2, 3",
    "3, 5, 2, 3",
    "1, 9000, 1, 190",
    "1, 2000000, 1, 1280"
  })
  void resizesToWholeBlocks(int height, int width, int rows, int columns) throws IOException {
    CheckpointKit.set(folder.resolve("preprocessor_config.json"), "max_pixels", "12845056");
    PreparedImage prepared =
        read().prepare(new Raster(width, height, new byte[3 * width * height]));
    assertThat(prepared.rows()).isEqualTo(rows);
    assertThat(prepared.columns()).isEqualTo(columns);
    assertThat(prepared.tokens()).isEqualTo(rows * columns);
    assertThat(prepared.values()).hasSize(rows * columns * 4 * 1176);
  }

  /// The example of `get_rope_index` in transformers: an image of two by two blocks between texts.
  @Test
  void positionsOfAnImageAreRowsAndColumns() throws IOException {
    PreparedImage image = new PreparedImage(new float[4 * 4 * 1176], 2, 2, 4);
    Sequence sequence = new Sequence(new long[] {5, 6, 770, 7, 8}, Optional.of(image));
    Sequence text = new Sequence(new long[] {5, 6}, Optional.empty());
    List<InputTensor> inputs = read().inputs(List.of(sequence, text));
    assertThat(((InputTensor.Longs) inputs.get(0)).values())
        .containsExactly(5, 6, 770, 770, 770, 770, 7, 8, 5, 6);
    InputTensor.Longs positions = (InputTensor.Longs) inputs.get(1);
    assertThat(positions.shape()).containsExactly(3L, 10L);
    assertThat(positions.values())
        .containsExactly(
            0, 1, 2, 2, 2, 2, 4, 5, 0, 1, 0, 1, 2, 2, 3, 3, 4, 5, 0, 1, 0, 1, 2, 3, 2, 3, 4, 5, 0,
            1);
  }

  /// Windows of four by four blocks of images of 5 by 6 and 1 by 2 blocks.
  @Test
  void windowsAreSmallerAtTheRightAndLowerEdge() {
    List<PreparedImage> images =
        List.of(
            new PreparedImage(new float[0], 5, 6, 30), new PreparedImage(new float[0], 1, 2, 2));
    WindowLayout layout = WindowLayout.of(images, 4);
    assertThat(((InputTensor.Longs) layout.counts()).values()).containsExactly(120, 8);
    long[] groups = ((InputTensor.Longs) layout.groups()).values();
    assertThat(groups)
        .startsWith(0, 1, 2, 3, 6, 7, 8, 9, 12)
        .endsWith(22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
    assertThat(groups).containsOnlyOnce(LongStream.range(0, 32).toArray());
    InputTensor.Longs windows = (InputTensor.Longs) layout.windows();
    assertThat(windows.shape()).containsExactly(5L, 64L);
    assertThat(Arrays.stream(windows.values()).filter(patch -> patch >= 0).toArray())
        .isEqualTo(LongStream.range(0, 128).toArray());
    long[] places = ((InputTensor.Longs) layout.places()).values();
    assertThat(places).startsWith(0, 0, 0, 1, 1, 0, 1, 1, 0, 2);
    assertThat(places).endsWith(0, 2, 0, 3, 1, 2, 1, 3);
  }

  @Test
  void readsTheTasksOfSentenceTransformers() throws IOException {
    PromptParts photo = PromptParts.candidate(Optional.empty(), true);
    assertThat(read().prompt(photo).text()).contains("system\nYou are a helpful assistant.<");
    String before = read().fingerprint();
    Files.writeString(
        folder.resolve("config_sentence_transformers.json"),
        "{\"prompts\": {\"query\": \"Find it.\", \"document\": \"Represent it.\"}}");
    QwenModel model = read();
    assertThat(model.prompt(photo).text()).contains("system\nRepresent it.<");
    assertThat(model.task(true, true)).contains("Find it.");
    assertThat(model.fingerprint()).isNotEqualTo(before);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs sparse files")
  void readsTheOfficialInventory() throws IOException {
    List<Entry> entries = official();
    assertThat(entries).hasSize(824);
    assertThat(entries.stream().mapToLong(Entry::elements).sum()).isEqualTo(3_754_622_976L);
    Path official = Files.createDirectory(temporary.resolve("official"));
    for (String name :
        List.of("tokenizer.json", "tokenizer_config.json", "preprocessor_config.json")) {
      Files.copy(folder.resolve(name), official.resolve(name));
    }
    Files.writeString(
        official.resolve("config.json"),
        """
        {"model_type": "qwen2_5_vl", "hidden_size": 2048, "num_hidden_layers": 36,
         "num_attention_heads": 16, "num_key_value_heads": 2, "intermediate_size": 11008,
         "rms_norm_eps": 1e-6, "rope_theta": 1000000.0, "use_sliding_window": false,
         "rope_scaling": {"type": "default", "mrope_section": [16, 24, 24]},
         "vocab_size": 151936, "image_token_id": 151655, "max_position_embeddings": 128000,
         "vision_config": {"depth": 32, "hidden_size": 1280, "num_heads": 16,
           "intermediate_size": 3420, "patch_size": 14, "window_size": 112,
           "fullatt_block_indexes": [7, 15, 23, 31], "out_hidden_size": 2048}}
        """);
    CheckpointKit.writeSparse(official, entries, "BF16");
    QwenModel model = QwenModel.read(DecoderFolder.read(official, temporary));
    assertThat(model.decoder().hidden()).isEqualTo(2048);
    assertThat(model.decoder().biases()).isTrue();
  }

  private static List<Entry> official() {
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.of("visual.patch_embed.proj.weight", 1280, 3, 2, 14, 14));
    for (int i = 0; i < 32; i++) {
      String block = "visual.blocks." + i + ".";
      entries.add(Entry.of(block + "norm1.weight", 1280));
      entries.add(Entry.of(block + "norm2.weight", 1280));
      addAffine(entries, block + "attn.qkv", 3840, 1280);
      addAffine(entries, block + "attn.proj", 1280, 1280);
      addAffine(entries, block + "mlp.gate_proj", 3420, 1280);
      addAffine(entries, block + "mlp.up_proj", 3420, 1280);
      addAffine(entries, block + "mlp.down_proj", 1280, 3420);
    }
    entries.add(Entry.of("visual.merger.ln_q.weight", 1280));
    addAffine(entries, "visual.merger.mlp.0", 5120, 5120);
    addAffine(entries, "visual.merger.mlp.2", 2048, 5120);
    entries.add(Entry.of("model.embed_tokens.weight", 151936, 2048));
    for (int i = 0; i < 36; i++) {
      String layer = "model.layers." + i + ".";
      addAffine(entries, layer + "self_attn.q_proj", 2048, 2048);
      addAffine(entries, layer + "self_attn.k_proj", 256, 2048);
      addAffine(entries, layer + "self_attn.v_proj", 256, 2048);
      entries.add(Entry.of(layer + "self_attn.o_proj.weight", 2048, 2048));
      entries.add(Entry.of(layer + "mlp.gate_proj.weight", 11008, 2048));
      entries.add(Entry.of(layer + "mlp.up_proj.weight", 11008, 2048));
      entries.add(Entry.of(layer + "mlp.down_proj.weight", 2048, 11008));
      entries.add(Entry.of(layer + "input_layernorm.weight", 2048));
      entries.add(Entry.of(layer + "post_attention_layernorm.weight", 2048));
    }
    entries.add(Entry.of("model.norm.weight", 2048));
    return entries;
  }

  private static void addAffine(List<Entry> entries, String name, long... shape) {
    entries.add(Entry.of(name + ".weight", shape));
    entries.add(Entry.of(name + ".bias", shape[0]));
  }

  private QwenModel read() {
    return QwenModel.read(DecoderFolder.read(folder, temporary.resolve("compiled")));
  }

  private Problem failure() {
    AkinException failure = catchThrowableOfType(AkinException.class, this::read);
    assertThat(failure).isNotNull();
    return failure.problem();
  }
}
