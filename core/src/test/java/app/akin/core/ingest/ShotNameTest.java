package app.akin.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The naming rules of cameras, phones and photo programs.
class ShotNameTest {
  /// Pairs of one shot. The third column tells whether both must state the same time.
  @ParameterizedTest
  @CsvSource({
    "IMG_1.JPG, IMG_1.CR2, false",
    "IMG_1 (1).JPG, IMG_1 (1).CR2, false",
    // Pixel.
    "PXL_20250126_164931991.RAW-01.COVER.jpg, PXL_20250126_164931991.RAW-02.ORIGINAL.dng, false",
    "PXL_20250126_164931991.RAW-01.MP.COVER.jpg, PXL_20250126_164931991.RAW-02.ORIGINAL.dng, false",
    "PXL_20250126_164931991.RAW-01.MP.jpg, PXL_20250126_164931991.RAW-02.ORIGINAL.dng, false",
    "PXL_20231026_205755225.MP.jpg, PXL_20231026_205755225.dng, false",
    "PXL_20230816_132648337.NIGHT.jpg, PXL_20230816_132648337.dng, false",
    "PXL_20230809_203029471.LONG_EXPOSURE-01.COVER.jpg, PXL_20230809_203029471.dng, false",
    "PXL_20250818_070741588.RAW-01.MP.COVER~2.jpg, PXL_20250818_070741588.dng, true",
    "MVIMG_20190101_120000.jpg, IMG_20190101_120000.dng, true",
    // Samsung, LG, Xiaomi, Motorola.
    "20230101_120000.jpg, 20230101_120000.dng, false",
    "20230101_120000(0).jpg, 20230101_120000.dng, true",
    "20180101_120000_HDR.jpg, 20180101_120000.dng, true",
    "IMG_20200101_120000_HDR.jpg, IMG_20200101_120000.dng, true",
    "IMG_20200101_120000.jpg, IMG_20200101_120000_RAW.dng, true",
    "IMG_20200101_120000.jpg, IMG_20200101_120000.RAW.dng, true",
    "IMG_20200101_120000_edit_1234567.jpg, IMG_20200101_120000.dng, true",
    "IMG_20200101_120000123_HDR.jpg, IMG_20200101_120000123.dng, true",
    // iPhone.
    "IMG_E1234.JPG, IMG_1234.HEIC, true",
    "IMG_E1234 (1).JPG, IMG_1234.HEIC, true",
    // Photo programs, browsers and file managers.
    "IMG_1234-edited.jpg, IMG_1234.HEIC, true",
    "IMG_1234_edited.jpg, IMG_1234.HEIC, true",
    "IMG_1234-bearbeitet.jpg, IMG_1234.HEIC, true",
    "IMG_1234-已修改.jpg, IMG_1234.HEIC, true",
    "IMG_1234-Edit-2.jpg, IMG_1234.CR2, true",
    "IMG_1234 (1).jpg, IMG_1234.CR2, true",
    "IMG_1234(1).jpg, IMG_1234.CR2, true",
    "IMG_1234 copy.jpg, IMG_1234.CR2, true",
    "IMG_1234 - Copy (2).jpg, IMG_1234.CR2, true",
    "IMG_1234 - 副本.jpg, IMG_1234.CR2, true",
    "IMG_1234 2.jpg, IMG_1234.CR2, true"
  })
  void namesOfOneShot(String one, String other, boolean needsTime) {
    ShotName first = ShotName.of(one);
    ShotName second = ShotName.of(other);
    assertThat(first.shot()).isEqualTo(second.shot());
    assertThat(first.needsTime(second)).isEqualTo(needsTime);
    assertThat(second.needsTime(first)).isEqualTo(needsTime);
  }

  @ParameterizedTest
  @CsvSource({
    "IMG_1.JPG, IMG_2.CR2",
    "IMG_10001.JPG, IMG_1.CR2",
    "IMG_E12.JPG, IMG_12.HEIC",
    "PXL_20250126_164931991.RAW-01.COVER.jpg, PXL_20250126_164931992.RAW-02.ORIGINAL.dng",
    "Holiday 2019.jpg, Holiday.CR2",
    "credited.jpg, cr.CR2",
    "2019.07.jpg, 2019.CR2",
    "(1).jpg, (2).CR2"
  })
  void namesOfDifferentShots(String one, String other) {
    assertThat(ShotName.of(one).shot()).isNotEqualTo(ShotName.of(other).shot());
  }
}
