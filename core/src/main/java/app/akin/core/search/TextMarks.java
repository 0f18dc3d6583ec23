package app.akin.core.search;

import app.akin.core.photo.ImageText;
import app.akin.core.photo.TextLine;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.TextPattern;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which lines of the text in a photo a query finds.
///
/// @param exact the exact texts of its facts
/// @param words its words
public record TextMarks(List<TextPattern> exact, List<TextPattern> words) {
  /// Copies the lists.
  public TextMarks {
    exact = List.copyOf(exact);
    words = List.copyOf(words);
  }

  /// Returns the marks of a request.
  public static TextMarks of(SearchRequest request) {
    return new TextMarks(
        request.filter().facts().stream()
            .filter(TextMarks::isText)
            .flatMap(fact -> texts(fact).stream())
            .map(TextPattern::of)
            .toList(),
        TextPattern.words(words(request)));
  }

  /// Returns the words that a request looks for.
  static String words(SearchRequest request) {
    return request.parts().stream()
        .filter(QueryPart.Text.class::isInstance)
        .map(part -> ((QueryPart.Text) part).text())
        .collect(Collectors.joining(" "));
  }

  /// Returns whether a fact requires text.
  static boolean isText(Fact fact) {
    return fact.field() == FactField.OCR && !fact.negated();
  }

  /// Returns the texts of a fact about text.
  static List<String> texts(Fact fact) {
    return fact.values().stream().map(value -> ((FactValue.Text) value).text()).toList();
  }

  /// Returns whether no text can be marked.
  public boolean isEmpty() {
    return exact.isEmpty() && words.stream().noneMatch(TextPattern::saysMuch);
  }

  /// Returns the lines to mark, in reading order: those that hold an exact text; and if the text
  /// holds all words, those that hold one of the words that say enough.
  public List<TextLine> in(ImageText text) {
    List<TextLine> lines = text.lines();
    List<String> texts = lines.stream().map(TextLine::text).toList();
    TreeSet<Integer> marked = new TreeSet<>();
    exact.forEach(pattern -> marked.addAll(pattern.linesIn(texts)));
    TreeSet<Integer> ofWords = new TreeSet<>();
    for (TextPattern word : words) {
      List<Integer> found = word.linesIn(texts);
      if (found.isEmpty()) {
        ofWords.clear();
        break;
      }
      if (word.saysMuch()) {
        ofWords.addAll(found);
      }
    }
    marked.addAll(ofWords);
    return marked.stream().map(lines::get).toList();
  }
}
