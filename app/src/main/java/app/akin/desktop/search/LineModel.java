package app.akin.desktop.search;

import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.LineEdit;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.ParsedLine.Span;
import app.akin.desktop.search.LineMarks.Mark;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/// The typed line of the search bar with its chips and suggestions. The line is the only state:
/// chips are derived from it, and each change of a chip is a change of the line. A chip forms at
/// the next blank, at Enter or when typing pauses. JavaFX thread only.
public final class LineModel implements AutoCloseable {
  /// Delay between the last keystroke and the forming of chips.
  static final Duration PAUSE = Duration.ofMillis(700);

  private static final int EXAMPLES = 3;

  /// Values of a field that are tried for an example.
  private static final int CANDIDATES = 5;

  /// A pattern for examples.
  ///
  /// @param field the field whose most frequent value is the argument
  /// @param key the text
  private record Pattern(FactField field, String key) {}

  private static final List<Pattern> PATTERNS =
      List.of(
          new Pattern(FactField.DATE, "search.example.date"),
          new Pattern(FactField.PLACE, "search.example.place"),
          new Pattern(FactField.CAMERA, "search.example.camera"),
          new Pattern(FactField.TAG, "search.example.tag"),
          new Pattern(FactField.FORMAT, "search.example.format"));

  private final SearchModel search;
  private final Function<Locale, List<Facet>> source;
  private final Tasks tasks;
  private final LatestTask loading;
  private final LatestTask checking;
  private final SearchModel.Timer timer;
  private final FactTexts texts;
  private final FactSpelling spelling;
  private final Subscription subscription;
  private final ReadOnlyObjectWrapper<LineMarks> marks =
      new ReadOnlyObjectWrapper<>(LineMarks.NONE);
  private final ReadOnlyObjectWrapper<List<Suggestion>> suggestions =
      new ReadOnlyObjectWrapper<>(List.of());
  private List<Facet> held = List.of();

  /// Lines with facts of the library.
  private List<String> examples = List.of();

  private Suggester suggester = new Suggester(List.of());
  private String line = "";
  private boolean typing;

  /// Number of the latest change of the line, so that only the last pause forms chips.
  private long changes;

  /// @param search receives the line
  /// @param source returns the facts that the library holds, with the number of photos and names in
  ///   a language; called in the background
  /// @param tasks loads them
  /// @param timer delays chips while the user types
  /// @param texts names facts
  public LineModel(
      SearchModel search,
      Function<Locale, List<Facet>> source,
      Tasks tasks,
      SearchModel.Timer timer,
      FactTexts texts) {
    this.search = search;
    this.source = source;
    this.tasks = tasks;
    this.loading = tasks.latest();
    this.checking = tasks.latest();
    this.timer = timer;
    this.texts = texts;
    spelling = new FactSpelling(search.queryModel()::read);
    subscription =
        Subscription.combine(
            search
                .queryModel()
                .readingProperty()
                .subscribe(
                    reading -> {
                      if (!typing && reading.words().equals(line)) {
                        settle();
                      }
                    }),
            texts.language().messagesProperty().subscribe((_, _) -> load()));
  }

  /// Returns the names of facts.
  public FactTexts texts() {
    return texts;
  }

  /// Returns the chips of the line.
  ReadOnlyObjectProperty<LineMarks> marksProperty() {
    return marks.getReadOnlyProperty();
  }

  /// Returns what completes the line.
  ReadOnlyObjectProperty<List<Suggestion>> suggestionsProperty() {
    return suggestions.getReadOnlyProperty();
  }

  /// Loads the facts that the library holds, and reads the line again with its names.
  public void load() {
    Locale locale = texts.language().locale();
    loading.run(
        _ -> source.apply(locale),
        now -> {
          held = List.copyOf(now);
          suggester = new Suggester(held);
          search.reread();
          chooseExamples();
        },
        tasks::reportUnexpected);
  }

  /// Chooses lines that are read as facts. The first reading of a line takes long, so it is not
  /// done on the JavaFX thread.
  private void chooseExamples() {
    List<List<String>> candidates =
        PATTERNS.stream()
            .map(
                pattern ->
                    held(pattern.field()).stream()
                        .limit(CANDIDATES)
                        .map(value -> texts.language().of(pattern.key(), value.label()))
                        .toList())
            .toList();
    LineReader reader = search.queryModel().reader();
    checking.run(
        _ -> statingFacts(candidates, reader),
        chosen -> examples = chosen,
        tasks::reportUnexpected);
  }

  /// Returns the first line of each list that states a fact, for the first lists that have one.
  private static List<String> statingFacts(List<List<String>> candidates, LineReader reader) {
    return candidates.stream()
        .flatMap(
            lines ->
                lines.stream()
                    .filter(example -> !reader.read(example, false).facts().isEmpty())
                    .limit(1))
        .limit(EXAMPLES)
        .toList();
  }

  /// Changes the line after the user edited it or the query changed.
  void type(String now) {
    LineChange change = LineChange.between(line, now);
    String before = line;
    line = now;
    typing = true;
    search.type(now);
    typing = false;
    boolean ends = !change.text().isEmpty() && isBoundary(change.text());
    if (ends || !change.isKeystroke()) {
      settle();
    } else {
      marks.set(marks.get().edited(before, now));
    }
    long mine = ++changes;
    timer.after(
        PAUSE,
        () -> {
          if (changes == mine) {
            settle();
          }
        });
  }

  private static boolean isBoundary(String text) {
    int last = text.codePointBefore(text.length());
    return Character.isWhitespace(last) || last == ',' || last == '，';
  }

  /// Forms the chips of the whole line.
  void settle() {
    changes++;
    marks.set(LineMarks.of(search.queryModel().readingProperty().get().line()));
  }

  /// Searches for the line and forms its chips.
  void enter() {
    search.enter();
    settle();
  }

  /// Updates the suggestions for the words before the caret.
  void suggest(int caret) {
    suggestions.set(line.isBlank() ? List.of() : suggester.suggest(line, caret, recent()));
  }

  /// Suggests earlier searches and examples if the line is empty.
  void suggestStart() {
    List<Suggestion> start = new ArrayList<>();
    if (line.isBlank()) {
      recent().stream()
          .limit(Suggester.MAX_RECENT_AT_START)
          .map(Suggestion.Recent::new)
          .forEach(start::add);
      examples.stream()
          .filter(example -> !recent().contains(example))
          .map(Suggestion.Example::new)
          .forEach(start::add);
    }
    suggestions.set(start);
  }

  /// Removes the suggestions until the line changes.
  void dismiss() {
    suggestions.set(List.of());
  }

  /// Returns the lines of earlier searches, newest first.
  private List<String> recent() {
    Set<String> lines = new LinkedHashSet<>();
    List<SearchQuery> queries = search.historyProperty().get().queries();
    for (SearchQuery query : queries.reversed()) {
      String words = query.words().strip();
      if (!words.isEmpty() && !words.equals(line.strip())) {
        lines.add(words);
      }
    }
    return List.copyOf(lines);
  }

  /// Returns the line after a suggestion was taken.
  String take(Suggestion suggestion) {
    return switch (suggestion) {
      case Suggestion.Recent(String words) -> words;
      case Suggestion.Example(String words) -> words;
      case Suggestion.Held(Facet value, int start, int end) -> {
        String after = line.substring(end);
        String before = line.substring(0, start);
        yield spelling
            .insert(before, value.fact(), value.label(), after.isEmpty() ? " " : after)
            .orElseGet(() -> LineEdit.with(before + after, value.fact()) + " ");
      }
    };
  }

  /// Returns the values of a field that the library holds, most frequent first.
  List<Facet> held(FactField field) {
    return held.stream()
        .filter(value -> value.fact().field() == field)
        .sorted(Comparator.comparingLong(Facet::count).reversed())
        .toList();
  }

  /// Returns the chip of a fact.
  Optional<Mark> mark(Fact fact) {
    return marks.get().marks().stream()
        .filter(mark -> mark instanceof LineMarks.Taken taken && taken.fact().equals(fact))
        .findFirst();
  }

  /// Returns the words of a chip.
  String words(Mark mark) {
    return String.join(
        " ", mark.spans().stream().map(span -> line.substring(span.start(), span.end())).toList());
  }

  /// Adds a fact to the line and searches. It replaces the fact of its field, because alternatives
  /// would find more photos instead of fewer, unless facts of the field must all hold.
  ///
  /// @param name a name of the value, empty for none
  public void add(Fact fact, String name) {
    Optional<LineMarks.Taken> same =
        LineMarks.of(search.queryModel().readingProperty().get().line()).marks().stream()
            .filter(LineMarks.Taken.class::isInstance)
            .map(LineMarks.Taken.class::cast)
            .filter(taken -> taken.fact().field() == fact.field() && !taken.fact().negated())
            .filter(_ -> !fact.field().mustAllHold())
            .findFirst();
    search.replaceText(
        same.map(taken -> use(taken, fact, name))
            .orElseGet(
                () ->
                    spelling
                        .insert(line.isBlank() ? "" : line.stripTrailing() + ' ', fact, name, " ")
                        .orElseGet(() -> LineEdit.with(line, fact) + ' ')));
  }

  /// Returns the line without a chip.
  String remove(Mark mark) {
    return switch (mark) {
      case LineMarks.Taken taken -> LineEdit.without(line, chip(taken.fact(), mark));
      case LineMarks.Offered offered ->
          LineEdit.without(line, chip(offered.facts().getFirst(), mark));
      case LineMarks.Excluded excluded -> {
        Span span = excluded.spans().getFirst();
        yield LineEdit.withoutExcluded(line, span)
            .orElseGet(
                () ->
                    LineMarks.withoutMinus(
                        line, List.of(new ParsedLine.Minus(excluded.text(), span))));
      }
    };
  }

  private static ParsedLine.Chip chip(Fact fact, Mark mark) {
    return new ParsedLine.Chip(fact, mark.spans());
  }

  /// Returns the line in which the words of a chip are only words.
  String asWords(Mark mark) {
    return switch (mark) {
      case LineMarks.Taken taken -> LineEdit.asWords(line, chip(taken.fact(), mark));
      case LineMarks.Offered offered ->
          LineEdit.asWords(line, chip(offered.facts().getFirst(), mark));
      case LineMarks.Excluded excluded -> LineEdit.asWords(line, excluded.spans().getFirst());
    };
  }

  /// Returns the line with other words in place of a chip.
  String reword(Mark mark, String words) {
    Span first = mark.spans().getFirst();
    String rest = remainder(mark);
    return rest.substring(0, first.start()) + words.strip() + rest.substring(first.start());
  }

  /// Returns the line with a fact in place of a chip.
  ///
  /// @param name a name of the value, empty for none
  String use(Mark mark, Fact fact, String name) {
    int at = mark.spans().getFirst().start();
    String rest = remainder(mark);
    return spelling
        .insert(rest.substring(0, at), fact, name, rest.substring(at))
        .orElseGet(
            () ->
                LineEdit.replace(
                    line,
                    chip(mark instanceof LineMarks.Taken taken ? taken.fact() : fact, mark),
                    fact));
  }

  /// Returns the line with nothing in place of a chip.
  private String remainder(Mark mark) {
    StringBuilder rest = new StringBuilder(line);
    for (Span span : mark.spans().reversed()) {
      rest.delete(span.start(), span.end());
    }
    return rest.toString();
  }

  /// Returns the canonical form of a chip.
  static String canonical(Mark mark) {
    return switch (mark) {
      case LineMarks.Taken taken -> FactSyntax.format(taken.fact());
      case LineMarks.Offered offered -> FactSyntax.format(offered.facts().getFirst());
      case LineMarks.Excluded excluded ->
          excluded.text().contains(" ") ? "-\"" + excluded.text() + '"' : '-' + excluded.text();
    };
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    changes++;
  }
}
