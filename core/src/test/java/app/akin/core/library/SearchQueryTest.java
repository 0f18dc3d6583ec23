package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import app.akin.core.search.Crop;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.Search;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the queries of the window: images from memory and from the library, crops, balance,
/// cancellation, and relevance bands. Uses the starter model.
class SearchQueryTest {
  private static final int SCENES = 24;

  @TempDir static Path base;
  private static LibraryFixture fixture;
  private static PhotoLibrary library;

  @BeforeAll
  static void indexPhotos() throws Exception {
    fixture = new LibraryFixture(base);
    for (int i = 0; i < SCENES; i++) {
      fixture.write("p%02d.jpg".formatted(i), ImageKit.photo(300 + i, 320, 240));
    }
    BufferedImage day = ImageKit.picture(300, 320, 240);
    fixture.write("night.jpg", ImageKit.jpeg(ImageKit.darkened(day), 0.9f));
    fixture.index();
    library = fixture.open();
  }

  @AfterAll
  static void close() {
    library.close();
    fixture.close();
  }

  @Test
  void anImageGivesTheSameResultsFromFileMemoryAndLibrary() throws IOException {
    Path file = fixture.photos().resolve("p03.jpg");
    List<SearchResult> fromFile = find(picture(new QueryImage.File(file)));
    List<SearchResult> fromMemory =
        find(picture(new QueryImage.Bytes("p03", Files.readAllBytes(file))));
    SearchResult itself =
        find(picture(new QueryImage.File(fixture.photos().resolve("p04.jpg")))).stream()
            .filter(hit -> hit.path().equals(file))
            .findFirst()
            .orElseThrow();
    List<SearchResult> fromLibrary = find(picture(new QueryImage.Photo(itself.content())));

    assertThat(fromFile).hasSize(SCENES).noneMatch(hit -> hit.path().equals(file));
    assertThat(fromMemory).isEqualTo(fromFile);
    assertThat(fromLibrary).extracting(SearchResult::path).doesNotContain(file);
    // Stored vectors are rounded to half floats.
    for (int i = 0; i < SCENES; i++) {
      Path path = fromLibrary.get(i).path();
      SearchResult same =
          fromFile.stream().filter(hit -> hit.path().equals(path)).findFirst().orElseThrow();
      assertThat(fromLibrary.get(i).score()).isCloseTo(same.score(), within(2e-3f));
    }
  }

  @Test
  void aCopyOfAPhotoIsRecognizedAndLeftOutOfItsResultsAlsoIfCropped() throws IOException {
    Path file = fixture.photos().resolve("p03.jpg");
    byte[] bytes = Files.readAllBytes(file);
    QueryImage copy = new QueryImage.Bytes("copy", bytes);
    QueryImage other = new QueryImage.Bytes("other", ImageKit.photo(999, 320, 240));
    Crop half = new Crop(0, 0, 0.5, 1);

    QueryImage photo = library.search().recognize(copy);

    assertThat(photo).isInstanceOf(QueryImage.Photo.class);
    assertThat(library.search().recognize(new QueryImage.File(file))).isEqualTo(photo);
    assertThat(library.search().recognize(photo)).isEqualTo(photo);
    assertThat(library.search().recognize(other)).isSameAs(other);
    for (QueryImage image : List.of(copy, photo)) {
      assertThat(find(new QueryPart.Image(image, half, 1)))
          .isNotEmpty()
          .noneMatch(hit -> hit.path().equals(file));
    }
  }

  /// Two scenes side by side: a crop of either half finds that scene, also if the EXIF orientation
  /// rotates the image.
  @Test
  void aCropRestrictsTheQueryImage() throws IOException {
    BufferedImage both = new BufferedImage(640, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = both.createGraphics();
    graphics.drawImage(ImageKit.picture(305, 320, 240), 0, 0, null);
    graphics.drawImage(ImageKit.picture(309, 320, 240), 320, 0, null);
    graphics.dispose();
    BufferedImage turned = new BufferedImage(240, 640, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 640; y++) {
      for (int x = 0; x < 240; x++) {
        // Orientation 6: upright after a clockwise quarter turn.
        turned.setRGB(x, y, both.getRGB(639 - y, x));
      }
    }
    byte[] lying = ImageKit.withExif(ImageKit.jpeg(turned, 0.95f), new ExifBlock().orientation(6));
    for (byte[] file : List.of(ImageKit.jpeg(both, 0.95f), lying)) {
      QueryImage picture = new QueryImage.Bytes("both", file);

      assertThat(first(picture, new Crop(0, 0, 0.5, 1))).isEqualTo("p05.jpg");
      assertThat(first(picture, new Crop(0.5, 0, 0.5, 1))).isEqualTo("p09.jpg");
    }
  }

  @Test
  void theBalanceBlendsImageAndText() {
    QueryPart picture = picture(new QueryImage.File(fixture.photos().resolve("p00.jpg")));
    QueryPart words = new QueryPart.Text("make it night", 1);

    assertThat(balanced(0.5, picture, words))
        .isEqualTo(library.search().find(request(picture, words)).results());
    assertThat(scores(balanced(0, picture, words))).isEqualTo(scores(find(picture)));
    List<SearchResult> worded = balanced(1, picture, words);
    Path own = fixture.photos().resolve("p00.jpg");
    assertThat(scores(worded))
        .isEqualTo(scores(find(words).stream().filter(hit -> !hit.path().equals(own)).toList()));
    // With only one type of part, the balance has no effect.
    assertThat(scores(balanced(1, picture))).isEqualTo(scores(find(picture)));
    assertThat(balanced(0.5, picture, words).getFirst().path().getFileName())
        .hasToString("night.jpg");
  }

  @Test
  void aCancelledQueryEndsAtTheNextStage() {
    QueryPart picture = picture(new QueryImage.File(fixture.photos().resolve("p01.jpg")));
    QueryPart words = new QueryPart.Text("a red house", 1);
    SearchRequest request = request(picture, words);
    // Later queries take the features from the cache.
    library.search().find(request);
    AtomicInteger checks = new AtomicInteger();
    library
        .search()
        .find(
            request,
            () -> {
              checks.incrementAndGet();
              return false;
            });
    int stages = checks.get();
    assertThat(stages).isGreaterThanOrEqualTo(4);
    for (int stop = 1; stop <= stages; stop++) {
      AtomicInteger remaining = new AtomicInteger(stop);

      assertThat(library.search().find(request, () -> remaining.decrementAndGet() == 0)).isEmpty();
      assertThat(remaining).hasValue(0);
    }
  }

  @Test
  void aDeletedQueryImageIsStillCached(@TempDir Path other) throws IOException {
    Path file = other.resolve("gone.jpg");
    Files.write(file, ImageKit.photo(311, 200, 200));
    QueryPart picture = picture(new QueryImage.File(file));
    List<SearchResult> before = find(picture);
    Files.delete(file);

    assertThat(find(picture.withWeight(2))).isEqualTo(before);

    Files.write(file, ImageKit.photo(312, 200, 200));
    assertThat(scores(find(picture))).isNotEqualTo(scores(before));
  }

  @Test
  void aDarkenedSceneMatchesBothPartsAndUnrelatedTextFindsNothingStrong() {
    List<SearchResult> darkened =
        find(
            picture(new QueryImage.File(fixture.photos().resolve("p00.jpg"))),
            new QueryPart.Text("make it night", 1));

    assertThat(darkened).noneMatch(hit -> hit.band() == RelevanceBand.STRONG);
    assertThat(darkened.getFirst().textShare()).isPositive();
    assertThat(darkened.getFirst().productShare()).isPositive();
    assertThat(find(new QueryPart.Text("quantum chromodynamics", 1)))
        .noneMatch(hit -> hit.band() == RelevanceBand.STRONG);
  }

  @Test
  void unusableQueryImagesReportTheReason(@TempDir Path other) throws IOException {
    Search search = library.search();
    Path text = Files.writeString(other.resolve("notes.jpg"), "no picture");
    Path bomb = Files.write(other.resolve("bomb.png"), ImageKit.bomb());

    assertRefused(FailureKind.UNREADABLE, () -> search.thumbnail(new QueryImage.File(other)));
    assertRefused(FailureKind.UNSUPPORTED, () -> search.thumbnail(new QueryImage.File(text)));
    assertRefused(FailureKind.TOO_LARGE, () -> search.preview(new QueryImage.File(bomb)));
    assertRefused(FailureKind.TOO_LARGE, () -> find(picture(new QueryImage.File(bomb))));
    assertRefused(
        FailureKind.DAMAGED,
        () ->
            search.thumbnail(
                new QueryImage.Bytes(
                    "half", ImageKit.truncated(ImageKit.photo(1, 300, 300), 0.02))));
  }

  @Test
  void queryThumbnailsAndPreviewsAreUprightAndLargeEnough() throws IOException {
    byte[] file = ImageKit.withExif(ImageKit.photo(7, 2000, 1000), new ExifBlock().orientation(6));
    QueryImage picture = new QueryImage.Bytes("tall", file);

    BufferedImage small = read(library.search().thumbnail(picture));
    BufferedImage large = read(library.search().preview(picture));

    assertThat(new int[] {small.getWidth(), small.getHeight()}).containsExactly(256, 512);
    assertThat(new int[] {large.getWidth(), large.getHeight()}).containsExactly(640, 1280);
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static void assertRefused(FailureKind kind, Runnable asking) {
    assertThatThrownBy(asking::run)
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> {
              assertThat(e.problem())
                  .isInstanceOfSatisfying(
                      Problem.QueryImage.class, image -> assertThat(image.kind()).isEqualTo(kind));
            });
  }

  private static String first(QueryImage picture, Crop crop) {
    return find(new QueryPart.Image(picture, crop, 1)).getFirst().path().getFileName().toString();
  }

  private static QueryPart picture(QueryImage picture) {
    return new QueryPart.Image(picture, Crop.WHOLE, 1);
  }

  private static List<SearchResult> find(QueryPart... parts) {
    return library.search().find(request(parts)).results();
  }

  private static SearchRequest request(QueryPart... parts) {
    return new SearchRequest(
        Arrays.asList(parts), Filter.NONE, Order.SCORE, 100, ModelSelection.DEFAULT);
  }

  private static List<SearchResult> balanced(double balance, QueryPart... parts) {
    SearchAnswer answer =
        library
            .search()
            .find(
                new SearchRequest(
                    Arrays.asList(parts),
                    balance,
                    Filter.NONE,
                    Order.SCORE,
                    100,
                    ModelSelection.DEFAULT,
                    false));
    return answer.results();
  }

  private static List<String> scores(List<SearchResult> hits) {
    List<String> scores = new ArrayList<>();
    hits.forEach(hit -> scores.add(hit.path().getFileName() + " " + Math.round(hit.score() * 1e4)));
    return scores;
  }
}
