package app.akin.core.embed.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ModelFiles;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.MakeSelfTestPictures;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Raster;
import app.akin.core.synthetic.SyntheticCheckpoint;
import app.akin.resources.Resource;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the reference features of the self-test against their sources: torch for the starter
/// model, the forward pass in double precision for the synthetic checkpoint.
final class SelfTestNumbersTest {
  private static final String TEXT = "make it night";

  @TempDir private Path temporary;

  @Test
  void theShippedFeaturesMatchTheReference() throws IOException {
    JsonObject shipped = json(Resource.SELF_TEST_NUMBERS.open());
    JsonObject reference = numbers(temporary);
    assertThat(shipped.keySet()).isEqualTo(reference.keySet());
    for (String name : reference.keySet()) {
      assertThat(floats(shipped.get(name)))
          .as(name)
          .containsExactly(floats(reference.get(name)), within(1e-5f));
    }
  }

  /// Writes the reference features.
  ///
  /// @param arguments the file to write, and a temporary folder
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), numbers(Path.of(arguments[1])) + "\n");
  }

  private static JsonObject numbers(Path temporary) throws IOException {
    JsonObject golden =
        json(
            Objects.requireNonNull(
                SelfTestNumbersTest.class.getResourceAsStream("/golden/starter.json")));
    JsonObject numbers = new JsonObject();
    numbers.add("picture", raw(golden.getAsJsonArray("images"), "file", "rgb.png"));
    numbers.add("words", raw(golden.getAsJsonArray("texts"), "text", TEXT));

    SyntheticCheckpoint made = SyntheticCheckpoint.tiny();
    Path folder = temporary.resolve("checkpoint");
    made.write(folder);
    ReferenceClip reference = new ReferenceClip(made, folder);
    EmbedSettings settings =
        new EmbedSettings(
            temporary.resolve("compiled"), BuildCache.NATIVES, Device.CPU, Precision.FP32, 1);
    try (EmbeddingModel model = EmbeddingModel.open(ModelFiles.folder(folder), settings)) {
      numbers.add("made_picture", array(reference.image(model.prepare(asked()).values())));
      long[] tokens = model.tokens(TEXT);
      numbers.add("made_words", array(reference.text(tokens, made.shape().endOfText())));
    }
    return numbers;
  }

  private static Raster asked() {
    byte[] file = Objects.requireNonNull(MakeSelfTestPictures.files().get("asked.png"));
    return ((DecodeResult.Decoded)
            new PhotoDecoder(1 << 20, 64, BuildCache.NATIVES).decode(file, DecodePurpose.QUERY))
        .raster();
  }

  private static JsonElement raw(JsonArray rows, String key, String value) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(row -> row.get(key).getAsString().equals(value))
        .findFirst()
        .orElseThrow()
        .get("raw");
  }

  private static JsonArray array(double[] values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add((float) value);
    }
    return array;
  }

  private static float[] floats(JsonElement values) {
    JsonArray array = values.getAsJsonArray();
    float[] floats = new float[array.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = array.get(i).getAsFloat();
    }
    return floats;
  }

  private static JsonObject json(InputStream stream) throws IOException {
    try (Reader in = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(in).getAsJsonObject();
    }
  }
}
