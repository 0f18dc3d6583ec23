package app.akin.desktop.grid;

import app.akin.core.search.Hit;
import app.akin.core.search.RelevanceBand;

/// Why a photo was found: how strongly, and what of the query brought it there.
///
/// @param relevance how strongly it answers
/// @param image what the query's pictures add
/// @param text what its words add
/// @param minus what its minus words take away, at or below 0 where they do
public record Why(RelevanceBand relevance, double image, double text, double minus) {
  /// How much of the whole one share is, as people say it.
  public enum Amount {
    /// Next to nothing.
    NOTHING,
    /// A small part.
    LITTLE,
    /// A part that counts.
    SOME,
    /// As much as the rest.
    HALF,
    /// More than the rest.
    MOST,
    /// Nearly everything.
    ALL;

    /// The word for a part of the whole, from 0 to 1.
    static Amount of(double part) {
      if (part < 0.03) {
        return NOTHING;
      } else if (part < 0.2) {
        return LITTLE;
      } else if (part < 0.4) {
        return SOME;
      } else if (part < 0.6) {
        return HALF;
      }
      return part < 0.9 ? MOST : ALL;
    }
  }

  /// Why a hit is one.
  public static Why of(Hit hit) {
    return new Why(hit.relevance(), hit.image(), hit.text(), hit.minus());
  }

  /// The part that a share has in all of them together, regardless of signs, from 0 to 1.
  public double part(double share) {
    double all = Math.abs(image) + Math.abs(text) + Math.abs(minus);
    return all == 0 ? 0 : Math.abs(share) / all;
  }
}
