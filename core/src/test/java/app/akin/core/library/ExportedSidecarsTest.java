package app.akin.core.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Flag;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.query.Fact;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.sidecar.PlannedSidecar.Action;
import app.akin.core.sidecar.SidecarPlan;
import app.akin.core.store.EditWriter;
import app.akin.core.store.MarkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the export of what the user set, and that Akin reads its own sidecars without changes.
final class ExportedSidecarsTest {
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

  private void mark(String name, BiConsumer<MarkWriter, Set<PhotoId>> change) {
    Set<PhotoId> photos = new TreeSet<>();
    fixture.search(Filter.NONE, 50, LibraryFixture.text("a landscape")).results().stream()
        .filter(result -> result.path().endsWith(name))
        .forEach(result -> photos.add(result.photo()));
    assertThat(photos).hasSize(1);
    try (EditWriter edit =
        EditWriter.open(fixture.paths().library(), fixture.paths().natives(), Clock.systemUTC())) {
      change.accept(edit.marks(), photos);
      edit.commit();
    }
  }

  private SidecarPlan plan(@Nullable Path folder, String... facts) {
    try (PhotoLibrary library = fixture.open()) {
      List<Fact> all = Stream.of(facts).map(library.lines()::fact).toList();
      return library
          .sidecars()
          .plan(new Filter(null, all, List.of()), folder, _ -> true)
          .orElseThrow();
    }
  }

  private void export(SidecarPlan plan) {
    try (PhotoLibrary library = fixture.open()) {
      assertThat(library.sidecars().write(plan, _ -> true).blocked()).isEmpty();
    }
  }

  private Map<String, byte[]> photos() throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(fixture.photos())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jpg")).toList()) {
        all.put(file.toString(), Files.readAllBytes(file));
      }
    }
    return all;
  }

  private PhotoDetails details(String name) {
    try (PhotoLibrary library = fixture.open()) {
      return fixture.search(Filter.NONE, 50, LibraryFixture.text("a landscape")).results().stream()
          .filter(result -> result.path().endsWith(name))
          .findFirst()
          .flatMap(result -> library.photos().details(result.content()))
          .orElseThrow();
    }
  }

  @Test
  void akinReadsItsOwnSidecarsWithoutChanges() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.write("trip/b.jpg", ImageKit.photo(2, 96, 72));
    fixture.write("trip/c.jpg", ImageKit.photo(3, 96, 72));
    fixture.write("trip/b.xmp", SidecarTest.sidecar(2, "2011-12-13T14:15:16"));
    fixture.index();
    final Map<String, byte[]> before = photos();
    assertThat(plan(null).sidecars()).as("nothing is set").isEmpty();

    mark("a.jpg", (marks, photo) -> marks.rate(photo, 5));
    mark("a.jpg", (marks, photo) -> marks.flag(photo, Flag.PICK));
    mark(
        "b.jpg",
        (marks, photo) -> marks.keywords(photo, List.of("Place|Rome", "AC/DC"), List.of()));
    mark("b.jpg", (marks, photo) -> marks.caption(photo, "A \"day\" <b>"));
    SidecarPlan plan = plan(null);
    assertThat(plan.sidecars())
        .extracting(sidecar -> sidecar.target().getFileName() + " " + sidecar.action())
        .containsExactly("a.jpg.xmp CREATE", "b.xmp CHANGE");
    assertThat(plan(null, "rating:5").count(Action.CREATE)).isEqualTo(1);
    assertThat(plan(null, "rating:5").sidecars()).hasSize(1);
    export(plan);
    assertThat(photos()).usingRecursiveComparison().isEqualTo(before);

    for (int i = 0; i < 2; i++) {
      assertThat(fixture.index())
          .returns(0L, IngestReport::embedded)
          .returns(3L, IngestReport::unchanged);
      assertThat(plan(null).count(Action.EQUAL)).isEqualTo(2);
      assertThat(plan(null).writable()).isEmpty();
      assertThat(details("a.jpg").facts())
          .returns(5, facts -> facts.rating())
          .returns(List.of(), facts -> facts.metadata().keywords());
      assertThat(details("b.jpg").facts())
          .returns(2, facts -> facts.rating())
          .returns(List.of("Place|Rome", "AC/DC"), facts -> facts.metadata().keywords())
          .returns("A \"day\" <b>", facts -> facts.metadata().caption());
      assertThat(details("b.jpg").date().start().getYear()).isEqualTo(2011);
    }
    assertThat(new String(Files.readAllBytes(fixture.photos().resolve("trip/b.xmp")), UTF_8))
        .contains("xmp:Rating=\"2\"", "xmp:CreateDate=\"2011-12-13T14:15:16\"");
    assertThat(fixture.status().folders()).hasSize(1);

    try (PhotoLibrary library = fixture.open()) {
      assertThat(library.sidecars().undoable()).isEqualTo(1);
      assertThat(library.sidecars().undo(_ -> true).left()).isEmpty();
    }
    assertThat(Files.readAllBytes(fixture.photos().resolve("trip/b.xmp")))
        .isEqualTo(SidecarTest.sidecar(2, "2011-12-13T14:15:16"));
    assertThat(fixture.index().embedded()).isZero();
    assertThat(details("a.jpg").facts().rating()).as("the library keeps it").isEqualTo(5);
  }

  @Test
  void keywordsOfAFileThatTheUserRemoved() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.write(
        "a.jpg.xmp",
        """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
         <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">
          <dc:subject><rdf:Bag><rdf:li>one</rdf:li><rdf:li>two</rdf:li></rdf:Bag></dc:subject>
         </rdf:Description>
        </rdf:RDF>
        """
            .getBytes(UTF_8));
    fixture.index();
    assertThat(details("a.jpg").facts().metadata().keywords()).containsExactly("one", "two");
    mark("a.jpg", (marks, photo) -> marks.keywords(photo, List.of("three"), List.of("one")));
    export(plan(null));
    assertThat(Files.readString(fixture.photos().resolve("a.jpg.xmp")))
        .contains("<rdf:Bag><rdf:li>two</rdf:li><rdf:li>three</rdf:li></rdf:Bag></dc:subject>");
    fixture.index();
    assertThat(details("a.jpg").facts().metadata().keywords())
        .containsExactlyInAnyOrder("two", "three");
    assertThat(plan(null).writable()).isEmpty();
  }

  @Test
  void aMirrorIsOutsideOfThePhotos() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.index();
    mark("a.jpg", (marks, photo) -> marks.rate(photo, 1));
    for (Path folder : List.of(fixture.photos(), fixture.photos().resolve("sub"), base)) {
      assertThatExceptionOfType(AkinException.class)
          .isThrownBy(() -> plan(folder))
          .matches(e -> e.problem() instanceof Problem.SidecarFolderOverlaps);
    }
    export(plan(base.resolve("mirror")));
    assertThat(base.resolve("mirror/photos/a.jpg.xmp")).content().contains("xmp:Rating=\"1\"");
    assertThat(fixture.photos().resolve("a.jpg.xmp")).doesNotExist();
  }
}
