package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An object of a label file with its place, for messages.
///
/// @param file the file
/// @param place where the object is: a JSON path, or the number of a line
/// @param object the object
record JsonEntry(Path file, String place, JsonObject object) {
  /// Returns whether a member exists and is not null.
  boolean has(String member) {
    JsonElement value = object.get(member);
    return value != null && !value.isJsonNull();
  }

  /// Returns a text, or the digits of a number.
  String text(String member) {
    if (object.get(member) instanceof JsonPrimitive value && !value.isBoolean()) {
      return value.getAsString();
    }
    throw invalid(member, "\"...\"");
  }

  /// Returns a text or the default, if the member is missing.
  String text(String member, String absent) {
    return has(member) ? text(member) : absent;
  }

  /// Returns a number that is not negative.
  long number(String member) {
    try {
      if (object.get(member) instanceof JsonPrimitive value
          && !value.isBoolean()
          && value.getAsLong() >= 0) {
        return value.getAsLong();
      }
    } catch (NumberFormatException _) {
      // Reported below.
    }
    throw invalid(member, "123");
  }

  /// Returns the numbers of a list.
  List<Double> decimals(String member, int count) {
    List<Double> decimals = new ArrayList<>();
    for (JsonElement element : array(member, "[1, 2]")) {
      if (!(element instanceof JsonPrimitive value) || !value.isNumber()) {
        throw invalid(member, "[1, 2]");
      }
      decimals.add(value.getAsDouble());
    }
    if (decimals.size() != count) {
      throw invalid(member, "[1, 2]");
    }
    return decimals;
  }

  /// Returns the texts of a list, or the digits of its numbers; an empty list if the member is
  /// missing.
  List<String> texts(String member) {
    if (!has(member)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array(member, "[\"...\"]")) {
      if (!(element instanceof JsonPrimitive value) || value.isBoolean()) {
        throw invalid(member, "[\"...\"]");
      }
      texts.add(value.getAsString());
    }
    return texts;
  }

  /// Returns the texts of a list, or a single text as a list.
  List<String> textOrTexts(String member) {
    return object.get(member) instanceof JsonPrimitive ? List.of(text(member)) : texts(member);
  }

  /// Returns an object.
  JsonEntry object(String member) {
    if (object.get(member) instanceof JsonObject value) {
      return new JsonEntry(file, place + "." + member, value);
    }
    throw invalid(member, "{...}");
  }

  /// Returns the objects of a list.
  List<JsonEntry> objects(String member) {
    List<JsonEntry> entries = new ArrayList<>();
    for (JsonElement element : array(member, "[{...}]")) {
      if (!(element instanceof JsonObject value)) {
        throw invalid(member, "[{...}]");
      }
      entries.add(new JsonEntry(file, place + "." + member + "[" + entries.size() + "]", value));
    }
    return entries;
  }

  /// Returns the problem of a member.
  AkinException invalid(String member, String expected) {
    return new AkinException(new Problem.LabelMember(file, place, member, expected));
  }

  private Iterable<JsonElement> array(String member, String expected) {
    if (object.get(member) instanceof JsonArray array) {
      return array;
    }
    throw invalid(member, expected);
  }
}
