package app.akin.cli;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// One JSON object on one line (RFC 8259), built member by member in the order they are printed.
final class JsonLine {
  private final StringBuilder text = new StringBuilder("{");

  /// Adds a text.
  JsonLine with(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  /// Adds a whole number.
  JsonLine with(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /// Adds a number; one that JSON has no form for becomes null.
  JsonLine with(String name, double value) {
    name(name);
    if (Double.isFinite(value)) {
      text.append(value);
    } else {
      text.append("null");
    }
    return this;
  }

  /// Adds a number at the few digits that a float has.
  JsonLine with(String name, float value) {
    name(name);
    if (Float.isFinite(value)) {
      text.append(value);
    } else {
      text.append("null");
    }
    return this;
  }

  /// Adds true or false.
  JsonLine with(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /// Adds a list of texts.
  JsonLine withTexts(String name, List<String> values) {
    return list(name, values, this::quote);
  }

  /// Adds a list of objects.
  ///
  /// @param members adds an object's members for each of the values
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

  /// Whether half a surrogate pair stands alone: UTF-8 has no form for it.
  private static boolean isAlone(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }

  /// The object, without a line break.
  @Override
  public String toString() {
    return text + "}";
  }
}
