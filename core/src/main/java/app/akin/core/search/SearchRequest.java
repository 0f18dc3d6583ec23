package app.akin.core.search;

import app.akin.core.model.ModelSelection;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A search request.
///
/// @param parts the query; at least one image or text
/// @param balance balance between images and texts: 0.5 adds both unchanged, as BGE-VL does;
///   towards 0 texts lose weight and at 0 are ignored; towards 1 images do
/// @param filter restricts the results
/// @param order order of the results
/// @param limit maximum number of results, positive
/// @param model the model that answers
/// @param useKind whether query images stand for their kind of thing rather than for themselves, if
///   the model supports it, see [SearchAnswer#canUseKind]
public record SearchRequest(
    List<QueryPart> parts,
    double balance,
    Filter filter,
    Order order,
    int limit,
    ModelSelection model,
    boolean useKind) {
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

  /// Restricts results. Filters are exact: the remaining results keep their order.
  ///
  /// @param in only photos in this folder and its subfolders
  /// @param after only photos taken on or after this day
  /// @param before only photos taken before this day
  public record Filter(@Nullable Path in, @Nullable LocalDate after, @Nullable LocalDate before) {
    /// No restriction.
    public static final Filter NONE = new Filter(null, null, null);
  }

  /// Order of the results. Both orders contain the same results.
  public enum Order {
    /// Best first; equal scores by path.
    SCORE,
    /// Newest first; equal dates by path.
    DATE
  }
}
