package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.gloss.Glosser;
import app.akin.core.search.IgnoredFeedback;
import app.akin.core.search.PromptLimit;
import java.util.List;
import java.util.Optional;

/// A hint about the query, shown below the search bar.
public sealed interface Hint {
  /// No hint.
  record None() implements Hint {}

  /// A text of the window.
  record Message(String key, List<Object> arguments) implements Hint {}

  /// The problem of the query.
  record Failure(AkinException problem) implements Hint {}

  /// Returns the hint about an answered query.
  static Hint about(SearchModel.Found found) {
    List<String> unknownTerms = found.answer().unknownTerms();
    double share = found.answer().indexedShare();
    if (share < 1) {
      return new Message("search.hint.updating", List.of(Math.floor(100 * share) / 100));
    }
    // A model that gets Chinese texts as they are, without a setting, reads them.
    boolean read = !found.request().verbatim() && Glosser.isChinese(found.line().text());
    if (!read && EnglishCheck.isProbablyForeign(found.line().text())) {
      return new Message("search.hint.english", List.of());
    }
    if (found.query().words().length() >= SearchQuery.MAX_CHARACTERS) {
      return new Message("search.hint.long", List.of());
    }
    if (!unknownTerms.isEmpty()) {
      return new Message("search.hint.unheard", List.of(String.join(", ", unknownTerms)));
    }
    List<IgnoredFeedback> ignored = found.answer().feedback().ignored();
    if (!ignored.isEmpty()) {
      return new Message(
          "feedback.ignored." + ignored.getFirst().reason(), List.of(ignored.size()));
    }
    return found.answer().limits().stream()
        .findFirst()
        .<Hint>map(limit -> new Message(key(limit), List.of()))
        .orElseGet(None::new);
  }

  private static String refusalKey(String text) {
    if (Glosser.isChinese(text)) {
      return "search.hint.chinese";
    }
    return EnglishCheck.isProbablyForeign(text) ? "search.hint.english" : "search.hint.nothing";
  }

  /// Returns the key of the text about what a model does not do itself.
  static String key(PromptLimit limit) {
    return switch (limit) {
      case BALANCE -> "search.hint.balance";
      case EXCLUDED_TEXT -> "search.hint.excluded";
      case SEVERAL_IMAGES -> "search.hint.images";
      case FEEDBACK -> "search.hint.feedback";
    };
  }

  /// Returns the hint about a query that cannot be answered; empty if the reason is not the query.
  static Optional<Hint> about(ParsedLine line, AkinException refusal) {
    return switch (refusal.problem()) {
      case Problem.QuerySaysNothing _, Problem.QueryEmpty _ ->
          Optional.of(new Message(refusalKey(line.text()), List.of()));
      case Problem.QueryImage _, Problem.QueryPrompt _, Problem.FeedbackIgnored _ ->
          Optional.of(new Failure(refusal));
      default -> Optional.empty();
    };
  }
}
