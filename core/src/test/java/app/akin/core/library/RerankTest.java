package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.BuildCache;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.PromptLimit;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.RerankStatus;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import app.akin.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders the results of the starter model by a model that embeds prompts. The scores are compared
/// with the vectors of transformers.
final class RerankTest {
  private static final String RED_DOG = "a red dog on the beach";

  /// Vectors are stored in half floats.
  private static final float BOUND = 1e-3f;

  @TempDir private static Path base;
  private static LibraryFixture fixture;
  private final List<RerankStatus> progress = new ArrayList<>();
  private PhotoLibrary library;

  @BeforeAll
  static void index() throws Exception {
    fixture = new LibraryFixture(base);
    PromptScores.writePhotos(fixture);
    fixture.index();
  }

  @AfterAll
  static void closeFixture() {
    fixture.close();
  }

  /// Opens the library without vectors of the second model.
  @BeforeEach
  void open() {
    try (Store store =
        Store.openForWriting(fixture.paths().library(), BuildCache.NATIVES, Clock.systemUTC())) {
      store.reader().vectors().models().stream()
          .filter(model -> model.name().equals("llava-tiny"))
          .forEach(model -> store.writer().vectors().removeModel(model.id()));
    }
    library = fixture.open();
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void theBestResultsAreOrderedByTheSecondModel() {
    SearchAnswer first = library.search().find(request(LibraryFixture.text(RED_DOG)));
    SearchAnswer second = rerank(3, LibraryFixture.text(RED_DOG));

    List<String> best = fixture.names(first).subList(0, 3);
    List<String> expected =
        best.stream().sorted(Comparator.comparingDouble(name -> -score(name))).toList();
    assertThat(fixture.names(second).subList(0, 3)).isEqualTo(expected);
    assertThat(fixture.names(second).subList(3, 5)).isEqualTo(fixture.names(first).subList(3, 5));
    SearchAnswer.Reranked reranked = second.reranked().orElseThrow();
    assertThat(reranked.model()).isEqualTo("llava-tiny");
    for (int i = 0; i < 3; i++) {
      assertThat(reranked.scores().get(i)).isCloseTo((float) score(expected.get(i)), within(BOUND));
    }
    // The scores and bands of the first model stay.
    assertThat(second.results()).containsExactlyInAnyOrderElementsOf(first.results());
  }

  @Test
  void aPhotoIsEmbeddedOnce() {
    rerank(2, LibraryFixture.text(RED_DOG));
    assertThat(progress.getFirst()).isEqualTo(new RerankStatus(0, 2, Optional.empty()));
    assertThat(progress.getLast().done()).isEqualTo(2);
    assertThat(progress.getLast().remaining()).isPresent();
    library.close();
    library = fixture.open();
    rerank(2, LibraryFixture.text(RED_DOG));
    assertThat(progress).containsExactly(new RerankStatus(0, 0, Optional.empty()));
    rerank(5, LibraryFixture.text(RED_DOG));
    assertThat(progress.getFirst().total()).isEqualTo(3);
  }

  @Test
  void vectorsAreStoredOnceTheLibraryCanBeWritten() {
    try (Store _ =
        Store.openForWriting(fixture.paths().library(), BuildCache.NATIVES, Clock.systemUTC())) {
      rerank(5, LibraryFixture.text(RED_DOG));
      assertThat(progress.getFirst().total()).isEqualTo(5);
      rerank(5, LibraryFixture.text("a cat"));
      assertThat(progress.getFirst().total()).isZero();
    }
    library.close();
    library = fixture.open();
    rerank(5, LibraryFixture.text(RED_DOG));
    assertThat(progress.getFirst().total()).isZero();
  }

  @Test
  void aStopKeepsWhatWasEmbedded() {
    AtomicInteger checks = new AtomicInteger();
    QueryPart text = LibraryFixture.text(RED_DOG);
    rerank(1, text);
    BooleanSupplier duringSecond =
        () -> !progress.isEmpty() && progress.getLast().done() > 0 && checks.incrementAndGet() > 1;
    progress.clear();
    assertThat(rerank(5, duringSecond, PromptScores.MODEL, text)).isEmpty();
    assertThat(progress.getFirst().total()).isEqualTo(4);
    assertThat(progress.getLast().done()).isEqualTo(1);
    rerank(5, text);
    assertThat(progress.getFirst().total()).isEqualTo(3);
  }

  @Test
  void aPhotoThatIsAwayIsEmbeddedFromItsThumbnail() throws Exception {
    Path away = fixture.photos().resolveSibling("away");
    Files.move(fixture.photos(), away);
    try {
      SearchAnswer answer = rerank(5, LibraryFixture.text(RED_DOG));
      assertThat(answer.reranked().orElseThrow().scores()).hasSize(5);
    } finally {
      Files.move(away, fixture.photos());
    }
  }

  @Test
  void whatTheModelCannotReadIsAnError() {
    QueryPart text = LibraryFixture.text(RED_DOG);
    assertThat(problem(PromptScores.MODEL, text, LibraryFixture.text("a cat")))
        .isEqualTo(new Problem.QueryPrompt("llava-tiny"));
    assertThat(problem(ModelSelection.DEFAULT, text))
        .isEqualTo(new Problem.ModelWithoutPrompts("starter"));
  }

  @Test
  void theBalanceHasNoEffect() {
    Path wide = fixture.photos().resolve("wide.png");
    QueryPart[] parts = {LibraryFixture.image(wide), LibraryFixture.text(RED_DOG)};
    SearchRequest request =
        new SearchRequest(
            List.of(parts), 0.2, Filter.NONE, Order.SCORE, 10, ModelSelection.DEFAULT, false);
    SearchAnswer answer =
        library
            .reranker()
            .rerank(
                request,
                library.search().find(request),
                PromptScores.MODEL,
                5,
                progress::add,
                () -> false)
            .orElseThrow();
    assertThat(answer.limits()).isEmpty();
    assertThat(answer.reranked().orElseThrow().limits()).containsExactly(PromptLimit.BALANCE);
  }

  @Test
  void rightPhotosStayFirstAndOrderTheOthersByTheirVectors() {
    List<SearchResult> plain =
        library.search().find(request(LibraryFixture.text(RED_DOG))).results();
    SearchResult right = plain.get(2);
    SearchResult wrong = plain.getFirst();
    QueryPart more = feedback(right, Direction.MORE);
    SearchAnswer second =
        rerank(10, LibraryFixture.text(RED_DOG), more, feedback(wrong, Direction.LESS));
    assertThat(second.results()).hasSize(plain.size() - 1);
    assertThat(second.results().getFirst().content()).isEqualTo(right.content());
    assertThat(second.reranked().orElseThrow().limits()).containsExactly(PromptLimit.FEEDBACK);
    List<Float> scores = second.reranked().orElseThrow().scores();
    assertThat(scores).hasSize(second.results().size());
    // The vector of the wrong photo is not stored, so only the right one moves the others.
    SearchAnswer answered =
        fixture.search(PromptScores.MODEL, Filter.NONE, 10, LibraryFixture.text(RED_DOG), more);
    for (int i = 0; i < scores.size(); i++) {
      SearchResult result = second.results().get(i);
      assertThat(scores.get(i))
          .isCloseTo(
              answered.results().stream()
                  .filter(other -> other.content().equals(result.content()))
                  .findFirst()
                  .orElseThrow()
                  .score(),
              within(2 * BOUND));
      assertThat(i < 2 || scores.get(i) <= scores.get(i - 1)).isTrue();
    }
  }

  private static QueryPart feedback(SearchResult photo, Direction direction) {
    return new QueryPart.Feedback(new QueryImage.Photo(photo.content()), direction, 1);
  }

  private Problem problem(ModelSelection model, QueryPart... parts) {
    return catchThrowableOfType(AkinException.class, () -> rerank(5, () -> false, model, parts))
        .problem();
  }

  private static double score(String fileName) {
    return PromptScores.score("text query", fileName.replace(".png", ""));
  }

  private SearchAnswer rerank(int count, QueryPart... parts) {
    progress.clear();
    return rerank(count, () -> false, PromptScores.MODEL, parts).orElseThrow();
  }

  private Optional<SearchAnswer> rerank(
      int count, BooleanSupplier stopped, ModelSelection model, QueryPart... parts) {
    SearchRequest request = request(parts);
    return library
        .reranker()
        .rerank(request, library.search().find(request), model, count, progress::add, stopped);
  }

  private static SearchRequest request(QueryPart... parts) {
    return new SearchRequest(List.of(parts), Filter.NONE, Order.SCORE, 10, ModelSelection.DEFAULT);
  }
}
