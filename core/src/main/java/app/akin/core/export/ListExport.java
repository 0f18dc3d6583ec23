package app.akin.core.export;

import app.akin.core.photo.Metadata;
import app.akin.core.photo.PathText;
import app.akin.core.store.PhotoRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Writes lists of photos in UTF-8.
final class ListExport {
  private static final String HEADER = "path,date,width,height,camera,rating,keywords";

  /// By which Excel recognizes UTF-8.
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private ListExport() {}

  /// Writes one path a line. A path with a line break, or that is no valid text, is a `file:` URL.
  static void writePaths(List<Path> files, OutputStream out) throws IOException {
    for (Path file : files) {
      write(out, path(file) + "\n");
    }
  }

  /// Writes a table as RFC 4180 describes, with a header.
  static void writeCsv(List<PhotoRow> photos, OutputStream out) throws IOException {
    write(out, BYTE_ORDER_MARK + HEADER + "\r\n");
    for (PhotoRow photo : photos) {
      Metadata facts = photo.facts().metadata();
      Integer rating = facts.rating();
      write(
          out,
          String.join(
                  ",",
                  field(path(photo.paths().getFirst())),
                  field(photo.date().isFileTime() ? "" : date(photo)),
                  String.valueOf(photo.facts().width()),
                  String.valueOf(photo.facts().height()),
                  field(facts.camera() == null ? "" : facts.camera()),
                  rating == null ? "" : rating.toString(),
                  field(String.join("; ", facts.keywords())))
              + "\r\n");
    }
  }

  /// Returns the date in ISO 8601 with its precision.
  private static String date(PhotoRow photo) {
    return photo.date().text().split(" ", 2)[1];
  }

  private static String path(Path path) {
    String text = PathText.of(path);
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : path.toUri().toString();
  }

  /// Returns a quoted field if necessary. A text that a spreadsheet would compute as a formula
  /// begins with an apostrophe.
  private static String field(String text) {
    String safe = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
