package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.photo.Embedding;
import app.akin.core.photo.Raster;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole models against what the reference made of the same pictures and texts: see
/// `src/test/golden/README.md`.
final class GoldenModelTest {
  /// Pictures that any reader decodes alike; the others are decode's to compare.
  private static final Set<String> PLAIN =
      Set.of("rgb.png", "noise.png", "square-32.png", "strip-120x2.png", "tall-21x117.png");

  @TempDir private Path compiled;

  @ParameterizedTest
  @ValueSource(strings = {"clip-p16-f16", "clip-p16-bf16-shards", "clip-p14-f32", "starter"})
  void towersAgreeWithTheReference(String name)
      throws IOException, URISyntaxException, NoSuchAlgorithmException {
    JsonObject golden = json(name + ".json");
    ModelFiles files =
        name.equals("starter")
            ? Made.starter()
            : ModelFiles.folder(Path.of(resource(name).toURI()));
    try (EmbeddingModel model = EmbeddingModel.open(files, Made.settings(compiled));
        ImageTower pictures = model.imageTower();
        TextTower texts = model.textTower()) {
      assertThat(model.dimension()).isEqualTo(golden.get("dimension").getAsInt());
      Map<String, Embedding> seen = new HashMap<>();
      for (JsonElement element : golden.getAsJsonArray("images")) {
        JsonObject expected = element.getAsJsonObject();
        String file = expected.get("file").getAsString();
        if (PLAIN.contains(file)) {
          float[] values = model.prepare(raster(file));
          assertThat(hash(values)).as(file).isEqualTo(expected.get("values").getAsString());
          Embedding embedding = pictures.embed(List.of(values)).getFirst();
          // The starter's wide features are there for some pictures only.
          if (expected.has("raw")) {
            compare(file, embedding, expected.getAsJsonArray("raw"));
          }
          seen.put(file, embedding);
        }
      }
      assertThat(seen).hasSameSizeAs(PLAIN);
      for (JsonElement element : golden.getAsJsonArray("texts")) {
        JsonObject expected = element.getAsJsonObject();
        String text = expected.get("text").getAsString();
        assertThat(model.tokens(text))
            .as(text)
            .isEqualTo(
                expected.getAsJsonArray("ids").asList().stream()
                    .mapToLong(JsonElement::getAsLong)
                    .toArray());
        Embedding embedding = texts.embed(text);
        if (expected.has("raw")) {
          compare(text, embedding, expected.getAsJsonArray("raw"));
        }
        seen.put(text, embedding);
      }
      for (JsonElement element : golden.getAsJsonArray("composed")) {
        JsonObject expected = element.getAsJsonObject();
        Embedding image = seen.get(expected.get("file").getAsString());
        if (image != null) {
          Embedding text = Objects.requireNonNull(seen.get(expected.get("text").getAsString()));
          assertThat(Embedding.ofRaw(sum(image, text)).unit())
              .containsExactly(floats(expected.getAsJsonArray("unit")), within(1e-4f));
        }
      }
    }
  }

  private static void compare(String what, Embedding actual, JsonArray raw) {
    Embedding expected = Embedding.ofRaw(floats(raw));
    assertThat(actual.unit()).as(what).containsExactly(expected.unit(), within(1e-4f));
    assertThat(actual.norm()).as(what).isCloseTo(expected.norm(), within(1e-4f * expected.norm()));
  }

  private static float[] sum(Embedding a, Embedding b) {
    float[] raw = new float[a.dimension()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = a.unit()[i] * a.norm() + b.unit()[i] * b.norm();
    }
    return raw;
  }

  private static float[] floats(JsonArray array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).getAsFloat();
    }
    return values;
  }

  private static Raster raster(String file) throws IOException {
    BufferedImage image = ImageIO.read(resource("images/" + file));
    byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
    int i = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        rgb[i++] = (byte) (pixel >> 16);
        rgb[i++] = (byte) (pixel >> 8);
        rgb[i++] = (byte) pixel;
      }
    }
    return new Raster(image.getWidth(), image.getHeight(), rgb);
  }

  private static String hash(float[] values) throws NoSuchAlgorithmException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  private static JsonObject json(String file) throws IOException {
    try (InputStream in = resource(file).openStream();
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  private static URL resource(String file) {
    return Objects.requireNonNull(GoldenModelTest.class.getResource("/golden/" + file), file);
  }
}
