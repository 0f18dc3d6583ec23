package app.akin.core.model;

import app.akin.core.photo.Embedding;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How well the embeddings of a sample are kept by others of the same pictures.
///
/// @param centredCosine the mean cosine after the mean of the true ones was subtracted from both:
///   plain cosine says little, since unrelated photos often share 0.9 and more
/// @param neighbours how many of each picture's [#NEAREST] nearest stay among them, 0 to 1, on
///   average
record Fidelity(double centredCosine, double neighbours) {
  /// How many neighbours are looked at.
  static final int NEAREST = 10;

  /// Compares embeddings of the same pictures in the same order, at least two of them.
  static Fidelity of(List<Embedding> truth, List<Embedding> found) {
    double[] mean = mean(truth);
    double cosines = 0;
    double kept = 0;
    int nearest = Math.min(NEAREST, truth.size() - 1);
    for (int i = 0; i < truth.size(); i++) {
      cosines += cosine(minus(truth.get(i), mean), minus(found.get(i), mean));
      BitSet same = nearest(truth, i, nearest);
      same.and(nearest(found, i, nearest));
      kept += (double) same.cardinality() / nearest;
    }
    return new Fidelity(cosines / truth.size(), kept / truth.size());
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

  private static double[] minus(Embedding embedding, double[] mean) {
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
    // Embeddings that do not move at all have no direction: lost is lost.
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
