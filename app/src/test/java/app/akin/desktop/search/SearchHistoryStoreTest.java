package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import app.akin.core.search.Crop;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchRequest.Filter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the stored search history.
class SearchHistoryStoreTest {
  private static final byte[] THUMBNAIL = ImageKit.photo(5, 64, 48);

  @TempDir private Path library;

  private SearchHistoryStore store() {
    return new SearchHistoryStore(library, SearchHistoryStoreTest::thumbnail);
  }

  /// Images with a single byte can't be used.
  private static byte[] thumbnail(QueryImage image) {
    if (image instanceof QueryImage.Bytes(String name, byte[] bytes) && bytes.length == 1) {
      throw new AkinException(new Problem.QueryImage(name, FailureKind.UNSUPPORTED, "is no image"));
    }
    return THUMBNAIL;
  }

  private static SearchQuery words(String words) {
    return SearchQuery.EMPTY.withText(words);
  }

  private Path file() {
    return library.resolve("searches.properties");
  }

  @Test
  void everyPartOfAQuerySurvivesARestart() {
    SearchQuery full =
        new SearchQuery(
            List.of(
                new QueryPart.Image(
                    new QueryImage.File(Path.of("/home/mira/Bilder/a b ü.jpg")),
                    new Crop(0.1, 0.25, 0.5, 0.7),
                    2),
                new QueryPart.Image(new QueryImage.Photo(new ContentId(7)), Crop.WHOLE, 0.5)),
            List.of(new QueryPart.ExcludedText("people = “many”", 4)),
            "夜 at night\\ # !",
            0.7,
            Filter.in(Path.of("/home/mira/Lofoten")),
            true,
            List.of(),
            List.of(
                new QueryPart.Feedback(new QueryImage.Photo(new ContentId(9)), Direction.MORE, 1),
                new QueryPart.Feedback(
                    new QueryImage.File(Path.of("/home/mira/Bilder/x.jpg")), Direction.LESS, 2)));
    SearchHistory history =
        new SearchHistory(List.of(SearchQuery.EMPTY, words("a dog"), full, words("last")), 2);

    store().write(history);

    assertThat(store().read()).contains(history);
  }

  @Test
  void pastedImageIsStoredAsAThumbnailAndDeletedWithItsSearch() throws IOException {
    QueryImage.Bytes pasted = new QueryImage.Bytes("pasted picture", new byte[5_000_000]);
    SearchQuery query = SearchQuery.EMPTY.with(pasted).withText("at night");
    SearchHistoryStore store = store();
    store.write(new SearchHistory(List.of(SearchQuery.EMPTY, query), 1));

    assertThat(images()).singleElement().satisfies(image -> assertThat(image).hasSize(size()));
    SearchHistory read = store().read().orElseThrow();
    assertThat(read.queries().getLast().words()).isEqualTo("at night");
    assertThat(read.queries().getLast().pictures().getFirst().image())
        .isInstanceOfSatisfying(
            QueryImage.Bytes.class, image -> assertThat(image.bytes()).isEqualTo(THUMBNAIL));

    // Reading and writing again changes nothing.
    SearchHistoryStore next = store();
    next.write(next.read().orElseThrow());
    assertThat(images()).hasSize(1);

    store.write(new SearchHistory(List.of(words("other")), 0));
    assertThat(images()).isEmpty();
  }

  private static long size() {
    return THUMBNAIL.length;
  }

  private List<Path> images() throws IOException {
    try (Stream<Path> images = Files.list(library.resolve("searches"))) {
      return images.toList();
    }
  }

  @Test
  void searchesWithoutTheirImageAreLeftOut() throws IOException {
    SearchQuery unusable = SearchQuery.EMPTY.with(new QueryImage.Bytes("bad", new byte[1]));
    SearchQuery lost = SearchQuery.EMPTY.with(new QueryImage.Bytes("lost", new byte[2]));
    SearchHistory all =
        new SearchHistory(List.of(words("a"), unusable, words("b"), lost, words("c")), 3);
    store().write(all);
    for (Path image : images()) {
      Files.delete(image);
    }

    SearchHistory read = store().read().orElseThrow();

    assertThat(read.queries()).containsExactly(words("a"), words("b"), words("c"));
    assertThat(read.position()).as("the one before the lost one").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\\u12",
        "\0\0\0",
        "size=999999999\nposition=-3",
        "size=x",
        "size=1\n0.words=a",
        "size=1\n0.words=a\n0.balance=7",
        "size=1\n0.words=a\n0.balance=0.5\n0.image.0=pasted ../../etc/passwd",
        "size=1\n0.words=a\n0.balance=0.5\n0.image.0=photo seven",
        "size=1\n0.words=a\n0.balance=0.5\n0.image.0=file http://example.org/a.jpg",
        "size=1\n0.words=a\n0.balance=0.5\n0.image.0=photo 1\n0.image.0.crop=0 0 9 9"
      })
  void damagedFileGivesNoHistory(String text) throws IOException {
    Files.writeString(file(), text);

    assertThat(store().read()).isEmpty();
    store().write(new SearchHistory(List.of(words("a dog")), 0));
    assertThat(store().read()).map(SearchHistory::queries).contains(List.of(words("a dog")));
  }

  @Test
  void damagedBytesAreSurvived() throws IOException {
    List<SearchQuery> queries =
        IntStream.range(0, 100).mapToObj(i -> words("search " + i)).toList();
    store().write(new SearchHistory(queries, 50));
    byte[] whole = Files.readAllBytes(file());
    Random random = new Random(17);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      for (int hit = 0; hit < 20; hit++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(file(), damaged);
      store()
          .read()
          .ifPresent(
              read -> assertThat(read.queries()).hasSizeLessThanOrEqualTo(SearchHistory.MAX));
    }
  }

  @Test
  void unwritableLibraryIsSurvived() throws IOException {
    Files.writeString(library.resolve("file"), "", StandardCharsets.UTF_8);
    SearchHistoryStore store =
        new SearchHistoryStore(library.resolve("file"), SearchHistoryStoreTest::thumbnail);

    store.write(new SearchHistory(List.of(words("a")), 0));

    assertThat(store.read()).isEmpty();
    store.delete();
  }

  @Test
  void deletedHistoryLeavesNothing() throws IOException {
    SearchHistoryStore store = store();
    store.write(
        new SearchHistory(
            List.of(SearchQuery.EMPTY.with(new QueryImage.Bytes("p", new byte[2]))), 0));
    store.delete();

    try (Stream<Path> files = Files.list(library)) {
      assertThat(files).isEmpty();
    }
  }
}
