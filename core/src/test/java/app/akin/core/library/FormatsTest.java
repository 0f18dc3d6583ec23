package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.FormatKit;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.FailureKind;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of every format on their way into a library.
class FormatsTest {
  @TempDir Path base;
  private LibraryFixture home;

  @BeforeEach
  void open() {
    home = new LibraryFixture(base);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void everyFormatIsIndexed() throws Exception {
    Map<String, byte[]> files = FormatKit.everyFormat();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      home.write(file.getKey(), file.getValue());
    }
    IngestReport report = home.index();
    List<FailureKind> kinds =
        home.status().failures().stream().map(LibraryStatus.Failure::kind).toList();
    // Only JPEG XL may have to wait, for a library that a system may lack.
    assertThat(kinds).allMatch(FailureKind.NEEDS_CODEC::equals).hasSizeLessThanOrEqualTo(3);
    assertThat(report.photos() + kinds.size()).isEqualTo(files.size());
  }

  @Test
  void aPhotoIsIndexedOnceItsCodecIsAvailable() throws Exception {
    home.write("a.heic", FormatKit.committed("whole.heic"));
    home.write("b.jpg", ImageKit.photo(1, 60, 40));
    IngestReport without = index(withoutCodec());
    assertThat(without.failed()).isEqualTo(1);
    assertThat(home.status().failures())
        .extracting(LibraryStatus.Failure::kind)
        .containsExactly(FailureKind.NEEDS_CODEC);
    assertThat(index(withoutCodec()).failed()).isEqualTo(1);
    assertThat(home.status().failures())
        .extracting(LibraryStatus.Failure::tries)
        .as("not tried again while the codec is absent")
        .containsExactly(1);
    IngestReport with = home.index();
    assertThat(with.embedded()).isEqualTo(1);
    assertThat(home.status().failures()).isEmpty();
  }

  private IngestReport index(AppPaths places) throws InterruptedException {
    try (PhotoLibrary library = PhotoLibrary.open(places, Clock.systemUTC())) {
      return library
          .ingest()
          .start(new IngestRequest(List.of(home.photos()), false, ModelSelection.DEFAULT))
          .await();
    }
  }

  /// Natives in which the codec of HEIC cannot be unpacked: its folder is a file.
  private AppPaths withoutCodec() throws IOException {
    // What is not there yet is unpacked once, so that it can be linked to.
    Path natives = Files.createDirectories(base.resolve("natives"));
    Path broken = natives.resolve("ffmpeg-8.0.1");
    if (!Files.exists(broken)) {
      Files.createFile(broken);
      try (Stream<Path> there = Files.list(BuildCache.NATIVES)) {
        for (Path one : there.toList()) {
          if (!one.getFileName().equals(broken.getFileName())) {
            Files.createSymbolicLink(natives.resolve(one.getFileName()), one.toAbsolutePath());
          }
        }
      }
    }
    AppPaths places = home.paths();
    return new AppPaths(places.library(), places.compiled(), natives, places.logs());
  }

  @Test
  void datesComeFromTheMostReliableSource() throws Exception {
    home.write("plain.jpg", ImageKit.photo(1, 60, 40));
    home.write("IMG_20010203_040506.jpg", ImageKit.photo(2, 60, 40));
    home.write("IMG_20020304_050607.jpg", ImageKit.photo(3, 60, 40));
    home.write("IMG_20020304_050607.xmp", SidecarTest.sidecar(3, "1999-12-31T23:59:58"));
    assertThat(home.index().photos()).isEqualTo(3);
    Map<String, LocalDateTime> dates =
        home.search(LibraryFixture.text("a photo of a house")).results().stream()
            .collect(
                Collectors.toMap(
                    hit -> String.valueOf(hit.path().getFileName()), SearchResult::date));
    assertThat(dates)
        .containsEntry("IMG_20010203_040506.jpg", LocalDateTime.of(2001, 2, 3, 4, 5, 6))
        .containsEntry("IMG_20020304_050607.jpg", LocalDateTime.of(1999, 12, 31, 23, 59, 58))
        .hasSize(3);
    Filter before = new Filter(null, null, LocalDate.of(2000, 1, 1));
    assertThat(home.names(home.search(before, 5, LibraryFixture.text("a photo of a house"))))
        .containsExactly("IMG_20020304_050607.jpg");
    Filter after = new Filter(null, LocalDate.of(2001, 2, 3), LocalDate.of(2001, 2, 4));
    assertThat(home.names(home.search(after, 5, LibraryFixture.text("a photo of a house"))))
        .containsExactly("IMG_20010203_040506.jpg");
  }
}
