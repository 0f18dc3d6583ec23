package app.akin.core.synthetic;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Creates a `tokenizer.json` with the pipeline of CLIP (NFC, collapsed white space, lower case,
/// CLIP's word pattern, byte-level BPE with `</w>` at word ends), with merges learned from a few
/// words and letter pairs for a large vocabulary. Uses no external file.
public final class SyntheticTokenizer {
  /// Minimum vocabulary: every byte inside and at the end of a word, and the two special tokens.
  public static final int SMALLEST = 514;

  /// The start token; its id is the second to last.
  public static final String START = "<|startoftext|>";

  /// The end token; its id is the last.
  public static final String END = "<|endoftext|>";

  private static final String WORD_END = "</w>";
  private static final List<String> LETTERS = List.of("abcdefghijklmnopqrstuvwxyz".split(""));
  private static final String WORDS =
      "a the of in on at with and without but not make it night day dark light bright sunny snow "
          + "rain winter summer autumn spring morning evening sky cloud sun moon star sea beach "
          + "water river lake mountain forest tree leaf flower garden field grass street road car "
          + "bicycle train boat bridge house door window room kitchen table chair bed lamp book "
          + "cat dog horse bird fish cow sheep man woman child people person friend face hand red "
          + "orange yellow green blue black white brown small large old new two three one photo "
          + "picture image scene background same other find show change replace remove more less";

  private SyntheticTokenizer() {}

  /// Returns a tokenizer with a given number of tokens.
  public static JsonObject clip(int vocabulary) {
    if (vocabulary < SMALLEST) {
      throw new IllegalArgumentException(vocabulary + " is less than " + SMALLEST);
    }
    Set<String> tokens = new LinkedHashSet<>(byteTokens());
    for (String token : List.copyOf(tokens)) {
      tokens.add(token + WORD_END);
    }
    List<String> merges = new ArrayList<>();
    learn(tokens, merges, vocabulary - 2);
    fill(tokens, merges, vocabulary - 2);
    tokens.add(START);
    tokens.add(END);
    return json(tokens, merges);
  }

  /// Returns the character that represents each byte: printable ones themselves, others from 256
  /// on.
  private static List<String> byteTokens() {
    List<Integer> printable = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      if ((b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae) {
        printable.add(b);
      }
    }
    List<String> tokens = new ArrayList<>();
    printable.forEach(b -> tokens.add(Character.toString(b)));
    for (int i = 0; i < 256 - printable.size(); i++) {
      tokens.add(Character.toString(256 + i));
    }
    return tokens;
  }

  /// Learns byte-pair merges: the most frequent pair becomes a token.
  private static void learn(Set<String> tokens, List<String> merges, int limit) {
    List<List<String>> words = new ArrayList<>();
    for (String word : WORDS.split(" ", -1)) {
      List<String> parts = new ArrayList<>(List.of(word.split("")));
      parts.addLast(parts.removeLast() + WORD_END);
      words.add(parts);
    }
    while (tokens.size() < limit) {
      Map<String, Integer> counts = new TreeMap<>();
      for (List<String> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          counts.merge(word.get(i) + " " + word.get(i + 1), 1, Integer::sum);
        }
      }
      if (counts.isEmpty()) {
        return;
      }
      String pair =
          counts.entrySet().stream()
              .max(
                  Map.Entry.<String, Integer>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
              .orElseThrow()
              .getKey();
      if (tokens.add(pair.replace(" ", ""))) {
        merges.add(pair);
      }
      words.forEach(word -> merge(word, pair));
    }
  }

  private static void merge(List<String> word, String pair) {
    for (int i = 0; i + 1 < word.size(); i++) {
      if ((word.get(i) + " " + word.get(i + 1)).equals(pair)) {
        word.set(i, word.get(i) + word.remove(i + 1));
      }
    }
  }

  private static void fill(Set<String> tokens, List<String> merges, int limit) {
    List<String> pairs = new ArrayList<>();
    for (String first : LETTERS) {
      for (String second : LETTERS) {
        pairs.add(first + " " + second);
      }
    }
    List<String> candidates = new ArrayList<>(pairs);
    pairs.forEach(pair -> candidates.add(pair + WORD_END));
    for (String pair : pairs) {
      for (String end : pairs) {
        candidates.add(pair.replace(" ", "") + " " + end.replace(" ", "") + WORD_END);
      }
    }
    for (String candidate : candidates) {
      if (tokens.size() == limit) {
        return;
      }
      if (tokens.add(candidate.replace(" ", ""))) {
        merges.add(candidate);
      }
    }
    if (tokens.size() < limit) {
      throw new IllegalArgumentException("no vocabulary of " + limit + " can be made");
    }
  }

  private static JsonObject json(Set<String> tokens, List<String> merges) {
    JsonObject vocabulary = new JsonObject();
    for (String token : tokens) {
      vocabulary.addProperty(token, vocabulary.size());
    }
    JsonArray mergeLines = new JsonArray();
    merges.forEach(mergeLines::add);
    JsonObject model = new JsonObject();
    model.addProperty("type", "BPE");
    model.addProperty("unk_token", END);
    model.addProperty("continuing_subword_prefix", "");
    model.addProperty("end_of_word_suffix", WORD_END);
    model.addProperty("fuse_unk", false);
    model.add("vocab", vocabulary);
    model.add("merges", mergeLines);

    int start = tokens.size() - 2;
    int end = tokens.size() - 1;
    JsonArray added = new JsonArray();
    added.add(specialToken(start, START, true));
    added.add(specialToken(end, END, false));
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("added_tokens", added);
    json.add("normalizer", sequence("normalizers", normalizers()));
    json.add("pre_tokenizer", sequence("pretokenizers", splits()));
    json.add("post_processor", ends(start, end));
    json.add("decoder", byteLevel());
    json.add("model", model);
    return json;
  }

  private static JsonObject specialToken(int id, String content, boolean normalized) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    token.addProperty("single_word", false);
    token.addProperty("lstrip", false);
    token.addProperty("rstrip", false);
    token.addProperty("normalized", normalized);
    token.addProperty("special", true);
    return token;
  }

  private static JsonArray normalizers() {
    JsonObject spaces = typed("Replace");
    spaces.add("pattern", pattern("\\s+"));
    spaces.addProperty("content", " ");
    JsonArray steps = new JsonArray();
    steps.add(typed("NFC"));
    steps.add(spaces);
    steps.add(typed("Lowercase"));
    return steps;
  }

  private static JsonArray splits() {
    JsonObject words = typed("Split");
    words.add("pattern", pattern("'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"));
    words.addProperty("behavior", "Removed");
    words.addProperty("invert", true);
    JsonArray steps = new JsonArray();
    steps.add(words);
    steps.add(byteLevel());
    return steps;
  }

  private static JsonObject ends(int start, int end) {
    JsonArray separator = new JsonArray();
    separator.add(END);
    separator.add(end);
    JsonArray first = new JsonArray();
    first.add(START);
    first.add(start);
    JsonObject ends = typed("RobertaProcessing");
    ends.add("sep", separator);
    ends.add("cls", first);
    ends.addProperty("trim_offsets", false);
    ends.addProperty("add_prefix_space", false);
    return ends;
  }

  private static JsonObject byteLevel() {
    JsonObject bytes = typed("ByteLevel");
    bytes.addProperty("add_prefix_space", false);
    bytes.addProperty("trim_offsets", true);
    bytes.addProperty("use_regex", true);
    return bytes;
  }

  private static JsonObject sequence(String key, JsonArray steps) {
    JsonObject sequence = typed("Sequence");
    sequence.add(key, steps);
    return sequence;
  }

  private static JsonObject pattern(String regex) {
    JsonObject pattern = new JsonObject();
    pattern.addProperty("Regex", regex);
    return pattern;
  }

  private static JsonObject typed(String type) {
    JsonObject object = new JsonObject();
    object.addProperty("type", type);
    return object;
  }
}
