package app.akin.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Builds one JSON object on one line (RFC 8259), with members in insertion order.
final class JsonLine {
  /// A surrogate without its other half, which UTF-8 cannot encode.
  private static final Pattern UNPAIRED =
      Pattern.compile(
          "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

  private final StringWriter text = new StringWriter();
  private final JsonWriter json = new JsonWriter(text);

  JsonLine() {
    json.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
    write(JsonWriter::beginObject);
  }

  /// Adds a string.
  JsonLine with(String name, String value) {
    return write(writer -> writer.name(name).value(value));
  }

  /// Adds an integer.
  JsonLine with(String name, long value) {
    return write(writer -> writer.name(name).value(value));
  }

  /// Adds a number; NaN and infinities become null.
  JsonLine with(String name, double value) {
    return Double.isFinite(value)
        ? write(writer -> writer.name(name).value(value))
        : write(writer -> writer.name(name).nullValue());
  }

  /// Adds a number with the precision of a float.
  JsonLine with(String name, float value) {
    return Float.isFinite(value)
        ? write(writer -> writer.name(name).value(value))
        : write(writer -> writer.name(name).nullValue());
  }

  /// Adds a boolean.
  JsonLine with(String name, boolean value) {
    return write(writer -> writer.name(name).value(value));
  }

  /// Adds an array of strings.
  JsonLine withTexts(String name, List<String> values) {
    write(writer -> writer.name(name).beginArray());
    values.forEach(value -> write(writer -> writer.value(value)));
    return write(JsonWriter::endArray);
  }

  /// Adds an array of objects.
  ///
  /// @param members adds the members of one object for each value
  <T> JsonLine withObjects(String name, List<T> values, BiConsumer<JsonLine, T> members) {
    write(writer -> writer.name(name).beginArray());
    for (T value : values) {
      write(JsonWriter::beginObject);
      members.accept(this, value);
      write(JsonWriter::endObject);
    }
    return write(JsonWriter::endArray);
  }

  /// Returns the object without a line break.
  @Override
  public String toString() {
    return UNPAIRED
        .matcher(text + "}")
        .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
  }

  private JsonLine write(Writing writing) {
    try {
      writing.write(json);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes to a JSON writer.
  @FunctionalInterface
  private interface Writing {
    void write(JsonWriter writer) throws IOException;
  }
}
