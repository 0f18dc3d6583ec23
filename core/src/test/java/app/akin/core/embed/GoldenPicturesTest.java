package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.GoldenData.Picture;
import app.akin.core.photo.Raster;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests model pixels against Pillow: identical for all kinds of files.
final class GoldenPicturesTest {
  static Stream<Picture> pictures() {
    return GoldenData.pictures().stream();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void pixelsAreTheReferences(Picture expected) {
    Raster raster = GoldenData.raster(expected.file());
    assertThat(raster.width()).isEqualTo(expected.width());
    assertThat(raster.height()).isEqualTo(expected.height());
    assertThat(GoldenData.samples(raster.rgb(), raster.width(), expected.samples()))
        .isEqualTo(expected.samples());
    assertThat(GoldenData.sha256(raster.rgb())).isEqualTo(expected.rgb());
  }
}
