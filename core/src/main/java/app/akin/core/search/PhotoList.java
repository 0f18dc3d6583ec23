package app.akin.core.search;

import app.akin.core.photo.ContentId;
import java.util.BitSet;

/// The photos that a query without an image or text finds, as a set: one bit for each content of
/// the library. A timeline gives their order: newest first, those without a date last. Immutable,
/// thread-safe.
public final class PhotoList {
  private final BitSet matching;
  private final BitSet notCompared;
  private final BitSet unknown;

  /// Copies the sets of primary contents, which have no photo in common.
  ///
  /// @param matching the photos with all facts and without the excluded texts
  /// @param notCompared those with all facts that no model has compared with the excluded texts
  /// @param unknown those that lack the data for a fact and have the others; listed on request only
  public PhotoList(BitSet matching, BitSet notCompared, BitSet unknown) {
    this.matching = (BitSet) matching.clone();
    this.notCompared = (BitSet) notCompared.clone();
    this.unknown = (BitSet) unknown.clone();
  }

  /// Returns the number of photos without the unknown ones.
  public int count() {
    return matching.cardinality() + notCompared.cardinality();
  }

  /// Returns the number of photos.
  public int size() {
    return count() + unknown.cardinality();
  }

  /// Returns the number of photos of a band.
  ///
  /// @param band [RelevanceBand#MATCH], [RelevanceBand#NOT_COMPARED] or [RelevanceBand#UNKNOWN]
  public int count(RelevanceBand band) {
    return set(band).cardinality();
  }

  /// Returns whether a photo is listed with a band.
  ///
  /// @param content the primary content of the photo
  /// @param band as in [#count(RelevanceBand)]
  public boolean contains(ContentId content, RelevanceBand band) {
    return set(band).get(Math.toIntExact(content.value()));
  }

  private BitSet set(RelevanceBand band) {
    return switch (band) {
      case MATCH -> matching;
      case NOT_COMPARED -> notCompared;
      case UNKNOWN -> unknown;
      case STRONG, POSSIBLE, WEAK -> throw new IllegalArgumentException("ranked: " + band);
    };
  }

  /// Returns the number of photos that another list has, too.
  public int common(PhotoList other) {
    BitSet both = ids();
    both.and(other.ids());
    return both.cardinality();
  }

  /// Returns the primary contents of all photos, as a set that the caller owns.
  public BitSet ids() {
    BitSet all = (BitSet) matching.clone();
    all.or(notCompared);
    all.or(unknown);
    return all;
  }
}
