package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.query.GivenName;
import app.akin.core.store.SavedSearchRow.Kind;
import app.akin.core.store.SavedSearchRow.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads saved searches. Like [CatalogueReader], which provides it, it sees all committed changes
/// and never waits for a writer.
///
/// Thread-safe. Every method throws [app.akin.core.photo.AkinException] if the library cannot be
/// read.
public final class SavedSearchReader {
  private final ReadConnections connections;

  SavedSearchReader(ReadConnections connections) {
    this.connections = connections;
  }

  /// Returns all saved searches by name.
  public List<SavedSearchRow> all() {
    return connections.read(
        session -> {
          Map<Long, List<Part>> parts = new HashMap<>();
          session.forEach(
              """
              SELECT search_id, part, text, weight, crop, content_key, copy
              FROM saved_search_parts ORDER BY search_id, position
              """,
              row -> parts.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>()).add(part(row)));
          return session.list(
              """
              SELECT id, name, key, line, folder, balance, kind, sort, seen
              FROM saved_searches WHERE key IS NOT NULL ORDER BY key
              """,
              row ->
                  new SavedSearchRow(
                      row.getLong(1),
                      new GivenName(row.getString(2), row.getString(3)),
                      row.getString(4),
                      row.getString(5),
                      row.getDouble(6),
                      row.getBoolean(7),
                      row.getString(8),
                      row.getLong(9),
                      parts.getOrDefault(row.getLong(1), List.of())));
        });
  }

  private static Part part(ResultSet row) throws SQLException {
    byte @Nullable [] key = row.getBytes(6);
    return new Part(
        Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
        row.getString(3),
        row.getDouble(4),
        row.getString(5),
        key == null ? null : ContentKey.of(key),
        row.getBytes(7));
  }

  /// Returns the saved search that a name means: the one of this name, otherwise the only one whose
  /// name differs in accents, blanks and hyphens only.
  public Optional<SavedSearchRow> named(String name) {
    List<SavedSearchRow> all = all();
    List<Integer> meant =
        GivenName.meant(name, all.stream().map(search -> search.name().text()).toList());
    return meant.size() == 1 ? Optional.of(all.get(meant.getFirst())) : Optional.empty();
  }

  /// Returns the highest ID of a photo; 0 in an empty library.
  public long highestPhoto() {
    return connections.read(session -> session.firstLong("SELECT max(id) FROM photos").orElse(0));
  }

  /// Returns the content of a key; empty if the library does not have it.
  public Optional<ContentId> content(ContentKey key) {
    OptionalLong id =
        connections.read(
            session -> session.firstLong("SELECT id FROM contents WHERE key = ?", key.bytes()));
    return id.isPresent() ? Optional.of(new ContentId(id.getAsLong())) : Optional.empty();
  }

  /// Returns the key of a content; empty if the library does not have it.
  public Optional<ContentKey> key(ContentId content) {
    return connections.read(
        session ->
            session.first(
                "SELECT key FROM contents WHERE id = ?",
                row -> ContentKey.of(row.getBytes(1)),
                content.value()));
  }
}
