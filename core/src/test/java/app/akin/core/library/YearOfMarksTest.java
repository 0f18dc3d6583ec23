package app.akin.core.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TestSeed;
import app.akin.core.kit.TinyModel;
import app.akin.core.mark.PhotoMarks;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.PhotoId;
import app.akin.core.query.Fact;
import app.akin.core.scan.Volumes;
import app.akin.core.search.Crop;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.sidecar.SidecarPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests what a user keeps over a year: marks of another program are imported, photos are marked,
/// gathered and exported, the folder moves, the model is switched, and the library is damaged.
final class YearOfMarksTest {
  private static final int PHOTOS = 24;
  private static final long SEED = TestSeed.of(YearOfMarksTest.class);

  @TempDir Path base;
  private Instant now = Instant.parse("2026-01-05T09:00:00Z");
  private LibraryFixture fixture;

  @BeforeEach
  void openFixture() {
    InstantSource time = () -> now;
    fixture =
        new LibraryFixture(
            base, time.withZone(ZoneOffset.UTC), Volumes.of(OperatingSystem.current()));
  }

  @AfterEach
  void checkInvariants() {
    fixture.close();
    CatalogueInvariants.check(fixture.paths().library());
  }

  /// Returns a sidecar in the form of digiKam, with a hierarchical keyword and a caption.
  private static byte[] ofDigiKam(int rating, String keyword, String caption) {
    String[] levels = keyword.split("/", -1);
    return """
    <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
     <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about=""
        xmlns:digiKam="http://www.digikam.org/ns/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:xmp="http://ns.adobe.com/xap/1.0/"
        xmlns:own="http://example.org/own/"
        xmp:Rating="%d" own:Kept="as it is">
       <digiKam:TagsList><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></digiKam:TagsList>
       <dc:subject><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:subject>
       <dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
      </rdf:Description>
     </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="w"?>
    """
        .formatted(rating, keyword, levels[levels.length - 1], caption)
        .getBytes(UTF_8);
  }

  private static String name(int photo) {
    return "2019/" + (photo % 3 == 0 ? "Rome" : "Home") + "/p" + photo + ".jpg";
  }

  private List<PhotoId> photos(PhotoLibrary library, int from, int to) {
    List<Path> files = new ArrayList<>();
    for (int photo = from; photo < to; photo++) {
      files.add(fixture.photos().resolve(name(photo)));
    }
    return library.collections().photosAt(files);
  }

  private List<String> found(String... facts) {
    try (PhotoLibrary library = fixture.open()) {
      Filter filter =
          new Filter(
              null,
              Stream.of(facts).<Fact>map(text -> library.lines().fact(text)).toList(),
              List.of());
      return fixture.search(filter, PHOTOS, LibraryFixture.text("a landscape")).results().stream()
          .map(result -> String.valueOf(result.path().getFileName()))
          .sorted()
          .toList();
    }
  }

  /// Returns the marks of all photos, the collections in order, and the saved searches.
  private List<String> kept() {
    List<String> kept = new ArrayList<>();
    try (PhotoLibrary library = fixture.open()) {
      Map<String, String> marked = new TreeMap<>();
      for (var result :
          fixture.search(Filter.NONE, 100, LibraryFixture.text("a landscape")).results()) {
        Metadata metadata =
            library.photos().details(result.content()).orElseThrow().facts().metadata();
        marked.put(
            String.valueOf(result.path().getFileName()),
            metadata.rating()
                + " "
                + metadata.flag()
                + " "
                + metadata.keywords()
                + " "
                + metadata.caption());
      }
      marked.forEach((photo, marks) -> kept.add(photo + " " + marks));
      for (var each : library.collections().list()) {
        kept.add(
            each.name()
                + " "
                + each.isTarget()
                + library.collections().members(each.id()).stream()
                    .map(member -> member.paths().getFirst().getFileName())
                    .toList());
      }
      for (var each : library.savedSearches().list()) {
        QueryPart.Image image = (QueryPart.Image) each.query().parts().getFirst();
        kept.add(each.name() + each.query().line() + each.query().facts() + image.crop());
      }
    }
    return kept;
  }

  private SidecarPlan export() {
    try (PhotoLibrary library = fixture.open()) {
      SidecarPlan plan = library.sidecars().plan(Filter.NONE, null, _ -> true).orElseThrow();
      assertThat(library.sidecars().write(plan, _ -> true).blocked()).isEmpty();
      return plan;
    }
  }

  private Map<String, Integer> hashes() throws IOException {
    Map<String, Integer> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(fixture.photos())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jpg")).toList()) {
        hashes.put(
            String.valueOf(file.getFileName()),
            java.util.Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  @Test
  void everyMarkAndCollectionIsThereAfterAYear() throws Exception {
    for (int photo = 0; photo < PHOTOS; photo++) {
      fixture.write(name(photo), ImageKit.photo(photo, 160, 120));
    }
    for (int photo = 0; photo < 8; photo++) {
      fixture.write(
          name(photo) + ".xmp", ofDigiKam(photo % 6, "Places/Rome " + photo, "Day " + photo));
    }
    final Map<String, Integer> originals = hashes();

    // January: what digiKam wrote is found.
    fixture.index();
    assertThat(found("rating:>=4")).containsExactly("p4.jpg", "p5.jpg");
    assertThat(found("tag:\"rome 3\"")).containsExactly("p3.jpg");

    // February: photos are marked, gathered and searched.
    try (PhotoLibrary library = fixture.open()) {
      PhotoMarks marks = library.marks();
      marks.rate(photos(library, 4, 12), 2);
      marks.flag(photos(library, 10, 14), Flag.PICK);
      marks.flag(photos(library, 14, 16), Flag.REJECT);
      marks.keywords(
          photos(library, 0, 6), List.of("Trip|Italy, \"2019\""), List.of("Places|Rome 1"));
      marks.caption(photos(library, 2, 3), "Akin’s own\ntext");
      List<PhotoId> gathered = new ArrayList<>(photos(library, 3, 9)).reversed();
      long id = library.collections().create("Best of 2019", gathered).id();
      library.collections().setTarget(java.util.OptionalLong.of(id));
      library.collections().create("Empty", List.of());
      library
          .savedSearches()
          .save(
              "Like this",
              new SavedQuery(
                  List.of(
                      new QueryPart.Image(
                          new QueryImage.Bytes("pasted", ImageKit.photo(500, 320, 240)),
                          new Crop(0, 0, 0.5, 1),
                          1)),
                  "at night",
                  List.of("rating:2"),
                  null,
                  0.5,
                  false,
                  SearchRequest.Order.SCORE),
              false);
    }
    fixture.close();
    assertThat(found("flag:pick", "rating:2")).containsExactly("p10.jpg", "p11.jpg");
    assertThat(found("tag:italy2019")).isEmpty();
    assertThat(found("collection:\"best of 2019\"")).hasSize(6);

    // March: sidecars are exported; other fields of digiKam's stay.
    final List<String> kept = kept();
    assertThat(export().sidecars()).hasSizeGreaterThan(10);
    Path sidecar = fixture.photos().resolve(name(4) + ".xmp");
    assertThat(Files.readString(sidecar))
        .contains("own:Kept=\"as it is\"")
        .contains("xmp:Rating=\"2\"");
    now = now.plus(Duration.ofDays(60));
    fixture.index();
    assertThat(kept()).isEqualTo(kept);

    // June: the folder is renamed.
    fixture.close();
    Files.move(
        fixture.photos().resolve("2019"), fixture.photos().resolve("Archive of the year 2019"));
    now = now.plus(Duration.ofDays(90));
    assertThat(fixture.index().embedded()).isZero();
    assertThat(kept()).isEqualTo(kept);

    // September: another model.
    Path checkpoint = base.resolve("tiny");
    TinyModel.write(checkpoint);
    ModelSelection other;
    try (PhotoLibrary library = fixture.open()) {
      other =
          new ModelSelection(
              TinyModel.importInto(library.models(), checkpoint, false), Device.CPU, null);
    }
    now = now.plus(Duration.ofDays(90));
    assertThat(fixture.index(other, fixture.photos()).embedded()).isEqualTo(PHOTOS);
    fixture.close();
    assertThat(kept()).isEqualTo(kept);

    // December: pages of the library are damaged, and no copy of the day is left.
    fixture.close();
    try (Stream<Path> copies = Files.list(fixture.paths().library().resolve("backups"))) {
      for (Path copy : copies.toList()) {
        Files.delete(copy);
      }
    }
    damage(fixture.paths().library().resolve("library.db"));
    now = now.plus(Duration.ofDays(90));
    for (int run = 0; run < 3; run++) {
      fixture.index(other, fixture.photos());
    }
    assertThat(fixture.paths().library().resolve("damaged")).isNotEmptyDirectory();
    // The target is a setting, which has no second copy.
    assertThat(kept())
        .usingElementComparator(YearOfMarksTest::compareWithoutTarget)
        .isEqualTo(kept);
    assertThat(hashes()).isEqualTo(originals);

    // One command takes the exported sidecars back.
    try (PhotoLibrary library = fixture.open()) {
      library.sidecars().undo(_ -> true);
    }
    assertThat(hashes()).isEqualTo(originals);
  }

  private static int compareWithoutTarget(String one, String other) {
    return one.replace(" true[", " false[").compareTo(other.replace(" true[", " false["));
  }

  /// Overwrites a third of the pages with random bytes, but not the first one.
  private static void damage(Path file) throws IOException {
    Random random = new Random(SEED);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long pages = channel.size() / 4096;
      for (long page = 1; page < pages; page++) {
        if (random.nextInt(3) == 0) {
          byte[] bytes = new byte[4096];
          random.nextBytes(bytes);
          channel.write(ByteBuffer.wrap(bytes), page * 4096);
        }
      }
    }
  }
}
