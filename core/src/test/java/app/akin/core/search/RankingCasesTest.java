package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.RankingSettings;
import app.akin.core.index.NullDistribution;
import app.akin.core.photo.Embedding;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares scores, order and relevance bands with computed cases of small vectors.
final class RankingCasesTest {
  private static final JsonObject CASES = read();

  /// The values of the cases are rounded.
  private static final double TOLERANCE = 2e-5;

  static Stream<Named<JsonObject>> rank() {
    return cases("rank");
  }

  static Stream<Named<JsonObject>> bands() {
    return cases("bands");
  }

  @ParameterizedTest
  @MethodSource("rank")
  void scoresAndOrderAreThoseOfTheCase(JsonObject one) {
    JsonObject asked = one.getAsJsonObject("query");
    Query query =
        Query.compose(
            parts(asked.getAsJsonArray("pictures")),
            parts(asked.getAsJsonArray("words")),
            parts(asked.getAsJsonArray("minus")),
            asked.get("balance").getAsDouble(),
            settings(one),
            "");
    List<float[]> photos = objects(one.getAsJsonArray("photos"), RankingCasesTest::vector);

    assertClose(query.unit(), vector(one.get("unit")));
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      float[] photo = photos.get(i);
      double cosine = scalarProduct(query.unit(), photo);
      double product =
          query.hasProduct()
              ? query.product(
                  scalarProduct(query.partUnits().getFirst(), photo),
                  scalarProduct(query.partUnits().getLast(), photo))
              : 0;
      assertThat(cosine).isCloseTo(number(one, "base", i), within(TOLERANCE));
      assertThat(product).isCloseTo(number(one, "product", i), within(TOLERANCE));
      assertThat(
              (double) query.imageShare(photo)
                  + query.textShare(photo)
                  + query.excludedShare(photo))
          .isCloseTo(cosine, within(TOLERANCE));
      scores.add(cosine + product);
    }
    assertThat(
            IntStream.range(0, photos.size())
                .boxed()
                .sorted(Comparator.comparing(scores::get).reversed()))
        .containsExactlyElementsOf(objects(one.getAsJsonArray("order"), JsonElement::getAsInt));
  }

  @ParameterizedTest
  @MethodSource("bands")
  void bandsAreThoseOfTheCase(JsonObject one) {
    List<JsonObject> hits = objects(one.getAsJsonArray("hits"), JsonElement::getAsJsonObject);
    boolean texts = hits.getFirst().has("words");
    boolean images = hits.getFirst().has("picture");
    NullDistribution scores = distribution(one);
    BandClassifier classifier =
        new BandClassifier(
            settings(one),
            images ? Query.Kind.COMPOSED : Query.Kind.TEXTS,
            scores,
            images ? distribution(hits.getFirst().getAsJsonObject("picture")) : scores,
            texts ? distribution(hits.getFirst().getAsJsonObject("words")) : scores);

    List<Candidate> ordered = new ArrayList<>();
    for (JsonObject hit : hits) {
      ordered.add(
          new Candidate(
              ordered.size() + 1L,
              hit.get("base").getAsFloat(),
              0,
              images ? cosine(hit, "picture") : Double.NaN,
              texts ? cosine(hit, "words") : Double.NaN,
              0));
    }
    assertThat(classifier.classify(ordered, one.get("candidates").getAsLong()))
        .extracting(band -> band.name().toLowerCase(Locale.ROOT))
        .containsExactlyElementsOf(objects(one.getAsJsonArray("bands"), JsonElement::getAsString));
  }

  private static JsonObject read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                RankingCasesTest.class.getResourceAsStream("/golden/ranking.json")),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Named<JsonObject>> cases(String kind) {
    return objects(CASES.getAsJsonArray("cases"), JsonElement::getAsJsonObject).stream()
        .filter(one -> one.get("kind").getAsString().equals(kind))
        .map(one -> Named.of(one.get("name").getAsString(), one));
  }

  private static RankingSettings settings(JsonObject one) {
    return RankingSettings.parse(
        "ranking.json",
        CASES.getAsJsonObject("rankings").get(one.get("ranking").getAsString()).toString());
  }

  private static NullDistribution distribution(JsonObject part) {
    JsonArray background = part.getAsJsonArray("background");
    return NullDistribution.of(background.get(0).getAsDouble(), background.get(1).getAsDouble());
  }

  private static double cosine(JsonObject hit, String part) {
    return hit.getAsJsonObject(part).get("cosine").getAsDouble();
  }

  private static List<WeightedFeature> parts(JsonArray parts) {
    return objects(
        parts,
        part ->
            new WeightedFeature(
                Embedding.ofRaw(vector(part.getAsJsonObject().get("raw"))),
                part.getAsJsonObject().get("weight").getAsDouble()));
  }

  private static double number(JsonObject one, String key, int i) {
    return one.getAsJsonArray(key).get(i).getAsDouble();
  }

  private static float[] vector(JsonElement list) {
    JsonArray array = list.getAsJsonArray();
    float[] vector = new float[array.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = array.get(i).getAsFloat();
    }
    return vector;
  }

  private static <T> List<T> objects(JsonArray array, Function<JsonElement, T> read) {
    return StreamSupport.stream(array.spliterator(), false).map(read).toList();
  }

  private static double scalarProduct(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }

  private static void assertClose(float[] found, float[] expected) {
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(TOLERANCE));
    }
  }
}
