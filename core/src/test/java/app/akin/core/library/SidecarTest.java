package app.akin.core.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.FactsPart;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Flag;
import app.akin.core.photo.PhotoDate;
import app.akin.core.query.Fact;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests sidecars that are added, changed and removed, videos, which are only counted, and images
/// below the minimum size.
final class SidecarTest {
  @TempDir Path base;
  private LibraryFixture fixture;

  @BeforeEach
  void openFixture() {
    fixture = new LibraryFixture(base);
  }

  @AfterEach
  void checkInvariants() {
    fixture.close();
    CatalogueInvariants.check(fixture.paths().library());
  }

  /// Returns a sidecar as other programs write it.
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
    try (PhotoLibrary library = fixture.open()) {
      SearchResult hit = fixture.search(LibraryFixture.text("a landscape")).results().getFirst();
      return library.photos().details(hit.content()).orElseThrow();
    }
  }

  @Test
  void aSidecarChangesDateAndRatingWithoutEmbedding() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.index();
    PhotoDate fileTime = details().date();
    assertThat(details().date().isFileTime()).isTrue();

    fixture.write("a.xmp", sidecar(4, "2011-12-13T14:15:16"));
    assertThat(fixture.index())
        .returns(0L, IngestReport::embedded)
        .returns(1L, IngestReport::unchanged)
        .returns(1L, IngestReport::files);
    assertThat(details().date().start()).isEqualTo(LocalDateTime.of(2011, 12, 13, 14, 15, 16));
    assertThat(details().facts())
        .returns(4, facts -> facts.rating())
        .returns(DateSource.SIDECAR, facts -> facts.takenFrom());
    Filter day = Filter.of(Fact.taken(LocalDate.of(2011, 12, 13), LocalDate.of(2011, 12, 14)));
    assertThat(fixture.search(day, 10, LibraryFixture.text("a landscape")).results()).hasSize(1);

    // The more specific name takes precedence, and changed text in the same file is read again.
    fixture.write("a.jpg.XMP", sidecar(2, "2012-01-01T00:00:00"));
    fixture.index();
    assertThat(details().facts().rating()).isEqualTo(2);
    fixture.write("a.jpg.XMP", sidecar(-1, "2013-01-01T00:00:00 "));
    fixture.index();
    assertThat(details().facts().rating()).isNull();
    assertThat(details().facts().metadata().flag()).isEqualTo(Flag.REJECT);

    Files.delete(fixture.photos().resolve("a.jpg.XMP"));
    Files.delete(fixture.photos().resolve("a.xmp"));
    assertThat(fixture.index().embedded()).isZero();
    assertThat(details().facts().rating()).isNull();
    assertThat(details().date()).isEqualTo(fileTime);
  }

  @Test
  void thePicasaFileOfAFolderIsRead() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.index();
    fixture.write(
        ".picasa.ini", "[a.jpg]\nstar=yes\ncaption=A dog\nkeywords=dog,sea\n".getBytes(UTF_8));
    assertThat(fixture.index().embedded()).isZero();
    assertThat(details().facts().metadata())
        .returns(Flag.PICK, metadata -> metadata.flag())
        .returns("A dog", metadata -> metadata.caption())
        .returns(List.of("dog", "sea"), metadata -> metadata.keywords());
    assertThat(details().sources().flag()).contains(FactsPart.SIDECAR);
    fixture.write(".picasa.ini", "[b.jpg]\nstar=yes\n".getBytes(UTF_8));
    fixture.index();
    assertThat(details().facts().metadata().flag()).isNull();
  }

  @Test
  void videosAreCounted() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.write("a.MOV", new byte[10]);
    fixture.write("trip/b.mp4", new byte[10]);
    fixture.write("trip/c.mkv", new byte[10]);
    fixture.write("out/d.avi", new byte[10]);
    fixture.write("trip/.hidden.mp4", new byte[10]);
    fixture.write("trip/.akinignore", "c.*\n".getBytes(UTF_8));
    IngestReport report = fixture.index();
    assertThat(report)
        .returns(2L, IngestReport::videos)
        .returns(1L, IngestReport::files)
        .returns(0L, IngestReport::failed);
    assertThat(fixture.status())
        .returns(2L, LibraryStatus::videos)
        .returns(1L, LibraryStatus::companions);
    Files.delete(fixture.photos().resolve("trip/b.mp4"));
    Files.move(fixture.photos().resolve("out"), fixture.photos().resolve("trip/out"));
    assertThat(fixture.index().videos()).isEqualTo(1);
    assertThat(fixture.status().videos()).isEqualTo(1);
    try (PhotoLibrary library = fixture.open()) {
      library.folders().add(fixture.photos(), List.of(Path.of("trip")));
    }
    assertThat(fixture.index().videos()).isZero();
    assertThat(fixture.status())
        .returns(0L, LibraryStatus::videos)
        .returns(1L, LibraryStatus::companions);
  }

  /// A motion photo: the video follows the image in one file.
  @Test
  void aVideoInsideAJpegIsPartOfThePhoto() throws Exception {
    byte[] jpeg = ImageKit.photo(1, 96, 72);
    byte[] video = new byte[5_000];
    System.arraycopy("\0\0\0\030ftypmp42".getBytes(UTF_8), 0, video, 0, 12);
    byte[] motion = Arrays.copyOf(jpeg, jpeg.length + video.length);
    System.arraycopy(video, 0, motion, jpeg.length, video.length);
    fixture.write("PXL_1.MP.jpg", motion);
    fixture.write("still.jpg", jpeg);
    fixture.write("Live_2.HEIC.jpg", ImageKit.photo(2, 96, 72));
    fixture.write("live_2.heic.MP4", video);
    assertThat(fixture.index())
        .returns(2L, IngestReport::photos)
        .returns(0L, IngestReport::failed)
        .returns(0L, IngestReport::videos);
    assertThat(fixture.status().companions()).isEqualTo(1);
  }

  @Test
  void smallImagesFollowTheMinimumSize() throws Exception {
    fixture.write("large.jpg", ImageKit.photo(1, 300, 200));
    fixture.write("strip.jpg", ImageKit.photo(2, 600, 90));
    fixture.write("icon.png", ImageKit.png(ImageKit.picture(3, 64, 64)));
    assertThat(fixture.index().photos()).isEqualTo(3);
    try (PhotoLibrary library = fixture.open()) {
      library.folders().setMinPixels(fixture.photos(), 100);
    }
    assertThat(fixture.status().photos()).as("at once").isEqualTo(1);

    IngestReport report = fixture.index();
    assertThat(report).returns(1L, IngestReport::photos).returns(0L, IngestReport::failed);
    assertThat(fixture.status())
        .returns(2L, LibraryStatus::small)
        .returns(1L, LibraryStatus::files)
        .returns(List.of(), LibraryStatus::failures);
    assertThat(fixture.names(fixture.search(LibraryFixture.text("a landscape"))))
        .containsExactly("large.jpg");
    assertThat(fixture.index()).as("not read again").returns(3L, IngestReport::unchanged);

    // One image grows, and one is replaced by a smaller one.
    fixture.write("strip.jpg", ImageKit.photo(4, 600, 100));
    fixture.write("large.jpg", ImageKit.photo(5, 30, 20));
    assertThat(fixture.index().embedded()).isEqualTo(1);
    assertThat(fixture.names(fixture.search(LibraryFixture.text("a landscape"))))
        .containsExactly("strip.jpg");

    try (PhotoLibrary library = fixture.open()) {
      library.folders().setMinPixels(fixture.photos(), 0);
    }
    assertThat(fixture.index())
        .as("the icon was embedded before")
        .returns(1L, IngestReport::embedded);
    assertThat(fixture.status())
        .returns(3L, LibraryStatus::photos)
        .returns(0L, LibraryStatus::small);
  }

  @Test
  void aMinimumSizeHidesNoDamagedFiles() throws Exception {
    fixture.write("large.jpg", ImageKit.photo(1, 300, 200));
    fixture.write("bad.jpg", new byte[] {1, 2, 3});
    fixture.index();
    try (PhotoLibrary library = fixture.open()) {
      library.folders().setMinPixels(fixture.photos(), 250);
    }
    fixture.index(ModelSelection.DEFAULT);
    assertThat(fixture.status().failures())
        .extracting(LibraryStatus.Failure::kind)
        .containsExactly(FailureKind.UNSUPPORTED);
    assertThat(fixture.status().photos()).isZero();
  }
}
