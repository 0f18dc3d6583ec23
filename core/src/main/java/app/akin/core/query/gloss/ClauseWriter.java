package app.akin.core.query.gloss;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Writes the English of a clause: edits and exclusions are taken out in a fixed order, the rest is
/// a phrase.
final class ClauseWriter {
  private static final Pattern ARTICLE = Pattern.compile("^(an?|the) ");

  private final List<String> excluded;

  /// @param excluded receives what must not be shown
  ClauseWriter(List<String> excluded) {
    this.excluded = excluded;
  }

  /// Returns the English of a clause, empty if it only excludes.
  String write(List<GlossToken> tokens) {
    int remove = GlossToken.first(tokens, "rq");
    if (remove < tokens.size()) {
      return without(tokens, remove);
    }
    int make = GlossToken.first(tokens, "e=");
    if (make < tokens.size()) {
      return tokens.get(make).kind() == GlossToken.MAKE
          ? made(tokens, make)
          : changed(tokens, make);
    }
    int add = GlossToken.first(tokens, "+");
    if (add < tokens.size()) {
      return added(tokens, add);
    }
    return compared(tokens);
  }

  /// Returns the English of what must not be shown.
  String writeExcluded(List<GlossToken> tokens) {
    return GlossToken.hasAny(tokens, "rqe=+") ? write(tokens) : general(bare(tokens));
  }

  private String without(List<GlossToken> tokens, int at) {
    GlossToken word = tokens.get(at);
    List<GlossToken> held = tokens.subList(0, at);
    List<GlossToken> rest = tokens.subList(at + 1, tokens.size());
    if (rest.isEmpty()) {
      // 把人去掉
      excluded.add(general(bare(held)));
      return "";
    }
    boolean lacks = word.kind() == GlossToken.LACK;
    if (lacks && rest.getFirst().kind() == GlossToken.ADJECTIVE) {
      // 不开心
      String not = "not " + rest.getFirst().one();
      List<GlossToken> phrase = new ArrayList<>(held);
      phrase.add(new GlossToken("", GlossToken.ADJECTIVE, not, ""));
      phrase.addAll(rest.subList(1, rest.size()));
      return PhraseWriter.phrase(phrase);
    }
    String stop = lacks || rest.getLast().kind() == GlossToken.PHOTO ? "de+rq=" : "e+rq=";
    int end = GlossToken.first(rest, stop);
    String gone = general(rest.subList(0, end));
    if (!gone.isEmpty()) {
      excluded.add(gone);
    }
    boolean particle = end < rest.size() && rest.get(end).kind() == GlossToken.PARTICLE;
    List<GlossToken> left = new ArrayList<>(bare(held));
    left.addAll(rest.subList(particle ? end + 1 : end, rest.size()));
    return write(left);
  }

  /// "Make it" with the word's own result, as in 调亮.
  private static String made(List<GlossToken> tokens, int at) {
    GlossToken word = tokens.get(at);
    List<GlossToken> rest = unmarked(tokens.subList(at + 1, tokens.size()));
    if (!rest.isEmpty() && rest.getFirst().kind() == GlossToken.PARTICLE) {
      // 开花了的树
      List<GlossToken> phrase = new ArrayList<>();
      phrase.add(new GlossToken("", GlossToken.ADJECTIVE, word.one(), word.one()));
      phrase.addAll(rest.subList(1, rest.size()));
      return PhraseWriter.phrase(phrase);
    }
    return makeTheOrIt(what(tokens.subList(0, at))) + word.one() + after(rest);
  }

  /// "Make it" or "change it to" with the result that follows, as in 换成.
  private static String changed(List<GlossToken> tokens, int at) {
    String what = what(tokens.subList(0, at));
    List<GlossToken> rest = unmarked(tokens.subList(at + 1, tokens.size()));
    int end = GlossToken.first(rest, "e+=v", 1);
    List<GlossToken> into = rest.subList(0, end);
    while (GlossToken.endsWith(into, "d")) {
      into = into.subList(0, into.size() - 1);
    }
    if (into.isEmpty()) {
      return what;
    }
    String result = PhraseWriter.phrase(into);
    GlossToken last = into.getLast();
    if (last.kind() == GlossToken.NOUN && into.size() < 4 && !GlossToken.hasAny(into, "#vpl")) {
      result = NounPhrase.withArticle(result);
    }
    String text;
    if (what.isEmpty()) {
      text = "make it " + result;
    } else if (last.isOneOf("aA")) {
      text = "make the " + what + ' ' + result;
    } else {
      text = "change the " + what + " to " + result;
    }
    return text + after(rest.subList(end, rest.size()));
  }

  private static String added(List<GlossToken> tokens, int at) {
    String what = PhraseWriter.phrase(bare(tokens.subList(0, at)));
    List<GlossToken> rest = tokens.subList(at + 1, tokens.size());
    if (rest.isEmpty()) {
      return what.isEmpty() ? "" : "with " + what;
    }
    return (what.isEmpty() ? "with " : what + " with ") + PhraseWriter.object(rest);
  }

  private static String compared(List<GlossToken> clause) {
    List<GlossToken> tokens = unmarked(clause);
    if (!GlossToken.endsWith(tokens, "A")) {
      return PhraseWriter.phrase(tokens);
    }
    GlossToken last = tokens.getLast();
    List<GlossToken> before = tokens.subList(0, tokens.size() - 1);
    if (last.text().equals("少") && !before.isEmpty()) {
      // 人少一点
      return last.one() + ' ' + general(before);
    }
    // 更亮, 天空更蓝
    return makeTheOrIt(what(before)) + last.one();
  }

  private static String makeTheOrIt(String what) {
    return "make " + (what.isEmpty() ? "it" : "the " + what) + ' ';
  }

  /// What must not be shown is meant in general: people, not a person.
  private static String general(List<GlossToken> tokens) {
    if (GlossToken.endsWith(tokens, "n") && !GlossToken.hasAny(tokens, "#vpl")) {
      List<GlossToken> plural = new ArrayList<>(tokens);
      plural.add(plural.removeLast().withPlural());
      return PhraseWriter.phrase(plural);
    }
    return PhraseWriter.phrase(tokens);
  }

  /// Returns what is changed, without an article.
  private static String what(List<GlossToken> tokens) {
    return ARTICLE.matcher(PhraseWriter.phrase(bare(tokens))).replaceFirst("");
  }

  /// Returns what follows the result of a change, with a blank before it.
  private static String after(List<GlossToken> tokens) {
    String text =
        PhraseWriter.phrase(tokens.stream().filter(token -> !token.isOneOf("e+=bd")).toList());
    if (text.isEmpty()) {
      return "";
    }
    return (GlossToken.hasAny(tokens, "+") ? " with " : " ") + text;
  }

  private static List<GlossToken> unmarked(List<GlossToken> tokens) {
    return tokens.stream().filter(token -> token.kind() != GlossToken.OBJECT_MARK).toList();
  }

  private static List<GlossToken> bare(List<GlossToken> tokens) {
    List<GlossToken> bare = unmarked(tokens);
    while (GlossToken.endsWith(bare, "dpf")) {
      bare = bare.subList(0, bare.size() - 1);
    }
    return bare;
  }
}
