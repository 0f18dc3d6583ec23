package app.akin.core.model.precision;

import app.akin.core.photo.Embedding;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Measures how closely embeddings agree with reference embeddings of the same images.
///
/// @param centredCosine the mean cosine after the mean of the reference embeddings is subtracted
///   from both sides; the plain cosine is not selective, since it often exceeds 0.9 for unrelated
///   photos
/// @param neighbours the mean fraction, 0 to 1, of each image's [#NEIGHBOUR_COUNT] nearest
///   neighbours that are also among its nearest neighbours in the reference
record Fidelity(double centredCosine, double neighbours) {
  /// The number of nearest neighbours that are compared.
  static final int NEIGHBOUR_COUNT = 10;

  /// Compares two lists of embeddings of the same images, in the same order, with at least two
  /// elements.
  static Fidelity of(List<Embedding> reference, List<Embedding> compared) {
    double[] mean = mean(reference);
    double cosines = 0;
    double overlaps = 0;
    int nearest = Math.min(NEIGHBOUR_COUNT, reference.size() - 1);
    for (int i = 0; i < reference.size(); i++) {
      cosines += cosine(subtract(reference.get(i), mean), subtract(compared.get(i), mean));
      BitSet same = nearest(reference, i, nearest);
      same.and(nearest(compared, i, nearest));
      overlaps += (double) same.cardinality() / nearest;
    }
    return new Fidelity(cosines / reference.size(), overlaps / reference.size());
  }

  private static double[] mean(List<Embedding> embeddings) {
    double[] mean = new double[embeddings.getFirst().dimension()];
    for (Embedding embedding : embeddings) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += embedding.unit()[i] / (double) embeddings.size();
      }
    }
    return mean;
  }

  private static double[] subtract(Embedding embedding, double[] mean) {
    double[] difference = new double[mean.length];
    Arrays.setAll(difference, i -> embedding.unit()[i] - mean[i]);
    return difference;
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    // A zero vector has no direction: it matches only another zero vector.
    return aa == 0 || bb == 0 ? (aa == bb ? 1 : 0) : product / Math.sqrt(aa * bb);
  }

  private static BitSet nearest(List<Embedding> embeddings, int of, int count) {
    double[] scores =
        embeddings.stream().mapToDouble(other -> dot(embeddings.get(of), other)).toArray();
    BitSet nearest = new BitSet();
    IntStream.range(0, scores.length)
        .filter(other -> other != of)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer other) -> -scores[other]))
        .limit(count)
        .forEach(nearest::set);
    return nearest;
  }

  private static double dot(Embedding a, Embedding b) {
    double sum = 0;
    for (int i = 0; i < a.dimension(); i++) {
      sum += (double) a.unit()[i] * b.unit()[i];
    }
    return sum;
  }
}
