package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.LibraryKit;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.LibraryRevision;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Raster;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchResult;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the data that the window shows of a library against searches, files and the test kit.
final class PhotosTest {
  @TempDir Path base;

  @Test
  void theTimelineMatchesSearchResults() throws Exception {
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      byte[] dated =
          ImageKit.withExif(
              ImageKit.photo(1, 320, 240), new ExifBlock().taken("2021:05:06 07:08:09"));
      fixture.write("a.jpg", dated);
      fixture.write("copy/a.jpg", dated);
      Path undated = fixture.write("b.jpg", ImageKit.photo(2, 200, 400));
      Files.setLastModifiedTime(undated, FileTime.from(Instant.parse("2022-03-04T05:06:07.089Z")));
      Path turned =
          fixture.write(
              "c.jpg",
              ImageKit.withExif(
                  ImageKit.photo(3, 300, 200),
                  new ExifBlock().orientation(6).taken("2019:01:01 00:00:00")));
      assertThat(fixture.index().photos()).isEqualTo(3);
      try (PhotoLibrary library = fixture.open()) {
        Timeline timeline = library.photos().timeline();
        List<SearchResult> hits =
            fixture
                .search(Filter.NONE, 10, LibraryFixture.text("a mountain under a blue sky"))
                .results()
                .stream()
                .sorted(
                    Comparator.comparing(SearchResult::dated)
                        .thenComparing(SearchResult::date)
                        .reversed())
                .toList();
        assertThat(timeline.size()).isEqualTo(3).isEqualTo(hits.size());
        assertThat(timeline.dated()).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
          SearchResult hit = hits.get(i);
          assertThat(timeline.content(i)).isEqualTo(hit.content());
          assertThat(timeline.photo(i)).isEqualTo(hit.photo());
          assertThat(timeline.date(i)).isEqualTo(hit.date());
          assertThat(timeline.files(i)).isEqualTo(hit.paths().size());
          assertThat(timeline.indexOf(hit.content())).isEqualTo(i);
          assertThat(timeline.isOffline(i)).isFalse();
        }
        assertThat(timeline.aspect(2)).isEqualTo(0.5f);
        assertThat(timeline.aspect(1)).isCloseTo(200 / 300f, within(1e-6f));
        assertThat(timeline.indexOf(new ContentId(999))).isEqualTo(-1);
        PhotoDetails details = library.photos().details(timeline.content(1)).orElseThrow();
        assertThat(details.files()).containsExactly(new PhotoDetails.PhotoFile(turned, true));
        assertThat(details.bytes()).isEqualTo(Files.size(turned));
        assertThat(details.facts().height()).isEqualTo(300);
      }
    }
  }

  @Test
  void theTimelineOfAFolderHasThePhotosInAndBelowIt() throws Exception {
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      fixture.write("a.jpg", ImageKit.photo(1, 100, 80));
      Path deep = fixture.write("trip/day 1/b.jpg", ImageKit.photo(2, 100, 80));
      fixture.write("trip-2/c.jpg", ImageKit.photo(3, 100, 80));
      fixture.index();
      try (PhotoLibrary library = fixture.open()) {
        Timeline trip = library.photos().timeline(fixture.photos().resolve("trip"));
        assertThat(trip.size()).isEqualTo(1);
        assertThat(library.photos().paths(List.of(trip.content(0))).values()).containsExactly(deep);
        assertThat(library.photos().timeline(fixture.photos()).size()).isEqualTo(3);
        assertThat(library.photos().timeline(base.resolve("elsewhere")).size()).isZero();
      }
    }
  }

  @Test
  void theRevisionChangesOnlyWithPhotosAndFolders() throws Exception {
    try (LibraryFixture fixture = new LibraryFixture(base);
        PhotoLibrary library = fixture.open()) {
      Photos photos = library.photos();
      assertThat(photos.timeline().size()).isZero();
      fixture.write("a.jpg", ImageKit.photo(1, 100, 80));
      LibraryRevision empty = photos.revision();
      fixture.index();
      LibraryRevision one = photos.revision();
      assertThat(one).isNotEqualTo(empty).isEqualTo(photos.revision());
      ContentId content = photos.timeline().content(0);
      Path movedAway = Files.move(fixture.photos(), base.resolve("away"));
      assertThat(photos.revision()).isNotEqualTo(one);
      assertThat(photos.timeline().isOffline(0)).isTrue();
      assertThat(photos.details(content).orElseThrow().firstAvailable().present()).isFalse();
      assertThat(photos.fullImage(content, 100)).isInstanceOf(FullImage.Unavailable.class);
      assertThat(photos.thumbnail(content)).isPresent();
      Files.move(movedAway, fixture.photos());
      assertThat(photos.revision()).isEqualTo(one);
      library.folders().remove(fixture.photos());
      assertThat(photos.revision()).isNotEqualTo(one);
      assertThat(photos.details(content)).isEmpty();
      assertThat(photos.fullImage(content, 100)).isEqualTo(new FullImage.Removed());
      assertThat(photos.paths(List.of(content))).isEmpty();
    }
  }

  @Test
  void fullImagesAreUprightInSrgbAtTheRequestedSize() throws Exception {
    BufferedImage grey = new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 400 * 200; i++) {
      grey.setRGB(i % 400, i / 400, i % 400 < 200 ? 0x404040 : 0x808080);
    }
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] file =
        ImageKit.withExif(
            ImageKit.withProfile(ImageKit.jpeg(grey, 1), linear), new ExifBlock().orientation(6));
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      Path path = fixture.write("a.jpg", file);
      fixture.index();
      try (PhotoLibrary library = fixture.open()) {
        Photos photos = library.photos();
        ContentId content = photos.timeline().content(0);
        FullImage.Loaded small = (FullImage.Loaded) photos.fullImage(content, 100);
        assertThat(small.raster().height()).isEqualTo(100);
        assertThat(small.raster().width()).isEqualTo(50);
        assertThat(small.isFullSize()).isFalse();
        FullImage.Loaded whole = (FullImage.Loaded) photos.fullImage(content, Integer.MAX_VALUE);
        Raster raster = whole.raster();
        assertThat(whole.isFullSize()).isTrue();
        assertThat(raster.width()).isEqualTo(200);
        assertThat(raster.height()).isEqualTo(400);
        // After a clockwise quarter turn, the left half is at the top; linear 0x40 and 0x80 are 137
        // and 188 in sRGB (IEC 61966-2-1).
        assertThat(raster.rgb()[3 * (200 * 40 + 100)] & 255).isCloseTo(137, within(2));
        assertThat(raster.rgb()[3 * (200 * 360 + 100)] & 255).isCloseTo(188, within(2));
        Files.writeString(path, "no picture");
        assertThat(photos.fullImage(content, 100))
            .isEqualTo(new FullImage.Failed(path, FailureKind.UNSUPPORTED));
      }
    }
  }

  @Test
  void largeTimelinesAreSortedByDateAndMergeCopies() throws IOException {
    LibraryKit kit = new LibraryKit(LibraryKit.Plan.of(5, 2_000).dimension(2), base);
    Path folder = base.resolve("library");
    kit.write(folder);
    try (PhotoLibrary library =
        PhotoLibrary.openIsolated(
            new AppPaths(
                folder, base.resolve("compiled"), BuildCache.NATIVES, base.resolve("logs")),
            Clock.systemUTC())) {
      Timeline timeline = library.photos().timeline();
      record Made(boolean dated, LocalDateTime date, int files, float aspect) {}
      List<Made> expected = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        LibraryKit.SyntheticEntry photo = kit.photo(i);
        LocalDateTime taken = photo.facts().taken();
        LocalDateTime date =
            taken != null
                ? taken
                : LocalDateTime.ofInstant(
                    Instant.ofEpochMilli(photo.modified() / 1_000_000), ZoneOffset.UTC);
        expected.add(
            new Made(
                taken != null,
                date,
                photo.copy() == null ? 1 : 2,
                (float) photo.facts().width() / photo.facts().height()));
      }
      expected.sort(Comparator.comparing(Made::dated).thenComparing(Made::date).reversed());
      List<Made> found = new ArrayList<>();
      for (int i = 0; i < timeline.size(); i++) {
        found.add(
            new Made(
                i < timeline.dated(), timeline.date(i), timeline.files(i), timeline.aspect(i)));
      }
      assertThat(found).isEqualTo(expected);
      Timeline newest = library.photos().newest(2_000, 100).orElseThrow();
      assertThat(newest.isComplete()).isFalse();
      assertThat(timeline.isComplete()).isTrue();
      assertThat(newest.size()).isEqualTo(100).isEqualTo(newest.dated());
      for (int i = 0; i < 100; i++) {
        assertThat(newest.date(i)).isEqualTo(timeline.date(i));
        assertThat(newest.files(i)).isEqualTo(timeline.files(i));
        assertThat(newest.aspect(i)).isEqualTo(timeline.aspect(i));
      }
      assertThat(newest.content(0)).isEqualTo(timeline.content(0));
      assertThat(library.photos().newest(2_001, 100)).isEmpty();
      assertThat(library.photos().newest(2_000, timeline.dated() + 1)).isEmpty();
      Coordinates coordinates = library.photos().coordinates();
      List<Place> places =
          IntStream.range(0, 2_000)
              .mapToObj(i -> kit.photo(i).facts().place())
              .filter(Objects::nonNull)
              .map(place -> new Place(place.latitude(), place.longitude(), null))
              .toList();
      assertThat(places).isNotEmpty();
      assertThat(
              IntStream.range(0, coordinates.size())
                  .mapToObj(
                      i -> new Place(coordinates.latitude(i), coordinates.longitude(i), null)))
          .containsExactlyInAnyOrderElementsOf(places);
      assertThat(timeline.indexOf(coordinates.content(0))).isNotNegative();
      byte[] thumbnail = library.photos().thumbnail(timeline.content(7)).orElseThrow();
      assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail)).getWidth()).isEqualTo(192);
    }
  }
}
