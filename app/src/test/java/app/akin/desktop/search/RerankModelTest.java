package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.RerankStatus;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchResult;
import app.akin.desktop.TestTasks;
import app.akin.desktop.grid.SyntheticResults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tests the second stage of the window with a fake service that reverses results.
final class RerankModelTest {
  private final Deque<Runnable> work = new ArrayDeque<>();
  private final List<Throwable> reported = new ArrayList<>();
  private final List<SearchRequest> ordered = new ArrayList<>();
  private @Nullable AkinException trouble;
  private Optional<String> installed = Optional.of("Large");
  private Runnable during = () -> {};
  private int stops;
  private final SearchModel search =
      new SearchModel(
          (request, _) -> Optional.of(new SearchAnswer("m", hits(2), List.of(), false)),
          PhraseReader.words(),
          ModelSelection.DEFAULT,
          TestTasks.immediate(),
          (_, action) -> action.run());
  private final RerankModel model =
      new RerankModel(
          new RerankModel.Service() {
            @Override
            public Optional<String> model() {
              return installed;
            }

            @Override
            public Optional<SearchAnswer> rerank(
                SearchRequest request,
                SearchAnswer answer,
                Consumer<RerankStatus> progress,
                BooleanSupplier cancelled) {
              ordered.add(request);
              if (trouble != null) {
                throw trouble;
              }
              progress.accept(new RerankStatus(1, 2, Optional.of(Duration.ofMinutes(3))));
              Runnable now = during;
              during = () -> {};
              now.run();
              if (cancelled.getAsBoolean()) {
                stops++;
                return Optional.empty();
              }
              return Optional.of(reversed(answer));
            }
          },
          search,
          TestTasks.immediate(),
          TestTasks.on(work::add, reported::add));

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void resultsAreShownAtOnceAndOrderedLater() {
    switchOn();
    search.type("a dog");
    assertThat(shown()).containsExactly(1L, 2L);
    assertThat(model.stateProperty().get())
        .isEqualTo(new RerankModel.State.Running(new RerankStatus(0, 0, Optional.empty())));

    run();
    assertThat(shown()).containsExactly(2L, 1L);
    assertThat(model.stateProperty().get()).isInstanceOf(RerankModel.State.Done.class);
  }

  @Test
  void aRepeatedQueryKeepsItsOrder() {
    switchOn();
    search.type("a dog");
    run();
    search.refresh();
    assertThat(shown()).containsExactly(2L, 1L);
    assertThat(work).hasSize(1);
    run();
    assertThat(shown()).containsExactly(2L, 1L);
    // Another query shows its own results first.
    search.type("a cat");
    assertThat(shown()).containsExactly(1L, 2L);
  }

  @Test
  void anotherQueryOrTheSwitchStopsThePass() {
    switchOn();
    during = () -> search.type("a cat");
    search.type("a dog");
    run();
    assertThat(stops).isEqualTo(1);
    assertThat(ordered).as("the new query is ordered, too").hasSize(2);
    assertThat(shown()).containsExactly(2L, 1L);

    during = () -> model.onProperty().set(false);
    search.type("a bird");
    run();
    assertThat(stops).isEqualTo(2);
    assertThat(shown()).containsExactly(1L, 2L);
    assertThat(model.stateProperty().get()).isEqualTo(new RerankModel.State.Off());
  }

  @Test
  void withoutTheSwitchOrAModelNothingRuns() {
    search.type("a dog");
    assertThat(work).isEmpty();
    model.onProperty().set(true);
    assertThat(work).as("the model is not known yet").isEmpty();
    model.refresh();
    assertThat(work).hasSize(1);
    installed = Optional.empty();
    model.refresh();
    run();
    assertThat(ordered).isEmpty();
    assertThat(shown()).containsExactly(1L, 2L);
  }

  @Test
  void aProblemLeavesTheResults() {
    switchOn();
    trouble = new AkinException(new Problem.QueryPrompt("large"));
    search.type("a dog");
    run();
    assertThat(shown()).containsExactly(1L, 2L);
    assertThat(model.stateProperty().get()).isEqualTo(new RerankModel.State.Failed(trouble));
    assertThat(reported).isEmpty();
  }

  private void switchOn() {
    model.refresh();
    model.onProperty().set(true);
  }

  private void run() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  private List<Long> shown() {
    return model.foundProperty().get().orElseThrow().answer().results().stream()
        .map(result -> result.photo().value())
        .toList();
  }

  /// Returns strong results with the IDs from 1.
  static List<SearchResult> hits(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(SyntheticResults::strong).toList();
  }

  private static SearchAnswer reversed(SearchAnswer answer) {
    return ordered(answer, new SearchAnswer.Reranked("large", List.of(0.4f, 0.3f), List.of()));
  }

  /// Returns an answer whose results a second model has put in the opposite order.
  static SearchAnswer ordered(SearchAnswer answer, SearchAnswer.Reranked second) {
    return new SearchAnswer(
        answer.model(),
        answer.results().reversed(),
        answer.unknownTerms(),
        answer.canUseKind(),
        answer.canBalance(),
        answer.list(),
        answer.missing(),
        answer.conflict(),
        answer.limits(),
        answer.indexedShare(),
        Optional.of(second),
        Optional.empty());
  }
}
