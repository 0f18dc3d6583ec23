package app.akin.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import app.akin.core.kit.ArchiveRunner;
import app.akin.core.kit.SafetensorsKit;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the properties of synthetic checkpoints that other tests rely on.
final class SyntheticCheckpointTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {514, 800, 49408})
  void tokenizersLoadAndFollowClipsPipeline(int vocabulary) throws Exception {
    ArchiveRunner.setUpEngine();
    JsonObject json = SyntheticTokenizer.clip(vocabulary);
    assertThat(json.getAsJsonObject("model").getAsJsonObject("vocab").size()).isEqualTo(vocabulary);
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, json.toString());
    try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(file)) {
      long[] ids = tokenizer.encode("  Make\tit   NIGHT, caf\u00e9 \u65e5\u672c!").getIds();
      assertThat(ids[0]).isEqualTo(vocabulary - 2);
      assertThat(ids[ids.length - 1]).isEqualTo(vocabulary - 1);
      assertThat(Arrays.stream(ids, 1, ids.length - 1).max().orElse(0)).isLessThan(vocabulary - 2);
      // Unicode normalization, spacing and case do not change the ids.
      assertThat(tokenizer.encode("make it night , cafe\u0301 \u65e5\u672c !").getIds())
          .isEqualTo(ids);
      assertThat(tokenizer.encode("make it day").getIds()).isNotEqualTo(ids);
    }
  }

  @Test
  void learnedWordsAreOneToken() throws Exception {
    ArchiveRunner.setUpEngine();
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, SyntheticTokenizer.clip(49408).toString());
    try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(file)) {
      assertThat(tokenizer.encode("make it night").getIds()).hasSize(5);
    }
  }

  @Test
  void theSameSeedGivesTheSameModel() throws Exception {
    SyntheticCheckpoint kit = SyntheticCheckpoint.tiny();
    kit.write(folder.resolve("a"));
    kit.write(folder.resolve("b"));
    kit.withSeed(2).write(folder.resolve("c"));
    byte[] a = Files.readAllBytes(folder.resolve("a/model.safetensors"));
    assertThat(Files.readAllBytes(folder.resolve("b/model.safetensors"))).isEqualTo(a);
    assertThat(Files.readAllBytes(folder.resolve("c/model.safetensors"))).isNotEqualTo(a);
  }

  @Test
  void shardsHoldWhatOneFileHolds() {
    SyntheticCheckpoint kit = SyntheticCheckpoint.tiny();
    kit.write(folder.resolve("one"));
    kit.withShards(3).write(folder.resolve("three"));
    Map<String, float[]> one = SafetensorsKit.read(folder.resolve("one"));
    Map<String, float[]> three = SafetensorsKit.read(folder.resolve("three"));
    assertThat(three.keySet()).isEqualTo(one.keySet());
    one.forEach((name, values) -> assertThat(three.get(name)).isEqualTo(values));
  }

  @Test
  void sizesComeInBothForms() throws Exception {
    SyntheticCheckpoint.tiny().write(folder.resolve("plain"));
    SyntheticCheckpoint.tiny().withSizesAsObjects().write(folder.resolve("objects"));
    assertThat(preprocessor("plain").get("size").getAsInt()).isEqualTo(64);
    assertThat(preprocessor("plain").get("crop_size").getAsInt()).isEqualTo(64);
    assertThat(preprocessor("objects").getAsJsonObject("size").get("shortest_edge").getAsInt())
        .isEqualTo(64);
    assertThat(preprocessor("objects").getAsJsonObject("crop_size").get("height").getAsInt())
        .isEqualTo(64);
  }

  private JsonObject preprocessor(String model) throws Exception {
    return JsonParser.parseString(
            Files.readString(folder.resolve(model).resolve("preprocessor_config.json")))
        .getAsJsonObject();
  }
}
