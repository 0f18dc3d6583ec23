package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.ParsedLine;
import app.akin.core.search.ReadAs;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The line below the search bar for Chinese words.
final class HintTest {
  private static Hint about(ReadAs readAs) {
    SearchQuery query = SearchQuery.EMPTY.withText("雪地里的狗");
    ParsedLine line = new ParsedLine("雪地里的狗", List.of(), List.of(), List.of());
    SearchRequest request =
        query.request(10, ModelSelection.DEFAULT, line, List.of(), SearchRequest.Stacks.FOLD);
    // The index is being updated and a text is unknown, which must not hide the English line.
    SearchAnswer answer =
        new SearchAnswer(
            Optional.of("m"),
            List.of(),
            List.of("snow"),
            false,
            true,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            0.5,
            Optional.empty(),
            Optional.of(readAs));
    return Hint.about(new SearchModel.Found(query, line, request, answer));
  }

  @Test
  void theEnglishLineIsAlwaysShown() {
    assertThat(about(new ReadAs("a dog in the snow", List.of())))
        .isEqualTo(new Hint.Message("search.hint.read_as", List.of("a dog in the snow")));
  }

  @Test
  void wordsWithoutEnglishAreNamed() {
    assertThat(about(new ReadAs("hound", List.of("苏塞克斯", "逗"))))
        .isEqualTo(new Hint.Message("search.hint.read_as.ignored", List.of("hound", "苏塞克斯、逗")));
    assertThat(about(new ReadAs("", List.of("苏塞克斯"))))
        .isEqualTo(new Hint.Message("search.hint.ignored", List.of("苏塞克斯")));
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
