package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Kind;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.store.KindPolicy.Picture;
import java.text.Normalizer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests which photos are judged to be screenshots and panoramas, with labelled names, sizes and
/// metadata.
class KindPolicyTest {
  private static final Exposure EXPOSURE = new Exposure(4.2, 1.8, 0.01, 100);
  private static final Metadata PHONE = metadata("Apple iPhone 13", EXPOSURE, null, null, null);

  private static Metadata metadata(
      @Nullable String camera,
      Exposure exposure,
      @Nullable Place place,
      @Nullable String software,
      @Nullable Kind kind) {
    return new Metadata(
        List.of(),
        camera,
        null,
        exposure,
        place,
        PlaceName.NONE,
        null,
        List.of(),
        null,
        null,
        software,
        kind);
  }

  private static Metadata software(String name) {
    return metadata(null, Exposure.NONE, null, name, null);
  }

  private static Metadata tagged(Kind kind) {
    return metadata(null, Exposure.NONE, null, null, kind);
  }

  private static boolean isScreenshot(
      String name, String format, long width, long height, Metadata facts) {
    return KindPolicy.isScreenshot(List.of(new Picture(name, format, width, height)), facts);
  }

  private static boolean isPanorama(
      String name, String format, long width, long height, Metadata facts) {
    return KindPolicy.isPanorama(List.of(new Picture(name, format, width, height)), facts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Screenshot_20230514-103522_Chrome.jpg",
        "Screenshot_2023-05-14-10-35-22-123_com.android.chrome.jpg",
        "Screenshot from 2023-05-14 10-35-22.png",
        "Screen Shot 2019-05-14 at 10.35.22 AM.png",
        "Screenshot 2024-05-14 at 10.35.22\u202fPM.png",
        "screenshot.png",
        "IMG_2034-Screenshot.png",
        "Bildschirmfoto 2023-05-14 um 10.35.22.png",
        "Bildschirmfoto vom 2023-05-14 10-35-22.png",
        "Capture d’écran 2023-05-14 à 10.35.22.png",
        "Capture d'écran du 2023-05-14 10-35-22.png",
        "Captura de pantalla 2023-05-14 a las 10.35.22.png",
        "Captura de Tela 2023-05-14 às 10.35.22.png",
        "Schermata 2023-05-14 alle 10.35.22.png",
        "Schermafbeelding 2023-05-14 om 10.35.22.png",
        "Zrzut ekranu 2023-05-14 o 10.35.22.png",
        "Снимок экрана 2023-05-14 в 10.35.22.png",
        "屏幕截图 2023-05-14 103522.png",
        "截屏2023-05-14 10.35.22.png",
        "截图20230514.jpg",
        "螢幕截圖 2023-05-14 上午10.35.22.png",
        "スクリーンショット 2023-05-14 10.35.22.png",
        "스크린샷 2023-05-14.png"
      })
  void namesOfScreenshots(String name) {
    for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
      assertThat(isScreenshot(Normalizer.normalize(name, form), "jpeg", 1000, 2000, Metadata.NONE))
          .as("%s", form)
          .isTrue();
    }
    assertThat(isScreenshot(name, "jpeg", 3024, 4032, PHONE)).as("taken by a camera").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IMG_2034.jpg",
        "PXL_20230514_103522123.jpg",
        "IMG-20230514-WA0001.jpg",
        "screen door.jpg",
        "greenscreenshots2.jpg",
        "capture.png",
        "截面.jpg",
        "Schermen.jpg"
      })
  void namesOfOtherPictures(String name) {
    assertThat(isScreenshot(name, "jpeg", 1000, 2000, Metadata.NONE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "IMG_0012.PNG, png, 1170, 2532, true",
    "IMG_0012.PNG, png, 2532, 1170, true",
    "IMG_0013.PNG, png, 1080, 2400, true",
    "IMG_0014.PNG, png, 2048, 2732, true",
    "a.png, png, 1920, 1080, true",
    "a.png, png, 2880, 1800, true",
    "a.png, png, 1080, 1919, false",
    "a.png, png, 1800, 2880, true", // a tablet
    "a.png, png, 768, 1366, false", // computers are not held sideways
    "scan.png, png, 2480, 3508, false",
    "a.png, png, 1536, 2048, false", // also a camera's
    "a.jpg, jpeg, 1170, 2532, false", // also wallpapers and pictures of messengers
    "a.jpg, jpeg, 1920, 1080, false",
    "a.png, png, 0, 0, false",
  })
  void sizesOfScreens(String name, String format, long width, long height, boolean expected) {
    assertThat(isScreenshot(name, format, width, height, Metadata.NONE)).isEqualTo(expected);
    assertThat(isScreenshot(name, format, width, height, PHONE)).isFalse();
    Metadata located = metadata(null, Exposure.NONE, new Place(1, 2, null), null, null);
    assertThat(isScreenshot(name, format, width, height, located)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "gnome-screenshot, true",
    "Greenshot, true",
    "FastStone Capture 9.4, true",
    "Adobe Photoshop 24.1, false",
    "GIMP 2.10, false",
    "Shutterfly, false",
    "17.0.1, false"
  })
  void programs(String program, boolean expected) {
    assertThat(isScreenshot("a.png", "png", 500, 300, software(program))).isEqualTo(expected);
  }

  @Test
  void tagsCountMost() {
    assertThat(isScreenshot("IMG_1.PNG", "png", 500, 300, tagged(Kind.SCREENSHOT))).isTrue();
    assertThat(isPanorama("IMG_1.jpg", "jpeg", 500, 300, tagged(Kind.PANORAMA))).isTrue();
    assertThat(isPanorama("IMG_1.PNG", "png", 2532, 1170, tagged(Kind.SCREENSHOT))).isFalse();
    assertThat(isScreenshot("IMG_1.jpg", "jpeg", 9000, 3000, tagged(Kind.PANORAMA))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "IMG_1.jpg, jpeg, 12000, 3000, true, true",
    "IMG_1.jpg, jpeg, 4000, 2000, true, true",
    "IMG_1.jpg, jpeg, 1600, 500, true, false", // a banner, unless of a camera
    "IMG_1.jpg, jpeg, 3990, 2000, false, false",
    "IMG_1.jpg, jpeg, 4032, 3024, false, false",
    "IMG_1.jpg, jpeg, 3840, 2160, false, false",
    "IMG_1.jpg, jpeg, 3000, 9000, true, false", // vertical
    "IMG_1.jpg, jpeg, 3000, 6500, false, false",
    "page.png, png, 9000, 3000, true, false",
    "PANO_20140514_103522.jpg, jpeg, 2000, 1400, true, true",
    "PXL_20230514_103522123.PANO.jpg, jpeg, 2000, 1400, true, true",
    "Panorama 3.jpg, jpeg, 2400, 1400, true, true",
    "Hotel Panorama.jpg, jpeg, 4000, 3000, false, false",
    "全景图.jpg, jpeg, 2400, 1400, true, true",
    "Japanor.jpg, jpeg, 2400, 1400, false, false",
    "a.jpg, jpeg, 0, 0, false, false",
  })
  void panoramas(
      String name, String format, long width, long height, boolean ofCamera, boolean ofUnknown) {
    assertThat(isPanorama(name, format, width, height, PHONE)).isEqualTo(ofCamera);
    assertThat(isPanorama(name, format, width, height, Metadata.NONE)).isEqualTo(ofUnknown);
  }

  @ParameterizedTest
  @CsvSource({
    "Hugin 2021.0.0, 2400, 1400, true",
    "Hugin 2021.0.0, 1400, 2400, true",
    "Hugin 2021.0.0, 2000, 1500, false",
    "PTGui Pro 12, 3000, 1500, true",
    "Adobe Lightroom, 2400, 1400, false"
  })
  void programsOfPanoramas(String program, long width, long height, boolean expected) {
    assertThat(isPanorama("a.jpg", "jpeg", width, height, software(program))).isEqualTo(expected);
  }

  @Test
  void oneFileOfSeveralIsEnough() {
    assertThat(
            KindPolicy.isScreenshot(
                List.of(
                    new Picture("a.jpg", "jpeg", 900, 600),
                    new Picture("Screenshot 1.jpg", "jpeg", 900, 600)),
                Metadata.NONE))
        .isTrue();
    assertThat(KindPolicy.isScreenshot(List.of(), Metadata.NONE)).isFalse();
  }
}
