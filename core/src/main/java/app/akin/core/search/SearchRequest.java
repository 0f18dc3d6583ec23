package app.akin.core.search;

import app.akin.core.model.ModelSelection;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A search request.
///
/// @param parts the query. Without an image or text, all photos that the filter allows and that do
///   not match the excluded texts strongly are results, newest first. Photos of one collection are
///   in its order, unless there are excluded texts
/// @param balance balance between images and texts: 0.5 adds both unchanged, as BGE-VL does;
///   towards 0 texts lose weight and at 0 are ignored; towards 1 images do
/// @param filter restricts the results
/// @param order order of the results
/// @param limit maximum number of results; 0 for a query without an image or text of which only
///   [SearchAnswer#list] is needed
/// @param model the model that answers
/// @param useKind whether query images stand for their kind of thing rather than for themselves, if
///   the model supports it, see [SearchAnswer#canUseKind]
/// @param stacks whether photos of one stack are one result
/// @param verbatim whether the model gets texts as they are, even if it does not read their
///   language, see [SearchAnswer#readAs]
public record SearchRequest(
    List<QueryPart> parts,
    double balance,
    Filter filter,
    Order order,
    int limit,
    ModelSelection model,
    boolean useKind,
    Stacks stacks,
    boolean verbatim) {
  /// The balance at which images and texts count equally.
  public static final double NEUTRAL_BALANCE = 0.5;

  /// Rejects an invalid balance.
  public SearchRequest {
    if (!(balance >= 0 && balance <= 1)) {
      throw new IllegalArgumentException("balance " + balance);
    }
  }

  /// Creates a request with the neutral balance, for the query images themselves.
  public SearchRequest(
      List<QueryPart> parts, Filter filter, Order order, int limit, ModelSelection model) {
    this(parts, NEUTRAL_BALANCE, filter, order, limit, model, false);
  }

  /// Creates a request for all photos of stacks, whose Chinese texts are put into English if the
  /// model requires it.
  public SearchRequest(
      List<QueryPart> parts,
      double balance,
      Filter filter,
      Order order,
      int limit,
      ModelSelection model,
      boolean useKind) {
    this(parts, balance, filter, order, limit, model, useKind, Stacks.ALL, false);
  }

  /// Returns the request with another filter.
  public SearchRequest withFilter(Filter other) {
    return new SearchRequest(parts, balance, other, order, limit, model, useKind, stacks, verbatim);
  }

  /// Returns whether a part says what to find, so that the request ranks photos.
  boolean isRanked() {
    return parts.stream()
        .anyMatch(
            part ->
                switch (part) {
                  case QueryPart.Image _ -> true;
                  case QueryPart.Text text -> !text.text().isBlank();
                  case QueryPart.ExcludedText _ -> false;
                  case QueryPart.Feedback feedback ->
                      feedback.direction() == QueryPart.Feedback.Direction.MORE;
                });
  }

  /// Returns the request with other parts.
  SearchRequest withParts(List<QueryPart> others) {
    return new SearchRequest(
        others, balance, filter, order, limit, model, useKind, stacks, verbatim);
  }

  /// Restricts results. Filters are exact: the remaining results keep their order and their bands.
  ///
  /// @param in only photos in this folder and its subfolders
  /// @param facts only photos with all of these facts
  /// @param unknownToo facts of `facts`: photos that lack the data for one of them, and have all
  ///   others, come after the other results, as [RelevanceBand#UNKNOWN]
  /// @param addedAfter only photos with a higher [app.akin.core.photo.PhotoId]: those that were
  ///   added to the library after it; 0 for all
  public record Filter(
      @Nullable Path in, List<Fact> facts, List<Fact> unknownToo, long addedAfter) {
    /// No restriction.
    public static final Filter NONE = new Filter(null, List.of(), List.of());

    /// Copies the facts.
    public Filter {
      facts = List.copyOf(facts);
      unknownToo = List.copyOf(unknownToo);
    }

    /// Creates a filter for photos added at any time.
    public Filter(@Nullable Path in, List<Fact> facts, List<Fact> unknownToo) {
      this(in, facts, unknownToo, 0);
    }

    /// Returns the name of the collection to which the facts restrict results; empty if there is
    /// none, or several.
    public Optional<String> collection() {
      List<String> names =
          facts.stream()
              .filter(fact -> fact.field() == FactField.COLLECTION && !fact.negated())
              .flatMap(fact -> fact.values().stream())
              .filter(FactValue.Text.class::isInstance)
              .map(value -> ((FactValue.Text) value).text())
              .toList();
      return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    }

    /// Returns the filter restricted to photos that were added after a given one.
    ///
    /// @param photo the photo's ID
    public Filter addedAfter(long photo) {
      return new Filter(in, facts, unknownToo, photo);
    }

    /// Returns the filter for a folder.
    public static Filter in(Path folder) {
      return new Filter(folder, List.of(), List.of());
    }

    /// Returns the filter for facts.
    public static Filter of(Fact... facts) {
      return new Filter(null, List.of(facts), List.of());
    }
  }

  /// What results show of stacks.
  public enum Stacks {
    /// The photo of each stack that matches best.
    FOLD,
    /// All photos.
    ALL
  }

  /// Order of the results. Both orders contain the same results.
  public enum Order {
    /// Best first; equal scores by path. Without scores, the order of the collection, if the filter
    /// names one.
    SCORE,
    /// Newest first; equal dates by path.
    DATE
  }
}
