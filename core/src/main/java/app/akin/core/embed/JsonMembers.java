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

/// The members of a JSON object, each value as the bytes that spell it: a few values of a large
/// file are looked at and replaced, and the rest passes through unread. Their bounds are found, no
/// more; whoever reads the values finds out whether they are right. For one thread at a time.
final class JsonMembers {
  private final Map<String, byte[]> values = new LinkedHashMap<>();

  private final byte[] json;
  private int at;

  private JsonMembers(byte[] json) {
    this.json = json;
  }

  /// The members of an object in UTF-8, in its order.
  ///
  /// @throws JsonParseException where it is no object
  static JsonMembers of(byte[] json) {
    JsonMembers members = new JsonMembers(json);
    members.read();
    return members;
  }

  /// Whether there is a value of this key, null included.
  boolean has(String key) {
    return values.containsKey(key);
  }

  /// The value of a key that is there, parsed.
  JsonElement get(String key) {
    return JsonParser.parseString(text(bytes(key)));
  }

  /// The bytes that spell the value of a key that is there.
  ///
  /// @throws JsonParseException where it is not
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

  /// The object with what was put into it.
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
    if (look() != '}') {
      readMember();
      while (look() == ',') {
        at++;
        readMember();
      }
    }
    expect('}');
    if (behindSpace() < json.length) {
      throw new JsonParseException("more than one object");
    }
  }

  private void readMember() {
    String key = JsonParser.parseString(text(value())).getAsString();
    expect(':');
    values.put(key, value());
  }

  private void expect(char mark) {
    if (look() != mark) {
      throw new JsonParseException("no " + mark + " at " + at);
    }
    at++;
  }

  /// What is next, behind white space.
  private byte look() {
    if (behindSpace() == json.length) {
      throw new JsonParseException("it ends too early");
    }
    return json[at];
  }

  private int behindSpace() {
    while (at < json.length && Character.isWhitespace(json[at])) {
      at++;
    }
    return at;
  }

  /// Passes a value, behind white space.
  private byte[] value() {
    look();
    int from = at;
    at = end();
    return Arrays.copyOfRange(json, from, at);
  }

  /// The place behind the value that begins here.
  private int end() {
    int depth = 0;
    boolean quoted = false;
    for (int i = at; i < json.length; i++) {
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
