package app.akin.core.embed;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/// A JSON object of a model's settings, read strictly: a value of the wrong kind is
/// [Problem#MODEL_CONFIG] with the file and the key. A null counts as absent. Immutable.
final class SettingsFile {
  private final String file;
  private final String prefix;
  private final JsonObject object;

  private SettingsFile(String file, String prefix, JsonObject object) {
    this.file = file;
    this.prefix = prefix;
    this.object = object;
  }

  /// Parses a whole file.
  ///
  /// @param file the file as problems shall name it
  /// @param json its text
  static SettingsFile parse(String file, String json) {
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement root = new Gson().getAdapter(JsonElement.class).read(reader);
      if (!root.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new AkinException(Problem.MODEL_CONFIG, file, "is not one JSON object");
      }
      return new SettingsFile(file, "", root.getAsJsonObject());
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new AkinException(e, Problem.MODEL_CONFIG, file, "is not valid JSON");
    }
  }

  /// Whether a key is there and not null.
  boolean has(String key) {
    return object.has(key) && !object.get(key).isJsonNull();
  }

  /// Whether a key holds an object.
  boolean holdsObject(String key) {
    return has(key) && object.get(key).isJsonObject();
  }

  /// Whether a key holds a list.
  boolean holdsList(String key) {
    return has(key) && object.get(key).isJsonArray();
  }

  /// The object of a key that must be there.
  SettingsFile object(String key) {
    JsonElement value = required(key);
    if (!value.isJsonObject()) {
      throw wrong(key, "is not an object");
    }
    return new SettingsFile(file, prefix + key + ".", value.getAsJsonObject());
  }

  /// The text of a key that must be there.
  String text(String key) {
    JsonElement value = required(key);
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw wrong(key, "is not a text");
  }

  /// The whole number of a key that must be there, from `least` to `most`.
  int integer(String key, int least, int most) {
    return integer(key, required(key), least, most);
  }

  /// The whole numbers of a key that must hold a list, each from `least` to `most`.
  List<Integer> integers(String key, int least, int most) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonElement value : required(key).getAsJsonArray()) {
      numbers.add(integer(key, value, least, most));
    }
    return numbers;
  }

  /// The number of a key that must be there.
  double number(String key) {
    return number(key, required(key));
  }

  /// The numbers of a key that must hold a list.
  List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (JsonElement value : required(key).getAsJsonArray()) {
      numbers.add(number(key, value));
    }
    return numbers;
  }

  /// The truth value of a key; a missing key is `absent`, a null is false, as Python reads both.
  boolean flag(String key, boolean absent) {
    if (!object.has(key)) {
      return absent;
    }
    JsonElement value = object.get(key);
    if (value.isJsonNull()) {
      return false;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw wrong(key, "is neither true nor false");
  }

  /// The problem that a key's value is, with a detail such as "image.file: is not a text".
  AkinException wrong(String key, String what) {
    return new AkinException(Problem.MODEL_CONFIG, file, prefix + key + ": " + what);
  }

  private JsonElement required(String key) {
    if (!has(key)) {
      throw wrong(key, "is missing");
    }
    return object.get(key);
  }

  private int integer(String key, JsonElement value, int least, int most) {
    double number = number(key, value);
    if (number != Math.rint(number) || number < least || number > most) {
      throw wrong(key, value + " is not a whole number from " + least + " to " + most);
    }
    return (int) number;
  }

  private double number(String key, JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return primitive.getAsDouble();
    }
    throw wrong(key, value + " is not a number");
  }
}
