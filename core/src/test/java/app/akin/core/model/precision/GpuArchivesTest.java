package app.akin.core.model.precision;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.clip.ClipModel;
import app.akin.core.embed.clip.Kernels;
import app.akin.core.kit.ArchiveRunner;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Precision;
import app.akin.core.synthetic.SyntheticCheckpoint;
import app.akin.core.synthetic.SyntheticCheckpoint.Tower;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the folder of archives for `.ci/gpu`.
///
/// `-Dakin.gpu=DIR` writes it to a folder that `.ci/gpu run` can read, and `-Dakin.gpu.large=true`
/// includes all models.
final class GpuArchivesTest {
  private static final long MAX_BYTES = 30_000_000;
  private static final String COMPLETE = "tiny";
  private static final String WITHOUT_WEIGHTS = "tiny-filled";
  private static final List<String> PROMPTS = List.of("llava-tiny", "qwen-tiny");

  @TempDir private Path temporary;
  private Path folder = Path.of("");
  private boolean large;

  @BeforeEach
  void readProperties() {
    String given = System.getProperty("akin.gpu");
    folder = given == null ? temporary.resolve("gpu") : Path.of(given).toAbsolutePath();
    large = Boolean.getBoolean("akin.gpu.large");
  }

  @Test
  void theFolderIsSmallAndItsArchivesMeetTheBounds() throws IOException {
    SyntheticCheckpoint tiny = SyntheticCheckpoint.tiny();
    GpuArchives archives = new GpuArchives(folder, temporary.resolve("checkpoints"));
    archives.addComplete(COMPLETE, tiny);
    if (large) {
      addAll(archives, tiny);
    } else {
      archives.addWithoutWeights(WITHOUT_WEIGHTS, tiny);
    }
    for (String prompts : PROMPTS) {
      archives.addPrompts(prompts, tinyPrompts(prompts));
    }
    archives.writeRecipe();

    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(MAX_BYTES);
    }
    JsonObject recipe =
        JsonParser.parseString(Files.readString(folder.resolve("recipe.json"))).getAsJsonObject();
    for (JsonElement model : recipe.getAsJsonArray("models")) {
      if (model.getAsJsonObject().has("batches")) {
        assertPromptsAreComplete(model.getAsJsonObject());
        continue;
      }
      for (Precision precision : Kernels.gpuPrecisions()) {
        Path archive = archives.archive(name(model), precision.word());
        if (model.getAsJsonObject().has("features")) {
          assertMeetsBounds(archives, archive, model.getAsJsonObject());
        } else {
          assertThat(entries(archive).keySet()).noneMatch(entry -> entry.contains("/data/"));
        }
      }
    }
    if (!large) {
      ClipModel model =
          ClipModel.read(
              temporary.resolve("checkpoints").resolve(COMPLETE), temporary.resolve("compiled"));
      for (Precision precision : Kernels.gpuPrecisions()) {
        Map<String, String> whole = entries(model.imageArchive(precision, Kernels.ofGpu()));
        whole.keySet().removeIf(entry -> entry.contains("/data/"));
        assertThat(entries(archives.archive(WITHOUT_WEIGHTS, precision.word()))).isEqualTo(whole);
      }
    }
  }

  /// The weights stay in the folder, under the path that the archives hold.
  private void assertPromptsAreComplete(JsonObject model) throws IOException {
    Path own = folder.resolve(model.get("name").getAsString());
    assertThat(model.get("folder").getAsString()).isEqualTo(own.toAbsolutePath().toString());
    assertThat(model.getAsJsonArray("features")).hasSize(12);
    for (JsonElement archive : model.getAsJsonArray("archives")) {
      Map<String, String> entries =
          entries(own.resolve(archive.getAsJsonObject().get("file").getAsString()));
      assertThat(entries.keySet()).noneMatch(entry -> entry.contains("/data/"));
      assertThat(entries.values())
          .anyMatch(content -> content.contains(own.toAbsolutePath() + "/model-00001-of-0000"));
    }
    for (JsonElement batch : model.getAsJsonArray("batches")) {
      for (JsonElement input : batch.getAsJsonObject().getAsJsonArray("inputs")) {
        JsonObject tensor = input.getAsJsonObject();
        long elements = 1;
        for (JsonElement size : tensor.getAsJsonArray("shape")) {
          elements *= size.getAsLong();
        }
        int width = tensor.get("type").getAsString().equals("int64") ? Long.BYTES : Float.BYTES;
        assertThat(own.resolve(tensor.get("file").getAsString())).hasSize(width * elements);
      }
    }
  }

  private static Path tinyPrompts(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(GpuArchivesTest.class.getResource("/mllm/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addAll(GpuArchives archives, SyntheticCheckpoint tiny) throws IOException {
    archives.addComplete("tiny-bf16", tiny.withType(SyntheticCheckpoint.Type.BF16).withSeed(2));
    archives.addComplete(
        "tiny-gelu",
        tiny.withType(SyntheticCheckpoint.Type.F32).withActivation("gelu").withSeed(3));
    archives.addComplete(
        "tiny-gelu-tanh",
        SyntheticCheckpoint.of(tiny.shape().withVision(new Tower(48, 3, 4, 100), 14, 70))
            .withActivation("gelu_pytorch_tanh"));
    archives.addWithoutWeights("base", SyntheticCheckpoint.base());
    archives.addWithoutWeights("large", SyntheticCheckpoint.large());
  }

  private static void assertMeetsBounds(GpuArchives archives, Path archive, JsonObject model)
      throws IOException {
    int side = model.get("side").getAsInt();
    float[] pixels = GpuArchives.pixels(Files.readAllBytes(archives.images(side)));
    try (ArchiveRunner tower = ArchiveRunner.open(archive)) {
      float[][] features = tower.run(pixels, PrecisionCheck.SYNTHETIC_COUNT, 3, side, side);
      Fidelity fidelity =
          Fidelity.of(
              embeddings(model.getAsJsonArray("features")),
              Arrays.stream(features).map(Embedding::ofRaw).toList());
      assertThat(fidelity.centredCosine())
          .as(archive.toString())
          .isGreaterThanOrEqualTo(PrecisionCheck.MIN_COSINE);
      assertThat(fidelity.neighbours())
          .as(archive.toString())
          .isGreaterThanOrEqualTo(PrecisionCheck.MIN_NEIGHBOURS);
    }
  }

  private static List<Embedding> embeddings(JsonArray rows) {
    List<Embedding> embeddings = new ArrayList<>();
    for (JsonElement row : rows) {
      float[] raw = new float[row.getAsJsonArray().size()];
      for (int i = 0; i < raw.length; i++) {
        raw[i] = row.getAsJsonArray().get(i).getAsFloat();
      }
      embeddings.add(Embedding.ofRaw(raw));
    }
    return embeddings;
  }

  private static String name(JsonElement model) {
    return model.getAsJsonObject().get("name").getAsString();
  }

  private static Map<String, String> entries(Path archive) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return entries;
  }
}
