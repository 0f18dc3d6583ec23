package app.akin.core.search;

import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.query.gloss.Gloss;
import app.akin.core.query.gloss.GlossWord;
import app.akin.core.query.gloss.Glosser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Puts the Chinese texts of a query into English for a model that does not read Chinese.
/// Thread-safe.
final class QueryGloss {
  private static final String CHINESE = "zh";

  private final Glosser glosser;
  private final Models models;

  /// What the model gets.
  ///
  /// @param parts the parts of the query
  /// @param readAs the English; empty if the texts are as typed
  record Reading(List<QueryPart> parts, Optional<ReadAs> readAs) {}

  /// @param glosser glosses texts
  /// @param models states the languages of models
  QueryGloss(Glosser glosser, Models models) {
    this.glosser = glosser;
    this.models = models;
  }

  /// Returns what the model of a request gets.
  ///
  /// @param selection resolves the model; called only if a text is Chinese
  Reading read(SearchRequest request, Supplier<ModelSelection> selection) {
    boolean glossed =
        !request.verbatim()
            && request.parts().stream().flatMap(QueryGloss::texts).anyMatch(Glosser::isChinese)
            && !readsChinese(selection.get());
    return glossed ? gloss(request.parts()) : new Reading(request.parts(), Optional.empty());
  }

  private boolean readsChinese(ModelSelection selection) {
    return models.languages(selection).stream()
        .anyMatch(tag -> tag.equals(CHINESE) || tag.startsWith(CHINESE + '-'));
  }

  private Reading gloss(List<QueryPart> parts) {
    String typed = typed(parts);
    Optional<String> corrected = glosser.corrections().line(typed);
    if (corrected.isPresent()) {
      List<QueryPart> read = EnglishLine.replaceTexts(parts, corrected.get());
      return new Reading(
          read, Optional.of(new ReadAs(EnglishLine.of(read), List.of(), typed, true, List.of())));
    }
    Set<GlossWord> several = new LinkedHashSet<>();
    List<QueryPart> english = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    for (QueryPart part : parts) {
      switch (part) {
        case QueryPart.Text(String text, double weight) when Glosser.isChinese(text) -> {
          Gloss gloss = glosser.gloss(text);
          String words = withPlaces(gloss);
          if (!words.isEmpty()) {
            english.add(new QueryPart.Text(words, weight));
          }
          addExcluded(english, gloss);
          addIgnored(ignored, gloss);
          several.addAll(gloss.words());
        }
        case QueryPart.ExcludedText(String text, double weight) when Glosser.isChinese(text) -> {
          Gloss gloss = glosser.glossExcluded(text);
          String words = withPlaces(gloss);
          if (!words.isEmpty()) {
            english.add(new QueryPart.ExcludedText(words, weight));
          }
          addExcluded(english, gloss);
          addIgnored(ignored, gloss);
          several.addAll(gloss.words());
        }
        case QueryPart.Image _, QueryPart.Text _, QueryPart.ExcludedText _, QueryPart.Feedback _ ->
            english.add(part);
      }
    }
    return new Reading(
        english,
        Optional.of(
            new ReadAs(EnglishLine.of(english), ignored, typed, false, List.copyOf(several))));
  }

  /// Returns the texts of a query as corrections name them.
  private String typed(List<QueryPart> parts) {
    List<QueryPart> keys =
        parts.stream()
            .<QueryPart>map(
                part ->
                    switch (part) {
                      case QueryPart.Text(String text, double weight) ->
                          new QueryPart.Text(glosser.key(text), weight);
                      case QueryPart.ExcludedText(String text, double weight) ->
                          new QueryPart.ExcludedText(glosser.key(text), weight);
                      case QueryPart.Image image -> image;
                      case QueryPart.Feedback feedback -> feedback;
                    })
            .toList();
    return EnglishLine.of(keys);
  }

  /// Returns the text with the English names of its places.
  private static String withPlaces(Gloss gloss) {
    Stream<String> places =
        gloss.kept().stream().map(Gloss.Kept::english).filter(name -> !name.isEmpty());
    return String.join(
        ", ",
        Stream.concat(Stream.of(gloss.text()).filter(text -> !text.isEmpty()), places).toList());
  }

  private static void addExcluded(List<QueryPart> parts, Gloss gloss) {
    gloss.excluded().forEach(text -> parts.add(new QueryPart.ExcludedText(text, 1)));
  }

  private static void addIgnored(List<String> ignored, Gloss gloss) {
    gloss.kept().stream()
        .filter(kept -> kept.english().isEmpty())
        .forEach(date -> ignored.add(date.text()));
    ignored.addAll(gloss.unknown());
  }

  private static Stream<String> texts(QueryPart part) {
    return switch (part) {
      case QueryPart.Text text -> Stream.of(text.text());
      case QueryPart.ExcludedText text -> Stream.of(text.text());
      case QueryPart.Image _, QueryPart.Feedback _ -> Stream.empty();
    };
  }
}
