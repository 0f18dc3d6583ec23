package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.TextLine;
import app.akin.core.query.TextFolding;
import java.sql.SQLException;

/// Writes the text that is read in images. Part of a [CatalogueWriter], with its transaction,
/// exceptions and thread safety.
public final class TextWriter {
  private final WriteTransaction transaction;
  private final Session library;

  TextWriter(WriteTransaction transaction, Session library) {
    this.transaction = transaction;
    this.library = library;
  }

  /// Stores the text of a content instead of an earlier one. Does nothing if no file has the
  /// content any more.
  ///
  /// @param text the text; none is stored, too, so that the content is not read again
  /// @param reader the revision of the reader
  public void put(ContentId content, ImageText text, int reader) {
    transaction.changeText(
        () -> {
          if (library
              .firstLong("SELECT 1 FROM files WHERE content_id = ? LIMIT 1", content.value())
              .isPresent()) {
            replace(content, text, reader);
          }
        });
  }

  private void replace(ContentId content, ImageText text, int reader) throws SQLException {
    String folded = TextFolding.fold(text.text());
    // Deletes the row of the full-text index with it, as INSERT OR REPLACE would not.
    library.update("DELETE FROM photo_text WHERE content_id = ?", content.value());
    library.update(
        "INSERT INTO photo_text VALUES (?, ?, ?, ?, ?)",
        content.value(),
        reader,
        text.lines().isEmpty() ? null : (Object) confidence(text),
        text.text(),
        TextLines.encode(text));
    index(library, content.value(), folded);
  }

  /// Adds a text to the full-text index.
  private static void index(Session library, long content, String folded) throws SQLException {
    if (!folded.isEmpty()) {
      library.update(
          "INSERT INTO photo_text_trigram (rowid, packed) VALUES (?, ?)",
          content,
          TextFolding.pack(folded));
      library.update(
          "INSERT INTO photo_text_short (rowid, grams) VALUES (?, ?)",
          content,
          TextFolding.grams(folded));
    }
  }

  /// Builds the full-text index again.
  static void rebuild(Session library) throws SQLException {
    library.update("DELETE FROM photo_text_trigram");
    library.update("DELETE FROM photo_text_short");
    for (long content : library.longs("SELECT content_id FROM photo_text WHERE text <> ''")) {
      String text =
          library
              .first(
                  "SELECT text FROM photo_text WHERE content_id = ?",
                  row -> row.getString(1),
                  content)
              .orElse("");
      index(library, content, TextFolding.fold(text));
    }
  }

  /// Returns the mean confidence of the lines, weighted by their characters.
  private static double confidence(ImageText text) {
    double sum = 0;
    double weight = 0;
    for (TextLine line : text.lines()) {
      int characters = line.text().codePointCount(0, line.text().length());
      sum += characters * line.confidence();
      weight += characters;
    }
    return weight == 0 ? 0 : sum / weight;
  }
}
