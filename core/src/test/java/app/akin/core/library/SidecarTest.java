package app.akin.core.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.FailureKind;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies beside photos: sidecars that come, change and go by themselves, videos, which are
/// counted, and pictures that are too small to be photos.
final class SidecarTest {
  @TempDir Path base;
  private LibraryFixture home;

  @BeforeEach
  void openHome() {
    home = new LibraryFixture(base);
  }

  @AfterEach
  void invariantsHold() {
    home.close();
    CatalogueInvariants.check(home.paths().library());
  }

  /// A sidecar as programs write it.
  static byte[] sidecar(int stars, String date) {
    return """
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
     <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
        xmp:Rating="%d" xmp:CreateDate="%s"/>
     </rdf:RDF>
    </x:xmpmeta>
    """
        .formatted(stars, date)
        .getBytes(UTF_8);
  }

  private PhotoDetails details() {
    try (PhotoLibrary library = home.open()) {
      SearchResult hit = home.search(LibraryFixture.text("a landscape")).results().getFirst();
      return library.photos().details(hit.content()).orElseThrow();
    }
  }

  @Test
  void aSidecarChangesDateAndRatingWithoutEmbedding() throws Exception {
    home.write("a.jpg", ImageKit.photo(1, 96, 72));
    home.index();
    LocalDateTime fileTime = details().date();
    assertThat(details().isDateTaken()).isFalse();

    home.write("a.xmp", sidecar(4, "2011-12-13T14:15:16"));
    assertThat(home.index())
        .returns(0L, IngestReport::embedded)
        .returns(1L, IngestReport::unchanged)
        .returns(1L, IngestReport::files);
    assertThat(details().date()).isEqualTo(LocalDateTime.of(2011, 12, 13, 14, 15, 16));
    assertThat(details().facts())
        .returns(4, facts -> facts.rating())
        .returns(DateSource.XMP, facts -> facts.takenFrom());
    Filter day = new Filter(null, LocalDate.of(2011, 12, 13), LocalDate.of(2011, 12, 14));
    assertThat(home.search(day, 10, LibraryFixture.text("a landscape")).results()).hasSize(1);

    // The more exact name wins, and another text in the same file counts.
    home.write("a.jpg.XMP", sidecar(2, "2012-01-01T00:00:00"));
    home.index();
    assertThat(details().facts().rating()).isEqualTo(2);
    home.write("a.jpg.XMP", sidecar(-1, "2013-01-01T00:00:00 "));
    home.index();
    assertThat(details().facts().rating()).isEqualTo(-1);

    Files.delete(home.photos().resolve("a.jpg.XMP"));
    Files.delete(home.photos().resolve("a.xmp"));
    assertThat(home.index().embedded()).isZero();
    assertThat(details().facts().rating()).isNull();
    assertThat(details().date()).isEqualTo(fileTime);
  }

  @Test
  void videosAreCounted() throws Exception {
    home.write("a.jpg", ImageKit.photo(1, 96, 72));
    home.write("a.MOV", new byte[10]);
    home.write("trip/b.mp4", new byte[10]);
    home.write("trip/c.mkv", new byte[10]);
    home.write("out/d.avi", new byte[10]);
    home.write("trip/.hidden.mp4", new byte[10]);
    home.write("trip/.akinignore", "c.*\n".getBytes(UTF_8));
    IngestReport report = home.index();
    assertThat(report)
        .returns(3L, IngestReport::videos)
        .returns(1L, IngestReport::files)
        .returns(0L, IngestReport::failed);
    assertThat(home.status().videos()).isEqualTo(3);
    Files.delete(home.photos().resolve("trip/b.mp4"));
    Files.move(home.photos().resolve("out"), home.photos().resolve("trip/out"));
    assertThat(home.index().videos()).isEqualTo(2);
    assertThat(home.status().videos()).isEqualTo(2);
    try (PhotoLibrary library = home.open()) {
      library.folders().add(home.photos(), List.of(Path.of("trip")));
    }
    assertThat(home.index().videos()).isEqualTo(1);
    assertThat(home.status().videos()).isEqualTo(1);
  }

  @Test
  void smallImagesFollowTheMinimumSize() throws Exception {
    home.write("large.jpg", ImageKit.photo(1, 300, 200));
    home.write("strip.jpg", ImageKit.photo(2, 600, 90));
    home.write("icon.png", ImageKit.png(ImageKit.picture(3, 64, 64)));
    assertThat(home.index().photos()).isEqualTo(3);
    try (PhotoLibrary library = home.open()) {
      library.folders().setMinPixels(home.photos(), 100);
    }
    assertThat(home.status().photos()).as("at once").isEqualTo(1);

    IngestReport report = home.index();
    assertThat(report).returns(1L, IngestReport::photos).returns(0L, IngestReport::failed);
    assertThat(home.status())
        .returns(2L, LibraryStatus::small)
        .returns(1L, LibraryStatus::files)
        .returns(List.of(), LibraryStatus::failures);
    assertThat(home.names(home.search(LibraryFixture.text("a landscape"))))
        .containsExactly("large.jpg");
    assertThat(home.index()).as("not read again").returns(3L, IngestReport::unchanged);

    // One that grows, and one that is replaced by a smaller one.
    home.write("strip.jpg", ImageKit.photo(4, 600, 100));
    home.write("large.jpg", ImageKit.photo(5, 30, 20));
    assertThat(home.index().embedded()).isEqualTo(1);
    assertThat(home.names(home.search(LibraryFixture.text("a landscape"))))
        .containsExactly("strip.jpg");

    try (PhotoLibrary library = home.open()) {
      library.folders().setMinPixels(home.photos(), 0);
    }
    assertThat(home.index()).as("the icon was embedded before").returns(1L, IngestReport::embedded);
    assertThat(home.status()).returns(3L, LibraryStatus::photos).returns(0L, LibraryStatus::small);
  }

  @Test
  void aMinimumSizeHidesNoDamagedFiles() throws Exception {
    home.write("large.jpg", ImageKit.photo(1, 300, 200));
    home.write("bad.jpg", new byte[] {1, 2, 3});
    home.index();
    try (PhotoLibrary library = home.open()) {
      library.folders().setMinPixels(home.photos(), 250);
    }
    home.index(ModelSelection.DEFAULT);
    assertThat(home.status().failures())
        .extracting(LibraryStatus.Failure::kind)
        .containsExactly(FailureKind.UNSUPPORTED);
    assertThat(home.status().photos()).isZero();
  }
}
