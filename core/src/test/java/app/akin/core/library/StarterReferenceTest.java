package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.model.ModelSelection;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares searches with the starter model with reference results of another implementation, over
/// photos that are not in the repository. Runs if `AKIN_STARTER_EXPECT` names the file of results
/// and `AKIN_STARTER_PHOTOS` the folder of the photos.
class StarterReferenceTest {
  /// Tolerance of the first result's score, as stated in the file for images decoded no larger than
  /// needed. The other results only have to be found.
  private static final float TOLERANCE = 0.02f;

  /// Photos whose scores differ by less than this may be in any order.
  private static final float MIN_ORDER_GAP = 0.02f;

  @TempDir Path base;

  @Test
  void searchesMatchTheReferenceResults() throws Exception {
    String expect = System.getenv("AKIN_STARTER_EXPECT");
    String photos = System.getenv("AKIN_STARTER_PHOTOS");
    assumeTrue(
        expect != null && photos != null,
        "skipped: AKIN_STARTER_EXPECT and AKIN_STARTER_PHOTOS are not set");
    Path data = Path.of(photos).toAbsolutePath().normalize();
    LibraryFixture fixture = new LibraryFixture(base);
    // The list covers only the .jpg files of the orientation folder, which has no others.
    fixture.index(
        ModelSelection.DEFAULT,
        data.resolve("photos"),
        data.resolve("orientation"),
        data.resolve("bge-vl-demo"));
    JsonArray queries =
        JsonParser.parseString(Files.readString(Path.of(expect)))
            .getAsJsonObject()
            .getAsJsonArray("queries");
    assertThat(queries).isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    try (PhotoLibrary library = fixture.open()) {
      for (JsonElement element : queries) {
        check(softly, library, data, element.getAsJsonObject());
      }
    }
    softly.assertAll();
  }

  private static void check(
      SoftAssertions softly, PhotoLibrary library, Path data, JsonObject query) throws IOException {
    List<QueryPart> parts = new ArrayList<>();
    strings(query, "image").forEach(image -> parts.add(LibraryFixture.image(data.resolve(image))));
    strings(query, "text").forEach(text -> parts.add(LibraryFixture.text(text)));
    strings(query, "minus").forEach(text -> parts.add(LibraryFixture.excluded(text)));
    List<SearchResult> hits =
        library
            .search()
            .find(new SearchRequest(parts, Filter.NONE, Order.SCORE, 12, ModelSelection.DEFAULT))
            .results();
    JsonArray first = query.getAsJsonArray("first");
    float previous = Float.POSITIVE_INFINITY;
    for (int i = 0; i < first.size(); i++) {
      Path expected = data.resolve(first.get(i).getAsJsonArray().get(0).getAsString());
      float score = first.get(i).getAsJsonArray().get(1).getAsFloat();
      SearchResult found =
          hits.stream().filter(hit -> hit.paths().contains(expected)).findFirst().orElse(null);
      softly.assertThat(found).as("%s finds %s", query.get("text"), expected).isNotNull();
      if (found != null) {
        if (i == 0) {
          softly
              .assertThat(found.score())
              .as("%s", expected)
              .isBetween(score - TOLERANCE, score + TOLERANCE);
        }
        if (previous - score > MIN_ORDER_GAP && i > 0) {
          Path before = data.resolve(first.get(i - 1).getAsJsonArray().get(0).getAsString());
          softly
              .assertThat(rank(hits, before))
              .as("%s before %s", before, expected)
              .isLessThan(rank(hits, expected));
        }
      }
      previous = score;
    }
  }

  private static int rank(List<SearchResult> hits, Path path) {
    for (int i = 0; i < hits.size(); i++) {
      if (hits.get(i).paths().contains(path)) {
        return i;
      }
    }
    return hits.size();
  }

  private static Stream<String> strings(JsonObject query, String key) {
    JsonElement value = query.get(key);
    if (value == null) {
      return Stream.empty();
    }
    return value.isJsonArray()
        ? value.getAsJsonArray().asList().stream().map(JsonElement::getAsString)
        : Stream.of(value.getAsString());
  }
}
