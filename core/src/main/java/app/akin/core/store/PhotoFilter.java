package app.akin.core.store;

import app.akin.core.query.Fact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A filter of photos: all of its conditions must hold.
///
/// @param in only photos with a file in or below this absolute folder, which may be above, at or
///   below a root; null for all
/// @param facts the facts that photos must have
/// @param lacking facts of which photos must not be known to have them or not: those that the facts
///   alone leave out for lack of data
/// @param after only photos with a higher ID; 0 for all
public record PhotoFilter(@Nullable Path in, List<Fact> facts, List<Fact> lacking, long after) {
  /// Matches every photo that has a file.
  public static final PhotoFilter ALL = new PhotoFilter(null, List.of());

  /// Copies the lists.
  public PhotoFilter {
    facts = List.copyOf(facts);
    lacking = List.copyOf(lacking);
  }

  /// Creates a filter by a folder and facts.
  public PhotoFilter(@Nullable Path in, List<Fact> facts) {
    this(in, facts, List.of(), 0);
  }

  /// Returns the filter restricted to photos with a higher ID than a given one.
  public PhotoFilter after(long photo) {
    return new PhotoFilter(in, facts, lacking, photo);
  }

  /// Returns a filter by facts.
  public static PhotoFilter of(List<Fact> facts) {
    return new PhotoFilter(null, facts);
  }

  /// Returns a filter of the photos that one of the facts leaves out for lack of data.
  PhotoFilter lacking(Fact fact) {
    List<Fact> unknown = new ArrayList<>(lacking);
    unknown.add(fact);
    return new PhotoFilter(
        in, facts.stream().filter(other -> !other.equals(fact)).toList(), unknown, after);
  }
}
