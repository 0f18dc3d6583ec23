package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.PhotoCollections.Member;
import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.query.Fact;
import app.akin.core.query.ParsedLine;
import app.akin.core.scan.Volumes;
import app.akin.core.search.SearchRequest.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Collections of a real library: files that move and vanish, search lines, and runs meanwhile.
final class PhotoCollectionsTest {
  private static final int PHOTOS = 8;

  @TempDir Path base;
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private LibraryFixture fixture;
  private PhotoLibrary library;
  private PhotoCollections collections;

  @BeforeEach
  void indexPhotos() throws Exception {
    InstantSource time = () -> now;
    fixture =
        new LibraryFixture(
            base, time.withZone(ZoneOffset.UTC), Volumes.of(OperatingSystem.current()));
    for (int i = 0; i < PHOTOS; i++) {
      fixture.write("a/p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }
    fixture.index();
    library = fixture.open();
    collections = library.collections();
  }

  @AfterEach
  void close() {
    library.close();
    fixture.close();
  }

  private List<PhotoId> photos(String... names) {
    return collections.photosAt(
        Stream.of(names).map(name -> fixture.photos().resolve(name)).toList());
  }

  private List<String> names(PhotoCollection collection) {
    return collections.members(collection.id()).stream()
        .map(
            member ->
                member.isMissing()
                    ? "missing"
                    : fixture.photos().relativize(member.paths().getFirst()).toString())
        .toList();
  }

  private void move(String from, String to) throws IOException {
    Path target = fixture.photos().resolve(to);
    Files.createDirectories(target.getParent());
    Files.move(fixture.photos().resolve(from), target);
  }

  @Test
  void photosStayWhenTheirFilesMoveAndReturn() throws Exception {
    PhotoCollection trip = collections.create("Trip", photos("a/p3.jpg", "a/p1.jpg", "a/p2.jpg"));
    move("a/p1.jpg", "b/renamed.jpg");
    fixture.index();
    assertThat(names(trip)).containsExactly("a/p3.jpg", "b/renamed.jpg", "a/p2.jpg");

    byte[] bytes = Files.readAllBytes(fixture.photos().resolve("a/p3.jpg"));
    Files.delete(fixture.photos().resolve("a/p3.jpg"));
    fixture.index();
    assertThat(names(trip)).containsExactly("missing", "b/renamed.jpg", "a/p2.jpg");
    assertThat(collections.find("trip").missing()).isEqualTo(1);
    // Runs forget other files after 30 days.
    now = now.plus(Duration.ofDays(90));
    fixture.index();
    now = now.plus(Duration.ofDays(90));
    fixture.index();
    Member missing = collections.members(trip.id()).getFirst();
    assertThat(library.photos().thumbnail(Objects.requireNonNull(missing.content()))).isPresent();

    fixture.write("c/back.jpg", bytes);
    fixture.index();
    assertThat(names(trip)).containsExactly("c/back.jpg", "b/renamed.jpg", "a/p2.jpg");

    // All at once.
    for (String name : names(trip)) {
      Files.delete(fixture.photos().resolve(name));
    }
    fixture.index();
    assertThat(names(trip)).containsOnly("missing").hasSize(3);
    assertThat(collections.find("trip").missing()).isEqualTo(3);
    assertThat(collections.remove(trip.id(), List.of(missing.photo()))).isEqualTo(1);
    assertThat(names(trip)).hasSize(2);
  }

  @Test
  void searchesWorkInsideACollection() {
    collections.create("我的 旅行", photos("a/p3.jpg", "a/p1.jpg", "a/p2.jpg"));
    library.lines().refresh();
    for (String typed :
        List.of("collection:\"我的 旅行\"", "收藏夹:\"我的 旅行\"", "收藏夹：我的旅行", "landscape collection:我的旅行")) {
      ParsedLine line = library.lines().read(typed, false, Locale.SIMPLIFIED_CHINESE);
      assertThat(line.facts()).as(typed).hasSize(1);
      Fact fact = line.facts().getFirst().fact();
      Set<String> found =
          Set.copyOf(
              fixture.names(
                  line.text().isEmpty()
                      ? fixture.search(Filter.of(fact), 10)
                      : fixture.search(Filter.of(fact), 10, LibraryFixture.text(line.text()))));
      assertThat(found).as(typed).containsExactlyInAnyOrder("a/p1.jpg", "a/p2.jpg", "a/p3.jpg");
    }
    assertThat(
            fixture.names(
                fixture.search(
                    Filter.of(library.lines().fact("collection:\"我的 旅行\"")),
                    10,
                    LibraryFixture.image(fixture.photos().resolve("a/p3.jpg")))))
        .containsExactlyInAnyOrder("a/p1.jpg", "a/p2.jpg");
    ParsedLine words = library.lines().read("我的 旅行", false, Locale.SIMPLIFIED_CHINESE);
    assertThat(words.facts()).isEmpty();
    assertThat(words.offered())
        .extracting(chip -> chip.fact().canonical())
        .containsExactly("collection:\"我的 旅行\"");
  }

  @Test
  void photosOfACollectionHaveItsOrder() throws Exception {
    PhotoCollection trip = collections.create("Trip", photos("a/p3.jpg", "a/p1.jpg", "a/p2.jpg"));
    PhotoCollection empty = collections.create("Empty", List.of());
    Filter filter = Filter.of(library.lines().fact("collection:Trip"));
    assertThat(fixture.names(fixture.search(filter, 10)))
        .containsExactly("a/p3.jpg", "a/p1.jpg", "a/p2.jpg");
    collections.move(trip.id(), photos("a/p2.jpg"), photos("a/p3.jpg").getFirst());
    assertThat(fixture.names(fixture.search(filter, 2))).containsExactly("a/p2.jpg", "a/p3.jpg");
    ContentId second = collections.contents(trip.id()).get(1);
    assertThat(collections.covers())
        .containsOnlyKeys(trip.id())
        .containsValue(collections.contents(trip.id()).getFirst());
    assertThat(collections.contents(empty.id())).isEmpty();

    Files.delete(fixture.photos().resolve("a/p2.jpg"));
    fixture.index();
    assertThat(collections.covers()).containsEntry(trip.id(), second);
    assertThat(fixture.names(fixture.search(filter, 10))).containsExactly("a/p3.jpg", "a/p1.jpg");
  }

  @Test
  void theTargetTakesPhotosInAndOut() {
    assertThat(collections.toggle(photos("a/p1.jpg"))).isEmpty();
    PhotoCollection trip = collections.create("Trip", List.of());
    collections.setTarget(OptionalLong.of(trip.id()));
    assertThat(collections.toggle(photos("a/p1.jpg", "a/p2.jpg")).orElseThrow().photos())
        .isEqualTo(2);
    assertThat(collections.toggle(photos("a/p1.jpg", "a/p3.jpg")).orElseThrow().added()).isTrue();
    assertThat(names(trip)).containsExactly("a/p1.jpg", "a/p2.jpg", "a/p3.jpg");
    assertThat(collections.toggle(photos("a/p1.jpg", "a/p3.jpg")).orElseThrow().added()).isFalse();
    assertThat(names(trip)).containsExactly("a/p2.jpg");
    collections.delete(trip.id());
    assertThat(collections.target()).isEmpty();
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(() -> collections.find("Trip"))
        .matches(e -> e.problem() instanceof Problem.CollectionUnknown);
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(() -> photos("a/none.jpg"))
        .matches(e -> e.problem() instanceof Problem.PhotoUnknown);
  }

  @Test
  void collectionsChangeDuringARun() throws Exception {
    for (int i = 0; i < 60; i++) {
      fixture.write("more/m" + i + ".jpg", ImageKit.photo(100 + i, 320, 240));
    }
    List<PhotoId> some = photos("a/p1.jpg");
    var run = library.ingest().start(new IngestRequest(List.of(), false, ModelSelection.DEFAULT));
    int made = 0;
    while (made < 5) {
      collections.create("run " + made, some);
      made++;
    }
    run.await();

    assertThat(collections.list().stream().map(PhotoCollection::name).collect(Collectors.toSet()))
        .hasSize(made);
    assertThat(fixture.status().embedded()).isEqualTo(PHOTOS + 60);
  }
}
