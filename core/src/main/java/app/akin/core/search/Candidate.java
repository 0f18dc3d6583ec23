package app.akin.core.search;

import java.util.Comparator;
import java.util.List;

/// A photo that may be a result, with its similarities to the query.
///
/// @param id its content
/// @param cosine the cosine with the query
/// @param product the product of image and text similarity, see [Query#product]
/// @param imageCosine the cosine with the mean image feature; NaN if it was not compared
/// @param textCosine the cosine with the mean text feature; NaN if it was not compared
/// @param penalty what excluded texts take from the score, see [ExcludedPenalty]
/// @param feedback what feedback adds to the score, see [Query#feedbackTerm]
/// @param moreCosine the cosine with the mean of the photos that are right, see [Query#moved]; NaN
///   if it was not compared
record Candidate(
    long id,
    float cosine,
    double product,
    double imageCosine,
    double textCosine,
    double penalty,
    double feedback,
    double moreCosine) {
  /// Creates a photo that was compared without feedback.
  Candidate(
      long id,
      float cosine,
      double product,
      double imageCosine,
      double textCosine,
      double penalty) {
    this(id, cosine, product, imageCosine, textCosine, penalty, 0, Double.NaN);
  }

  /// The order of results: highest score first, equal scores by id.
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparingLong(Candidate::id);

  /// Returns a photo that was compared with a query.
  ///
  /// @param cosine the cosine with the query
  /// @param others the cosines with [Query#comparedUnits]; empty if it was not compared with them
  static Candidate of(Query query, long id, float cosine, List<Float> others) {
    List<Float> parts = query.ofParts(others);
    double image = Double.NaN;
    double text = Double.NaN;
    if (query.hasPenalty()) {
      // The query is its only part.
      image = query.kind() == Query.Kind.TEXTS ? Double.NaN : cosine;
      text = query.kind() == Query.Kind.IMAGES ? Double.NaN : cosine;
    } else if (!parts.isEmpty()) {
      image = query.kind() == Query.Kind.TEXTS ? Double.NaN : parts.getFirst();
      text = query.kind() == Query.Kind.IMAGES ? Double.NaN : parts.getLast();
    }
    return new Candidate(
        id,
        cosine,
        query.hasProduct() ? query.product(image, text) : 0,
        image,
        text,
        query.penalty(parts),
        query.feedbackTerm(others),
        query.moreCosine(others));
  }

  /// Returns a photo that is not compared with a query.
  static Candidate unranked(long id) {
    return new Candidate(id, 0, 0, Double.NaN, Double.NaN, 0);
  }

  /// Returns the score.
  float score() {
    return (float) (cosine + product - penalty + feedback);
  }
}
