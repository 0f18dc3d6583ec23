package app.akin.core.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.RawKit;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.query.Fact;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that a photo has the facts that any of its files states, in whatever order they were read.
final class FileFactsTest {
  private static final ExifBlock FULL =
      new ExifBlock()
          .taken("2015:06:07 08:09:10")
          .camera("Canon", "Canon EOS 5D")
          .place(48.85, 2.35);

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

  private PhotoDetails details(String name) {
    try (PhotoLibrary library = fixture.open()) {
      SearchResult result =
          fixture.search(LibraryFixture.text("a landscape")).results().stream()
              .filter(found -> found.paths().contains(fixture.photos().resolve(name)))
              .findFirst()
              .orElseThrow();
      return library.photos().details(result.content()).orElseThrow();
    }
  }

  private String date(String name) {
    return details(name).date().text();
  }

  private void assertFull(String name) {
    PhotoFacts facts = details(name).facts();
    assertThat(details(name).date().text()).isEqualTo("exif 2015-06-07T08:09:10.000");
    assertThat(facts.camera()).isEqualTo("Canon EOS 5D");
    assertThat(Objects.requireNonNull(facts.place()).latitude()).isEqualTo(48.85, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  @Test
  void aStrippedCopyTakesNothingFromTheOriginal() throws Exception {
    byte[] pixels = ImageKit.photo(1, 96, 72);
    fixture.write("original.jpg", ImageKit.withExif(pixels, FULL));
    fixture.index();
    assertFull("original.jpg");
    fixture.write("web/copy.jpg", pixels);
    assertThat(fixture.index().embedded()).isZero();
    assertFull("web/copy.jpg");
    Files.delete(fixture.photos().resolve("original.jpg"));
    fixture.index();
    assertThat(date("web/copy.jpg")).as("only the copy is left").startsWith("file ");
    fixture.write("back/original.jpg", ImageKit.withExif(pixels, FULL));
    fixture.index();
    assertFull("back/original.jpg");
  }

  @Test
  void aRawFileCompletesItsSilentJpeg() throws Exception {
    byte[] preview = ImageKit.photo(6, 96, 72);
    fixture.write("IMG_3.jpg", preview);
    fixture.write("IMG_3.cr2", RawKit.canon(preview));
    assertThat(fixture.index().photos()).isEqualTo(1);
    assertThat(date("IMG_3.jpg")).isEqualTo("exif 2024-05-06T07:08:09.250");
    assertThat(details("IMG_3.jpg").facts())
        .returns("JPEG", PhotoFacts::format)
        .returns("Canon EOS 90D", PhotoFacts::camera);
  }

  /// Three files of one content state different facts, and are read in different orders.
  @Test
  void theOrderOfReadingDoesNotMatter() throws Exception {
    byte[] pixels = ImageKit.photo(2, 96, 72);
    Map<String, byte[]> files = new HashMap<>();
    files.put("a/none.jpg", pixels);
    files.put("b/dated.jpg", ImageKit.withExif(pixels, new ExifBlock().taken("2015")));
    files.put("c/full.jpg", ImageKit.withExif(pixels, FULL));
    files.put(
        "d/camera.jpg", ImageKit.withExif(pixels, new ExifBlock().camera("Sony", "A7").lens("L")));
    files.put("d/IMG_20200102_030405.jpg", ImageKit.withRating(pixels, 3));
    Random random = new Random(TestSeed.of(FileFactsTest.class));
    Metadata expected = null;
    for (int round = 0; round < 4; round++) {
      List<String> order = new ArrayList<>(files.keySet());
      Collections.shuffle(order, random);
      try (LibraryFixture other = new LibraryFixture(base.resolve("round" + round))) {
        boolean together = round == 0;
        for (String name : order) {
          Path file = other.write(name, Objects.requireNonNull(files.get(name)));
          Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
          if (!together) {
            other.index();
          }
        }
        if (together) {
          other.index();
        }
        try (PhotoLibrary library = other.open()) {
          SearchResult result =
              other.search(LibraryFixture.text("a landscape")).results().getFirst();
          Metadata joined =
              library.photos().details(result.content()).orElseThrow().facts().metadata();
          expected = expected == null ? joined : expected;
          assertThat(joined).as("%s", order).isEqualTo(expected);
        }
        CatalogueInvariants.check(other.paths().library());
      }
    }
    assertThat(Objects.requireNonNull(expected).dates())
        .extracting(PhotoDate::text)
        .containsExactly("exif 2015-06-07T08:09:10.000", "name 2020-01-02T03:04:05.000");
    assertThat(expected).returns(3, Metadata::rating).returns("L", Metadata::lens);
    fixture.write("x.jpg", pixels);
    fixture.index();
  }

  private static byte[] sidecar(String date) {
    return ("<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
            + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
            + "<rdf:Description rdf:about='' xmlns:exif='http://ns.adobe.com/exif/1.0/'"
            + " exif:DateTimeOriginal='"
            + date
            + "'/></rdf:RDF></x:xmpmeta>")
        .getBytes(UTF_8);
  }

  @Test
  void aSidecarCorrectsTheFile() throws Exception {
    fixture.write(
        "IMG.jpg",
        ImageKit.withExif(ImageKit.photo(3, 96, 72), new ExifBlock().taken("2002:01:01 00:00:00")));
    fixture.write("IMG.jpg.xmp", sidecar("1985-06-07T08:09:10"));
    fixture.index();
    assertThat(details("IMG.jpg").facts().metadata().dates())
        .extracting(PhotoDate::text)
        .containsExactly("sidecar 1985-06-07T08:09:10.000", "exif 2002-01-01T00:00:00.000");
  }

  @Test
  void takeoutStatesDatePlaceAndCaption() throws Exception {
    String json =
        """
        {"title": "photo.jpg", "description": "By the sea",
         "photoTakenTime": {"timestamp": "1262304000"},
         "geoData": {"latitude": 0.0, "longitude": 0.0},
         "geoDataExif": {"latitude": 48.85, "longitude": 2.35}}
        """;
    fixture.write("photo.jpg", ImageKit.photo(4, 96, 72));
    fixture.index();
    fixture.write("photo.jpg.supplemental-metadata.json", json.getBytes(UTF_8));
    fixture.write("broken.jpg", ImageKit.photo(5, 96, 72));
    fixture.write("broken.jpg.json", "{\"photoTakenTime\": [}".getBytes(UTF_8));
    assertThat(fixture.index())
        .returns(1L, IngestReport::embedded)
        .returns(0L, IngestReport::failed);
    assertThat(date("photo.jpg")).isEqualTo("takeout 2010-01-01T00:00:00.000Z");
    Metadata metadata = details("photo.jpg").facts().metadata();
    assertThat(metadata.caption()).isEqualTo("By the sea");
    assertThat(Objects.requireNonNull(metadata.place()).longitude()).isEqualTo(2.35);
    assertThat(date("broken.jpg")).startsWith("file ");
  }

  @Test
  void aPartialDateIsFilteredAndSortedAsFarAsItIsKnown() throws Exception {
    for (String date : List.of("1965", "1965:07", "1965:07:04", "1965:07:05 01:02:03")) {
      byte[] pixels = ImageKit.photo(10 + date.length(), 96, 72);
      fixture.write(date.length() + ".jpg", ImageKit.withExif(pixels, new ExifBlock().taken(date)));
    }
    fixture.index();
    assertThat(between("1965-01-01", "1966-01-01"))
        .containsExactlyInAnyOrder("4.jpg", "7.jpg", "10.jpg", "19.jpg");
    assertThat(between("1965-07-01", "1965-08-01"))
        .containsExactlyInAnyOrder("7.jpg", "10.jpg", "19.jpg");
    assertThat(between("1965-07-04", "1965-07-05")).containsExactly("10.jpg");
    assertThat(between("1964-01-01", "1965-06-01")).isEmpty();
    try (PhotoLibrary library = fixture.open()) {
      Timeline timeline = library.photos().timeline();
      List<LocalDate> days = new ArrayList<>();
      for (int i = 0; i < timeline.size(); i++) {
        days.add(timeline.date(i).toLocalDate());
      }
      assertThat(days)
          .containsExactly(
              LocalDate.of(1965, 7, 5),
              LocalDate.of(1965, 7, 4),
              LocalDate.of(1965, 7, 1),
              LocalDate.of(1965, 1, 1));
    }
  }

  private List<String> between(String after, String before) {
    return fixture.names(
        fixture.search(
            Filter.of(Fact.taken(LocalDate.parse(after), LocalDate.parse(before))),
            10,
            LibraryFixture.text("a landscape")));
  }

  @Test
  void sidecarsThatDifferInCaseBelongEachToItsOwnPhoto() throws Exception {
    Path probe = fixture.write("A.jpg", ImageKit.photo(7, 96, 72));
    org.junit.jupiter.api.Assumptions.assumeFalse(
        Files.exists(probe.resolveSibling("a.jpg")), "the file system ignores case");
    fixture.write("a.jpg", ImageKit.photo(8, 96, 72));
    fixture.write("A.jpg.xmp", sidecar("1985-06-07"));
    fixture.write("a.jpg.xmp", sidecar("1995-06-07"));
    fixture.write("B.JPG", ImageKit.photo(9, 96, 72));
    fixture.write("b.xmp", sidecar("2005-06-07"));
    fixture.write("c.jpg", ImageKit.photo(10, 96, 72));
    fixture.write("c.xmp", sidecar("2006-06-07"));
    fixture.write("C.jpg", ImageKit.photo(11, 96, 72));
    fixture.index();
    assertThat(date("A.jpg")).isEqualTo("sidecar 1985-06-07");
    assertThat(date("a.jpg")).isEqualTo("sidecar 1995-06-07");
    assertThat(date("B.JPG")).isEqualTo("sidecar 2005-06-07");
    assertThat(date("c.jpg")).isEqualTo("sidecar 2006-06-07");
    assertThat(date("C.jpg")).startsWith("file ");
  }

  @Test
  void aPngStatesFactsInItsTexts() throws IOException, InterruptedException {
    byte[] png = ImageKit.png(ImageKit.picture(12, 96, 64));
    fixture.write(
        "text.png",
        ImageKit.withChunk(
            png, "tEXt", "Creation Time\0Tue, 13 Dec 2011 10:11:12 GMT".getBytes(ISO_8859_1)));
    fixture.index();
    assertThat(date("text.png")).isEqualTo("png 2011-12-13T10:11:12.000Z");
  }
}
