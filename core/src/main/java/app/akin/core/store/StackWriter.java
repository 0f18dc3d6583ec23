package app.akin.core.store;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.PhotoId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// Writes stacks and what decides about them. Part of a [CatalogueWriter], with its transaction,
/// exceptions and thread safety.
public final class StackWriter {
  private final WriteTransaction transaction;
  private final Session library;
  private final Session vectors;
  private final Clock clock;

  StackWriter(WriteTransaction transaction, Session library, Session vectors, Clock clock) {
    this.transaction = transaction;
    this.library = library;
    this.vectors = vectors;
    this.clock = clock;
  }

  /// Stores the signature of a content, replacing an earlier one.
  ///
  /// @param revision the revision of the computation
  public void putSignature(ContentKey key, ImageSignature signature, int revision) {
    transaction.changeVectors(
        () ->
            vectors.update(
                "INSERT OR REPLACE INTO signatures VALUES (?, ?, ?, ?, ?, ?)",
                key.bytes(),
                revision,
                signature.hash(),
                (double) signature.sharpness(),
                signature.luma(),
                signature.chroma()));
  }

  /// Stores what a pass found about photos, replacing what was found before.
  public void putStates(Map<PhotoId, StackState> states) {
    transaction.changeLibrary(
        () -> {
          for (Map.Entry<PhotoId, StackState> entry : states.entrySet()) {
            StackState state = entry.getValue();
            library.update(
                "INSERT OR REPLACE INTO stack_photos VALUES (?, ?, ?, ?, ?, nullif(?, 0),"
                    + " nullif(?, 0))",
                entry.getKey().value(),
                state.mark(),
                state.sketch(),
                state.leader(),
                state.reason().word(),
                state.stack(),
                state.movedFrom());
          }
        });
  }

  /// Deletes what passes have found about photos that have no file any more.
  public void removeStatesWithoutFile() {
    transaction.changeLibrary(
        () ->
            library.update(
                """
                DELETE FROM stack_photos WHERE NOT EXISTS
                  (SELECT 1 FROM photos p WHERE p.id = photo_id AND p.lead IS NOT NULL)
                """));
  }

  /// Returns the ID of a new stack.
  ///
  /// @param cover the photo that stands for it
  public long addStack(PhotoId cover) {
    return transaction.inLibrary(
        () ->
            library
                .firstLong("INSERT INTO stacks (cover) VALUES (?) RETURNING id", cover.value())
                .orElseThrow());
  }

  /// Sets the photo that stands for a stack.
  public void setCover(long stack, PhotoId cover) {
    transaction.changeLibrary(
        () ->
            library.update(
                "UPDATE stacks SET cover = ?1 WHERE id = ?2 AND cover <> ?1",
                cover.value(),
                stack));
  }

  /// Deletes the stacks that have no photo.
  public void removeEmptyStacks() {
    transaction.changeLibrary(
        () ->
            library.update(
                """
                DELETE FROM stacks WHERE NOT EXISTS
                  (SELECT 1 FROM stack_photos t WHERE t.stack_id = stacks.id)
                """));
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
          return id;
        });
  }

  /// Reverts the last decision that is not reverted yet.
  ///
  /// @return its kind; empty if there is none
  public Optional<StackDecision.Kind> undo() {
    return transaction.inLibrary(
        () ->
            library.first(
                """
                UPDATE stack_decisions SET undone = 1
                WHERE id = (SELECT max(id) FROM stack_decisions WHERE NOT undone)
                RETURNING kind
                """,
                row -> StackDecision.Kind.ofWord(row.getString(1))));
  }
}
