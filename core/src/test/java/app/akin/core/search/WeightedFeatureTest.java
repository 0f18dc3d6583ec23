package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.photo.Embedding;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Compares the weighted mean of raw features with its definition.
class WeightedFeatureTest {
  private static final float[] ONE = {3, -1, 0.5f};
  private static final float[] OTHER = {-2, 4, 1};

  @Test
  void theMeanOfPartsWeighsThem() {
    Embedding mean =
        WeightedFeature.meanOf(List.of(feature(ONE, 1), feature(OTHER, 2))).orElseThrow();

    for (int i = 0; i < ONE.length; i++) {
      double expected = (ONE[i] + 2.0 * OTHER[i]) / 3;
      assertThat(mean.norm() * mean.unit()[i]).isCloseTo((float) expected, within(1e-5f));
    }
  }

  @Test
  void zeroFeaturesCountAsAbsent() {
    WeightedFeature zero = feature(new float[ONE.length], 1);

    assertThat(WeightedFeature.meanOf(List.of(zero, feature(ONE, 1))).orElseThrow().norm())
        .isCloseTo(Embedding.ofRaw(ONE).norm(), within(1e-5f));
    assertThat(WeightedFeature.meanOf(List.of(zero))).isEmpty();
    assertThat(WeightedFeature.meanOf(List.of())).isEmpty();
  }

  private static WeightedFeature feature(float[] raw, double weight) {
    return new WeightedFeature(Embedding.ofRaw(raw), weight);
  }
}
