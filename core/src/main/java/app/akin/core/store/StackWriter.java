package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.PhotoId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Writes stacks and what decides about them. Part of a [CatalogueWriter], with its transaction,
/// exceptions and thread safety.
public final class StackWriter {
  private final WriteTransaction transaction;
  private final Session library;
  private final Clock clock;

  /// The signatures of contents of this transaction.
  private final Map<ContentId, ImageSignature> hashed = new HashMap<>();

  StackWriter(WriteTransaction transaction, Session library, Clock clock) {
    this.transaction = transaction;
    this.library = library;
    this.clock = clock;
    transaction.beforeCommit(this::flushHashes, hashed::clear);
  }

  /// Stores what is compared of the thumbnail of a content, with the next commit. The photo must be
  /// compared again afterwards.
  public void putHash(ContentId content, ImageSignature signature) {
    transaction.changeLibrary(() -> hashed.put(content, signature));
  }

  /// Writes the hashes of thumbnails. Called before each commit, when the primary contents of
  /// photos are known.
  private void flushHashes() throws SQLException {
    if (hashed.isEmpty()) {
      return;
    }
    Map<PhotoId, ImageSignature> photos = new HashMap<>();
    library.forEach(
        """
        SELECT s.photo_id, s.content_id
        FROM json_each(?) j CROSS JOIN search_facts s ON s.content_id = j.value
        """,
        row -> {
          ImageSignature signature = hashed.get(new ContentId(row.getLong(2)));
          if (signature != null) {
            photos.put(new PhotoId(row.getLong(1)), signature);
          }
        },
        Columns.jsonArray(hashed.keySet().stream().mapToLong(ContentId::value)));
    hashed.clear();
    Map<Integer, byte[]> chunks = new HashMap<>();
    library.forEach(
        "SELECT chunk, entries FROM stack_hashes WHERE chunk IN (SELECT value FROM json_each(?))",
        row -> chunks.put(row.getInt(1), row.getBytes(2)),
        Columns.jsonArray(photos.keySet().stream().mapToLong(StackHashes::chunk).distinct()));
    StackHashes hashes = new StackHashes(chunks);
    photos.forEach(hashes::hash);
    write(hashes);
  }

  /// Stores the hashes that were changed.
  public void putHashes(StackHashes hashes) {
    transaction.changeLibrary(() -> write(hashes));
  }

  private void write(StackHashes hashes) throws SQLException {
    for (Map.Entry<Integer, byte[]> chunk : hashes.takeChanged().entrySet()) {
      library.update(
          "INSERT OR REPLACE INTO stack_hashes VALUES (?, ?)", chunk.getKey(), chunk.getValue());
    }
  }

  /// Marks photos as compared since they have changed.
  public void removeDue(Collection<PhotoId> photos) {
    transaction.changeLibrary(
        () ->
            library.update(
                "DELETE FROM stack_due WHERE photo_id IN (SELECT value FROM json_each(?))",
                Columns.photoIds(photos)));
  }

  /// Stores what an update found about photos, replacing what was found before.
  ///
  /// @param states the photos that are in a stack
  /// @param alone the photos that are in none
  public void putStates(Map<PhotoId, StackState> states, Collection<PhotoId> alone) {
    transaction.changeLibrary(
        () -> {
          for (Map.Entry<PhotoId, StackState> entry : states.entrySet()) {
            StackState state = entry.getValue();
            library.update(
                "INSERT OR REPLACE INTO stack_photos VALUES (?, ?, ?, nullif(?, 0))",
                entry.getKey().value(),
                state.stack(),
                state.reason().word(),
                state.movedFrom());
          }
          if (!alone.isEmpty()) {
            library.update(
                "DELETE FROM stack_photos WHERE photo_id IN (SELECT value FROM json_each(?))",
                Columns.photoIds(alone));
          }
        });
  }

  /// Returns the ID of a new stack.
  ///
  /// @param centre the photo to which the others are close
  /// @param cover the photo that stands for it
  public long addStack(PhotoId centre, PhotoId cover) {
    return transaction.inLibrary(
        () ->
            library
                .firstLong(
                    "INSERT INTO stacks (centre, cover) VALUES (?, ?) RETURNING id",
                    centre.value(),
                    cover.value())
                .orElseThrow());
  }

  /// Changes a stack.
  ///
  /// @param centre the photo to which the others are close
  /// @param cover the photo that stands for it
  public void setStack(long stack, PhotoId centre, PhotoId cover) {
    transaction.changeLibrary(
        () ->
            library.update(
                "UPDATE stacks SET centre = ?1, cover = ?2"
                    + " WHERE id = ?3 AND (centre <> ?1 OR cover <> ?2)",
                centre.value(),
                cover.value(),
                stack));
  }

  /// Deletes those of the stacks that have no photo.
  public void removeEmptyStacks(Collection<Long> stacks) {
    transaction.changeLibrary(
        () ->
            library.update(
                """
                DELETE FROM stacks WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS
                  (SELECT 1 FROM stack_photos t WHERE t.stack_id = stacks.id)
                """,
                Columns.jsonArray(stacks.stream().mapToLong(Long::longValue))));
  }

  /// Records a decision of the user.
  ///
  /// @param sides the photos and the side on which each is
  /// @return its ID
  public long decide(StackDecision.Kind kind, Map<PhotoId, Integer> sides) {
    return transaction.inLibrary(
        () -> {
          long id =
              library
                  .firstLong(
                      "INSERT INTO stack_decisions (kind, made) VALUES (?, ?) RETURNING id",
                      kind.word(),
                      clock.millis())
                  .orElseThrow();
          for (Map.Entry<PhotoId, Integer> entry : sides.entrySet()) {
            library.update(
                "INSERT INTO stack_decision_photos VALUES (?, ?, ?)",
                id,
                entry.getKey().value(),
                entry.getValue());
          }
          markDue(id);
          return id;
        });
  }

  /// Reverts the last decision that is not reverted yet.
  ///
  /// @return its kind; empty if there is none
  public Optional<StackDecision.Kind> undo() {
    return transaction.inLibrary(
        () -> {
          record Undone(long id, StackDecision.Kind kind) {}
          Optional<Undone> undone =
              library.first(
                  """
                  UPDATE stack_decisions SET undone = 1
                  WHERE id = (SELECT max(id) FROM stack_decisions WHERE NOT undone)
                  RETURNING id, kind
                  """,
                  row -> new Undone(row.getLong(1), StackDecision.Kind.ofWord(row.getString(2))));
          if (undone.isPresent()) {
            markDue(undone.get().id());
          }
          return undone.map(Undone::kind);
        });
  }

  /// Has the photos of a decision compared again.
  private void markDue(long decision) throws SQLException {
    library.update(
        """
        INSERT OR IGNORE INTO stack_due
        SELECT photo_id FROM stack_decision_photos WHERE decision_id = ?
        """,
        decision);
  }
}
