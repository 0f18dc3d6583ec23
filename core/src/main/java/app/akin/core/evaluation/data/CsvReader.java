package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.PushbackReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads CSV as RFC 4180 defines it: fields are separated by commas, lines end by CR LF or LF, and
/// a field in quotation marks may hold commas, line breaks and doubled quotation marks. Blank lines
/// are skipped. No CSV library is on the class path, and no other file needs one.
final class CsvReader implements AutoCloseable {
  private static final int END = -1;

  private final Path file;
  private final PushbackReader reader;
  private long line = 1;

  private CsvReader(Path file, PushbackReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /// Opens a file in UTF-8, with or without byte order mark.
  static CsvReader open(Path file) throws IOException {
    return new CsvReader(file, new PushbackReader(LabelJson.open(file)));
  }

  /// A record of a file.
  ///
  /// @param line the number of its first line
  /// @param fields the fields
  record Row(long line, List<String> fields) {}

  /// Returns the next record, or an empty list of fields at the end of the file.
  ///
  /// @throws AkinException if a quotation mark is invalid
  Row next() throws IOException {
    while (true) {
      long first = line;
      List<String> fields = record(first);
      if (fields.isEmpty() || fields.size() > 1 || !fields.getFirst().isBlank()) {
        return new Row(first, fields);
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private List<String> record(long first) throws IOException {
    int c = read();
    if (c == END) {
      return List.of();
    }
    List<String> fields = new ArrayList<>();
    while (true) {
      StringBuilder field = new StringBuilder();
      if (c == '"') {
        quoted(field, first);
        c = read();
        if (c != ',' && c != '\n' && c != END) {
          throw quote(line);
        }
      }
      while (c != ',' && c != '\n' && c != END) {
        if (c == '"') {
          throw quote(line);
        }
        field.append((char) c);
        c = read();
      }
      fields.add(field.toString());
      if (c != ',') {
        line++;
        return fields;
      }
      c = read();
    }
  }

  /// Reads a field in quotation marks behind the first one, up to the last one.
  private void quoted(StringBuilder field, long first) throws IOException {
    while (true) {
      int c = reader.read();
      if (c == END) {
        throw quote(first);
      }
      if (c == '"') {
        int next = reader.read();
        if (next != '"') {
          if (next != END) {
            reader.unread(next);
          }
          return;
        }
      }
      if (c == '\n') {
        line++;
      }
      field.append((char) c);
    }
  }

  /// Reads a character outside of quotation marks; CR LF is read as LF.
  private int read() throws IOException {
    int c = reader.read();
    if (c == '\r') {
      int next = reader.read();
      if (next == '\n') {
        return next;
      }
      if (next != END) {
        reader.unread(next);
      }
    }
    return c;
  }

  private AkinException quote(long number) {
    return new AkinException(new Problem.LabelLineQuote(file, number));
  }
}
