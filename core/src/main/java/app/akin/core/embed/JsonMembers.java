package app.akin.core.embed;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The members of a JSON object with unparsed values: some values of a large file can be read and
/// replaced while the rest is copied. Only the bounds of values are found; errors inside values are
/// detected when they are parsed. Not thread-safe.
///
/// Gson has no equivalent: it parses the whole of a large tokenizer into a tree, and writes numbers
/// and escapes in its own form, so that the copied part would change.
final class JsonMembers {
  private final Map<String, byte[]> values = new LinkedHashMap<>();

  private final byte[] json;
  private int position;

  private JsonMembers(byte[] json) {
    this.json = json;
  }

  /// Reads the members of an object in UTF-8, in order.
  ///
  /// @throws JsonParseException if it is not an object
  static JsonMembers of(byte[] json) {
    JsonMembers members = new JsonMembers(json);
    members.read();
    return members;
  }

  /// Returns whether the key exists, including null values.
  boolean has(String key) {
    return values.containsKey(key);
  }

  /// Returns the parsed value of an existing key.
  JsonElement get(String key) {
    return JsonParser.parseString(text(bytes(key)));
  }

  /// Returns the bytes of the value of an existing key.
  ///
  /// @throws JsonParseException if it is missing
  byte[] bytes(String key) {
    byte[] value = values.get(key);
    if (value == null) {
      throw new JsonParseException(key + " is missing");
    }
    return value;
  }

  /// Adds or replaces a value.
  void put(String key, JsonElement value) {
    values.put(key, value.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Returns the object with its changes.
  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 1_000);
    String before = "{";
    for (Map.Entry<String, byte[]> member : values.entrySet()) {
      String key = before + new JsonPrimitive(member.getKey()) + ":";
      out.writeBytes(key.getBytes(StandardCharsets.UTF_8));
      out.writeBytes(member.getValue());
      before = ",";
    }
    out.writeBytes((values.isEmpty() ? "{}" : "}").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private void read() {
    expect('{');
    if (peek() != '}') {
      readMember();
      while (peek() == ',') {
        position++;
        readMember();
      }
    }
    expect('}');
    if (skipSpace() < json.length) {
      throw new JsonParseException("more than one object");
    }
  }

  private void readMember() {
    String key = JsonParser.parseString(text(value())).getAsString();
    expect(':');
    values.put(key, value());
  }

  private void expect(char mark) {
    if (peek() != mark) {
      throw new JsonParseException("no " + mark + " at " + position);
    }
    position++;
  }

  /// Returns the next byte after white space.
  private byte peek() {
    if (skipSpace() == json.length) {
      throw new JsonParseException("it ends too early");
    }
    return json[position];
  }

  private int skipSpace() {
    while (position < json.length && Character.isWhitespace(json[position])) {
      position++;
    }
    return position;
  }

  /// Skips white space and a value.
  private byte[] value() {
    peek();
    int from = position;
    position = end();
    return Arrays.copyOfRange(json, from, position);
  }

  /// Returns the position after the value that starts here.
  private int end() {
    int depth = 0;
    boolean quoted = false;
    for (int i = position; i < json.length; i++) {
      byte c = json[i];
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
          if (depth == 0) {
            return i + 1;
          }
        }
        continue;
      }
      switch (c) {
        case '"' -> quoted = true;
        case '{', '[' -> depth++;
        case '}', ']' -> {
          depth--;
          if (depth <= 0) {
            return depth < 0 ? i : i + 1;
          }
        }
        case ',', ':' -> {
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    throw new JsonParseException("it ends too early");
  }
}
