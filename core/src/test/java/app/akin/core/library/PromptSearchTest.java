package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.Crop;
import app.akin.core.search.PromptLimit;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Indexes photos and answers queries with a model that embeds prompts. The scores are compared
/// with the vectors of transformers.
final class PromptSearchTest {
  private static final List<String> PHOTOS = PromptScores.PHOTOS;
  private static final String NIGHT =
      "Make the background dark, as if the camera has taken the photo at night";

  /// Vectors are stored in half floats.
  private static final float BOUND = 1e-3f;

  @TempDir private static Path base;
  private static LibraryFixture library;
  private static ModelSelection model;

  @BeforeAll
  static void index() throws Exception {
    library = new LibraryFixture(base);
    model = PromptScores.MODEL;
    PromptScores.writePhotos(library);
    assertThat(library.index(model, library.photos()).embedded()).isEqualTo(PHOTOS.size());
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @Test
  void aTextHasThePromptOfAQuery() {
    SearchAnswer answer = search(LibraryFixture.text("a red dog on the beach"));
    assertRanked(answer, "text query", PHOTOS);
    assertThat(answer.limits()).isEmpty();
  }

  @Test
  void anImageAndATextAreOnePrompt() {
    List<String> others = PHOTOS.stream().filter(photo -> !photo.equals("wide")).toList();
    Path wide = library.photos().resolve("wide.png");
    SearchAnswer answer = search(LibraryFixture.image(wide), LibraryFixture.text(NIGHT));
    assertRanked(answer, "composed query", others);
    assertThat(answer.canBalance()).isFalse();
    assertThat(answer.results())
        .allMatch(
            result ->
                result.productShare() == result.score()
                    && result.imageShare() == 0
                    && result.textShare() == 0);
    // The answer to the same query with another weight needs no pass.
    SearchAnswer weighted = search(new QueryPart.Image(wide, 3), new QueryPart.Text(NIGHT, 0.5));
    assertThat(scores(weighted)).isEqualTo(scores(answer));
  }

  @Test
  void aPhotoIsComparedByItsStoredVector() {
    List<String> others = PHOTOS.stream().filter(photo -> !photo.equals("tall")).toList();
    SearchResult tall =
        search(LibraryFixture.text("a red dog on the beach")).results().stream()
            .filter(result -> result.path().endsWith("tall.png"))
            .findFirst()
            .orElseThrow();
    SearchAnswer answer =
        search(new QueryPart.Image(new QueryImage.Photo(tall.content()), Crop.WHOLE, 1));
    assertRanked(answer, "picture, tall", others);
    assertRanked(
        search(LibraryFixture.image(library.photos().resolve("tall.png"))),
        "picture, tall",
        others);
  }

  @Test
  void excludedTextLowersScoresAndTheAnswerSaysSo() {
    QueryPart text = LibraryFixture.text("a red dog on the beach");
    SearchAnswer answer = search(text, LibraryFixture.excluded("a cat"));
    assertThat(answer.limits()).containsExactly(PromptLimit.EXCLUDED_TEXT);
    // Photos that are no more similar to it than most photos keep their scores.
    assertThat(answer.results()).anyMatch(result -> result.excludedShare() < 0);
    assertThat(answer.results()).anyMatch(result -> result.excludedShare() == 0);
    for (SearchResult result : answer.results()) {
      double unchanged = PromptScores.score("text query", PromptScores.name(result));
      assertThat(result.textShare()).isCloseTo((float) unchanged, within(BOUND));
      assertThat(result.score())
          .isCloseTo(result.textShare() + result.excludedShare(), within(1e-5f));
    }
    Path wide = library.photos().resolve("wide.png");
    SearchAnswer balanced = find(0.2, LibraryFixture.image(wide), LibraryFixture.text(NIGHT));
    assertThat(balanced.limits()).containsExactly(PromptLimit.BALANCE);
    assertThat(scores(balanced))
        .isEqualTo(scores(search(LibraryFixture.image(wide), LibraryFixture.text(NIGHT))));
  }

  @Test
  void moreThanOneImageOrTextIsRejected() {
    QueryPart text = LibraryFixture.text("a dog");
    QueryPart image = LibraryFixture.image(library.photos().resolve("wide.png"));
    for (List<QueryPart> parts : List.of(List.of(text, text), List.of(image, image, text))) {
      AkinException failure =
          catchThrowableOfType(AkinException.class, () -> search(parts.toArray(QueryPart[]::new)));
      assertThat(failure.problem()).isEqualTo(new Problem.QueryPrompt("llava-tiny"));
    }
  }

  @Test
  void feedbackOrdersTheResultsOfAPromptAndTheAnswerSaysSo() {
    QueryPart text = LibraryFixture.text("a red dog on the beach");
    List<SearchResult> plain = search(text).results();
    SearchResult last = plain.getLast();
    SearchResult first = plain.getFirst();
    SearchAnswer answer =
        search(text, feedback(last, Direction.MORE), feedback(first, Direction.LESS));
    assertThat(answer.limits()).containsExactly(PromptLimit.FEEDBACK);
    assertThat(answer.results()).hasSize(plain.size() - 1);
    assertThat(answer.results().getFirst().content()).isEqualTo(last.content());
    for (SearchResult result : answer.results()) {
      // The weight of one photo is a tenth of the bound.
      double expected =
          PromptScores.score("text query", PromptScores.name(result))
              + 0.04 * cosine(last, result)
              - 0.005 * cosine(first, result);
      assertThat(result.score()).isCloseTo((float) expected, within(2 * BOUND));
    }
    SearchAnswer alone = search(feedback(last, Direction.MORE));
    assertThat(alone.limits()).isEmpty();
    assertThat(alone.results().getFirst().content()).isEqualTo(last.content());
  }

  @Test
  void severalImagesWithoutATextAreTheMeanOfTheirVectors() {
    List<SearchResult> plain = search(LibraryFixture.text("a red dog on the beach")).results();
    SearchResult one = plain.get(0);
    SearchResult two = plain.get(1);
    SearchAnswer answer = search(image(one), image(two));
    assertThat(answer.limits()).containsExactly(PromptLimit.SEVERAL_IMAGES);
    assertThat(answer.results()).hasSize(plain.size() - 2);
    double norm = Math.sqrt(2 + 2 * cosine(one, two));
    for (SearchResult result : answer.results()) {
      double expected = (cosine(one, result) + cosine(two, result)) / norm;
      assertThat(result.score()).isCloseTo((float) expected, within(2 * BOUND));
    }
  }

  private double cosine(SearchResult one, SearchResult other) {
    return one.content().equals(other.content())
        ? 1
        : search(image(one)).results().stream()
            .filter(result -> result.content().equals(other.content()))
            .findFirst()
            .orElseThrow()
            .score();
  }

  private static QueryPart image(SearchResult photo) {
    return new QueryPart.Image(new QueryImage.Photo(photo.content()), Crop.WHOLE, 1);
  }

  private static QueryPart feedback(SearchResult photo, Direction direction) {
    return new QueryPart.Feedback(new QueryImage.Photo(photo.content()), direction, 1);
  }

  private void assertRanked(SearchAnswer answer, String query, List<String> photos) {
    List<String> order =
        photos.stream()
            .sorted(Comparator.comparingDouble(photo -> -PromptScores.score(query, photo)))
            .map(photo -> photo + ".png")
            .toList();
    assertThat(library.names(answer)).isEqualTo(order);
    for (SearchResult result : answer.results()) {
      String photo = PromptScores.name(result);
      assertThat(result.score()).isCloseTo((float) PromptScores.score(query, photo), within(BOUND));
    }
  }

  private static List<Float> scores(SearchAnswer answer) {
    return answer.results().stream().map(SearchResult::score).toList();
  }

  private SearchAnswer search(QueryPart... parts) {
    return library.search(model, Filter.NONE, 10, parts);
  }

  private SearchAnswer find(double balance, QueryPart... parts) {
    try (PhotoLibrary open = library.open()) {
      return open.search()
          .find(
              new SearchRequest(
                  List.of(parts), balance, Filter.NONE, Order.SCORE, 10, model, false));
    }
  }
}
