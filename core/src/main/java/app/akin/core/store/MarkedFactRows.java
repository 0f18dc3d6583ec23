package app.akin.core.store;

import app.akin.core.photo.Metadata;
import java.sql.SQLException;

/// Updates the facts that marks decide in the rows of photos. Runs inside the caller's transaction.
///
/// @param library the library
/// @param rows writes keywords
record MarkedFactRows(Session library, SearchFactRows rows) {
  /// Updates what marks decide in the rows of a photo. Its stack is compared again if its rating or
  /// flag changed.
  ///
  /// @param content its primary content
  /// @param facts its joined facts
  void update(long photoId, long content, Metadata facts) throws SQLException {
    String keywords = Columns.lines(facts.keywords());
    if (library.update(
            "UPDATE photo_facts SET keywords = ?1 WHERE photo_id = ?2 AND keywords <> ?1",
            keywords,
            photoId)
        > 0) {
      library.update("DELETE FROM photo_keywords WHERE content_id = ?", content);
      rows.insertKeywords(content, facts.keywords());
      library.update(
          "UPDATE search_facts SET tagged = ? WHERE content_id = ?",
          facts.keywords().isEmpty() ? 0 : 1,
          content);
    }
    library.update(
        "UPDATE photo_facts SET rating = ?, flag = ?, caption = ? WHERE photo_id = ?",
        facts.rating(),
        SearchFactRows.flag(facts),
        facts.caption(),
        photoId);
    if (library.update(
            """
            UPDATE search_facts SET rating = ?1, flag = ?2
            WHERE content_id = ?3 AND (rating, flag) IS NOT (?1, ?2)
            """,
            SearchFactRows.known(facts.rating()),
            SearchFactRows.flag(facts),
            content)
        > 0) {
      library.update("INSERT OR IGNORE INTO stack_due VALUES (?)", photoId);
    }
  }
}
