package app.akin.core.embed.clip;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An object of `config.json` with defaults for missing keys. A value of the wrong type is a
/// problem that names file and key.
final class ConfigReader {
  /// Maximum size; products of two fit into a long.
  private static final int MAX_SIZE = 1 << 24;

  private final Path file;
  private final String prefix;
  private final JsonObject object;

  private ConfigReader(Path file, String prefix, JsonObject object) {
    this.file = file;
    this.prefix = prefix;
    this.object = object;
  }

  /// Reads the root object of the file.
  static ConfigReader read(Path file) {
    try (JsonReader reader = new JsonReader(Files.newBufferedReader(file))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new AkinException(new Problem.ModelConfig(file.toString(), "is not one JSON object"));
      }
      return new ConfigReader(file, "", element.getAsJsonObject());
    } catch (JsonParseException e) {
      throw new AkinException(e, new Problem.ModelConfig(file.toString(), "is not valid JSON"));
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.ModelConfig(file.toString(), "cannot be read: " + e.getMessage()));
    }
  }

  /// Returns a section. The older key with the suffix `_dict` takes precedence as a whole, as in
  /// `CLIPConfig`.
  ConfigReader section(String key) {
    String older = key + "_dict";
    String used = value(older) == null ? key : older;
    JsonElement value = value(used);
    if (value == null) {
      return new ConfigReader(file, used + ".", new JsonObject());
    }
    if (!value.isJsonObject()) {
      throw invalid(used, "is not an object");
    }
    return new ConfigReader(file, used + ".", value.getAsJsonObject());
  }

  /// Checks that a key has a value if it exists.
  void require(String key, String expected) {
    String found = text(key, expected);
    if (!found.equals(expected)) {
      throw invalid(key, found + " is not " + expected);
    }
  }

  /// Returns a positive integer.
  int size(String key, int defaultValue) {
    JsonElement value = value(key);
    if (value == null) {
      return defaultValue;
    }
    double number = number(key, value);
    if (number != Math.rint(number) || number < 1 || number > MAX_SIZE) {
      throw invalid(key, value + " is not a size");
    }
    return (int) number;
  }

  /// Returns a small non-negative number.
  double epsilon(String key, double defaultValue) {
    JsonElement value = value(key);
    if (value == null) {
      return defaultValue;
    }
    double number = number(key, value);
    if (!(number >= 0 && number < 1)) {
      throw invalid(key, value + " is not a number from 0 to 1");
    }
    return number;
  }

  /// Returns an activation function.
  Activation activation(String key, String defaultValue) {
    String name = text(key, defaultValue);
    return Activation.ofName(name)
        .orElseThrow(() -> new AkinException(new Problem.ModelActivation(file, name)));
  }

  /// Returns the problem of a key.
  AkinException invalid(String key, String detail) {
    return new AkinException(
        new Problem.ModelConfig(file.toString(), prefix + key + ": " + detail));
  }

  private String text(String key, String defaultValue) {
    JsonElement value = value(key);
    if (value == null) {
      return defaultValue;
    }
    if (!(value instanceof JsonPrimitive primitive && primitive.isString())) {
      throw invalid(key, value + " is not a text");
    }
    return primitive.getAsString();
  }

  private double number(String key, JsonElement value) {
    if (!(value instanceof JsonPrimitive primitive && primitive.isNumber())) {
      throw invalid(key, value + " is not a number");
    }
    return primitive.getAsDouble();
  }

  private @Nullable JsonElement value(String key) {
    JsonElement value = object.get(key);
    return value == null || value.isJsonNull() ? null : value;
  }
}
