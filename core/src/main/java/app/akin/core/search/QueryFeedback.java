package app.akin.core.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What feedback does to the scores of a [Query].
///
/// @param vector the contribution to the score of a photo is the scalar product with it; shared,
///   must not be modified
/// @param termUnit the direction of `vector` if the score has it as a further term, null if it is
///   part of the cosine; shared, must not be modified
/// @param termFactor the length of `vector` if it is a further term
/// @param moreUnit unit vector of the mean of the photos that are right, null if photos are not
///   compared with it; shared, must not be modified
// Compared by identity, to avoid comparing vectors.
@SuppressWarnings("ArrayRecordComponent")
record QueryFeedback(
    float[] vector, float @Nullable [] termUnit, double termFactor, float @Nullable [] moreUnit) {
  /// Returns the unit vectors that photos are compared with, in the order that [#term] and
  /// [#moreCosine] expect at the end of their argument.
  List<float[]> comparedUnits() {
    List<float[]> units = new ArrayList<>();
    if (termUnit != null) {
      units.add(termUnit);
    }
    if (moreUnit != null) {
      units.add(moreUnit);
    }
    return units;
  }

  boolean hasTerm() {
    return termUnit != null;
  }

  /// Returns the further term of a photo's score; 0 if there is none.
  ///
  /// @param others cosines that end with those of [#comparedUnits]
  double term(List<Float> others) {
    return termUnit == null || others.isEmpty()
        ? 0
        : termFactor * others.get(others.size() - comparedUnits().size());
  }

  /// Returns the cosine with the mean of the photos that are right; NaN if it was not compared.
  ///
  /// @param others cosines that end with those of [#comparedUnits]
  double moreCosine(List<Float> others) {
    return moreUnit == null || others.isEmpty() ? Double.NaN : others.getLast();
  }
}
