package app.akin.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.akin.core.query.FactValue.Area;
import org.junit.jupiter.api.Test;

/// Tests which points a rectangle of the map contains.
final class AreaTest {
  @Test
  void bordersBelongToTheArea() {
    Area munich = new Area(48.1, 11.3, 48.3, 11.8);
    assertThat(munich.contains(48.1, 11.8)).isTrue();
    assertThat(munich.contains(48.2, 11.5)).isTrue();
    assertThat(munich.contains(48.31, 11.5)).isFalse();
    assertThat(munich.contains(48.2, 11.9)).isFalse();
  }

  @Test
  void anAreaMayCrossTheDateLine() {
    Area fiji = new Area(-20, 176, -15, -178);
    assertThat(fiji.contains(-17, 179.5)).isTrue();
    assertThat(fiji.contains(-17, -179.5)).isTrue();
    assertThat(fiji.contains(-17, 180)).isTrue();
    assertThat(fiji.contains(-17, 0)).isFalse();
    assertThat(fiji.contains(-21, 180)).isFalse();
  }

  @Test
  void anAreaOfAnyBoundsIsReadBackFromItsCanonicalForm() {
    for (double[] bounds :
        new double[][] {
          {-40.70320219066149, -89.99999999999999, 42.71696109727317, 90},
          {1e-12, -1e-9, 89.99999, 179.99999}
        }) {
      Fact fact = Fact.of(FactField.AREA, new Area(bounds[0], bounds[1], bounds[2], bounds[3]));
      assertThat(FactSyntax.parse(fact.canonical(), Places.NONE)).isEqualTo(fact);
    }
  }

  @Test
  void boundsAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Area(10, 0, 9, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Area(0, -181, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Area(Double.NaN, 0, 1, 1));
  }
}
