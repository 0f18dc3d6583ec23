package app.akin.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.evaluation.data.CropBox;
import app.akin.core.photo.Raster;
import org.junit.jupiter.api.Test;

/// Tests that crops are clipped and centred on black.
final class PaddedCropTest {
  private static Raster numbered(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 + 1);
    }
    return new Raster(width, height, rgb);
  }

  private static int at(Raster raster, int x, int y) {
    return raster.rgb()[3 * (y * raster.width() + x)];
  }

  @Test
  void aWidePartGetsBlackAboveAndBelow() {
    Raster crop = PaddedCrop.of(numbered(6, 4), new CropBox(1, 1, 3, 1));

    assertThat(crop.width()).isEqualTo(3);
    assertThat(crop.height()).isEqualTo(3);
    assertThat(at(crop, 0, 0)).isZero();
    assertThat(at(crop, 0, 1)).isEqualTo(8);
    assertThat(at(crop, 2, 1)).isEqualTo(10);
    assertThat(at(crop, 2, 2)).isZero();
  }

  @Test
  void aPartOverTheEdgesIsClipped() {
    Raster crop = PaddedCrop.of(numbered(6, 4), new CropBox(-5, -5, 100, 100));

    assertThat(crop.width()).isEqualTo(6);
    assertThat(at(crop, 0, 1)).isEqualTo(1);
    assertThat(at(crop, 5, 4)).isEqualTo(24);
  }

  @Test
  void aPartOutsideOfTheImageIsOnePixel() {
    Raster crop = PaddedCrop.of(numbered(6, 4), new CropBox(50, 50, 10, 10));

    assertThat(crop.width()).isEqualTo(1);
    assertThat(at(crop, 0, 0)).isEqualTo(24);
  }
}
