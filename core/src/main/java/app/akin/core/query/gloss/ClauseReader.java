package app.akin.core.query.gloss;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the tokens of one clause: content, 的, words of place and edits. Measure words,
/// comparatives, particles and places on the map are resolved.
final class ClauseReader {
  /// The Han characters that the table knows.
  static final String HAN = "㐀-鿿豈-﫿";

  private static final String LATIN = "[A-Za-z0-9][A-Za-z0-9.'&+/-]*";
  private static final Pattern PIECE =
      Pattern.compile("[" + HAN + "]+|" + LATIN + "(?: " + LATIN + ")*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /// Kinds of words whose gloss can be chosen.
  private static final String CHOSEN = "nuasv";

  private static final Set<String> DETERMINERS = Set.of("这", "那", "每", "几", "某", "各", "多少");
  private static final Set<String> VAGUE = Set.of("多", "满", "半");

  /// Words that stand between a number and a measure word, as in 一大群.
  private static final Set<String> SIZES = Set.of("大", "小", "整");

  /// Measure words that stand for "a" without a number, as in 骑匹马.
  private static final Set<String> LOOSE =
      Set.of(
          "个", "只", "条", "朵", "位", "辆", "棵", "张", "匹", "座", "把", "艘", "架", "栋", "顶", "件", "双", "杯",
          "束", "些", "盏", "片", "块", "幅");

  private static final GlossToken MANY = new GlossToken("多", GlossToken.NUMBER, "more", "more");
  private static final GlossToken ONE = new GlossToken("一", GlossToken.NUMBER, "a", "a");

  private final GlossTable table;
  private final List<Gloss.Kept> kept;
  private final List<String> unknown;
  private final Set<GlossWord> words;

  /// @param kept receives the places on the map
  /// @param unknown receives the pieces that no word covers
  /// @param words receives the words with more than one gloss
  ClauseReader(
      GlossTable table, List<Gloss.Kept> kept, List<String> unknown, Set<GlossWord> words) {
    this.table = table;
    this.kept = kept;
    this.unknown = unknown;
    this.words = words;
  }

  /// Returns the tokens of a clause of normalized text.
  List<GlossToken> read(String clause) {
    List<GlossToken> known = new ArrayList<>();
    for (GlossToken token : tokens(clause)) {
      switch (token.kind()) {
        case GlossToken.UNKNOWN -> unknown.add(token.text());
        case GlossToken.PLACE -> {
          kept.add(new Gloss.Kept(token.text(), token.one()));
          known.add(token);
        }
        default -> known.add(token);
      }
      if (token.isOneOf(CHOSEN)) {
        table.word(token.text()).ifPresent(words::add);
      }
    }
    return smooth(known);
  }

  private List<GlossToken> tokens(String clause) {
    List<GlossToken> tokens = new ArrayList<>();
    Matcher pieces = PIECE.matcher(clause);
    while (pieces.find()) {
      String piece = pieces.group();
      if (isLatin(piece)) {
        char kind = DIGITS.matcher(piece).matches() ? GlossToken.NUMBER : GlossToken.UNCOUNTED;
        tokens.add(new GlossToken(piece, kind, piece, piece));
        continue;
      }
      for (String part : table.segment(piece)) {
        GlossToken token = table.token(part);
        boolean joins =
            token.kind() == GlossToken.UNKNOWN
                && !tokens.isEmpty()
                && tokens.getLast().kind() == GlossToken.UNKNOWN;
        if (joins) {
          String before = tokens.removeLast().text();
          tokens.add(new GlossToken(before + part, GlossToken.UNKNOWN, "", ""));
        } else {
          tokens.add(token);
        }
      }
    }
    return tokens;
  }

  private static boolean isLatin(String piece) {
    return piece.charAt(0) < 128;
  }

  private List<GlossToken> smooth(List<GlossToken> tokens) {
    List<GlossToken> out = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      GlossToken token = tokens.get(i);
      GlossToken before = i > 0 ? tokens.get(i - 1) : null;
      GlossToken after = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
      if (isRepeated(token, before) && !out.isEmpty()) {
        continue;
      }
      boolean measures = isMeasure(tokens, i);
      if (measures) {
        addMeasure(out, token);
      } else if (token.kind() == GlossToken.PLACE) {
        // 北京的, 西湖边
        i += after != null && after.isOneOf("dl") ? 1 : 0;
      } else if (token.kind() == GlossToken.MORE && after != null && after.kind() == 'a') {
        out.add(comparative(after));
        i++;
      } else if (token.kind() == GlossToken.BIT && GlossToken.endsWith(out, "aA")) {
        if (GlossToken.endsWith(out, "a")) {
          out.add(comparative(out.removeLast()));
        }
      } else if (token.kind() == GlossToken.MORE && after != null && after.text().equals("多")) {
        // 人更多: the number stands before its noun.
        out.add(out.size() - (GlossToken.endsWith(out, "nu") ? 1 : 0), MANY);
        i++;
      } else if (token.text().equals("多") && after != null && after.kind() == GlossToken.BIT) {
        out.add(MANY);
        i++;
      } else if (!token.isOneOf("xkjmo")) {
        out.add(token);
      }
    }
    return out;
  }

  /// A single-character adjective that is said twice counts once, as in 高高的.
  private static boolean isRepeated(GlossToken token, @Nullable GlossToken before) {
    return token.kind() == GlossToken.ADJECTIVE
        && token.text().length() == 1
        && before != null
        && before.text().equals(token.text());
  }

  private static GlossToken comparative(GlossToken adjective) {
    return new GlossToken(
        adjective.text(), GlossToken.COMPARATIVE, adjective.two(), adjective.two());
  }

  /// Returns whether a token counts what follows: after a number, or loosely between a verb and its
  /// object.
  private boolean isMeasure(List<GlossToken> tokens, int i) {
    GlossToken token = tokens.get(i);
    if (i == 0 || !table.isMeasure(token.text())) {
      return false;
    }
    GlossToken before = tokens.get(i - 1);
    GlossToken after = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
    if (i > 1
        && before.kind() == GlossToken.ADJECTIVE
        && SIZES.contains(before.text())
        && tokens.get(i - 2).kind() == GlossToken.NUMBER) {
      before = tokens.get(i - 2);
    }
    boolean counted =
        (before.kind() == GlossToken.NUMBER || DETERMINERS.contains(before.text()))
            && !VAGUE.contains(before.text());
    if (counted && (after != null || token.isOneOf("mx"))) {
      return true;
    }
    return before.isOneOf("verq+pbx")
        && after != null
        && after.isOneOf("nuas#")
        && LOOSE.contains(token.text());
  }

  private void addMeasure(List<GlossToken> out, GlossToken token) {
    String of = Objects.requireNonNull(table.measure(token.text()));
    if (of.isEmpty()) {
      return;
    }
    if (!GlossToken.endsWith(out, "#")) {
      out.add(ONE);
    }
    int blank = of.indexOf(' ');
    String noun = blank < 0 ? of : of.substring(0, blank);
    String rest = blank < 0 ? "" : of.substring(blank);
    int plural = noun.indexOf('^');
    String one = plural < 0 ? noun : noun.substring(0, plural);
    String many = plural < 0 ? plural(noun) : noun.substring(plural + 1);
    out.add(new GlossToken(token.text(), GlossToken.MEASURE, one + rest, (many + rest).strip()));
  }

  private static String plural(String noun) {
    boolean hissing = noun.endsWith("s") || noun.endsWith("x") || noun.endsWith("ch");
    return noun + (hissing ? "es" : "s");
  }
}
