package app.akin.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Assigns the other files of a folder to its photos.
class CompanionFilesTest {
  private static FoundFile file(String name) {
    return new FoundFile(Path.of("/photos").resolve(name), name, 1, 1, 1, 1);
  }

  private static CompanionFiles companions(String... names) {
    CompanionFiles companions = new CompanionFiles();
    Arrays.stream(names).map(CompanionFilesTest::file).forEach(companions::add);
    return companions;
  }

  private static List<FoundFile> photos(String... names) {
    return Arrays.stream(names).map(CompanionFilesTest::file).toList();
  }

  @Test
  void aVideoWithTheNameOfAPhotoBelongsToIt() {
    CompanionFiles companions = companions("IMG_1.MOV", "img_2.mov", "party.mp4");

    assertThat(companions.videos()).isEqualTo(3);
    assertThat(companions.ofPhotos(photos("IMG_1.HEIC", "IMG_2.jpg", "IMG_3.jpg"))).isEqualTo(2);
    assertThat(companions().videos()).isZero();
    assertThat(companions().ofPhotos(photos("IMG_1.HEIC"))).isZero();
  }

  @Test
  void sidecarsAndTakeoutFilesBelongToThePhotosOfTheirNames() {
    List<FoundFile> files =
        companions("a.jpg.xmp", "b.jpg.json").withSidecars(photos("a.jpg", "b.jpg", "c.jpg"));

    assertThat(files)
        .containsExactly(
            file("a.jpg").withSidecars(file("a.jpg.xmp"), null, null),
            file("b.jpg").withSidecars(null, file("b.jpg.json"), null),
            file("c.jpg"));
  }

  @Test
  void onlyOneKindOfCompanionIsEnough() {
    List<FoundFile> photos = photos("a.jpg");

    assertThat(companions("a.xmp").withSidecars(photos))
        .containsExactly(file("a.jpg").withSidecars(file("a.xmp"), null, null));
    assertThat(companions("a.jpg.json").withSidecars(photos))
        .containsExactly(file("a.jpg").withSidecars(null, file("a.jpg.json"), null));
    assertThat(companions("Picasa.ini").withSidecars(photos))
        .containsExactly(file("a.jpg").withSidecars(null, null, file("Picasa.ini")));
    assertThat(companions("party.mp4").withSidecars(photos)).isSameAs(photos);
  }

  /// The order of a folder's entries is not defined.
  @Test
  void theHiddenFileOfPicasaIsThatOfLaterVersions() {
    FoundFile later = file("a.jpg").withSidecars(null, null, file(".picasa.ini"));

    assertThat(companions("Picasa.ini", ".picasa.ini").withSidecars(photos("a.jpg")))
        .containsExactly(later);
    assertThat(companions(".picasa.ini", "Picasa.ini").withSidecars(photos("a.jpg")))
        .containsExactly(later);
  }
}
