package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.FormatKit;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.FailureKind;
import app.akin.core.query.Fact;
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

/// Tests indexing files of every format.
class FormatsTest {
  @TempDir Path base;
  private LibraryFixture fixture;

  @BeforeEach
  void open() {
    fixture = new LibraryFixture(base);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void everyFormatIsIndexed() throws Exception {
    Map<String, byte[]> files = FormatKit.everyFormat();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      fixture.write(file.getKey(), file.getValue());
    }
    IngestReport report = fixture.index();
    List<FailureKind> kinds =
        fixture.status().failures().stream().map(LibraryStatus.Failure::kind).toList();
    // Only JPEG XL may fail, since its codec is a system library that may be missing.
    assertThat(kinds).allMatch(FailureKind.NEEDS_CODEC::equals).hasSizeLessThanOrEqualTo(3);
    assertThat(report.photos() + kinds.size()).isEqualTo(files.size());
  }

  @Test
  void aPhotoIsIndexedOnceItsCodecIsAvailable() throws Exception {
    fixture.write("a.heic", FormatKit.committed("whole.heic"));
    fixture.write("b.jpg", ImageKit.photo(1, 60, 40));
    IngestReport without = index(withoutCodec());
    assertThat(without.failed()).isEqualTo(1);
    assertThat(fixture.status().failures())
        .extracting(LibraryStatus.Failure::kind)
        .containsExactly(FailureKind.NEEDS_CODEC);
    assertThat(index(withoutCodec()).failed()).isEqualTo(1);
    assertThat(fixture.status().failures())
        .extracting(LibraryStatus.Failure::tries)
        .as("not retried while the codec is missing")
        .containsExactly(1);
    IngestReport with = fixture.index();
    assertThat(with.embedded()).isEqualTo(1);
    assertThat(fixture.status().failures()).isEmpty();
  }

  private IngestReport index(AppPaths places) throws InterruptedException {
    try (PhotoLibrary library = PhotoLibrary.openIsolated(places, Clock.systemUTC())) {
      return library
          .ingest()
          .start(new IngestRequest(List.of(fixture.photos()), false, ModelSelection.DEFAULT))
          .await();
    }
  }

  /// Returns paths with native libraries in which the HEIC codec cannot be unpacked, since its
  /// folder is a file.
  private AppPaths withoutCodec() throws IOException {
    // Native libraries that are missing are unpacked once, so that they can be linked.
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
    AppPaths places = fixture.paths();
    return new AppPaths(places.library(), places.compiled(), natives, places.logs());
  }

  @Test
  void datesComeFromTheMostReliableSource() throws Exception {
    fixture.write("plain.jpg", ImageKit.photo(1, 60, 40));
    fixture.write("IMG_20010203_040506.jpg", ImageKit.photo(2, 60, 40));
    fixture.write("IMG_20020304_050607.jpg", ImageKit.photo(3, 60, 40));
    fixture.write("IMG_20020304_050607.xmp", SidecarTest.sidecar(3, "1999-12-31T23:59:58"));
    assertThat(fixture.index().photos()).isEqualTo(3);
    Map<String, LocalDateTime> dates =
        fixture.search(LibraryFixture.text("a photo of a house")).results().stream()
            .collect(
                Collectors.toMap(
                    hit -> String.valueOf(hit.path().getFileName()), SearchResult::date));
    assertThat(dates)
        .containsEntry("IMG_20010203_040506.jpg", LocalDateTime.of(2001, 2, 3, 4, 5, 6))
        .containsEntry("IMG_20020304_050607.jpg", LocalDateTime.of(1999, 12, 31, 23, 59, 58))
        .hasSize(3);
    Filter before = Filter.of(Fact.taken(null, LocalDate.of(2000, 1, 1)));
    assertThat(fixture.names(fixture.search(before, 5, LibraryFixture.text("a photo of a house"))))
        .containsExactly("IMG_20020304_050607.jpg");
    Filter after = Filter.of(Fact.taken(LocalDate.of(2001, 2, 3), LocalDate.of(2001, 2, 4)));
    assertThat(fixture.names(fixture.search(after, 5, LibraryFixture.text("a photo of a house"))))
        .containsExactly("IMG_20010203_040506.jpg");
  }
}
