package app.akin.core.query.gloss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes phrases: descriptions with 的 before or after their noun, and who does what where.
final class PhraseWriter {
  private static final Pattern PREPOSITION =
      Pattern.compile("(in|on|at|by|under|beside|behind|near|inside|above) ");
  private static final Pattern LAST_ARTICLE = Pattern.compile("(?U)\\b(the|an?) $");
  private static final Pattern LAST_INDEFINITE = Pattern.compile("(?U)\\ban? $");

  /// Words of place after which a setting uses its own adverbial.
  private static final Set<String> ADVERBIAL = Set.of("", "on", "in", "inside", "beside");

  /// What a word of place without a noun means.
  private static final Map<String, String> ALONE =
      Map.of("on", "on top", "in", "inside", "in front of", "in front", "under", "below");

  private PhraseWriter() {}

  /// Returns the English of tokens without edits.
  static String phrase(List<GlossToken> all) {
    List<GlossToken> tokens = withoutIdleParticles(all);
    int particle = GlossToken.first(tokens, "d");
    return particle < tokens.size() ? described(tokens, particle) : flat(tokens);
  }

  /// Returns the English of what is done something to, with its article.
  static String object(List<GlossToken> tokens) {
    return NounPhrase.withArticle(phrase(tokens), tokens);
  }

  /// Drops 的 where it splits nothing: 红色的车, 三只的, X的照片.
  private static List<GlossToken> withoutIdleParticles(List<GlossToken> tokens) {
    List<GlossToken> out = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      GlossToken token = tokens.get(i);
      boolean last = i == tokens.size() - 1;
      boolean idle =
          switch (token.kind()) {
            case GlossToken.PARTICLE ->
                last
                    || out.isEmpty()
                    || GlossToken.endsWith(out, "aA#")
                    || (i == tokens.size() - 2 && tokens.getLast().kind() == GlossToken.PHOTO);
            case GlossToken.PHOTO ->
                last && i > 0 && tokens.get(i - 1).kind() == GlossToken.PARTICLE && !out.isEmpty();
            default -> false;
          };
      if (!idle) {
        out.add(token);
      }
    }
    return out;
  }

  /// Returns the English of a description, 的 and what it describes.
  private static String described(List<GlossToken> tokens, int particle) {
    List<GlossToken> left = tokens.subList(0, particle);
    List<GlossToken> right = tokens.subList(particle + 1, tokens.size());
    boolean verbLeft = GlossToken.hasAny(left, "v");
    int verb = GlossToken.first(left, "vp");
    if (verb == left.size()) {
      verb = 0;
    }
    if (verb > 0 && left.subList(0, verb).stream().allMatch(token -> token.isOneOf("#m"))) {
      // 一个穿红衣服的男孩: the number belongs to the boy.
      right = joined(left.subList(0, verb), right);
      left = left.subList(verb, left.size());
      verb = 0;
    }
    if (verb > 0 && left.get(verb - 1).isOneOf("nua#")) {
      if (left.get(verb).kind() == GlossToken.VERB) {
        // 小孩踢的球: the one who acts comes first.
        return phrase(joined(left, right));
      }
      int acts = GlossToken.first(right, "v");
      if (acts < right.size() && !verbLeft) {
        // 女孩在阳光下的沙滩上玩
        List<GlossToken> who = left.subList(0, verb);
        List<GlossToken> where = new ArrayList<>(left.subList(verb + 1, left.size()));
        where.add(tokens.get(particle));
        where.addAll(right.subList(0, acts));
        return join(
            NounPhrase.withArticle(NounPhrase.write(who), who),
            flat(right.subList(acts, right.size())),
            place(where));
      }
    }
    int end = GlossToken.first(right, "vpl");
    if (end < right.size() && right.get(end).kind() == GlossToken.LOCATOR) {
      // 女孩的头上, 花园的长椅上
      return verbLeft
          ? join(attached(left, right.subList(0, end)), flat(right.subList(end + 1, right.size())))
          : flat(joined(left, right));
    }
    return join(
        attached(left, right.subList(0, end)),
        end < right.size() ? flat(right.subList(end, right.size())) : "");
  }

  /// Returns a noun with its description before or after it.
  private static String attached(List<GlossToken> description, List<GlossToken> noun) {
    String text = phrase(noun);
    if (GlossToken.hasAny(description, "v")) {
      if (description.size() == 1 && description.getFirst().one().indexOf(' ') < 0) {
        return description.getFirst().one() + ' ' + text;
      }
      return NounPhrase.withArticle(text, noun) + ' ' + flat(description);
    }
    if (GlossToken.hasAny(description, "p") || GlossToken.endsWith(description, "ls")) {
      List<GlossToken> where =
          description.stream().filter(token -> token.kind() != GlossToken.PREPOSITION).toList();
      return NounPhrase.withArticle(text, noun) + ' ' + place(where);
    }
    return join(NounPhrase.write(description), text);
  }

  /// Returns who, doing what, where. Chinese says where before what, English after it.
  private static String flat(List<GlossToken> tokens) {
    String who = "";
    List<String> does = new ArrayList<>();
    List<String> where = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      GlossToken token = tokens.get(i);
      if (token.kind() == GlossToken.VERB) {
        i++;
        int end = runEnd(tokens, i);
        boolean located = isLocator(tokens, end);
        // 桌子上有书: a book on the table
        boolean there = token.one().equals("with") && who.isEmpty();
        if (!there || (waiting.isEmpty() && where.isEmpty())) {
          does.add(end > i ? token.one() : token.two());
        }
        if (end > i) {
          does.add(located ? place(tokens.subList(i, end + 1)) : object(tokens.subList(i, end)));
          i = located ? end + 1 : end;
        }
        does.addAll(waiting);
        waiting.clear();
        continue;
      }
      boolean marked = token.kind() == GlossToken.PREPOSITION;
      if (marked) {
        i++;
      }
      int end = runEnd(tokens, i);
      boolean located = isLocator(tokens, end);
      int next = located ? end + 1 : end;
      List<GlossToken> part = tokens.subList(i, next);
      boolean follows = next < tokens.size();
      if (part.isEmpty()) {
        // 在吃草: the verb is next.
        i += marked ? 0 : 1;
      } else if (marked
          || located
          || (part.getLast().kind() == GlossToken.SETTING
              && (!does.isEmpty() || (follows && tokens.get(end).kind() == GlossToken.VERB)))) {
        String text = place(part);
        if (!does.isEmpty() && !follows) {
          does.add(text);
        } else if (follows) {
          waiting.add(text);
        } else {
          where.add(text);
        }
        i = next;
      } else {
        String noun = NounPhrase.write(part);
        who = join(who, follows ? NounPhrase.withArticle(noun, part) : noun);
        i = end;
      }
    }
    return join(
        Stream.of(List.of(who), does, waiting, where).flatMap(List::stream).toArray(String[]::new));
  }

  /// Returns the end of the noun phrase that begins at an index.
  private static int runEnd(List<GlossToken> tokens, int from) {
    int i = from;
    while (i < tokens.size() && tokens.get(i).isOneOf("nua#scfmAd+")) {
      i++;
    }
    return i;
  }

  private static boolean isLocator(List<GlossToken> tokens, int i) {
    return i < tokens.size() && tokens.get(i).kind() == GlossToken.LOCATOR;
  }

  /// Returns the English of a place with or without its word of place: 雪地里, 桌子上, 公园.
  private static String place(List<GlossToken> all) {
    String where = GlossToken.endsWith(all, "l") ? all.getLast().one() : "";
    List<GlossToken> tokens = where.isEmpty() ? all : all.subList(0, all.size() - 1);
    if (tokens.isEmpty()) {
      return ALONE.getOrDefault(where, where);
    }
    GlossToken last = tokens.getLast();
    boolean adverbial =
        last.kind() == GlossToken.SETTING
            && ADVERBIAL.contains(where)
            && (!where.equals("beside") || last.two().startsWith("by"));
    if (adverbial) {
      return setting(tokens, last);
    }
    String text = phrase(tokens);
    if (PREPOSITION.matcher(text).lookingAt()) {
      return text;
    }
    if (where.equals("between") && !text.contains(" and ")) {
      where = "among";
    }
    boolean bare = tokens.getFirst().kind() == GlossToken.NUMBER || NounPhrase.hasArticle(text);
    return (where.isEmpty() ? "in" : where) + (bare ? " " : " the ") + text;
  }

  /// Returns the adverbial of a setting with the other words between its preposition and its noun.
  private static String setting(List<GlossToken> tokens, GlossToken last) {
    if (tokens.size() == 1) {
      return last.two();
    }
    if (tokens.stream().allMatch(token -> token.kind() == GlossToken.SETTING)) {
      // 冬天早上
      return tokens.stream().map(GlossToken::two).collect(Collectors.joining(" "));
    }
    String before = phrase(tokens.subList(0, tokens.size() - 1));
    String two = last.two();
    String first =
        two.endsWith(last.one())
            ? two.substring(0, two.length() - last.one().length())
            : NounPhrase.firstWord(two) + " the ";
    boolean number = tokens.getFirst().kind() == GlossToken.NUMBER;
    String opening =
        number
            ? LAST_ARTICLE.matcher(first).replaceAll("")
            : LAST_INDEFINITE.matcher(first).replaceAll("the ");
    return join(opening.strip(), before, last.one());
  }

  private static List<GlossToken> joined(List<GlossToken> one, List<GlossToken> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static String join(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
  }
}
