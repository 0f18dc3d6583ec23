package app.akin.core.embed.config;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JSON object of a model's configuration, read strictly: a value of the wrong type is
/// [Problem.ModelConfig] with file and key. A null counts as missing. Immutable.
public final class SettingsFile {
  /// Maximum size; products of two fit into a long.
  private static final int MAX_SIZE = 1 << 24;

  private final String file;
  private final String prefix;
  private final JsonObject object;

  private SettingsFile(String file, String prefix, JsonObject object) {
    this.file = file;
    this.prefix = prefix;
    this.object = object;
  }

  /// Two integers.
  ///
  /// @param first the first
  /// @param second the second
  public record Pair(int first, int second) {}

  /// Parses a file.
  ///
  /// @param file the file's name for error messages
  /// @param json the text of the file
  public static SettingsFile parse(String file, String json) {
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

  /// Reads a file of a model.
  public static SettingsFile read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.ModelConfig(file.toString(), "cannot be read: " + e.getMessage()));
    }
  }

  /// Returns whether a key exists and is not null.
  public boolean has(String key) {
    return object.has(key) && !object.get(key).isJsonNull();
  }

  /// Returns whether a key exists with the value null.
  public boolean isNull(String key) {
    return object.has(key) && object.get(key).isJsonNull();
  }

  /// Returns whether the value of a key is an object.
  public boolean hasObject(String key) {
    return has(key) && object.get(key).isJsonObject();
  }

  /// Returns whether the value of a key is a list.
  public boolean hasList(String key) {
    return has(key) && object.get(key).isJsonArray();
  }

  /// Returns the object of a required key.
  public SettingsFile object(String key) {
    JsonElement value = required(key);
    if (!value.isJsonObject()) {
      throw invalid(key, "is not an object");
    }
    return new SettingsFile(file, prefix + key + ".", value.getAsJsonObject());
  }

  /// Returns the object of a key; an empty object if it is missing.
  public SettingsFile section(String key) {
    return has(key) ? object(key) : new SettingsFile(file, prefix + key + ".", new JsonObject());
  }

  /// Checks the text of a key, which may be missing.
  public void require(String key, String expected) {
    String found = text(key, expected);
    if (!found.equals(expected)) {
      throw invalid(key, found + " is not " + expected);
    }
  }

  /// Checks the integer of a key.
  ///
  /// @param defaultValue the value of a missing key
  public void require(String key, int expected, int defaultValue) {
    double found = number(key, defaultValue);
    if (found != expected) {
      throw invalid(key, object.get(key) + " is not " + expected);
    }
  }

  /// Checks the boolean value of a key, which may be missing. A null is false, as in Python.
  public void require(String key, boolean expected) {
    if (flag(key, expected) != expected) {
      throw invalid(key, !expected + " is not " + expected);
    }
  }

  /// Returns the text of a key.
  public String text(String key, String defaultValue) {
    return has(key) ? text(key) : defaultValue;
  }

  /// Returns the positive integer of a key.
  public int size(String key, int defaultValue) {
    return has(key) ? size(key) : defaultValue;
  }

  /// Returns the positive integer of a required key.
  public int size(String key) {
    double number = number(key);
    if (number != Math.rint(number) || number < 1 || number > MAX_SIZE) {
      throw invalid(key, required(key) + " is not a size");
    }
    return (int) number;
  }

  /// Returns the number of a key, from 0 to less than 1.
  public double epsilon(String key, double defaultValue) {
    double number = number(key, defaultValue);
    if (!(number >= 0 && number < 1)) {
      throw invalid(key, required(key) + " is not a number from 0 to 1");
    }
    return number;
  }

  /// Returns the number of a key.
  public double number(String key, double defaultValue) {
    return has(key) ? number(key) : defaultValue;
  }

  /// Returns the text of a required key.
  public String text(String key) {
    JsonElement value = required(key);
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw invalid(key, value + " is not a text");
  }

  /// Returns the integer of a required key, from `min` to `max`.
  public int integer(String key, int min, int max) {
    return integer(key, required(key), min, max);
  }

  /// Returns a list of texts.
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonElement value : array(key)) {
      if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
        throw invalid(key, value + " is not a text");
      }
      texts.add(primitive.getAsString());
    }
    return texts;
  }

  /// Returns the list of integers of a required key, each from `min` to `max`.
  public List<Integer> integers(String key, int min, int max) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonElement value : array(key)) {
      numbers.add(integer(key, value, min, max));
    }
    return numbers;
  }

  /// Returns the pairs of positive integers of a required key.
  public List<Pair> pairs(String key) {
    List<Pair> pairs = new ArrayList<>();
    for (JsonElement value : array(key)) {
      if (!(value instanceof JsonArray pair) || pair.size() != 2) {
        throw invalid(key, value + " is not a pair of numbers");
      }
      pairs.add(
          new Pair(integer(key, pair.get(0), 1, MAX_SIZE), integer(key, pair.get(1), 1, MAX_SIZE)));
    }
    return pairs;
  }

  /// Returns the number of a required key.
  public double number(String key) {
    return number(key, required(key));
  }

  /// Returns the list of numbers of a required key.
  public List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (JsonElement value : array(key)) {
      numbers.add(number(key, value));
    }
    return numbers;
  }

  /// Returns the boolean value of a key. A missing key is `defaultValue`, a null is false, as in
  /// Python.
  public boolean flag(String key, boolean defaultValue) {
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
  public AkinException invalid(String key, String detail) {
    return new AkinException(new Problem.ModelConfig(file, prefix + key + ": " + detail));
  }

  private JsonArray array(String key) {
    if (required(key) instanceof JsonArray list) {
      return list;
    }
    throw invalid(key, "is not a list");
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
