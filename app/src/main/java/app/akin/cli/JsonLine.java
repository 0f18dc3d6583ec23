package app.akin.cli;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Builds one JSON object on one line (RFC 8259), with members in insertion order.
final class JsonLine {
  private final StringBuilder text = new StringBuilder("{");

  /// Adds a string.
  JsonLine with(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  /// Adds an integer.
  JsonLine with(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /// Adds a number; NaN and infinities become null.
  JsonLine with(String name, double value) {
    name(name);
    if (Double.isFinite(value)) {
      text.append(value);
    } else {
      text.append("null");
    }
    return this;
  }

  /// Adds a number with the precision of a float.
  JsonLine with(String name, float value) {
    name(name);
    if (Float.isFinite(value)) {
      text.append(value);
    } else {
      text.append("null");
    }
    return this;
  }

  /// Adds a boolean.
  JsonLine with(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /// Adds an array of strings.
  JsonLine withTexts(String name, List<String> values) {
    return list(name, values, this::quote);
  }

  /// Adds an array of objects.
  ///
  /// @param members adds the members of one object for each value
  <T> JsonLine withObjects(String name, List<T> values, BiConsumer<JsonLine, T> members) {
    return list(
        name,
        values,
        value -> {
          JsonLine object = new JsonLine();
          members.accept(object, value);
          text.append(object);
        });
  }

  private <T> JsonLine list(String name, List<T> values, Consumer<T> element) {
    name(name);
    text.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        text.append(", ");
      }
      element.accept(values.get(i));
    }
    text.append(']');
    return this;
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(", ");
    }
    quote(name);
    text.append(": ");
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || isAlone(value, i)) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  /// Returns whether the character is an unpaired surrogate, which UTF-8 cannot encode.
  private static boolean isAlone(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }

  /// Returns the object without a line break.
  @Override
  public String toString() {
    return text + "}";
  }
}
