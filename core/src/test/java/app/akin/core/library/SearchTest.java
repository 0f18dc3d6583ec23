package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Problem;
import app.akin.core.query.Fact;
import app.akin.core.query.FactValue;
import app.akin.core.search.QueryPart;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests searches over a small library of synthetic photos with the starter model.
class SearchTest {
  private static final int PHOTOS = 24;

  @TempDir static Path base;
  private static LibraryFixture fixture;

  @BeforeAll
  static void indexPhotos() throws Exception {
    fixture = new LibraryFixture(base);
    for (int i = 0; i < PHOTOS; i++) {
      byte[] photo = ImageKit.photo(i, 320, 240);
      String taken = "%d:%02d:15 12:00:00".formatted(2020 + i / 12, 1 + i % 12);
      fixture.write(
          (i % 2 == 0 ? "even/" : "odd/") + "p%02d.jpg".formatted(i),
          ImageKit.withExif(photo, new ExifBlock().taken(taken)));
    }
    assertThat(fixture.index().embedded()).isEqualTo(PHOTOS);
    // The same image in lossless files with different bytes: different contents, equal vectors.
    // Each is embedded separately, since rounding depends on the batch size.
    byte[] tie = ImageKit.png(ImageKit.picture(100, 200, 200));
    for (String name : List.of("tie-c.png", "tie-a.png", "tie-b.png")) {
      fixture.write(
          "ties/" + name, ImageKit.withChunk(tie, "teXt", name.getBytes(StandardCharsets.UTF_8)));
      assertThat(fixture.index().embedded()).isEqualTo(1);
    }
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void makeItNightFindsTheDarkenedScene(@TempDir Path other) throws Exception {
    try (LibraryFixture nightLibrary = new LibraryFixture(other)) {
      int foundWithoutWords = 0;
      int found = 0;
      int scenes = 6;
      for (int i = 0; i < scenes; i++) {
        BufferedImage day = ImageKit.picture(200 + i, 320, 240);
        nightLibrary.write("day" + i + ".jpg", ImageKit.jpeg(day, 0.9f));
        nightLibrary.write("again" + i + ".jpg", ImageKit.jpeg(day, 0.5f));
        nightLibrary.write("night" + i + ".jpg", ImageKit.jpeg(ImageKit.darkened(day), 0.9f));
      }
      nightLibrary.index();
      for (int i = 0; i < scenes; i++) {
        QueryPart image = LibraryFixture.image(nightLibrary.photos().resolve("day" + i + ".jpg"));
        String night = "night" + i + ".jpg";
        SearchAnswer alone = nightLibrary.search(image);
        SearchAnswer answer = nightLibrary.search(image, LibraryFixture.text("make it night"));
        foundWithoutWords += nightLibrary.names(alone).getFirst().equals(night) ? 1 : 0;
        found += nightLibrary.names(answer).getFirst().equals(night) ? 1 : 0;
      }

      assertThat(foundWithoutWords).isLessThanOrEqualTo(1);
      assertThat(found).isGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void damagedIndexIsFilledAgainDuringTheSearch(@TempDir Path other) throws Exception {
    try (LibraryFixture damaged = new LibraryFixture(other)) {
      for (int i = 0; i < 5; i++) {
        damaged.write("p" + i + ".jpg", ImageKit.photo(300 + i, 160, 120));
      }
      damaged.index();
      SearchAnswer before = damaged.search(LibraryFixture.text("a green field"));
      Path codes;
      try (Stream<Path> files = Files.walk(other)) {
        codes =
            files
                .filter(file -> file.getFileName().toString().startsWith("fine-"))
                .findFirst()
                .orElseThrow();
      }
      try (FileChannel channel = FileChannel.open(codes, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[100]), 50);
      }

      assertThat(damaged.search(LibraryFixture.text("a green field"))).isEqualTo(before);
    }
  }

  @Test
  void theQueryPhotoAndItsCopiesAreExcluded() throws IOException {
    Path own = fixture.photos().resolve("even/p04.jpg");
    Path copy = Files.copy(own, base.resolve("elsewhere.jpg"));
    try {
      assertThat(fixture.names(fixture.search(Filter.NONE, 100, LibraryFixture.image(copy))))
          .hasSize(PHOTOS + 2)
          .doesNotContain("even/p04.jpg");
    } finally {
      Files.delete(copy);
    }
  }

  @Test
  void sharesAddUpToTheScore() {
    SearchAnswer answer =
        fixture.search(
            LibraryFixture.image(fixture.photos().resolve("even/p00.jpg")),
            LibraryFixture.text("a green field"),
            LibraryFixture.text("clouds"),
            LibraryFixture.excluded("water"));

    assertThat(answer.results()).hasSize(10);
    assertThat(answer.results())
        .allSatisfy(
            hit ->
                assertThat(
                        hit.imageShare()
                            + hit.textShare()
                            + hit.excludedShare()
                            + hit.productShare())
                    .isCloseTo(hit.score(), within(1e-4f)));
    assertThat(answer.results())
        .isSortedAccordingTo(Comparator.comparingDouble((SearchResult hit) -> -hit.score()));
  }

  @Test
  void weightsAreNormalisedWithinAPartType() {
    Path picture = fixture.photos().resolve("even/p00.jpg");
    List<String> unweighted =
        fixture.names(fixture.search(LibraryFixture.text("clouds"), LibraryFixture.image(picture)));
    List<String> sameRatio =
        fixture.names(
            fixture.search(new QueryPart.Text("clouds", 3), new QueryPart.Image(picture, 2)));
    List<String> twice =
        fixture.names(
            fixture.search(
                LibraryFixture.text("clouds"),
                LibraryFixture.text("clouds"),
                LibraryFixture.image(picture)));

    assertThat(sameRatio).isEqualTo(unweighted);
    assertThat(twice).isEqualTo(unweighted);
  }

  @Test
  void filtersKeepTheOrderOfTheRemainingResults() {
    List<SearchResult> all =
        fixture.search(Filter.NONE, 100, LibraryFixture.text("a red house")).results();
    assertThat(all).hasSize(PHOTOS + 3);
    Path even = fixture.photos().resolve("even");
    LocalDate may = LocalDate.of(2020, 5, 1);
    LocalDate december = LocalDate.of(2020, 12, 15);
    for (Filter filter :
        List.of(
            Filter.in(even),
            Filter.in(base),
            Filter.of(Fact.taken(may, null)),
            Filter.of(Fact.taken(null, december)),
            new Filter(even, List.of(Fact.taken(may, december)), List.of()),
            Filter.in(base.resolve("nowhere")))) {
      List<Path> expected = new ArrayList<>();
      for (SearchResult hit : all) {
        LocalDate day = hit.date().toLocalDate();
        boolean taken =
            filter.facts().stream()
                .flatMap(fact -> fact.values().stream())
                .map(FactValue.Dates.class::cast)
                .allMatch(
                    dates ->
                        !hit.path().startsWith(fixture.photos().resolve("ties"))
                            && isWithin(day.atStartOfDay(), dates));
        if ((filter.in() == null || hit.path().startsWith(filter.in())) && taken) {
          expected.add(hit.path());
        }
      }
      assertThat(fixture.search(filter, 100, LibraryFixture.text("a red house")).results())
          .as("%s", filter)
          .extracting(SearchResult::path)
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void bandsAreThoseOfTheWholeLibrary() {
    List<SearchResult> all =
        fixture.search(Filter.NONE, 100, LibraryFixture.text("a red house")).results();
    Filter firstYear = Filter.of(Fact.taken(null, LocalDate.of(2021, 1, 1)));
    List<SearchResult> some =
        fixture.search(firstYear, 5, LibraryFixture.text("a red house")).results();

    assertThat(some).hasSize(5);
    assertThat(all).containsSubsequence(some);
  }

  @Test
  void factsAloneListEveryPhotoNewestFirstAndUndatedLast() {
    SearchAnswer answer = fixture.search(Filter.in(base), 10);
    assertThat(answer.model()).isEmpty();
    assertThat(answer.list().orElseThrow().count()).isEqualTo(PHOTOS + 3);
    assertThat(fixture.search(Filter.in(base), 0).results()).isEmpty();
    assertThat(fixture.names(answer))
        .containsExactlyElementsOf(
            IntStream.range(0, 10)
                .map(i -> PHOTOS - 1 - i)
                .mapToObj(i -> (i % 2 == 0 ? "even" : "odd") + "/p%02d.jpg".formatted(i))
                .toList());
    assertThat(answer.results()).extracting(SearchResult::band).containsOnly(RelevanceBand.MATCH);
    assertThat(fixture.names(fixture.search(Filter.in(base), 100)).subList(PHOTOS, PHOTOS + 3))
        .allMatch(name -> name.startsWith("ties/"));

    SearchAnswer may =
        fixture.search(
            Filter.of(Fact.taken(LocalDate.of(2020, 5, 1), LocalDate.of(2020, 6, 1))), 10);
    assertThat(fixture.names(may)).containsExactly("even/p04.jpg");
  }

  @Test
  void excludedTextAloneLeavesOutWhatMatchesItStrongly() {
    String text = "sky";
    List<SearchResult> all = fixture.search(Filter.NONE, 100, LibraryFixture.text(text)).results();
    Set<Path> strong =
        all.stream()
            .filter(hit -> hit.band() == RelevanceBand.STRONG)
            .map(SearchResult::path)
            .collect(Collectors.toSet());
    SearchAnswer answer = fixture.search(Filter.NONE, 100, LibraryFixture.excluded(text));

    assertThat(strong).isNotEmpty();
    assertThat(answer.results())
        .extracting(SearchResult::path)
        .doesNotContainAnyElementsOf(strong)
        .hasSize(PHOTOS + 3 - strong.size());
    assertThat(answer.list().orElseThrow().count()).isEqualTo(PHOTOS + 3 - strong.size());
    assertThat(answer.results()).extracting(SearchResult::band).containsOnly(RelevanceBand.MATCH);
  }

  private static boolean isWithin(LocalDateTime date, FactValue.Dates dates) {
    LocalDateTime from = dates.from();
    LocalDateTime to = dates.to();
    return (from == null || !date.isBefore(from)) && (to == null || date.isBefore(to));
  }

  @Test
  void tiesAreBrokenByPathAtEveryLimit() {
    Path query = fixture.photos().resolve("even/p02.jpg");
    List<String> all = fixture.names(fixture.search(Filter.NONE, 100, LibraryFixture.image(query)));
    int first = all.indexOf("ties/tie-a.png");

    assertThat(all.subList(first, first + 3))
        .containsExactly("ties/tie-a.png", "ties/tie-b.png", "ties/tie-c.png");
    for (int limit = 1; limit <= all.size(); limit++) {
      assertThat(fixture.names(fixture.search(Filter.NONE, limit, LibraryFixture.image(query))))
          .isEqualTo(all.subList(0, limit));
    }
  }

  @Test
  void sortingByDateShowsTheSameResults() {
    try (PhotoLibrary library = fixture.open()) {
      List<QueryPart> parts = List.of(LibraryFixture.text("a red house"));
      List<SearchResult> byScore =
          library
              .search()
              .find(new SearchRequest(parts, Filter.NONE, Order.SCORE, 7, ModelSelection.DEFAULT))
              .results();
      List<SearchResult> byDate =
          library
              .search()
              .find(new SearchRequest(parts, Filter.NONE, Order.DATE, 7, ModelSelection.DEFAULT))
              .results();

      assertThat(byDate).containsExactlyInAnyOrderElementsOf(byScore);
      assertThat(byDate)
          .isSortedAccordingTo(
              Comparator.comparingInt((SearchResult hit) -> hit.dated() ? 0 : 1)
                  .thenComparing(SearchResult::date, Comparator.reverseOrder()));
    }
  }

  @Test
  void unknownTermsAreIgnoredAndReported() {
    Path picture = fixture.photos().resolve("even/p00.jpg");
    SearchAnswer imageOnly = fixture.search(LibraryFixture.image(picture));
    SearchAnswer withUnknown =
        fixture.search(LibraryFixture.image(picture), LibraryFixture.text("a photo"));
    SearchAnswer minus =
        fixture.search(LibraryFixture.image(picture), LibraryFixture.excluded("the"));

    assertThat(withUnknown.unknownTerms()).containsExactly("a photo");
    assertThat(fixture.names(withUnknown)).isEqualTo(fixture.names(imageOnly));
    assertThat(minus.unknownTerms()).containsExactly("the");
    assertThat(fixture.names(minus)).isEqualTo(fixture.names(imageOnly));
  }

  @Test
  void invalidQueriesReportTheReason() throws IOException {
    Path broken = Files.write(base.resolve("broken.jpg"), new byte[] {1, 2, 3});
    Path picture = fixture.photos().resolve("even/p00.jpg");
    assertProblem(Problem.QueryEmpty.class);
    assertProblem(Problem.QueryEmpty.class, LibraryFixture.text("  "));
    assertProblem(Problem.QueryEmpty.class, LibraryFixture.excluded("  "));
    assertProblem(Problem.QuerySaysNothing.class, LibraryFixture.excluded("the"));
    assertProblem(Problem.QuerySaysNothing.class, LibraryFixture.text("a photo"));
    assertProblem(
        Problem.QuerySaysNothing.class,
        LibraryFixture.text("snow"),
        LibraryFixture.excluded("snow"));
    assertProblem(Problem.QueryImage.class, LibraryFixture.image(broken));
    assertProblem(Problem.QueryImage.class, LibraryFixture.image(base.resolve("nowhere.jpg")));
    assertProblem(Problem.QueryImage.class, LibraryFixture.image(base));
    assertThat(fixture.search(LibraryFixture.image(picture)).results()).isNotEmpty();
  }

  @Test
  void aModelWithoutIndexIsReported(@TempDir Path empty) {
    try (LibraryFixture emptyLibrary = new LibraryFixture(empty)) {
      assertThatThrownBy(() -> emptyLibrary.search(LibraryFixture.text("a dog")))
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> assertThat(e.problem()).isInstanceOf(Problem.LibraryEmpty.class));
    }
    assertThatThrownBy(
            () ->
                fixture.search(
                    new ModelSelection("nowhere/to/be/found", Device.AUTO, null),
                    Filter.NONE,
                    5,
                    LibraryFixture.text("a dog")))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.ModelFolderMissing.class));
  }

  private static void assertProblem(Class<? extends Problem> problem, QueryPart... parts) {
    assertThatThrownBy(() -> fixture.search(parts))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
  }
}
