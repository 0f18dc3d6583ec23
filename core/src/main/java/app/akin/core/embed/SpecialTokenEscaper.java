package app.akin.core.embed;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.Set;

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

  private final Set<String> special = new HashSet<>();

  private SpecialTokenEscaper() {}

  /// Returns a `tokenizer.json` whose special tokens cannot occur in text. Removes its truncation
  /// and padding, which the caller sets. The tables of a byte-pair model, the largest part of the
  /// file, are not parsed.
  ///
  /// @param tokenizer the file, in UTF-8
  /// @throws com.google.gson.JsonParseException if the file is not JSON
  /// @throws IllegalStateException if the JSON is not that of a tokenizer
  static byte[] escape(byte[] tokenizer) {
    JsonMembers root = JsonMembers.of(tokenizer);
    new SpecialTokenEscaper().mark(root);
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
      if (token.has("special") && token.get("special").getAsBoolean()) {
        String spelling = token.get("content").getAsString();
        special.add(spelling);
        token.addProperty("content", marked(spelling));
        // Otherwise the token is searched in the normalized text, from which the mark may have been
        // removed.
        token.addProperty("normalized", false);
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
      for (String spelling : special) {
        JsonElement id = ids.remove(spelling);
        if (id != null) {
          ids.add(marked(spelling), id);
        }
      }
    } else if (vocabulary instanceof JsonArray pieces) {
      for (JsonElement piece : pieces) {
        JsonArray pair = piece.getAsJsonArray();
        String spelling = pair.get(0).getAsString();
        if (special.contains(spelling)) {
          pair.set(0, new JsonPrimitive(marked(spelling)));
        }
      }
    }
    if (model.get(UNKNOWN) instanceof JsonPrimitive unknown
        && special.contains(unknown.getAsString())) {
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

  private static String marked(String spelling) {
    return Character.toString(MARK) + spelling;
  }
}
