package app.akin.core.search;

import app.akin.core.model.ModelSelection;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to look for, where, and how much of it to show.
///
/// @param parts the query; at least one picture or text
/// @param balance between pictures and words, where there are both: 0.5 adds the two as they are
///   (`BGE-VL`'s own way), towards 0 the words count less and at 0 not at all, towards 1 the
///   pictures
/// @param filter which photos may be found at all
/// @param order how the best ones are sorted
/// @param limit the most hits to give, positive
/// @param model which model answers
public record SearchRequest(
    List<QueryPart> parts,
    double balance,
    Filter filter,
    Order order,
    int limit,
    ModelSelection model) {
  /// Where pictures and words count alike.
  public static final double MIDDLE = 0.5;

  /// Refuses a balance that is none.
  public SearchRequest {
    if (!(balance >= 0 && balance <= 1)) {
      throw new IllegalArgumentException("balance " + balance);
    }
  }

  /// A request in which pictures and words count alike.
  public SearchRequest(
      List<QueryPart> parts, Filter filter, Order order, int limit, ModelSelection model) {
    this(parts, MIDDLE, filter, order, limit, model);
  }

  /// Which photos may be found. Filters are exact: what remains keeps the order it has without
  /// them.
  ///
  /// @param in only photos in this folder or below it
  /// @param after only photos taken on this day or later
  /// @param before only photos taken before this day
  public record Filter(@Nullable Path in, @Nullable LocalDate after, @Nullable LocalDate before) {
    /// Every photo.
    public static final Filter NONE = new Filter(null, null, null);
  }

  /// How hits are sorted. Both orders show the same hits.
  public enum Order {
    /// The best first; equal scores by path.
    SCORE,
    /// The newest first; equal dates by path.
    DATE
  }
}
