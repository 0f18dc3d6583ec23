package app.akin.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests which photo a JSON file of Google Takeout belongs to.
class TakeoutFilesTest {
  @ParameterizedTest
  @CsvSource({
    "photo.jpg.json, photo.jpg, true",
    "photo.jpg.supplemental-metadata.json, photo.jpg, true",
    "photo.jpg.supplemental-meta.json, photo.jpg, true",
    "photo.jpg.s.json, photo.jpg, true",
    "photo.json, photo.jpg, true",
    "photo.jpg(1).json, photo(1).jpg, true",
    "photo.jpg.supplemental-metadata(1).json, photo(1).jpg, true",
    "photo.jpg.json, photo-edited.jpg, true",
    "photo.jpg(1).json, photo-edited(1).jpg, true",
    "photo.jpg.supplemental-metadata.json, photo-bearbeitet.jpg, true",
    "photo.jpg.supplemental-metadata.json, photo-編集済み.jpg, true",
    "a_very_long_name_of_a_photo_that_is_cut_by_the.json, "
        + "a_very_long_name_of_a_photo_that_is_cut_by_the_archive.jpg, true",
    "photo.jpg.json, photo(1).jpg, false",
    "photo.jpg(1).json, photo.jpg, false",
    "photo.jpg.json, photo.png, false",
    "photo.jpg.json, photo2.jpg, false",
    "metadata.json, photo.jpg, false",
    "short.json, short_and_more.jpg, false"
  })
  void aFileBelongsToThePhotoOfItsName(String json, String photo, boolean belongs) {
    TakeoutFiles files = new TakeoutFiles();
    FoundFile file = new FoundFile(Path.of("/photos").resolve(json), json, 1, 1, 1, 1);
    files.add(file);
    @Nullable FoundFile expected = belongs ? file : null;
    assertThat(files.of(photo)).isEqualTo(expected);
  }
}
