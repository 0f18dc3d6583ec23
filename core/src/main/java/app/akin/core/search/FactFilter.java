package app.akin.core.search;

import app.akin.core.index.IdSet;
import app.akin.core.photo.ContentId;
import app.akin.core.query.FilterConflict;
import app.akin.core.store.FactReader;
import app.akin.core.store.MissingFact;
import app.akin.core.store.PhotoFilter;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The photos that a filter allows. For one query; not thread-safe.
final class FactFilter {
  private final FactReader facts;
  private final SearchRequest.Filter filter;
  private @Nullable List<MissingFact> missing;

  /// @param facts the facts of the library's photos
  FactFilter(FactReader facts, SearchRequest.Filter filter) {
    this.facts = facts;
    this.filter = filter;
  }

  private PhotoFilter all() {
    return new PhotoFilter(filter.in(), filter.facts()).after(filter.addedAfter());
  }

  /// Returns whether every photo is allowed.
  boolean isEmpty() {
    return filter.in() == null && filter.facts().isEmpty() && filter.addedAfter() == 0;
  }

  /// Returns the contents of the photos, or null for all.
  @Nullable IdSet allowed() {
    return isEmpty() ? null : IdSet.of(facts.matching(all()));
  }

  /// Returns the contents of the photos as a set that the caller owns.
  BitSet ids() {
    return facts.ids(all());
  }

  /// Returns the contents of the photos, newest first, undated photos last.
  List<ContentId> newestFirst() {
    return facts.photos(all()).contents();
  }

  /// Returns the contents of the photos that lack the data for a fact of which the unknown are
  /// requested, newest first.
  List<ContentId> unknown() {
    if (filter.unknownToo().isEmpty()) {
      return List.of();
    }
    return missing().stream()
        .filter(each -> filter.unknownToo().contains(each.fact()))
        .flatMap(each -> facts.photos(each.filter()).contents().stream())
        .distinct()
        .toList();
  }

  /// Returns the contents of the photos of [#unknown] as a set that the caller owns.
  BitSet unknownIds() {
    BitSet ids = new BitSet();
    if (!filter.unknownToo().isEmpty()) {
      missing().stream()
          .filter(each -> filter.unknownToo().contains(each.fact()))
          .forEach(each -> ids.or(facts.ids(each.filter())));
    }
    return ids;
  }

  /// Returns what the facts hide for lack of data, fact by fact.
  List<MissingFact> missing() {
    List<MissingFact> known = missing;
    if (known == null) {
      known = filter.facts().isEmpty() ? List.of() : facts.missing(all());
      missing = known;
    }
    return known;
  }

  /// Returns why no photo has all facts; empty if one does.
  Optional<FilterConflict> conflict() {
    return filter.facts().isEmpty() ? Optional.empty() : facts.conflict(all());
  }
}
