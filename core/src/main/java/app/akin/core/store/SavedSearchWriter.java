package app.akin.core.store;

import app.akin.core.photo.ContentKey;
import app.akin.core.query.GivenName;
import app.akin.core.store.SavedSearchRow.Part;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Writes saved searches. Part of an [EditWriter], with its transaction, exceptions and thread. Its
/// changes are not steps of the journal.
public final class SavedSearchWriter {
  private final EditWriter writer;
  private final Session library;
  private final MarkCopy copy;

  /// @param copy records the changed rows
  SavedSearchWriter(EditWriter writer, Session library, MarkCopy copy) {
    this.writer = writer;
    this.library = library;
    this.copy = copy;
  }

  /// Stores a new search. Its ID is ignored.
  ///
  /// @return its ID; empty if there is one with this name
  public OptionalLong create(SavedSearchRow search) {
    return writer.run(
        () -> {
          OptionalLong id =
              library.firstLong(
                  """
                  INSERT INTO saved_searches
                    (name, key, line, folder, balance, kind, sort, seen)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id
                  """,
                  search.name().text(),
                  search.name().key(),
                  search.line(),
                  search.folder(),
                  search.balance(),
                  search.useKind() ? 1 : 0,
                  search.sort(),
                  search.seen());
          if (id.isPresent()) {
            copy.add(MarkCopy.Owner.SEARCH, id.getAsLong());
            putParts(id.getAsLong(), search.parts());
          }
          return id;
        });
  }

  /// Replaces the query of a search, which keeps its name. What was seen is that of the new one.
  public void replace(long id, SavedSearchRow search) {
    writer.run(
        () -> {
          copy.add(MarkCopy.Owner.SEARCH, id);
          library.update(
              """
              UPDATE saved_searches
              SET (line, folder, balance, kind, sort, seen) = (?, ?, ?, ?, ?, ?) WHERE id = ?
              """,
              search.line(),
              search.folder(),
              search.balance(),
              search.useKind() ? 1 : 0,
              search.sort(),
              search.seen(),
              id);
          library.update("DELETE FROM saved_search_parts WHERE search_id = ?", id);
          putParts(id, search.parts());
          return true;
        });
  }

  private void putParts(long id, List<Part> parts) throws SQLException {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      ContentKey key = part.key();
      library.update(
          """
          INSERT INTO saved_search_parts
            (search_id, position, part, text, weight, crop, content_key, copy)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
          id,
          i,
          part.kind().name().toLowerCase(Locale.ROOT),
          part.text(),
          part.weight(),
          part.crop(),
          key == null ? null : key.bytes(),
          part.copy());
    }
  }

  /// Renames a search.
  ///
  /// @return false if another one has this name
  public boolean rename(long id, GivenName name) {
    return writer.run(
        () -> {
          copy.add(MarkCopy.Owner.SEARCH, id);
          return library.update(
                  """
                  UPDATE saved_searches SET name = ?1, key = ?2 WHERE id = ?3
                    AND NOT EXISTS (SELECT 1 FROM saved_searches WHERE key = ?2 AND id <> ?3)
                  """,
                  name.text(),
                  name.key(),
                  id)
              > 0;
        });
  }

  /// Records that the results were shown.
  ///
  /// @param photo the highest ID of a photo that they could have
  public void setSeen(long id, long photo) {
    writer.run(
        () -> {
          copy.add(MarkCopy.Owner.SEARCH, id);
          return library.update("UPDATE saved_searches SET seen = ? WHERE id = ?", photo, id);
        });
  }

  /// Deletes a search with its copies of images. What is deleted is overwritten.
  public void delete(long id) {
    writer.run(
        () -> {
          copy.add(MarkCopy.Owner.SEARCH, id);
          library.execute("PRAGMA secure_delete = ON");
          library.update(
              """
              UPDATE saved_searches SET name = '', key = NULL, line = '', folder = NULL WHERE id = ?
              """,
              id);
          library.update("DELETE FROM saved_search_parts WHERE search_id = ?", id);
          return true;
        });
  }
}
