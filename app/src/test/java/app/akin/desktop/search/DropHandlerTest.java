package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchAnswer;
import app.akin.desktop.TestTasks;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.theme.Language;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the handling of dropped, pasted and chosen content.
class DropHandlerTest {
  private static final byte[] GOOD = ImageKit.photo(1, 40, 30);

  @TempDir private Path folder;

  private final Language language = new Language(Locale.ENGLISH);
  private final Notices notices = new Notices(language);
  private final List<Path> added = new ArrayList<>();
  private final List<URI> fetched = new ArrayList<>();
  private final SearchModel model =
      new SearchModel(
          (_, _) -> Optional.of(new SearchAnswer("m", List.of(), List.of(), false)),
          PhraseReader.words(),
          ModelSelection.DEFAULT,
          TestTasks.immediate(notices::showError),
          (_, action) -> action.run());
  private boolean mayFetch;
  private boolean settings;
  private int read;
  private DropHandler offers = offers();

  @BeforeEach
  void start() {
    offers = offers();
  }

  private DropHandler offers() {
    return new DropHandler(
        model,
        new QueryThumbnails(DropHandlerTest::thumbnail, TestTasks.immediate()),
        DropHandlerTest::recognize,
        notices,
        language,
        new DropHandler.Actions(
            added::add,
            () -> mayFetch,
            this::fetch,
            () -> settings = true,
            contents ->
                contents.stream()
                    .<QueryImage>map(
                        content ->
                            content.isOwn()
                                ? new QueryImage.Photo(content)
                                : new QueryImage.File(Path.of(content + ".jpg")))
                    .toList()),
        TestTasks.immediate(notices::showError),
        TestTasks.on(
            work -> {
              read++;
              work.run();
            },
            notices::showError));
  }

  private byte[] fetch(URI address) {
    fetched.add(address);
    if (address.getPath().contains("page")) {
      throw new AkinException(new Problem.PictureNone(address.getHost(), "text/html"));
    }
    return GOOD;
  }

  /// Files named `known` are copies of a photo of the library.
  private static QueryImage recognize(QueryImage picture) {
    return picture instanceof QueryImage.File(Path path) && path.toString().contains("known")
        ? new QueryImage.Photo(new ContentId(9))
        : picture;
  }

  @Test
  void fileOfTheLibraryBecomesItsPhotoOnce() {
    offers.take(new DroppedContent.Photos(List.of(new ContentId(9))), false);
    offers.take(new DroppedContent.Files(List.of(Path.of("known.jpg"))), true);

    assertThat(pictures()).containsExactly(new QueryImage.Photo(new ContentId(9)));
  }

  /// Files named `bad` are not images.
  private static byte[] thumbnail(QueryImage picture) {
    if (picture instanceof QueryImage.File(Path path) && path.toString().contains("bad")) {
      throw new AkinException(
          new Problem.QueryImage(path.toString(), FailureKind.UNSUPPORTED, "is text"));
    }
    return GOOD;
  }

  @Test
  void aNewImageReplacesTheOneOfTheQueryBesideTheText() {
    model.type("make it night");
    take(new DroppedContent.Files(List.of(Path.of("a.jpg"))));
    model.balance(0.8);
    take(new DroppedContent.Picture(GOOD));

    assertThat(pictures()).containsExactly(new QueryImage.Bytes("pasted picture", GOOD));
    assertThat(model.queryProperty().get().words()).isEqualTo("make it night");
    assertThat(model.queryProperty().get().balance()).isEqualTo(0.5);

    take(new DroppedContent.Photos(List.of(new ContentId(7))));
    assertThat(pictures()).containsExactly(new QueryImage.Photo(new ContentId(7)));

    model.back();
    assertThat(pictures()).containsExactly(new QueryImage.Bytes("pasted picture", GOOD));
    assertThat(notices.shownProperty().get()).isEmpty();
  }

  @Test
  void imagesAreAddedOnPurpose() {
    take(new DroppedContent.Files(List.of(Path.of("a.jpg"))));
    offers.take(new DroppedContent.Picture(GOOD), true);
    offers.take(new DroppedContent.Photos(List.of(new ContentId(7))), true);

    assertThat(pictures())
        .containsExactly(
            new QueryImage.File(Path.of("a.jpg")),
            new QueryImage.Bytes("pasted picture", GOOD),
            new QueryImage.Photo(new ContentId(7)));
  }

  @Test
  void ofFiveHundredFilesTheFirstAreUsedAndReported() {
    take(
        new DroppedContent.Files(
            IntStream.range(0, 500).mapToObj(i -> Path.of(i + ".jpg")).toList()));

    assertThat(pictures()).hasSize(SearchQuery.MAX_PICTURES);
    assertThat(notice().text()).contains("5", "500");
    assertThat(notice().severity()).isEqualTo(Notice.Severity.INFORMATION);
  }

  @Test
  void folderIsOfferedToTheLibrary() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("Holidays"));
    take(new DroppedContent.Files(List.of(photos)));

    assertThat(pictures()).isEmpty();
    assertThat(notice().text()).contains("Holidays");
    notice().offer().orElseThrow().run().run();
    assertThat(added).containsExactly(photos);
  }

  @Test
  void unusableFilesAreNamedAndOthersAreUsed() {
    take(new DroppedContent.Files(List.of(Path.of("a.jpg"), Path.of("bad.doc"), Path.of("b.jpg"))));

    assertThat(pictures()).hasSize(2);
    assertThat(notice().severity()).isEqualTo(Notice.Severity.PROBLEM);
    assertThat(notice().text()).contains("bad.doc");
    assertThat(notice().code()).hasSize(5);
  }

  @Test
  void droppedTextIsAppendedToTheText() {
    model.type("a dog");
    take(new DroppedContent.Text("on\n  the beach"));
    assertThat(model.queryProperty().get().words()).isEqualTo("a dog on the beach");

    take(new DroppedContent.Text("x".repeat(5_000)));
    assertThat(model.queryProperty().get().words()).hasSize(SearchQuery.MAX_CHARACTERS);
  }

  @Test
  void urlIsDownloadedOnlyIfAllowedAndConfirmed() {
    URI address = URI.create("https://example.org/beach.jpg");
    take(new DroppedContent.Address(address));
    assertThat(fetched).isEmpty();
    assertThat(notice().text()).contains("turned off");
    notice().offer().orElseThrow().run().run();
    assertThat(settings).isTrue();

    mayFetch = true;
    take(new DroppedContent.Address(address));
    assertThat(fetched).isEmpty();
    assertThat(notice().text()).contains("example.org");
    notice().offer().orElseThrow().run().run();

    assertThat(fetched).containsExactly(address);
    assertThat(pictures())
        .containsExactly(new QueryImage.Bytes("https://example.org/beach.jpg", GOOD));
    assertThat(notices.shownProperty().get()).isEmpty();
  }

  @Test
  void failedDownloadIsReportedAndTheQueryStays() {
    mayFetch = true;
    model.type("a dog");
    take(new DroppedContent.Address(URI.create("https://example.org/page")));
    notice().offer().orElseThrow().run().run();

    assertThat(notice().severity()).isEqualTo(Notice.Severity.PROBLEM);
    assertThat(notice().text()).contains("example.org", "text/html");
    assertThat(pictures()).isEmpty();
    assertThat(model.queryProperty().get().words()).isEqualTo("a dog");
  }

  private void take(DroppedContent content) {
    offers.take(content, false);
  }

  private List<QueryImage> pictures() {
    return model.queryProperty().get().pictures().stream().map(QueryPart.Image::image).toList();
  }

  private Notice notice() {
    return notices.shownProperty().get().orElseThrow();
  }

  @Test
  void photosOfOtherComputersAreReadInTheBackground() {
    offers.take(new DroppedContent.Photos(List.of(new ContentId(3))), false);
    assertThat(read).isZero();
    offers.take(new DroppedContent.Photos(List.of(new ContentId(-1))), true);
    assertThat(read).isOne();
    assertThat(model.queryProperty().get().pictures())
        .extracting(QueryPart.Image::image)
        .containsExactly(
            new QueryImage.Photo(new ContentId(3)),
            new QueryImage.File(Path.of(new ContentId(-1) + ".jpg")));
    offers.searchWith(List.of(new ContentId(-2)));
    assertThat(model.queryProperty().get().pictures()).hasSize(1);
  }
}
