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

/// A JSON object of a model's configuration, read strictly: a value of the wrong type is
/// [Problem.ModelConfig] with file and key. A null counts as missing. Immutable.
final class SettingsFile {
  private final String file;
  private final String prefix;
  private final JsonObject object;

  private SettingsFile(String file, String prefix, JsonObject object) {
    this.file = file;
    this.prefix = prefix;
    this.object = object;
  }

  /// Parses a file.
  ///
  /// @param file the file's name for error messages
  /// @param json the text of the file
  static SettingsFile parse(String file, String json) {
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement root = new Gson().getAdapter(JsonElement.class).read(reader);
      if (!root.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new AkinException(new Problem.ModelConfig(file, "is not one JSON object"));
      }
      return new SettingsFile(file, "", root.getAsJsonObject());
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new AkinException(e, new Problem.ModelConfig(file, "is not valid JSON"));
    }
  }

  /// Returns whether a key exists and is not null.
  boolean has(String key) {
    return object.has(key) && !object.get(key).isJsonNull();
  }

  /// Returns whether the value of a key is an object.
  boolean hasObject(String key) {
    return has(key) && object.get(key).isJsonObject();
  }

  /// Returns whether the value of a key is a list.
  boolean hasList(String key) {
    return has(key) && object.get(key).isJsonArray();
  }

  /// Returns the object of a required key.
  SettingsFile object(String key) {
    JsonElement value = required(key);
    if (!value.isJsonObject()) {
      throw invalid(key, "is not an object");
    }
    return new SettingsFile(file, prefix + key + ".", value.getAsJsonObject());
  }

  /// Returns the text of a required key.
  String text(String key) {
    JsonElement value = required(key);
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw invalid(key, "is not a text");
  }

  /// Returns the integer of a required key, from `min` to `max`.
  int integer(String key, int min, int max) {
    return integer(key, required(key), min, max);
  }

  /// Returns the list of integers of a required key, each from `min` to `max`.
  List<Integer> integers(String key, int min, int max) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonElement value : required(key).getAsJsonArray()) {
      numbers.add(integer(key, value, min, max));
    }
    return numbers;
  }

  /// Returns the number of a required key.
  double number(String key) {
    return number(key, required(key));
  }

  /// Returns the list of numbers of a required key.
  List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (JsonElement value : required(key).getAsJsonArray()) {
      numbers.add(number(key, value));
    }
    return numbers;
  }

  /// Returns the boolean value of a key. A missing key is `defaultValue`, a null is false, as in
  /// Python.
  boolean flag(String key, boolean defaultValue) {
    if (!object.has(key)) {
      return defaultValue;
    }
    JsonElement value = object.get(key);
    if (value.isJsonNull()) {
      return false;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw invalid(key, "is neither true nor false");
  }

  /// Returns the exception for an invalid value of a key, with a detail such as "image.file: is not
  /// a text".
  AkinException invalid(String key, String detail) {
    return new AkinException(new Problem.ModelConfig(file, prefix + key + ": " + detail));
  }

  private JsonElement required(String key) {
    if (!has(key)) {
      throw invalid(key, "is missing");
    }
    return object.get(key);
  }

  private int integer(String key, JsonElement value, int min, int max) {
    double number = number(key, value);
    if (number != Math.rint(number) || number < min || number > max) {
      throw invalid(key, value + " is not a whole number from " + min + " to " + max);
    }
    return (int) number;
  }

  private double number(String key, JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return primitive.getAsDouble();
    }
    throw invalid(key, value + " is not a number");
  }
}
