package app.akin.core.model;

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
  void whatIsTheSameIsKeptWhole() {
    List<Embedding> truth = sample(1, 0.3);

    assertThat(Fidelity.of(truth, truth))
        .returns(1.0, fidelity -> Math.round(fidelity.centredCosine() * 1e9) / 1e9)
        .returns(1.0, Fidelity::neighbours);
  }

  /// Pictures share most of their direction, so the plain cosine of strangers is high, and the
  /// centred one is near zero.
  @Test
  void whatTheSampleSharesCountsForNothing() {
    List<Embedding> truth = sample(1, 0.1);
    List<Embedding> strangers = sample(2, 0.1);
    double plain =
        IntStream.range(0, COUNT)
            .mapToDouble(i -> dot(truth.get(i).unit(), strangers.get(i).unit()))
            .average()
            .orElseThrow();

    assertThat(plain).isGreaterThan(0.9);
    assertThat(Fidelity.of(truth, strangers).centredCosine()).isCloseTo(0, within(0.2));
  }

  /// By hand: four unit vectors on two axes have the mean zero. Turning one by 90 degrees leaves
  /// three cosines of 1 and one of 0.
  @Test
  void theCosineIsTheMeanOverThePictures() {
    List<Embedding> truth = List.of(of(1, 0), of(-1, 0), of(0, 1), of(0, -1));
    List<Embedding> turned = List.of(of(0, 1), of(-1, 0), of(0, 1), of(0, -1));

    assertThat(Fidelity.of(truth, turned).centredCosine()).isCloseTo(0.75, within(1e-9));
  }

  /// Swapping the embeddings of two pictures that nobody else has among the nearest, or reversing
  /// all of them: ranks change, and the overlap says by how much.
  @Test
  void neighboursAreThoseOfTheSamePicture() {
    List<Embedding> truth = sample(3, 1);
    List<Embedding> shuffled = new ArrayList<>(truth);
    Collections.reverse(shuffled);
    // Ten of 39 others by chance.
    assertThat(Fidelity.of(truth, shuffled).neighbours()).isBetween(0.1, 0.45);
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
