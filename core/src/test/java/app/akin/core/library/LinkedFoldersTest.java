package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.search.SearchRequest.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder given by a link is the same folder under every name.
final class LinkedFoldersTest {
  @TempDir Path base;
  private LibraryFixture fixture;
  private Path link;

  @BeforeEach
  void createPhotosAndLink() throws IOException {
    base = base.toRealPath();
    fixture = new LibraryFixture(base);
    fixture.write("trip/a.jpg", ImageKit.photo(1, 96, 72));
    fixture.write("b.jpg", ImageKit.photo(2, 96, 72));
    link = Files.createSymbolicLink(base.resolve("name"), fixture.photos());
  }

  @AfterEach
  void closeFixture() {
    fixture.close();
  }

  private List<String> found(Path in) {
    return fixture.names(fixture.search(Filter.in(in), 10, LibraryFixture.text("a landscape")));
  }

  private void assertFoundUnderEachName() {
    for (Path root : List.of(link, fixture.photos())) {
      assertThat(found(root)).as("%s", root).hasSize(2);
      assertThat(found(root.resolve("trip"))).hasSize(1);
      assertThat(found(root.resolve("trip/../trip/."))).hasSize(1);
      assertThat(found(root.resolve("gone"))).isEmpty();
    }
    assertThat(found(base)).hasSize(2);
  }

  @Test
  void folderIndexedByALinkIsFoundByBothNames() throws Exception {
    fixture.index(ModelSelection.DEFAULT, link);
    assertFoundUnderEachName();

    assertThat(fixture.index()).returns(0L, IngestReport::embedded);
    assertThat(fixture.index(ModelSelection.DEFAULT, link.resolve("trip")))
        .returns(1L, IngestReport::files);
    assertThat(fixture.status().folders()).hasSize(1);
    try (PhotoLibrary library = fixture.open()) {
      library.folders().add(link, List.of(Path.of("trip")));
      library.folders().add(link, List.of(fixture.photos().resolve("other")));
      assertThat(fixture.status().folders())
          .singleElement()
          .satisfies(folder -> assertThat(folder.exclusions()).containsExactly("other", "trip"));
      assertThatThrownBy(() -> library.folders().add(link, List.of(base.resolve("else"))))
          .isInstanceOf(AkinException.class);
      library.folders().remove(link);
    }
    assertThat(fixture.status().folders()).isEmpty();
  }

  /// Libraries of earlier versions contain the link itself.
  @Test
  void rootStoredAsALinkIsFoundByBothNames() throws Exception {
    fixture.index();
    storeRootAsLink();
    assertFoundUnderEachName();

    assertThat(fixture.index(ModelSelection.DEFAULT, fixture.photos().resolve("trip")))
        .returns(1L, IngestReport::files)
        .returns(0L, IngestReport::embedded)
        .returns(2L, IngestReport::photos);
    assertThat(fixture.index()).returns(2L, IngestReport::unchanged);
    assertThat(fixture.status().folders())
        .extracting(LibraryStatus.Folder::path)
        .containsExactly(link);
  }

  private void storeRootAsLink() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + fixture.paths().library().resolve("library.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE roots SET path = '" + link + "'");
    }
  }

  @Test
  void folderThatIsPartOfARootByALinkIsFoundByItsOwnPath() throws Exception {
    Path outside = Files.createDirectories(base.resolve("outside/deep"));
    Files.write(outside.resolve("c.jpg"), ImageKit.photo(3, 96, 72));
    Files.createSymbolicLink(fixture.photos().resolve("linked"), base.resolve("outside"));
    fixture.index();

    assertThat(found(base.resolve("outside"))).containsExactly("linked/deep/c.jpg");
    assertThat(found(fixture.photos().resolve("linked/deep"))).containsExactly("linked/deep/c.jpg");
    assertThat(found(base)).hasSize(3);
  }
}
