package app.akin.core.evaluation;

import app.akin.core.embed.RankingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Writes fitted settings in the form of `ranking.json`.
///
/// @param present the settings of the model; what is not fitted is taken from them
record RankingText(RankingSettings present) {
  private static final double THOUSANDTHS = 1000;
  private static final double TENTHS = 10;

  /// Returns the text.
  String json(
      RankingSettings fitted,
      RankingFit.Band strong,
      RankingFit.Band possible,
      boolean composedCapped) {
    List<String> members = new ArrayList<>();
    members.add("\"words\": " + number(fitted.textFactor()));
    members.add("\"minus\": " + number(fitted.excludedFactor()));
    members.add("\"product\": " + number(fitted.productFactor()));
    floor(members, "strong", strong);
    floor(members, "possible", possible);
    if (Double.isFinite(present.imageZ())) {
      members.add("\"picture_widths\": " + number(present.imageZ()));
    }
    // Without a floor, a capped model would call everything possible.
    if (composedCapped && (possible.cosine().isPresent() || possible.z().isPresent())) {
      members.add("\"composed\": \"possible\"");
    }
    if (present.expansion() > 0) {
      members.add("\"expansion\": " + present.expansion());
    }
    return "{" + String.join(", ", members) + "}";
  }

  private static void floor(List<String> members, String key, RankingFit.Band band) {
    member(members, key, band.cosine(), THOUSANDTHS);
    member(members, key + "_widths", band.z(), TENTHS);
  }

  /// Adds a minimum, rounded up so that it admits no more than the exact one.
  private static void member(
      List<String> members, String key, OptionalDouble minimum, double parts) {
    minimum.ifPresent(
        value -> members.add("\"" + key + "\": " + number(Math.ceil(parts * value) / parts)));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
