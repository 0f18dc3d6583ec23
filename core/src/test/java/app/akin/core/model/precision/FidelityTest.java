package app.akin.core.model.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.photo.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FidelityTest {
  private static final int COUNT = 40;
  private static final int WIDTH = 32;

  @Test
  void identicalEmbeddingsHaveFullFidelity() {
    List<Embedding> reference = sample(1, 0.3);

    assertThat(Fidelity.of(reference, reference))
        .returns(1.0, fidelity -> Math.round(fidelity.centredCosine() * 1e9) / 1e9)
        .returns(1.0, Fidelity::neighbours);
  }

  /// All embeddings share most of their direction, so the plain cosine of unrelated ones is high
  /// and the centred one is near zero.
  @Test
  void theCommonDirectionIsSubtracted() {
    List<Embedding> reference = sample(1, 0.1);
    List<Embedding> unrelated = sample(2, 0.1);
    double plain =
        IntStream.range(0, COUNT)
            .mapToDouble(i -> dot(reference.get(i).unit(), unrelated.get(i).unit()))
            .average()
            .orElseThrow();

    assertThat(plain).isGreaterThan(0.9);
    assertThat(Fidelity.of(reference, unrelated).centredCosine()).isCloseTo(0, within(0.2));
  }

  /// Computed by hand: four unit vectors on two axes have a mean of zero. Rotating one by 90
  /// degrees leaves three cosines of 1 and one of 0.
  @Test
  void theCosineIsTheMeanOverTheImages() {
    List<Embedding> reference = List.of(of(1, 0), of(-1, 0), of(0, 1), of(0, -1));
    List<Embedding> turned = List.of(of(0, 1), of(-1, 0), of(0, 1), of(0, -1));

    assertThat(Fidelity.of(reference, turned).centredCosine()).isCloseTo(0.75, within(1e-9));
  }

  /// Reversing the order of the embeddings changes the neighbours; the overlap drops to chance
  /// level.
  @Test
  void neighboursAreComparedForTheSameImage() {
    List<Embedding> reference = sample(3, 1);
    List<Embedding> shuffled = new ArrayList<>(reference);
    Collections.reverse(shuffled);
    // By chance, ten of the 39 others.
    assertThat(Fidelity.of(reference, shuffled).neighbours()).isBetween(0.1, 0.45);
  }

  /// Twelve directions in steps of 10 degrees: the ten nearest are all others but the farthest.
  /// With the last two exchanged, six images lose one neighbour of ten.
  @Test
  void theOverlapIsTheMeanOverTheImages() {
    List<Embedding> reference = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double angle = Math.toRadians(10 * i);
      reference.add(of((float) Math.cos(angle), (float) Math.sin(angle)));
    }
    List<Embedding> exchanged = new ArrayList<>(reference);
    Collections.swap(exchanged, 10, 11);

    assertThat(Fidelity.of(reference, exchanged).neighbours()).isCloseTo(0.95, within(1e-9));
  }

  /// Equal embeddings have no direction once their mean is subtracted.
  @Test
  void aVectorWithoutDirectionMatchesOnlyAnother() {
    List<Embedding> equal = List.of(of(1, 0), of(1, 0));
    List<Embedding> different = List.of(of(1, 0), of(0, 1));

    assertThat(Fidelity.of(equal, equal).centredCosine()).isEqualTo(1);
    assertThat(Fidelity.of(equal, different).centredCosine()).isEqualTo(0.5);
  }

  private static List<Embedding> sample(long seed, double own) {
    Random random = new Random(seed);
    return IntStream.range(0, COUNT)
        .mapToObj(
            _ -> {
              float[] raw = new float[WIDTH];
              for (int i = 0; i < WIDTH; i++) {
                raw[i] = (float) (1 + own * random.nextGaussian());
              }
              return Embedding.ofRaw(raw);
            })
        .toList();
  }

  private static Embedding of(float x, float y) {
    return Embedding.ofRaw(new float[] {x, y});
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }
}
