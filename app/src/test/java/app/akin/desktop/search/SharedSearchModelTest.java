package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.PhotoList;
import app.akin.core.search.QueryImage;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.RerankStatus;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedAnswer;
import app.akin.core.search.SharedResult;
import app.akin.desktop.TestTasks;
import app.akin.desktop.grid.SyntheticResults;
import app.akin.desktop.search.SharedSearchModel.State;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tests the merged results of this computer and a shared library.
final class SharedSearchModelTest {
  private static final SharedResult STRONGER =
      SyntheticSharedPhotos.result(1, RelevanceBand.STRONG, 0.9f, Optional.empty());
  private static final SharedResult POSSIBLE =
      SyntheticSharedPhotos.result(2, RelevanceBand.POSSIBLE, 0.8f, Optional.of(Path.of("/a.jpg")));

  private final Deque<Runnable> work = new ArrayDeque<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<Throwable> reported = new ArrayList<>();
  private final List<SearchRequest> own = new ArrayList<>();
  private final List<SearchRequest> asked = new ArrayList<>();
  private List<SearchResult> results =
      List.of(SyntheticResults.strong(1), SyntheticResults.strong(2));
  private boolean connected = true;
  private SharedAnswer answer = SyntheticSharedPhotos.answer(STRONGER, POSSIBLE);
  private @Nullable RuntimeException trouble;
  private final SearchModel search =
      new SearchModel(
          (request, _) -> {
            own.add(request);
            return Optional.of(
                request.parts().isEmpty()
                    ? listed(request.limit())
                    : new SearchAnswer("m", results, List.of(), false));
          },
          PhraseReader.words(),
          ModelSelection.DEFAULT,
          TestTasks.immediate(),
          (_, action) -> action.run());
  private final RerankModel rerank =
      new RerankModel(
          new RerankModel.Service() {
            @Override
            public Optional<String> model() {
              return Optional.of("Large");
            }

            @Override
            public Optional<SearchAnswer> rerank(
                SearchRequest request,
                SearchAnswer answer,
                Consumer<RerankStatus> progress,
                BooleanSupplier stopped) {
              return Optional.of(
                  RerankModelTest.ordered(
                      answer, new SearchAnswer.Reranked("l", List.of(0.4f, 0.3f), List.of())));
            }
          },
          search,
          TestTasks.immediate(),
          TestTasks.immediate());
  private final SharedPhotoIds ids = new SharedPhotoIds();
  private final SharedSearchModel model =
      new SharedSearchModel(
          new SharedSearchModel.Service() {
            @Override
            public boolean isConnected() {
              return connected;
            }

            @Override
            public Optional<SharedAnswer> find(SearchRequest request, BooleanSupplier superseded) {
              if (superseded.getAsBoolean()) {
                return Optional.empty();
              }
              asked.add(request);
              if (trouble != null) {
                throw trouble;
              }
              return Optional.of(answer);
            }
          },
          search,
          rerank,
          ids,
          TestTasks.on(work::add, reported::add),
          (delay, action) -> {
            assertThat(delay).isEqualTo(SharedSearchModel.PATIENCE).isPositive();
            later.add(action);
          });

  /// Returns the answer to a query that ranks nothing.
  private SearchAnswer listed(int limit) {
    BitSet all = new BitSet();
    results.forEach(result -> all.set(Math.toIntExact(result.content().value())));
    return new SearchAnswer(
        Optional.empty(),
        results.subList(0, Math.min(limit, results.size())),
        List.of(),
        false,
        true,
        Optional.of(new PhotoList(all, new BitSet(), new BitSet())),
        List.of(),
        Optional.empty(),
        List.of(),
        1,
        Optional.empty(),
        Optional.empty());
  }

  @AfterEach
  void close() {
    model.close();
    rerank.close();
  }

  private void connect(boolean on) {
    model.onProperty().set(on);
    model.refresh();
    run();
  }

  private void run() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  private List<Long> shown() {
    return model.foundProperty().get().orElseThrow().answer().results().stream()
        .map(result -> result.content().value())
        .toList();
  }

  @Test
  void withoutASharedLibraryOrTheSwitchTheServerIsNotAsked() {
    connected = false;
    connect(true);
    search.type("a dog");
    assertThat(shown()).containsExactly(1L, 2L);
    assertThat(model.connectedProperty().get()).isFalse();

    connected = true;
    connect(false);
    search.type("a cat");
    run();
    assertThat(shown()).containsExactly(1L, 2L);
    assertThat(model.connectedProperty().get()).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void resultsOfBothAreOneListByBandAndScore() {
    connect(true);
    search.type("a dog");
    assertThat(model.stateProperty().get()).isInstanceOf(State.Searching.class);
    run();
    assertThat(shown()).containsExactly(-1L, 1L, 2L, -2L);
    assertThat(model.stateProperty().get()).isEqualTo(new State.Answered(answer, false));

    List<SearchResult> merged = model.foundProperty().get().orElseThrow().answer().results();
    assertThat(merged.getFirst().shared()).isEqualTo(STRONGER.photo());
    assertThat(merged.getFirst().offline()).isTrue();
    assertThat(merged.getFirst().path()).isEqualTo(Path.of("Studio", "2026", "1.jpg"));
    assertThat(merged.getFirst().content().isOwn()).isFalse();
    assertThat(merged.getLast().path()).isEqualTo(Path.of("/a.jpg"));
    assertThat(merged.getLast().offline()).isFalse();
    assertThat(ids.find(merged.getLast().content())).contains(POSSIBLE.photo());
  }

  @Test
  void aPhotoKeepsItsIdInTheNextAnswer() {
    connect(true);
    search.type("a dog");
    run();
    answer = SyntheticSharedPhotos.answer(POSSIBLE);
    search.type("a cat");
    run();
    assertThat(shown()).containsExactly(1L, 2L, -2L);
  }

  @Test
  void ownResultsAreShownIfTheServerIsSlow() {
    connect(true);
    search.type("a dog");
    assertThat(model.foundProperty().get()).as("waits for the others").isEmpty();
    later.remove().run();
    assertThat(shown()).containsExactly(1L, 2L);
    assertThat(model.stateProperty().get()).isInstanceOf(State.Searching.class);
    run();
    assertThat(shown()).containsExactly(-1L, 1L, 2L, -2L);

    search.type("a cat");
    run();
    search.type("a cow");
    later.remove().run();
    assertThat(shown()).as("the time of another query is over").hasSize(4);
  }

  @Test
  void ownResultsStayIfTheServerDoesNotAnswer() {
    connect(true);
    trouble = new AkinException(new Problem.ShareUnreachable("nas:5432", "no route"));
    search.type("a dog");
    run();
    assertThat(shown()).containsExactly(1L, 2L);
    assertThat(model.stateProperty().get()).isEqualTo(new State.Failed((AkinException) trouble));
    assertThat(reported).isEmpty();

    trouble = new IllegalStateException("defect");
    search.type("a cat");
    run();
    assertThat(shown()).containsExactly(1L, 2L);
    assertThat(reported).containsExactly(trouble);
  }

  @Test
  void onlyTheLatestQueryAsksTheServer() {
    connect(true);
    search.type("a dog");
    search.type("a cat");
    run();
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst()).isEqualTo(own.getLast());
  }

  @Test
  void aQueryThatRanksNothingIsAnsweredByDate() {
    search.type("rating:5");
    assertThat(own.getLast().limit()).as("all matches of the timeline").isZero();
    answer = new SharedAnswer(Optional.empty(), List.of(POSSIBLE, STRONGER), true, 1, List.of());
    connect(true);
    assertThat(own.getLast().limit()).isGreaterThan(1_000);
    assertThat(model.foundProperty().get().orElseThrow().isList()).isFalse();
    // Those of this computer are of 2024, the others of 2022 and 2021.
    assertThat(shown()).containsExactly(1L, 2L, -1L, -2L);
    assertThat(model.stateProperty().get()).isEqualTo(new State.Answered(answer, false));

    results =
        LongStream.rangeClosed(1, own.getLast().limit())
            .mapToObj(SyntheticResults::strong)
            .toList();
    search.refresh();
    run();
    assertThat(model.stateProperty().get()).isEqualTo(new State.Answered(answer, true));

    model.onProperty().set(false);
    assertThat(own.getLast().limit()).isZero();
    assertThat(model.foundProperty().get().orElseThrow().isList()).isTrue();
  }

  @Test
  void photosOfOthersAreFoundWithoutOwnOnes() {
    results = List.of();
    connect(true);
    search.type("a dog");
    later.remove().run();
    assertThat(model.foundProperty().get()).as("nothing is said before the answer").isEmpty();
    run();
    assertThat(shown()).containsExactly(-1L, -2L);
  }

  @Test
  void theSecondModelOrdersOwnResultsOnly() {
    rerank.onProperty().set(true);
    rerank.refresh();
    connect(false);
    search.type("a dog");
    assertThat(shown()).containsExactly(2L, 1L);
    model.onProperty().set(true);
    run();
    assertThat(shown()).containsExactly(-1L, 1L, 2L, -2L);
    model.onProperty().set(false);
    assertThat(shown()).containsExactly(2L, 1L);
  }

  @Test
  void aPhotoOfAnotherComputerIsNotFoundByItself() {
    connect(true);
    search.type("a dog");
    run();
    QueryImage image = new QueryImage.File(Path.of("/a.jpg"));
    ids.use(
        image, model.foundProperty().get().orElseThrow().answer().results().getLast().content());
    search.searchWith(List.of(image));
    run();
    assertThat(shown()).containsExactly(-1L, 1L, 2L);
  }

  @Test
  void withoutAQueryNothingIsShown() {
    connect(true);
    search.type("a dog");
    run();
    search.clear();
    assertThat(model.foundProperty().get()).isEmpty();
    assertThat(model.stateProperty().get()).isInstanceOf(State.Off.class);
  }
}
