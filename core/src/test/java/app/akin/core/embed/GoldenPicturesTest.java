package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.Golden.Picture;
import app.akin.core.photo.Raster;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pixels a model sees, against Pillow's: every form of file, to the bit.
final class GoldenPicturesTest {
  static Stream<Picture> pictures() {
    return Golden.pictures().stream();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void pixelsAreTheReferences(Picture expected) {
    Raster raster = Golden.raster(expected.file());
    assertThat(raster.width()).isEqualTo(expected.width());
    assertThat(raster.height()).isEqualTo(expected.height());
    assertThat(Golden.samples(raster.rgb(), raster.width(), expected.samples()))
        .isEqualTo(expected.samples());
    assertThat(Golden.sha256(raster.rgb())).isEqualTo(expected.rgb());
  }
}
