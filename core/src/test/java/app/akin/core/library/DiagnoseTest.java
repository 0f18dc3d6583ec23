package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests what the diagnosis reports of the photo folders.
final class DiagnoseTest {
  @TempDir Path base;

  /// The mount point of an unplugged drive is an empty folder.
  @Test
  void aFolderWhoseFilesAreAllGoneIsUnavailableAndANewEmptyFolderIsNot() throws Exception {
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      Path photo = fixture.write("a.jpg", ImageKit.photo(1, 64, 48));
      fixture.index();
      Path added = Files.createDirectory(base.resolve("new"));
      try (PhotoLibrary library = fixture.open()) {
        library.folders().add(added, List.of());
        assertThat(library.diagnose(ModelSelection.DEFAULT, false).unavailableFolders()).isEmpty();

        Files.delete(photo);

        assertThat(library.diagnose(ModelSelection.DEFAULT, false).unavailableFolders())
            .containsExactly(fixture.photos());
      }
    }
  }
}
