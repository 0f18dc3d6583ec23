package app.akin.desktop.grid;

import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;

/// Explains a result: its relevance band and what each part of the query adds to its score.
///
/// @param band the relevance band
/// @param image the share of the query images in the score
/// @param text the share of the query text
/// @param minus the share of the excluded text, negative if it lowers the score
/// @param both what matching both images and text adds to the score; their whole share if the model
///   reads them together
/// @param feedback the share of the photos that are marked as right and wrong
public record MatchExplanation(
    RelevanceBand band, double image, double text, double minus, double both, double feedback) {
  /// Creates the explanation of a result without feedback.
  public MatchExplanation(
      RelevanceBand band, double image, double text, double minus, double both) {
    this(band, image, text, minus, both, 0);
  }

  /// Classes of a query part's share in the whole.
  public enum Amount {
    /// Less than 3 %.
    NOTHING,
    /// 3 to 40 %.
    SOME,
    /// 40 % and more.
    MOST;

    /// Returns the class of a share from 0 to 1.
    static Amount of(double part) {
      if (part < 0.03) {
        return NOTHING;
      }
      return part < 0.4 ? SOME : MOST;
    }
  }

  /// Returns the explanation of a result.
  public static MatchExplanation of(SearchResult hit) {
    return new MatchExplanation(
        hit.band(),
        hit.imageShare(),
        hit.textShare(),
        hit.excludedShare(),
        hit.productShare(),
        hit.feedbackShare());
  }

  /// Returns whether the model reads images and text together, so that they have one share.
  public boolean isTogether() {
    return image == 0 && text == 0 && both != 0;
  }

  /// Returns the proportion of a share in the sum of all absolute shares, from 0 to 1.
  public double part(double share) {
    double all =
        Math.abs(image) + Math.abs(text) + Math.abs(minus) + Math.abs(both) + Math.abs(feedback);
    return all == 0 ? 0 : Math.abs(share) / all;
  }
}
