package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.akin.core.kit.ImageKit;
import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.search.Crop;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saves, runs and counts searches of a real library.
final class SavedSearchesTest {
  private static final int PHOTOS = 12;

  @TempDir Path base;
  private LibraryFixture fixture;
  private PhotoLibrary library;
  private SavedSearches searches;

  @BeforeEach
  void indexPhotos() throws Exception {
    fixture = new LibraryFixture(base);
    for (int i = 0; i < PHOTOS; i++) {
      fixture.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }
    fixture.index();
    open();
  }

  private void open() {
    library = fixture.open();
    searches = library.savedSearches();
  }

  @AfterEach
  void close() {
    library.close();
    fixture.close();
  }

  private static SavedQuery query(
      List<QueryPart> parts, String line, List<String> facts, @Nullable Path in) {
    return new SavedQuery(parts, line, facts, in, 0.3, true, Order.SCORE);
  }

  private static SavedQuery line(String line) {
    return query(List.of(), line, List.of(), null);
  }

  private SearchRequest request(SavedSearch saved) {
    return searches.request(
        saved, Locale.US, 100, ModelSelection.DEFAULT, SearchRequest.Stacks.ALL);
  }

  private int countNew(SavedSearch saved) {
    return searches.countNew(saved, Locale.US, ModelSelection.DEFAULT);
  }

  private void add(String name, int number) throws Exception {
    fixture.write(name, ImageKit.photo(number, 320, 240));
    fixture.index();
  }

  @Test
  void theWholeQueryIsKept() throws Exception {
    Path photo = fixture.photos().resolve("p3.jpg");
    Path foreign = Files.write(base.resolve("foreign.jpg"), ImageKit.photo(77, 800, 600));
    byte[] pasted = ImageKit.photo(78, 3000, 2000);
    assertThat(pasted).hasSizeGreaterThan(300_000);
    Crop crop = new Crop(0.1, 0.2, 0.5, 1 / 3.0);
    SavedQuery query =
        query(
            List.of(
                new QueryPart.Image(new QueryImage.File(photo), crop, 2),
                new QueryPart.Image(new QueryImage.File(foreign), Crop.WHOLE, 0.5),
                new QueryPart.Image(new QueryImage.Bytes("pasted", pasted), crop, 1),
                new QueryPart.Text("a \"red\" 山\n", 3),
                new QueryPart.ExcludedText("people", 1.5)),
            "sunset -water format:jpeg",
            List.of("-format:png", "collection:\"a|b\""),
            fixture.photos());

    searches.save("All", query, false);
    Files.delete(foreign);
    library.close();
    open();
    SavedQuery read = searches.find("all").query();
    assertThat(read.line()).isEqualTo(query.line());
    assertThat(read.facts()).isEqualTo(query.facts());
    assertThat(read.in()).isEqualTo(query.in());
    assertThat(read.balance()).isEqualTo(query.balance());
    assertThat(read.useKind()).isTrue();
    assertThat(read.parts().subList(3, 5)).isEqualTo(query.parts().subList(3, 5));
    for (int i = 0; i < 3; i++) {
      QueryPart.Image image = (QueryPart.Image) read.parts().get(i);
      QueryPart.Image asked = (QueryPart.Image) query.parts().get(i);
      assertThat(image.crop()).isEqualTo(asked.crop());
      assertThat(image.weight()).isEqualTo(asked.weight());
      if (i == 0) {
        assertThat(image.image()).isInstanceOf(QueryImage.Photo.class);
      } else {
        byte[] copy = ((QueryImage.Bytes) image.image()).bytes();
        assertThat(copy).hasSizeBetween(1_000, 300_000);
      }
    }
    SearchRequest request = request(searches.find("ALL"));
    assertThat(request.parts())
        .filteredOn(QueryPart.ExcludedText.class::isInstance)
        .extracting(part -> ((QueryPart.ExcludedText) part).text())
        .containsExactly("people", "water");
    assertThat(request.filter().facts()).hasSize(3);
  }

  @Test
  void copiesOfImagesFindWhatTheImagesFind() throws Exception {
    Path foreign = Files.write(base.resolve("foreign.jpg"), ImageKit.photo(3, 300, 200));
    List<QueryPart> parts = List.of(new QueryPart.Image(foreign, 1));
    SearchAnswer asked = fixture.search(parts.getFirst());
    searches.save(
        "copy", new SavedQuery(parts, "", List.of(), null, 0.5, false, Order.SCORE), false);
    Files.delete(foreign);

    SearchAnswer saved = library.search().find(request(searches.find("copy")));
    Map<PhotoId, Float> scores =
        saved.results().stream()
            .collect(Collectors.toMap(SearchResult::photo, SearchResult::score));
    assertThat(saved.results().getFirst().photo()).isEqualTo(asked.results().getFirst().photo());
    assertThat(asked.results())
        .allSatisfy(
            result ->
                assertThat(scores.get(result.photo()))
                    .isCloseTo(result.score(), Offset.offset(1e-4f)));
  }

  @Test
  void newPhotosAreThoseThatWereAddedSinceAndMatch() throws Exception {
    SavedSearch jpeg = searches.save("jpeg", line("format:jpeg"), false);
    SavedSearch png = searches.save("png", line("format:png"), false);
    SavedSearch words = searches.save("words", line("a landscape"), false);
    SavedSearch photo =
        searches.save(
            "photo",
            query(
                List.of(new QueryPart.Image(fixture.photos().resolve("p3.jpg"), 1)),
                "",
                List.of(),
                null),
            false);
    assertThat(Stream.of(jpeg, png, words, photo).map(this::countNew)).containsOnly(0);

    add("new1.jpg", 100);
    add("new2.jpg", 101);
    assertThat(countNew(searches.find("jpeg"))).isEqualTo(2);
    assertThat(countNew(searches.find("png"))).isZero();
    // What is good among the new photos is what a search without the restriction shows as good.
    for (String name : List.of("words", "photo")) {
      SavedSearch saved = searches.find(name);
      long good =
          library.search().find(request(saved)).results().stream()
              .filter(result -> result.path().getFileName().toString().startsWith("new"))
              .filter(result -> SavedSearches.isGood(result.band()))
              .count();
      assertThat(countNew(saved)).as(name).isEqualTo((int) good);
    }

    long highest = searches.highestPhoto();
    SearchAnswer shown =
        library.search().find(SavedSearches.onlyNew(request(jpeg), searches.find("jpeg")));
    assertThat(shown.results())
        .extracting(result -> result.path().getFileName().toString())
        .containsExactlyInAnyOrder("new1.jpg", "new2.jpg");
    searches.look(jpeg, highest);
    assertThat(countNew(searches.find("jpeg"))).isZero();
    assertThat(countNew(searches.find("jpeg"))).isZero();
    // A moved photo is not new.
    Files.move(fixture.photos().resolve("p1.jpg"), fixture.photos().resolve("moved.jpg"));
    fixture.index();
    assertThat(countNew(searches.find("jpeg"))).isZero();
    add("new3.jpg", 102);
    assertThat(countNew(searches.find("jpeg"))).isEqualTo(1);
  }

  @Test
  void namesAreUniqueAndQueriesAreReplacedOnDemand() {
    searches.save("Sea", line("sea"), false);
    assertProblem(Problem.SavedSearchExists.class, () -> searches.save("SEA", line("x"), false));
    searches.save("SEA", line("ocean"), true);
    assertThat(searches.list()).hasSize(1);
    assertThat(searches.find("sea").query().line()).isEqualTo("ocean");
    assertThat(searches.find("sea").name()).isEqualTo("Sea");
    SavedSearch other = searches.save("Lake", line("lake"), false);
    assertProblem(Problem.SavedSearchExists.class, () -> searches.rename(other.id(), "sea"));
    searches.rename(other.id(), "LAKE 2");
    assertThat(searches.list()).extracting(SavedSearch::name).containsExactly("LAKE 2", "Sea");
    assertProblem(Problem.QueryEmpty.class, () -> searches.save("x", line(" "), false));
    assertProblem(Problem.NameEmpty.class, () -> searches.save("\n", line("x"), false));
    assertProblem(
        Problem.FactNumber.class,
        () -> searches.save("x", query(List.of(), "", List.of("iso:dark"), null), false));
    assertProblem(Problem.SavedSearchUnknown.class, () -> searches.find("x".repeat(10_000)));
  }

  @Test
  void deletedAndReplacedSearchesAreRestored() throws Exception {
    SavedSearch before = searches.save("Sea", line("sea"), false);
    add("new.jpg", 40);
    searches.save("Sea", line("ocean"), true);
    SavedSearch restored = searches.restore(before);
    assertThat(restored).isEqualTo(before);
    searches.delete(before.id());
    assertThat(searches.list()).isEmpty();
    SavedSearch again = searches.restore(before);
    assertThat(again.query()).isEqualTo(before.query());
    assertThat(again.seen()).isEqualTo(before.seen()).isLessThan(searches.highestPhoto());
  }

  @Test
  void deletionRemovesTheCopies() throws Exception {
    byte[] pasted = ImageKit.photo(78, 800, 600);
    SavedSearch saved =
        searches.save(
            "secret words",
            query(
                List.of(new QueryPart.Image(new QueryImage.Bytes("secret", pasted), Crop.WHOLE, 1)),
                "",
                List.of(),
                null),
            false);
    searches.delete(saved.id());
    assertThat(searches.list()).isEmpty();
    assertProblem(Problem.SavedSearchUnknown.class, () -> searches.find("secret words"));
    library.close();
    // SQLite overwrites what is deleted.
    byte[] bytes = Files.readAllBytes(fixture.paths().library().resolve("library.db"));
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1).contains("secret")).isFalse();
    open();
  }

  private static void assertProblem(Class<? extends Problem> problem, Runnable action) {
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(action::run)
        .extracting(AkinException::problem)
        .isInstanceOf(problem);
  }
}
