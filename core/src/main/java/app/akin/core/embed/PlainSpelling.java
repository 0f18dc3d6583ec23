package app.akin.core.embed;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.Set;

/// Makes special tokens unspellable, so that a text with the characters of one, such as `[SEP]`, is
/// plain text. In a copy of the tokenizer's JSON each special token gets a [#MARK] in front of its
/// spelling, everywhere it is spelt, and no text that is tokenised holds that character. Ids, and
/// the special tokens that the tokenizer itself puts around a text, stay what they were.
final class PlainSpelling {
  /// A code point that Unicode will never give to a character.
  private static final int MARK = 0xfdd0;

  /// What stands for something that is no character.
  private static final int REPLACEMENT = 0xfffd;

  private static final String ADDED = "added_tokens";
  private static final String MODEL = "model";
  private static final String VOCABULARY = "vocab";
  private static final String UNKNOWN = "unk_token";

  private final Set<String> special = new HashSet<>();

  private PlainSpelling() {}

  /// A `tokenizer.json` whose special tokens cannot be spelt. Its own cut and padding are left out:
  /// the caller sets them. The tables of a byte-pair model, most of a large file, are not read.
  ///
  /// @param tokenizer the file, in UTF-8
  /// @throws com.google.gson.JsonParseException where it is not JSON
  /// @throws IllegalStateException where it is not shaped as a tokenizer
  static byte[] of(byte[] tokenizer) {
    JsonMembers root = JsonMembers.of(tokenizer);
    new PlainSpelling().mark(root);
    root.put("truncation", JsonNull.INSTANCE);
    root.put("padding", JsonNull.INSTANCE);
    return root.toBytes();
  }

  /// A text without [#MARK] and without halves of surrogate pairs, which have no encoding.
  static String ofText(String text) {
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
        // Otherwise it is looked for in the normalised text, where the mark may be gone from it.
        token.addProperty("normalized", false);
      }
    }
    root.put(ADDED, added);
    JsonMembers model = JsonMembers.of(root.bytes(MODEL));
    // A byte-pair model only builds a token by its merges, and a special token has none. Its
    // vocabulary must stay: a special token may be a plain character, such as ! for padding.
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
