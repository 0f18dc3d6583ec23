package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.ParsedLine;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The hints about Chinese words.
final class HintTest {
  private static Hint about(boolean verbatim, double indexedShare) {
    SearchQuery query = SearchQuery.EMPTY.withText("雪地里的狗");
    ParsedLine line = new ParsedLine("雪地里的狗", List.of(), List.of(), List.of());
    SearchRequest request =
        query.request(
            10, ModelSelection.DEFAULT, line, List.of(), SearchRequest.Stacks.FOLD, verbatim);
    SearchAnswer answer =
        new SearchAnswer(
            Optional.of("m"),
            List.of(),
            List.of(),
            false,
            true,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            indexedShare,
            Optional.empty(),
            Optional.empty());
    return Hint.about(new SearchModel.Found(query, line, request, answer));
  }

  @Test
  void aModelThatReadsChineseNeedsNoEnglish() {
    assertThat(about(false, 1)).isEqualTo(new Hint.None());
    assertThat(about(false, 0.5)).isEqualTo(new Hint.Message("search.hint.updating", List.of(0.5)));
  }

  @Test
  void chineseAsTypedIsHintedAt() {
    assertThat(about(true, 1)).isEqualTo(new Hint.Message("search.hint.english", List.of()));
  }

  @Test
  void aLineWithoutAnyKnownWordAsksForOtherWords() {
    assertThat(refusal("苏塞克斯")).isEqualTo("search.hint.chinese");
    assertThat(refusal("犬の写真")).isEqualTo("search.hint.english");
    assertThat(refusal("the")).isEqualTo("search.hint.nothing");
  }

  private static String refusal(String text) {
    ParsedLine line = new ParsedLine(text, List.of(), List.of(), List.of());
    return Hint.about(line, new AkinException(new Problem.QuerySaysNothing(text)))
        .map(hint -> ((Hint.Message) hint).key())
        .orElseThrow();
  }
}
