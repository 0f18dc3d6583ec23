package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Reads JSON label files entry by entry, so that the memory used does not depend on their size.
final class LabelJson {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private LabelJson() {}

  /// What is done with an open file.
  private interface Reading<T> {
    T apply(JsonReader reader) throws IOException;
  }

  /// Passes the objects of a list to a consumer.
  static void list(Path file, Consumer<JsonEntry> consumer) {
    read(
        file,
        reader -> {
          entries(file, reader, consumer);
          return file;
        });
  }

  /// Passes the objects of the lists that are members of an object to a consumer; the name of the
  /// list is in [JsonEntry#place], which begins with `$.NAME[`. Other members are skipped.
  static void members(Path file, Set<String> names, Consumer<JsonEntry> consumer) {
    read(
        file,
        reader -> {
          reader.beginObject();
          while (reader.hasNext()) {
            if (names.contains(reader.nextName())) {
              entries(file, reader, consumer);
            } else {
              reader.skipValue();
            }
          }
          reader.endObject();
          return file;
        });
  }

  /// Reads a list of texts.
  static List<String> texts(Path file) {
    return read(
        file,
        reader -> {
          List<String> texts = new ArrayList<>();
          reader.beginArray();
          while (reader.hasNext()) {
            texts.add(reader.nextString());
          }
          reader.endArray();
          return texts;
        });
  }

  /// Reads a small file as one object.
  static JsonEntry object(Path file) {
    return read(file, reader -> entry(file, "$", JsonParser.parseReader(reader)));
  }

  /// Passes the object of each line to a consumer, up to a number of lines.
  ///
  /// @return whether the file has more lines
  static boolean lines(Path file, int limit, Consumer<JsonEntry> consumer) {
    try (BufferedReader lines = open(file)) {
      int number = 0;
      int read = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        if (read == limit) {
          return true;
        }
        read++;
        consumer.accept(line(file, number, line));
      }
      return false;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// Returns the names of the members of the first object of a file: of a list, of lines, or the
  /// file's only one. Empty if there is none, or if the file is not JSON.
  static Set<String> signature(Path file) {
    try (BufferedReader characters = open(file);
        JsonReader reader = new JsonReader(characters)) {
      reader.setStrictness(Strictness.STRICT);
      if (reader.peek() == JsonToken.BEGIN_ARRAY) {
        reader.beginArray();
        return reader.hasNext() && JsonParser.parseReader(reader) instanceof JsonObject object
            ? Set.copyOf(object.keySet())
            : Set.of();
      }
      Set<String> names = new HashSet<>();
      reader.beginObject();
      while (reader.hasNext()) {
        names.add(reader.nextName());
        reader.skipValue();
      }
      return names;
    } catch (IOException | IllegalStateException | JsonParseException _) {
      return Set.of();
    }
  }

  /// Opens a text file in UTF-8 behind its byte order mark.
  static BufferedReader open(Path file) throws IOException {
    BufferedReader reader = Files.newBufferedReader(file);
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /// Returns the problem of a file that can't be read.
  static AkinException unreadable(Path file, IOException e) {
    String message = e.getMessage();
    return new AkinException(
        e,
        new Problem.LabelFileUnreadable(
            file, message == null ? e.getClass().getSimpleName() : message));
  }

  private static void entries(Path file, JsonReader reader, Consumer<JsonEntry> consumer)
      throws IOException {
    reader.beginArray();
    while (reader.hasNext()) {
      String place = reader.getPath();
      consumer.accept(entry(file, place, JsonParser.parseReader(reader)));
    }
    reader.endArray();
  }

  private static JsonEntry line(Path file, int number, String line) {
    String place = Integer.toString(number);
    try (JsonReader reader = new JsonReader(new StringReader(line))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("END_DOCUMENT");
      }
      return entry(file, place, element);
    } catch (IOException | IllegalStateException | JsonParseException e) {
      throw malformed(file, place, e);
    }
  }

  private static JsonEntry entry(Path file, String place, JsonElement element) {
    if (element instanceof JsonObject object) {
      return new JsonEntry(file, place, object);
    }
    throw new AkinException(new Problem.LabelFileJson(file, place, "{...}"));
  }

  private static <T> T read(Path file, Reading<T> reading) {
    try (BufferedReader characters = open(file);
        JsonReader reader = new JsonReader(characters)) {
      reader.setStrictness(Strictness.STRICT);
      try {
        T result = reading.apply(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
          throw new MalformedJsonException("END_DOCUMENT");
        }
        return result;
      } catch (MalformedJsonException
          | EOFException
          | IllegalStateException
          | JsonParseException e) {
        throw malformed(file, reader.getPath(), e);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static AkinException malformed(Path file, String place, Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return new AkinException(
        e, new Problem.LabelFileJson(file, place, end < 0 ? message : message.substring(0, end)));
  }
}
