package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.query.Fact;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.ParsedLine.Chip;
import app.akin.core.search.Crop;
import app.akin.core.search.PhotoList;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchResult;
import app.akin.desktop.TestTasks;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tests the search model with manual executors and a fake service that returns its request.
class SearchModelTest {
  private final Deque<Runnable> search = new ArrayDeque<>();
  private final Deque<Runnable> timers = new ArrayDeque<>();
  private final List<SearchRequest> asked = new ArrayList<>();
  private final List<Throwable> unforeseen = new ArrayList<>();
  private @Nullable RuntimeException trouble;
  private double indexedShare = 1;
  private final SearchModel model =
      new SearchModel(
          this::answer,
          PhraseReader.words(),
          ModelSelection.DEFAULT,
          TestTasks.on(search::add, unforeseen::add),
          (_, action) -> timers.add(action));

  private Optional<SearchAnswer> answer(SearchRequest request, BooleanSupplier superseded) {
    if (superseded.getAsBoolean()) {
      return Optional.empty();
    }
    asked.add(request);
    if (trouble != null) {
      throw trouble;
    }
    return Optional.of(
        new SearchAnswer(
            Optional.of(words(request)),
            List.of(hit(1, RelevanceBand.STRONG)),
            List.of(),
            false,
            true,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            indexedShare,
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void searchStartsWhenTypingPauses() {
    model.type("a");
    model.type("a d");
    model.type("a dog");
    assertThat(search).isEmpty();

    run(timers);
    run(search);

    assertThat(asked).extracting(SearchModelTest::words).containsExactly("a dog");
    assertThat(shown()).isEqualTo("a dog");
  }

  @Test
  void latestQueryWinsAndPreviousResultsStayUntilThen() {
    ask("a dog");
    model.type("a dog in snow");
    run(timers);
    assertThat(shown()).isEqualTo("a dog");
    assertThat(model.busyProperty().get()).isTrue();

    model.type("a cat");
    run(timers);
    run(search);

    assertThat(asked).extracting(SearchModelTest::words).containsExactly("a dog", "a cat");
    assertThat(shown()).isEqualTo("a cat");
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void aQueryIsAnsweredAgainWhileTheIndexIsBeingUpdated() {
    indexedShare = 0.345;
    ask("a dog");
    assertThat(model.hintProperty().get())
        .isEqualTo(new Hint.Message("search.hint.updating", List.of(0.34)));
    indexedShare = 1;
    run(timers);
    run(search);
    assertThat(asked).extracting(SearchModelTest::words).containsExactly("a dog", "a dog");
    assertThat(model.hintProperty().get()).isEqualTo(new Hint.None());
    assertThat(timers).isEmpty();

    indexedShare = 0.5;
    ask("a cat");
    model.type("");
    run(timers);
    run(search);
    assertThat(asked).as("no query is left").hasSize(3);
  }

  @Test
  void factsAloneAreListedWithoutBuildingResults() {
    List<Integer> limits = new ArrayList<>();
    BitSet matching = new BitSet();
    matching.set(1, 3_001);
    SearchModel lists =
        new SearchModel(
            (request, _) -> {
              limits.add(request.limit());
              return Optional.of(
                  new SearchAnswer(
                      Optional.empty(),
                      List.of(),
                      List.of(),
                      false,
                      true,
                      Optional.of(new PhotoList(matching, new BitSet(), new BitSet())),
                      List.of(),
                      Optional.empty(),
                      List.of(),
                      1,
                      Optional.empty(),
                      Optional.empty()));
            },
            (_, _) ->
                new ParsedLine(
                    "", List.of(), List.of(new Chip(Fact.taken(null, null), List.of())), List.of()),
            ModelSelection.DEFAULT,
            TestTasks.on(search::add, unforeseen::add),
            (_, action) -> timers.add(action));
    try (ResultsModel results = new ResultsModel(lists.foundProperty())) {
      lists.type("2019");
      run(timers);
      run(search);

      assertThat(limits).containsExactly(0);
      assertThat(lists.foundProperty().get().orElseThrow().count()).isEqualTo(3_000);
      assertThat(results.shownProperty().get().orElseThrow().isEmpty()).isFalse();
    }
  }

  @Test
  void imageAndTextFormOneQuery() {
    model.add(List.of(file("a.jpg")));
    run(search);
    ask("make it night");

    assertThat(asked.getLast().parts())
        .containsExactly(
            new QueryPart.Image(file("a.jpg"), Crop.WHOLE, 1),
            new QueryPart.Text("make it night", 1));
    assertThat(asked.getLast().balance()).isEqualTo(0.5);
  }

  @Test
  void typedExclusionAppliesAtOnceAndBecomesAPartOnEnter() {
    ask("beach -people");
    assertThat(asked.getLast().parts())
        .containsExactly(new QueryPart.Text("beach", 1), new QueryPart.ExcludedText("people", 1));

    model.enter();

    assertThat(model.queryProperty().get().words()).isEqualTo("beach");
    assertThat(model.queryProperty().get().excluded()).hasSize(1);
  }

  @Test
  void historyHasOneEntryPerQuery() {
    ask("a d");
    ask("a dog");
    model.balance(0.7);
    model.searchWith(List.of(file("x.jpg")));
    ask("make it night");
    run(search);

    model.back();
    run(search);
    assertThat(model.queryProperty().get().words()).as("the image alone").isEmpty();
    assertThat(model.queryProperty().get().pictures()).hasSize(1);
    model.back();
    run(search);
    assertThat(model.queryProperty().get().words()).isEqualTo("a dog");
    model.back();
    run(search);
    assertThat(model.queryProperty().get()).isEqualTo(SearchQuery.EMPTY);
    assertThat(model.foundProperty().get()).isEmpty();
    assertThat(model.canGoBackProperty().get()).isFalse();

    model.forward();
    model.forward();
    model.forward();
    run(search);
    assertThat(shown()).isEqualTo("make it night");
    assertThat(model.canGoForwardProperty().get()).isFalse();

    model.back();
    ask("a doghouse");
    assertThat(model.canGoForwardProperty().get()).isFalse();
  }

  @Test
  void backUndoesCropWordsAndExcludedTextOneByOne() {
    model.add(List.of(file("a.jpg")));
    QueryPart.Image whole = model.queryProperty().get().pictures().getFirst();
    QueryPart.Image box = new QueryPart.Image(whole.image(), new Crop(0, 0, 0.5, 0.5), 1);
    QueryPart.Image other = new QueryPart.Image(whole.image(), new Crop(0, 0, 0.6, 0.5), 1);
    model.replace(whole, box);
    model.replace(box, other);
    ask("snow");
    ask("snow ");
    model.exclude("people");

    model.back();
    assertThat(model.queryProperty().get().excluded()).isEmpty();
    assertThat(model.queryProperty().get().words()).isEqualTo("snow ");
    model.back();
    assertThat(model.queryProperty().get().words()).isEmpty();
    assertThat(model.queryProperty().get().pictures()).containsExactly(other);
    model.back();
    assertThat(model.queryProperty().get().pictures()).containsExactly(whole);
    model.back();
    assertThat(model.queryProperty().get()).isEqualTo(SearchQuery.EMPTY);
  }

  @Test
  void wordsDeletedAsTypedLeaveNoEntryAndARemovedImageDoes() {
    ask("a dog");
    ask("a");
    ask("");
    assertThat(model.canGoBackProperty().get()).isFalse();

    model.add(List.of(file("a.jpg")));
    model.add(List.of(file("b.jpg")));
    model.remove(model.queryProperty().get().pictures().getLast());
    model.back();
    assertThat(model.queryProperty().get().pictures()).hasSize(2);
  }

  @Test
  void unknownTermsKeepTheResultsAndShowAHint() {
    ask("a dog");
    trouble = new AkinException(new Problem.QuerySaysNothing("the"));
    ask("the");

    assertThat(shown()).isEqualTo("a dog");
    assertThat(model.hintProperty().get())
        .isEqualTo(new Hint.Message("search.hint.nothing", List.of()));
  }

  @Test
  void problemsOfAllSearchesAreReportedSeparately() {
    AkinException missing = new AkinException(new Problem.ModelFolderMissing(Path.of("m")));
    trouble = missing;
    ask("a dog");
    assertThat(model.problemProperty().get()).containsSame(missing);

    trouble = null;
    model.refresh();
    run(search);
    assertThat(model.problemProperty().get()).isEmpty();

    trouble = new IllegalStateException("x");
    ask("a cat");
    assertThat(unforeseen).containsExactly(trouble);
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void foreignLanguageShowsAHint() {
    ask("ein Hund im Schnee");

    assertThat(model.hintProperty().get())
        .isEqualTo(new Hint.Message("search.hint.english", List.of()));
  }

  @Test
  void longTextIsTruncatedAndImagesAreLimited() {
    ask("word ".repeat(1_000));
    for (int i = 0; i < 500; i++) {
      model.add(List.of(file(i + ".jpg")));
    }
    model.add(List.of(file("0.jpg")));
    run(search);

    assertThat(model.queryProperty().get().words()).hasSize(SearchQuery.MAX_CHARACTERS);
    assertThat(model.queryProperty().get().pictures()).hasSize(SearchQuery.MAX_PICTURES);
    assertThat(model.hintProperty().get())
        .isEqualTo(new Hint.Message("search.hint.long", List.of()));
  }

  @Test
  void changedPartKeepsItsPosition() {
    model.add(List.of(file("a.jpg"), file("b.jpg")));
    QueryPart.Image first = model.queryProperty().get().pictures().getFirst();
    QueryPart.Image cropped = new QueryPart.Image(first.image(), new Crop(0, 0, 0.5, 0.5), 2);
    model.replace(first, cropped);
    assertThat(model.queryProperty().get().pictures().getFirst()).isEqualTo(cropped);

    model.remove(cropped);
    assertThat(model.queryProperty().get().pictures())
        .extracting(QueryPart.Image::image)
        .containsExactly(file("b.jpg"));
  }

  @Test
  void weakResultsFillAPageAndMoreAreShownOnRequest() {
    List<SearchResult> hits = new ArrayList<>();
    hits.add(hit(1, RelevanceBand.STRONG));
    hits.add(hit(3, RelevanceBand.POSSIBLE));
    hits.add(hit(2, RelevanceBand.POSSIBLE));
    IntStream.rangeClosed(4, 28).forEach(day -> hits.add(hit(day, RelevanceBand.WEAK)));
    SearchModel found =
        new SearchModel(
            (_, _) -> Optional.of(new SearchAnswer("m", hits, List.of(), false)),
            PhraseReader.words(),
            ModelSelection.DEFAULT,
            TestTasks.immediate(unforeseen::add),
            (_, action) -> action.run());
    try (ResultsModel results = new ResultsModel(found.foundProperty())) {
      found.type("a dog");
      assertThat(days(results)).hasSize(24).startsWith(1, 3, 2, 4).endsWith(24);
      assertThat(results.shownProperty().get().orElseThrow().hidden()).isEqualTo(4);

      results.orderProperty().set(ResultsModel.Order.DATE);
      assertThat(days(results)).containsExactly(3, 2, 1);

      results.weakProperty().set(true);
      assertThat(days(results)).hasSize(28).isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  private static List<Integer> days(ResultsModel results) {
    return results.shownProperty().get().orElseThrow().results().stream()
        .map(hit -> hit.date().getDayOfMonth())
        .toList();
  }

  private static SearchResult hit(int day, RelevanceBand relevance) {
    Path path = Path.of(day + ".jpg");
    return new SearchResult(
        new PhotoId(day),
        new ContentId(day),
        path,
        List.of(path),
        LocalDateTime.of(2024, 5, day, 12, 0),
        true,
        0.5f,
        relevance,
        0.2f,
        0.3f,
        0,
        0,
        false);
  }

  private void ask(String words) {
    model.type(words);
    run(timers);
    run(search);
  }

  private static void run(Deque<Runnable> waiting) {
    while (!waiting.isEmpty()) {
      waiting.removeFirst().run();
    }
  }

  private String shown() {
    return model.foundProperty().get().orElseThrow().answer().model().orElseThrow();
  }

  private static QueryImage file(String name) {
    return new QueryImage.File(Path.of(name));
  }

  private static String words(SearchRequest request) {
    return request.parts().stream()
        .filter(part -> part instanceof QueryPart.Text)
        .map(part -> ((QueryPart.Text) part).text())
        .findFirst()
        .orElse("");
  }
}
