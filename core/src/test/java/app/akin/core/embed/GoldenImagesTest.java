package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.GoldenData.Image;
import app.akin.core.photo.Raster;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests model pixels against Pillow: identical for all kinds of opaque files. Transparent ones are
/// compared with their colors over the ground that the decoder chooses.
final class GoldenImagesTest {
  static Stream<Image> images() {
    return GoldenData.images().stream();
  }

  @ParameterizedTest
  @MethodSource("images")
  void pixelsMatchTheReference(Image expected) {
    Raster raster = GoldenData.raster(expected.file());
    assertThat(raster.width()).isEqualTo(expected.width());
    assertThat(raster.height()).isEqualTo(expected.height());
    assertThat(GoldenData.samples(raster.rgb(), raster.width(), expected.samples()))
        .isEqualTo(expected.samples());
    assertThat(GoldenData.sha256(raster.rgb())).isEqualTo(expected.rgb());
  }
}
