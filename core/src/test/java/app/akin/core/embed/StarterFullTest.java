package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.kit.BuildCache;
import app.akin.core.photo.Embedding;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the starter model on fully decoded images against scores of another implementation.
/// Requires `AKIN_STARTER_EXPECT` (file of results) and `AKIN_STARTER_PHOTOS` (folder of its
/// relative paths).
class StarterFullTest {
  /// Tolerance of scores: the key in the file for fully decoded images.
  private static final double TOLERANCE = 0.002;

  private final PhotoDecoder decoder = new PhotoDecoder(200_000_000, 512, BuildCache.NATIVES);
  private final Map<Path, float[]> features = new HashMap<>();
  @TempDir Path compiled;

  @Test
  void scoresMatchTheExpectedResults() throws IOException {
    String expect = System.getenv("AKIN_STARTER_EXPECT");
    String photos = System.getenv("AKIN_STARTER_PHOTOS");
    assumeTrue(
        expect != null && photos != null,
        "skipped: AKIN_STARTER_EXPECT and AKIN_STARTER_PHOTOS are not set");
    JsonArray queries =
        JsonParser.parseString(Files.readString(Path.of(expect)))
            .getAsJsonObject()
            .getAsJsonArray("queries");
    assertThat(queries).isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    try (EmbeddingModel model =
            EmbeddingModel.open(TestModels.starter(), TestModels.settings(compiled));
        ImageTower images = model.imageTower();
        TextTower texts = model.textTower()) {
      for (JsonElement element : queries) {
        JsonObject query = element.getAsJsonObject();
        double[] wanted = new double[model.dimension()];
        for (String image : strings(query, "image")) {
          add(wanted, feature(model, images, Path.of(photos, image)), 1.0);
        }
        for (String text : strings(query, "text")) {
          add(wanted, raw(texts.embed(text)), 1.0);
        }
        List<String> minus = strings(query, "minus");
        for (String text : minus) {
          add(wanted, raw(texts.embed(text)), -1.0 / minus.size());
        }
        for (JsonElement hit : query.getAsJsonArray("first")) {
          String path = hit.getAsJsonArray().get(0).getAsString();
          double score = hit.getAsJsonArray().get(1).getAsDouble();
          softly
              .assertThat(cosine(wanted, feature(model, images, Path.of(photos, path))))
              .as("%s for %s", path, query)
              .isBetween(score - TOLERANCE, score + TOLERANCE);
        }
      }
    }
    softly.assertAll();
  }

  private float[] feature(EmbeddingModel model, ImageTower tower, Path path) throws IOException {
    float[] known = features.get(path);
    if (known != null) {
      return known;
    }
    DecodeResult.Decoded decoded =
        (DecodeResult.Decoded) decoder.decode(Files.readAllBytes(path), DecodePurpose.QUERY);
    float[] raw = raw(tower.embed(List.of(model.prepare(decoded.raster()))).getFirst());
    features.put(path, raw);
    return raw;
  }

  private static float[] raw(Embedding embedding) {
    float[] raw = embedding.unit().clone();
    for (int i = 0; i < raw.length; i++) {
      raw[i] *= embedding.norm();
    }
    return raw;
  }

  private static void add(double[] sum, float[] part, double weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * part[i];
    }
  }

  private static double cosine(double[] a, float[] b) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      first += a[i] * a[i];
      second += (double) b[i] * b[i];
    }
    return product / Math.sqrt(first * second);
  }

  private static List<String> strings(JsonObject query, String key) {
    JsonElement value = query.get(key);
    List<String> strings = new ArrayList<>();
    if (value != null && value.isJsonArray()) {
      value.getAsJsonArray().forEach(element -> strings.add(element.getAsString()));
    } else if (value != null) {
      strings.add(value.getAsString());
    }
    return strings;
  }
}
