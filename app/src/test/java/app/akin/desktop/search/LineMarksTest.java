package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.TestSeed;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.ParsedLine.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Tests how chips follow the text as it is edited.
final class LineMarksTest {
  private static final Fact PARIS = Fact.of(FactField.PLACE, new FactValue.Text("Paris, France"));

  @Test
  void chipsMoveWithTheirTextAndDisappearIfItChanges() {
    LineMarks marks = marks("sunset paris beach", "paris");

    assertThat(words(marks, "sunset paris beach", "red sunset paris beach"))
        .containsExactly("paris");
    assertThat(words(marks, "sunset paris beach", "sunset paris, beach")).containsExactly("paris");
    assertThat(words(marks, "sunset paris beach", "paris beach")).containsExactly("paris");
    assertThat(words(marks, "sunset paris beach", "sunset parish beach")).isEmpty();
    assertThat(words(marks, "sunset paris beach", "sunset xparis beach")).isEmpty();
    assertThat(words(marks, "sunset paris beach", "sunset pais beach")).isEmpty();
    assertThat(words(marks, "sunset paris beach", "")).isEmpty();
  }

  @Test
  void aChipOfSeveralPartsStaysOnlyAsAWhole() {
    LineMarks marks =
        new LineMarks(
            List.of(
                new LineMarks.Taken(PARIS, List.of(new Span(0, 5), new Span(9, 15)), List.of())));

    assertThat(words(marks, "canon or nikon1", "canon  or nikon1"))
        .containsExactly("canon", "nikon1");
    assertThat(words(marks, "canon or nikon1", "canon or nikon")).isEmpty();
  }

  @Test
  void anEditKeepsOnlyChipsWhoseTextIsUnchanged() {
    RandomGenerator random = new SplittableRandom(TestSeed.of(LineMarksTest.class));
    for (int i = 0; i < 2_000; i++) {
      String line = line(random);
      List<LineMarks.Mark> all = new ArrayList<>();
      for (int start = 0; start + 2 <= line.length(); start += 4) {
        all.add(new LineMarks.Taken(PARIS, List.of(new Span(start, start + 2)), List.of()));
      }
      int from = random.nextInt(line.length() + 1);
      int to = from + random.nextInt(line.length() + 1 - from);
      String after = line.substring(0, from) + line(random) + line.substring(to);

      LineMarks edited = new LineMarks(all).edited(line, after);

      for (LineMarks.Mark mark : edited.marks()) {
        Span span = mark.spans().getFirst();
        assertThat(span.end()).isLessThanOrEqualTo(after.length());
        assertThat(line).contains(after.substring(span.start(), span.end()));
      }
      LineChange change = LineChange.between(line, after);
      assertThat(line.substring(0, change.start()) + change.text() + line.substring(change.end()))
          .isEqualTo(after);
    }
  }

  @Test
  void offersForTheWordsOfAChipAreItsOtherReadings() {
    Fact texas = Fact.of(FactField.PLACE, new FactValue.Text("Paris, Texas"));
    Fact apple = Fact.of(FactField.CAMERA, new FactValue.Text("apple"));
    ParsedLine line =
        new ParsedLine(
            "apple pie",
            List.of(),
            List.of(new ParsedLine.Chip(PARIS, List.of(new Span(10, 15)))),
            List.of(
                new ParsedLine.Chip(apple, List.of(new Span(0, 5))),
                new ParsedLine.Chip(texas, List.of(new Span(10, 15)))));

    assertThat(LineMarks.of(line).marks())
        .containsExactly(
            new LineMarks.Offered(List.of(apple), List.of(new Span(0, 5))),
            new LineMarks.Taken(PARIS, List.of(new Span(10, 15)), List.of(texas)));
  }

  @Test
  void excludedTextsLeaveTheRestOfTheLine() {
    assertThat(without("beach -people at noon", "-people")).isEqualTo("beach at noon");
    assertThat(without("-people beach", "-people")).isEqualTo("beach");
    assertThat(without("beach, not people", "not people")).isEqualTo("beach");
    assertThat(without("beach", "")).isEqualTo("beach");
  }

  private static String without(String line, String part) {
    if (part.isEmpty()) {
      return LineMarks.withoutMinus(line, List.of());
    }
    int start = line.indexOf(part);
    return LineMarks.withoutMinus(
        line, List.of(new ParsedLine.Minus("people", new Span(start, start + part.length()))));
  }

  private static LineMarks marks(String line, String word) {
    int start = line.indexOf(word);
    return new LineMarks(
        List.of(
            new LineMarks.Taken(
                PARIS, List.of(new Span(start, start + word.length())), List.of())));
  }

  private static List<String> words(LineMarks marks, String before, String after) {
    return marks.edited(before, after).marks().stream()
        .flatMap(mark -> mark.spans().stream())
        .map(span -> after.substring(span.start(), span.end()))
        .toList();
  }

  private static String line(RandomGenerator random) {
    StringBuilder line = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      line.appendCodePoint("ab ,日😀".codePoints().toArray()[random.nextInt(6)]);
    }
    return line.toString();
  }
}
