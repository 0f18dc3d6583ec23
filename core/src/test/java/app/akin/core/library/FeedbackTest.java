package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.ImageKit;
import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.core.search.Crop;
import app.akin.core.search.IgnoredFeedback;
import app.akin.core.search.IgnoredFeedback.Reason;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchRequest.Stacks;
import app.akin.core.search.SearchResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Marks results of searches in a real library as right and wrong.
final class FeedbackTest {
  private static final int PHOTOS = 30;
  private static final QueryPart WORDS = LibraryFixture.text("a red house");

  @TempDir Path base;
  private LibraryFixture fixture;
  private PhotoLibrary library;

  @BeforeEach
  void index() throws Exception {
    fixture = new LibraryFixture(base);
    for (int i = 0; i < PHOTOS; i++) {
      fixture.write((i % 2 == 0 ? "even/p" : "odd/p") + i + ".jpg", ImageKit.photo(i, 320, 240));
    }
    fixture.index();
    library = fixture.open();
  }

  @AfterEach
  void close() {
    library.close();
    fixture.close();
  }

  @Test
  void rightPhotosAreFirstInTheirOrderAndWrongOnesLeave() {
    List<SearchResult> plain = find(WORDS).results();
    assertThat(plain).hasSize(PHOTOS);
    ContentId one = plain.get(20).content();
    ContentId two = plain.get(5).content();
    ContentId wrong = plain.getFirst().content();
    SearchAnswer answer = find(WORDS, more(one), less(wrong), more(two));

    assertThat(contents(answer)).startsWith(one, two).doesNotContain(wrong).hasSize(PHOTOS - 1);
    assertThat(answer.feedback().more()).containsExactly(one, two);
    assertThat(answer.feedback().ignored()).isEmpty();
    assertThat(answer.results().subList(0, 2))
        .allMatch(result -> result.band() == RelevanceBand.STRONG);
    List<SearchResult> rest = answer.results().subList(2, PHOTOS - 1);
    for (int i = 1; i < rest.size(); i++) {
      assertThat(rest.get(i).score()).isLessThanOrEqualTo(rest.get(i - 1).score());
      assertThat(rest.get(i).band()).isGreaterThanOrEqualTo(rest.get(i - 1).band());
    }
    assertThat(answer.results())
        .allSatisfy(
            result ->
                assertThat(
                        result.imageShare()
                            + result.textShare()
                            + result.excludedShare()
                            + result.productShare()
                            + result.feedbackShare())
                    .isCloseTo(result.score(), within(1e-4f)));
    // The same query has the same answer, and a page is its beginning.
    assertThat(contents(find(WORDS, more(one), less(wrong), more(two))))
        .isEqualTo(contents(answer));
    for (int limit : new int[] {1, 2, 3, 10}) {
      assertThat(
              contents(
                  find(
                      request(
                          Filter.NONE,
                          Stacks.ALL,
                          limit,
                          WORDS,
                          more(one),
                          less(wrong),
                          more(two)))))
          .isEqualTo(contents(answer).subList(0, limit));
    }
  }

  @Test
  void laterFeedbackReplacesEarlierAndTheKeysOfQueriesDiffer() {
    ContentId photo = find(WORDS).results().get(3).content();
    assertThat(contents(find(WORDS, more(photo), less(photo)))).doesNotContain(photo);
    assertThat(contents(find(WORDS, less(photo), more(photo)))).startsWith(photo);
    assertThat(contents(find(WORDS)).getFirst()).isNotEqualTo(photo);
    assertThat(request(WORDS, more(photo))).isNotEqualTo(request(WORDS, less(photo)));
  }

  @Test
  void feedbackAloneIsAQuery() {
    List<SearchResult> plain = find(WORDS).results();
    ContentId photo = plain.get(7).content();
    SearchAnswer answer = find(more(photo));
    assertThat(contents(answer)).startsWith(photo).hasSize(PHOTOS);
    List<ContentId> alike =
        contents(find(new QueryPart.Image(new QueryImage.Photo(photo), Crop.WHOLE, 1)));
    assertThat(contents(answer).subList(1, PHOTOS)).isEqualTo(alike);
    assertThat(answer.results())
        .allMatch(result -> result.imageShare() == 0 && result.feedbackShare() == result.score());

    SearchAnswer without = find(less(photo));
    assertThat(without.list()).isPresent();
    assertThat(contents(without)).doesNotContain(photo).hasSize(PHOTOS - 1);
    assertThat(without.list().get().size()).isEqualTo(PHOTOS - 1);
  }

  @Test
  void filtersAreExact() {
    Filter even = Filter.in(fixture.photos().resolve("even"));
    List<ContentId> inside = contents(find(request(even, Stacks.ALL, 100, WORDS)));
    List<ContentId> outside = new ArrayList<>(contents(find(WORDS)));
    outside.removeAll(inside);
    assertThat(inside).hasSize(PHOTOS / 2);
    SearchAnswer answer =
        find(
            request(
                even,
                Stacks.ALL,
                100,
                WORDS,
                more(outside.getFirst()),
                more(inside.get(3)),
                less(inside.get(4))));
    assertThat(contents(answer))
        .startsWith(inside.get(3))
        .containsAll(inside.subList(5, inside.size()))
        .doesNotContain(inside.get(4))
        .doesNotContainAnyElementsOf(outside);
    SearchAnswer listed =
        find(
            request(
                Filter.of(library.lines().fact("format:jpeg")),
                Stacks.ALL,
                100,
                less(inside.get(4))));
    assertThat(contents(listed)).hasSize(PHOTOS - 1).doesNotContain(inside.get(4));
  }

  @Test
  void aPhotoStandsForItsFoldedStack() {
    List<SearchResult> plain = find(WORDS).results();
    List<Path> stacked = plain.subList(0, 3).stream().map(SearchResult::path).toList();
    library.stacks().join(stacked);
    Set<ContentId> members =
        Set.copyOf(plain.subList(0, 3).stream().map(SearchResult::content).toList());
    ContentId marked = plain.get(1).content();

    SearchAnswer folded = find(request(Filter.NONE, Stacks.FOLD, 100, WORDS, less(marked)));
    assertThat(contents(folded)).doesNotContainAnyElementsOf(members).hasSize(PHOTOS - 3);
    SearchAnswer all = find(request(Filter.NONE, Stacks.ALL, 100, WORDS, less(marked)));
    assertThat(contents(all)).doesNotContain(marked).hasSize(PHOTOS - 1);
    SearchAnswer first = find(request(Filter.NONE, Stacks.FOLD, 100, WORDS, more(marked)));
    assertThat(contents(first)).startsWith(marked).hasSize(PHOTOS - 2);
    assertThat(contents(find(request(Filter.NONE, Stacks.FOLD, 100, less(marked)))))
        .doesNotContainAnyElementsOf(members)
        .hasSize(PHOTOS - 3);
  }

  @Test
  void photosThatAreGoneAreIgnoredAndTheAnswerSaysSo() throws Exception {
    List<SearchResult> plain = find(WORDS).results();
    SearchResult gone = plain.get(4);
    SearchResult kept = plain.get(9);
    library.close();
    Files.delete(gone.path());
    fixture.index();
    library = fixture.open();
    QueryImage image = new QueryImage.Photo(gone.content());
    SearchAnswer answer = find(WORDS, more(gone.content()), more(kept.content()));
    assertThat(answer.feedback().ignored())
        .containsExactly(new IgnoredFeedback(image, Reason.REMOVED));
    assertThat(contents(answer)).startsWith(kept.content());
    assertThat(contents(answer)).isEqualTo(contents(find(WORDS, more(kept.content()))));
    SearchRequest listed =
        request(
            Filter.of(library.lines().fact("format:jpeg")), Stacks.ALL, 100, less(gone.content()));
    assertThat(find(listed).feedback().ignored())
        .containsExactly(new IgnoredFeedback(image, Reason.REMOVED));
    for (QueryPart part : List.of(more(gone.content()), less(gone.content()))) {
      assertThatExceptionOfType(AkinException.class)
          .isThrownBy(() -> find(part))
          .matches(e -> e.problem() instanceof Problem.FeedbackIgnored);
    }
  }

  @Test
  void noMoreThanTenOfEachCount() {
    List<SearchResult> plain = find(WORDS).results();
    List<QueryPart> parts = new ArrayList<>(List.of(WORDS));
    plain.subList(0, 11).forEach(result -> parts.add(more(result.content())));
    plain.subList(11, 22).forEach(result -> parts.add(less(result.content())));
    SearchAnswer answer = find(parts.toArray(QueryPart[]::new));
    assertThat(answer.feedback().more())
        .isEqualTo(plain.subList(0, 10).stream().map(SearchResult::content).toList());
    assertThat(answer.feedback().ignored())
        .extracting(IgnoredFeedback::reason)
        .containsExactly(Reason.TOO_MANY, Reason.TOO_MANY);
    assertThat(contents(answer)).hasSize(PHOTOS - 10);
  }

  @Test
  void filesMoveTheQueryWhetherTheLibraryHasThemOrNot() throws Exception {
    SearchResult known = find(WORDS).results().get(6);
    Path copy = Files.copy(known.path(), base.resolve("copy.jpg"));
    assertThat(contents(find(WORDS, feedback(copy, Direction.MORE)))).startsWith(known.content());
    assertThat(contents(find(WORDS, feedback(copy, Direction.LESS))))
        .doesNotContain(known.content());
    Path foreign = Files.write(base.resolve("foreign.jpg"), ImageKit.photo(77, 320, 240));
    SearchAnswer answer = find(WORDS, feedback(foreign, Direction.MORE));
    assertThat(contents(answer)).hasSize(PHOTOS);
    assertThat(answer.feedback().more()).isEmpty();
    assertThat(answer.results()).anyMatch(result -> result.feedbackShare() != 0);
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(() -> find(WORDS, feedback(base.resolve("none.jpg"), Direction.LESS)))
        .matches(e -> e.problem() instanceof Problem.QueryImage);
  }

  @Test
  void savedSearchesKeepFeedback() throws Exception {
    List<SearchResult> plain = find(WORDS).results();
    SearchResult right = plain.get(8);
    Path foreign = Files.write(base.resolve("foreign.jpg"), ImageKit.photo(77, 320, 240));
    List<QueryPart> parts =
        List.of(
            WORDS,
            more(right.content()),
            less(plain.getFirst().content()),
            feedback(foreign, Direction.LESS));
    SavedQuery query = new SavedQuery(parts, "", List.of(), null, 0.5, false, Order.SCORE);
    List<ContentId> before = contents(find(parts.toArray(QueryPart[]::new)));
    library.savedSearches().save("Houses", query, false);
    Files.delete(foreign);
    library.close();
    library = fixture.open();
    SavedSearch saved = library.savedSearches().find("houses");
    assertThat(saved.query().parts().subList(0, 3)).isEqualTo(parts.subList(0, 3));
    SearchRequest request =
        library.savedSearches().request(saved, Locale.US, 100, ModelSelection.DEFAULT, Stacks.ALL);
    assertThat(contents(find(request))).isEqualTo(before);
  }

  private static QueryPart more(ContentId photo) {
    return new QueryPart.Feedback(new QueryImage.Photo(photo), Direction.MORE, 1);
  }

  private static QueryPart less(ContentId photo) {
    return new QueryPart.Feedback(new QueryImage.Photo(photo), Direction.LESS, 1);
  }

  private static QueryPart feedback(Path file, Direction direction) {
    return new QueryPart.Feedback(new QueryImage.File(file), direction, 1);
  }

  private static SearchRequest request(QueryPart... parts) {
    return request(Filter.NONE, Stacks.ALL, 100, parts);
  }

  private static SearchRequest request(
      Filter filter, Stacks stacks, int limit, QueryPart... parts) {
    return new SearchRequest(
        List.of(parts),
        SearchRequest.NEUTRAL_BALANCE,
        filter,
        Order.SCORE,
        limit,
        ModelSelection.DEFAULT,
        false,
        stacks,
        false);
  }

  private SearchAnswer find(QueryPart... parts) {
    return find(request(parts));
  }

  private SearchAnswer find(SearchRequest request) {
    return library.search().find(request);
  }

  private static List<ContentId> contents(SearchAnswer answer) {
    return answer.results().stream().map(SearchResult::content).toList();
  }
}
