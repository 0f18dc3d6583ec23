package app.akin.core.store;

import app.akin.core.photo.FactsPart;
import app.akin.core.photo.FileFacts;
import app.akin.core.photo.Metadata;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Writes the facts of files. Runs inside the caller's transaction.
final class FileFactRows {
  private final Session library;

  FileFactRows(Session library) {
    this.library = library;
  }

  /// Replaces the facts from outside of a file.
  void putOutside(
      long rootId, String directory, String name, FileFacts facts, @Nullable SidecarStamp sidecar)
      throws SQLException {
    OptionalLong file = file(rootId, directory, name);
    if (file.isPresent()) {
      library.update(
          "DELETE FROM file_facts WHERE file_id = ? AND part <> ?",
          file.getAsLong(),
          FactsPart.FILE.word());
      for (Map.Entry<FactsPart, Metadata> part : facts.parts().entrySet()) {
        put(file.getAsLong(), part.getKey(), part.getValue());
      }
      library.update(
          "UPDATE files SET sidecar_size = ?, sidecar_modified = ? WHERE id = ?",
          sidecar == null ? null : sidecar.size(),
          sidecar == null ? null : sidecar.modified(),
          file.getAsLong());
    }
  }

  /// Replaces what a file's own metadata says.
  void putOwn(long rootId, String directory, String name, Metadata metadata, int revision)
      throws SQLException {
    OptionalLong file = file(rootId, directory, name);
    if (file.isPresent()) {
      put(file.getAsLong(), FactsPart.FILE, metadata);
      library.update(
          "UPDATE files SET facts_revision = ? WHERE id = ?", revision, file.getAsLong());
    }
  }

  private void put(long file, FactsPart part, Metadata metadata) throws SQLException {
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(file);
    arguments.add(part.word());
    arguments.addAll(Arrays.asList(Columns.metadataArguments(metadata)));
    library.update(
        "INSERT OR REPLACE INTO file_facts (file_id, part, "
            + Columns.METADATA_COLUMNS
            + ") VALUES (?, ?, "
            + Columns.METADATA_PLACEHOLDERS
            + ")",
        arguments.toArray());
  }

  private OptionalLong file(long rootId, String directory, String name) throws SQLException {
    return library.firstLong(
        """
        SELECT f.id FROM directories d JOIN files f ON f.directory_id = d.id
        WHERE d.root_id = ? AND d.path = ? AND f.name = ?
        """,
        rootId,
        directory,
        name);
  }
}
