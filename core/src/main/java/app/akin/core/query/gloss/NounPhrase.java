package app.akin.core.query.gloss;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes noun phrases: numbers, measure words, plurals and articles.
final class NounPhrase {
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  /// Measures of something that is not counted itself: two cups of coffee.
  private static final Set<String> VESSELS =
      Set.of("cup", "bowl", "bottle", "pot", "can", "carload");

  private NounPhrase() {}

  /// Returns the words in their order; a number puts its noun into the plural.
  static String write(List<GlossToken> tokens) {
    List<String> out = new ArrayList<>();
    boolean several = false;
    for (int i = 0; i < tokens.size(); i++) {
      GlossToken token = tokens.get(i);
      boolean last = i + 1 == tokens.size();
      switch (token.kind()) {
        case GlossToken.NUMBER -> {
          boolean one =
              token.text().equals("一") || token.text().equals("1") || token.one().equals("a");
          several = !one && !token.one().equals("another");
          if (!one) {
            out.add(token.one());
          } else if (!last) {
            out.add(article(tokens.get(i + 1).one()));
          }
        }
        case GlossToken.MEASURE -> {
          out.add(several ? token.two() : token.one());
          several = !VESSELS.contains(firstWord(token.one()));
        }
        case GlossToken.AND -> {
          if (!out.isEmpty() && !last) {
            out.add("and");
          }
          several = false;
        }
        case GlossToken.PARTICLE -> {}
        default -> {
          boolean plural =
              token.kind() == GlossToken.NOUN
                  && several
                  && (last || tokens.get(i + 1).isOneOf("cd"));
          if (plural) {
            out.add(token.two());
          } else if (!token.one().isEmpty()) {
            out.add(token.one());
          }
        }
      }
    }
    return String.join(" ", out);
  }

  /// Returns a text with "a" or "an" before it if its tokens end in one countable noun.
  static String withArticle(String text, List<GlossToken> tokens) {
    boolean single = GlossToken.endsWith(tokens, "n") && !GlossToken.hasAny(tokens, "#cvpl");
    return single ? withArticle(text) : text;
  }

  /// Returns a text with "a" or "an" before it, unless it is empty or has an article.
  static String withArticle(String text) {
    return text.isEmpty() || hasArticle(text) ? text : article(text) + ' ' + text;
  }

  /// Returns whether a text begins with an article.
  static boolean hasArticle(String text) {
    return ARTICLES.contains(firstWord(text));
  }

  /// Returns the first word of a text.
  static String firstWord(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  private static String article(String text) {
    return text.isEmpty() || "aeiouAEIOU".indexOf(text.charAt(0)) >= 0 ? "an" : "a";
  }
}
