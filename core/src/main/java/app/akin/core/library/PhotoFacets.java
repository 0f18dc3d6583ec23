package app.akin.core.library;

import app.akin.core.query.Facet;
import app.akin.core.query.FactField;
import app.akin.core.search.SearchRequest;
import app.akin.core.store.FactReader;
import app.akin.core.store.PhotoFilter;
import java.util.BitSet;
import java.util.List;

/// Counts the values that facts have among photos. Thread-safe; reads the library, so it must not
/// be used on the UI thread.
///
/// Every method throws [app.akin.core.photo.AkinException] if the library cannot be read.
public final class PhotoFacets {
  private final FactReader facts;

  PhotoFacets(FactReader facts) {
    this.facts = facts;
  }

  /// Returns the number of photos that a filter allows.
  public long count(SearchRequest.Filter filter) {
    return facts.count(filter(filter));
  }

  /// Returns the primary contents of the photos that a filter allows, as a set that the caller
  /// owns.
  public BitSet ids(SearchRequest.Filter filter) {
    return facts.ids(filter(filter));
  }

  /// Returns the values of a field that photos have, those of most photos first; years newest
  /// first.
  ///
  /// @param filter only among the photos of this filter
  /// @param limit maximum number of values
  public List<Facet> of(FactField field, SearchRequest.Filter filter, int limit) {
    return facts.facets(field, filter(filter), limit);
  }

  /// Returns the values of a field that found photos have, in the same order.
  ///
  /// @param photos their primary contents
  /// @param limit maximum number of values
  public List<Facet> of(FactField field, BitSet photos, int limit) {
    return facts.facets(field, photos, limit);
  }

  private static PhotoFilter filter(SearchRequest.Filter filter) {
    return new PhotoFilter(filter.in(), filter.facts());
  }
}
