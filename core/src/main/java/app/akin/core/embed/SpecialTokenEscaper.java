package app.akin.core.embed;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Prevents text from being parsed as special tokens: a text with the characters of one, such as
/// `[SEP]`, is plain text. In a copy of the tokenizer's JSON a [#MARK] is put before each special
/// token wherever it occurs, and tokenized text never contains that character. Ids, and the special
/// tokens that the tokenizer itself adds to a text, do not change.
final class SpecialTokenEscaper {
  /// A code point that Unicode never assigns to a character.
  private static final int MARK = 0xfdd0;

  /// The replacement character for invalid characters.
  private static final int REPLACEMENT = 0xfffd;

  private static final String ADDED = "added_tokens";
  private static final String MODEL = "model";
  private static final String VOCABULARY = "vocab";
  private static final String UNKNOWN = "unk_token";

  /// The marked tokens and their ids.
  private final Map<String, Long> tokens = new LinkedHashMap<>();

  private final boolean all;

  private SpecialTokenEscaper(boolean all) {
    this.all = all;
  }

  /// A tokenizer of prompts, which contain tokens on purpose.
  ///
  /// @param json the content of `tokenizer.json`, in which every added token is marked
  /// @param tokens the ids of the added tokens in the original file, by their unmarked text
  // Used once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Marked(byte[] json, Map<String, Long> tokens) {}

  /// Returns a `tokenizer.json` in which only marked text is parsed as added tokens, special or
  /// not. Otherwise as [#escape].
  static Marked escapeAll(byte[] tokenizer) {
    SpecialTokenEscaper escaper = new SpecialTokenEscaper(true);
    byte[] json = escaper.withMarks(tokenizer);
    return new Marked(json, Collections.unmodifiableMap(escaper.tokens));
  }

  /// Returns a `tokenizer.json` whose special tokens cannot occur in text. Removes its truncation
  /// and padding, which the caller sets. The tables of a byte-pair model, the largest part of the
  /// file, are not parsed.
  ///
  /// @param tokenizer the file, in UTF-8
  /// @throws com.google.gson.JsonParseException if the file is not JSON
  /// @throws IllegalStateException if the JSON is not that of a tokenizer
  static byte[] escape(byte[] tokenizer) {
    return new SpecialTokenEscaper(false).withMarks(tokenizer);
  }

  private byte[] withMarks(byte[] tokenizer) {
    JsonMembers root = JsonMembers.of(tokenizer);
    mark(root);
    root.put("truncation", JsonNull.INSTANCE);
    root.put("padding", JsonNull.INSTANCE);
    return root.toBytes();
  }

  /// Returns a text without [#MARK] and without unpaired surrogates, which have no encoding.
  static String stripMarks(String text) {
    return text.codePoints()
        .map(point -> point == MARK || isSurrogate(point) ? REPLACEMENT : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private void mark(JsonMembers root) {
    if (!root.has(ADDED)) {
      return;
    }
    JsonArray added = root.get(ADDED).getAsJsonArray();
    for (JsonElement element : added) {
      JsonObject token = element.getAsJsonObject();
      if (all || (token.has("special") && token.get("special").getAsBoolean())) {
        String spelling = token.get("content").getAsString();
        tokens.put(spelling, token.get("id").getAsLong());
        token.addProperty("content", marked(spelling));
        if (!all) {
          // Otherwise the token is searched in the normalized text, from which the mark may have
          // been removed.
          token.addProperty("normalized", false);
        }
      }
    }
    root.put(ADDED, added);
    JsonMembers model = JsonMembers.of(root.bytes(MODEL));
    // A byte-pair model creates tokens only by merges, and a special token has none. Its vocabulary
    // must stay unchanged: a special token may be a plain character, such as ! for padding.
    boolean builds = model.has("merges") && !isTrue(model, "ignore_merges");
    if (!builds) {
      JsonObject whole = root.get(MODEL).getAsJsonObject();
      markModel(whole);
      root.put(MODEL, whole);
    }
  }

  private void markModel(JsonObject model) {
    JsonElement vocabulary = model.get(VOCABULARY);
    if (vocabulary instanceof JsonObject ids) {
      for (String spelling : tokens.keySet()) {
        JsonElement id = ids.remove(spelling);
        if (id != null) {
          ids.add(marked(spelling), id);
        }
      }
    } else if (vocabulary instanceof JsonArray pieces) {
      for (JsonElement piece : pieces) {
        JsonArray pair = piece.getAsJsonArray();
        String spelling = pair.get(0).getAsString();
        if (tokens.containsKey(spelling)) {
          pair.set(0, new JsonPrimitive(marked(spelling)));
        }
      }
    }
    if (model.get(UNKNOWN) instanceof JsonPrimitive unknown
        && tokens.containsKey(unknown.getAsString())) {
      model.addProperty(UNKNOWN, marked(unknown.getAsString()));
    }
  }

  private static boolean isTrue(JsonMembers object, String key) {
    return object.has(key)
        && object.get(key) instanceof JsonPrimitive value
        && value.getAsBoolean();
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /// Returns the marked text of a token.
  static String marked(String spelling) {
    return Character.toString(MARK) + spelling;
  }
}
