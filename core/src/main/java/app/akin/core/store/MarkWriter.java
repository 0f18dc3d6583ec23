package app.akin.core.store;

import app.akin.core.photo.Flag;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.StepKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes the marks of photos as steps that can be undone. Part of an [EditWriter], with its
/// transaction, exceptions and thread safety. Unknown photos are omitted.
public final class MarkWriter {
  private final EditWriter edit;
  private final Session library;
  private final MarkRows rows;

  MarkWriter(EditWriter edit, Session library, MarkRows rows) {
    this.edit = edit;
    this.library = library;
    this.rows = rows;
  }

  /// Sets the rating of photos.
  ///
  /// @param rating 1 to 5 stars, 0 for unrated, null for what the files state
  /// @return number of photos whose mark changed
  public int rate(Collection<PhotoId> photos, @Nullable Integer rating) {
    return set(StepKind.RATING, MarkRows.RATING, photos, rating == null ? null : rating.toString());
  }

  /// Sets the flag of photos.
  ///
  /// @param flag the flag; null for what the files state
  /// @return number of photos whose mark changed
  public int flag(Collection<PhotoId> photos, @Nullable Flag flag) {
    return set(
        StepKind.FLAG, MarkRows.FLAG, photos, flag == null ? null : String.valueOf(flag.number()));
  }

  /// Sets the caption of photos.
  ///
  /// @param caption the caption; empty for none, null for what the files state
  /// @return number of photos whose mark changed
  public int caption(Collection<PhotoId> photos, @Nullable String caption) {
    return set(StepKind.CAPTION, MarkRows.CAPTION, photos, caption);
  }

  /// Adds keywords to photos and removes others.
  ///
  /// @param added keywords to add; levels of a hierarchy are separated by `|`
  /// @param removed keywords to remove
  /// @return number of changed marks
  public int keywords(
      Collection<PhotoId> photos, Collection<String> added, Collection<String> removed) {
    return edit.run(
        () -> {
          int changed = 0;
          for (String keyword : added) {
            changed += setKeyword(keyword, photos, "1");
          }
          for (String keyword : removed) {
            changed += setKeyword(keyword, photos, "0");
          }
          return changed;
        });
  }

  /// Takes back all that the user set for photos: what files state counts again.
  ///
  /// @return number of marks that changed
  public int reset(Collection<PhotoId> photos) {
    return edit.run(
        () -> {
          String ids = Columns.photoIds(photos);
          int changed = 0;
          for (String field : List.of(MarkRows.RATING, MarkRows.FLAG, MarkRows.CAPTION)) {
            changed += apply(StepKind.RESET, field, "", null, values(field, ids, null));
          }
          for (String keyword : markedKeywords(ids)) {
            changed +=
                apply(
                    StepKind.RESET,
                    MarkRows.KEYWORD,
                    keyword,
                    null,
                    keywordMarks(keyword, ids, null));
          }
          return changed;
        });
  }

  private List<String> markedKeywords(String ids) throws SQLException {
    return library.list(
        """
        SELECT DISTINCT keyword FROM keyword_marks
        WHERE photo_id IN (SELECT value FROM json_each(?)) AND present IS NOT NULL
        ORDER BY keyword
        """,
        row -> row.getString(1),
        ids);
  }

  private int set(StepKind kind, String field, Collection<PhotoId> photos, @Nullable String value) {
    return edit.run(
        () -> {
          String ids = Columns.photoIds(photos);
          rows.create(ids);
          return apply(kind, field, "", value, values(field, ids, value));
        });
  }

  /// Returns the photos of which a field has another value, by their values.
  ///
  /// @param ids photo IDs as a JSON array
  private List<Group> values(String field, String ids, @Nullable String value) throws SQLException {
    return changes(
        "SELECT CAST("
            + field
            + " AS TEXT), photo_id FROM photo_marks"
            + " WHERE photo_id IN (SELECT value FROM json_each(?))"
            + " AND CAST("
            + field
            + " AS TEXT) IS NOT ? ORDER BY 1, 2",
        ids,
        value);
  }

  private int setKeyword(String keyword, Collection<PhotoId> photos, String value)
      throws SQLException {
    String ids = Columns.photoIds(photos);
    rows.createKeyword(keyword, ids);
    return apply(
        StepKind.KEYWORDS, MarkRows.KEYWORD, keyword, value, keywordMarks(keyword, ids, value));
  }

  /// Returns the photos for which a keyword has another mark, by their marks.
  ///
  /// @param ids photo IDs as a JSON array
  private List<Group> keywordMarks(String keyword, String ids, @Nullable String value)
      throws SQLException {
    return changes(
        """
        SELECT CAST(present AS TEXT), photo_id FROM keyword_marks
        WHERE photo_id IN (SELECT value FROM json_each(?)) AND keyword = ?
          AND CAST(present AS TEXT) IS NOT ? ORDER BY 1, 2
        """,
        ids,
        keyword,
        value);
  }

  /// Photos that have one value before a change.
  private record Group(@Nullable String before, List<Long> photos) {}

  /// Returns the photos to change by their values.
  private List<Group> changes(String sql, @Nullable Object... arguments) throws SQLException {
    record Row(@Nullable String before, long photo) {}
    List<Row> found =
        library.list(sql, row -> new Row(row.getString(1), row.getLong(2)), arguments);
    List<Group> groups = new ArrayList<>();
    int from = 0;
    while (from < found.size()) {
      @Nullable String before = found.get(from).before();
      int to = from;
      while (to < found.size() && Objects.equals(found.get(to).before(), before)) {
        to++;
      }
      groups.add(new Group(before, found.subList(from, to).stream().map(Row::photo).toList()));
      from = to;
    }
    return groups;
  }

  private int apply(
      StepKind kind, String field, String key, @Nullable String value, List<Group> groups)
      throws SQLException {
    int changed = 0;
    for (Group group : groups) {
      changed +=
          edit.change(kind, new StepChange(field, key, group.before(), value, group.photos()));
    }
    return changed;
  }
}
