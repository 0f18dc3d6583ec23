package app.akin.core.stack;

import app.akin.core.store.StackHashes;
import app.akin.core.store.StackReason;
import org.jspecify.annotations.Nullable;

/// Decides whether one photo belongs to another, by hashes, embeddings and thumbnails, in the order
/// of their cost. Not thread-safe.
///
/// @param hashes the hashes of all photos
/// @param images reads embeddings and thumbnails
/// @param calibration the similarities that photos of one stack need
record PhotoSimilarity(StackHashes hashes, Images images, Calibration calibration) {
  /// Bits of the hash by which a copy differs whose embedding is not near.
  private static final int SAME_HASH_BITS = 6;

  /// Bits of the hash by which images of one stack may differ if embeddings do not count.
  private static final int WEAK_HASH_BITS = 10;

  /// Returns whether two photos are similar enough to compare their thumbnails: no relation holds
  /// for others.
  boolean areNear(Node node, Node leader) {
    int bits = hashes.bits(node.photo(), leader.photo());
    if (calibration.weak()) {
      return bits <= WEAK_HASH_BITS || Shot.areClose(leader.input(), node.input());
    }
    double cosine = cosine(node, leader);
    return cosine >= Math.min(calibration.same(), calibration.grey())
        && (bits <= SAME_HASH_BITS
            || cosine >= calibration.edited()
            || (cosine >= calibration.near() && Shot.areClose(leader.input(), node.input())));
  }

  /// Returns why a photo belongs to another one, or null if it does not.
  @Nullable Relation relation(Node node, Node leader) {
    if (!areNear(node, leader)) {
      return null;
    }
    double cosine = calibration.weak() ? 1 : cosine(node, leader);
    Picture picture = images.picture(node.input().content());
    Picture leaderPicture = images.picture(leader.input().content());
    if (picture == null || leaderPicture == null) {
      return null;
    }
    Comparison comparison = Comparison.of(leaderPicture, picture);
    if (comparison == null) {
      return null;
    }
    long span = Shot.span(leader.input(), node.input());
    Relation relation = Relation.of(comparison, cosine, span, calibration);
    return relation != null && span != Shot.FAR && Shot.areShots(leader.input(), node.input())
        ? new Relation(StackReason.BURST, relation.strength())
        : relation;
  }

  /// Returns the cosine of the embeddings of two photos, -2 if one has none.
  private double cosine(Node node, Node leader) {
    float[] unit = images.unit(node.input().content());
    float[] other = images.unit(leader.input().content());
    return unit.length == 0 || unit.length != other.length ? -2 : Calibration.cosine(unit, other);
  }
}
