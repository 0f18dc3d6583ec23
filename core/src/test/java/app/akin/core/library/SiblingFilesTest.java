package app.akin.core.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.FormatKit;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.RawKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Device;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Precision;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchResult;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests sibling files: a raw file or a HEIC next to the JPEG of the same shot is one photo with
/// two files, in whatever order they are added, removed, moved or changed. `-Dakin.rounds` sets the
/// number of random operations (7).
final class SiblingFilesTest {
  private static final int ROUNDS = Integer.getInteger("akin.rounds", 7);

  @TempDir Path base;
  private LibraryFixture fixture;
  private ModelSelection tiny;

  @BeforeEach
  void openFixture() {
    fixture = new LibraryFixture(base);
    Path checkpoint = base.resolve("tiny");
    SyntheticCheckpoint.tiny().write(checkpoint);
    tiny = new ModelSelection(checkpoint.toString(), Device.CPU, Precision.FP32);
  }

  @AfterEach
  void checkInvariants() {
    fixture.close();
    CatalogueInvariants.check(fixture.paths().library());
  }

  /// Returns the JPEG of a shot. The raw file has a different preview, so that both have different
  /// vectors.
  ///
  /// @param second the second of the minute in which it was taken; -1 for a JPEG without time
  private static byte[] jpeg(int seed, int second) {
    BufferedImage picture = ImageKit.picture(seed, 96, 64);
    ExifBlock exif = new ExifBlock().camera("Canon", "Canon EOS 90D");
    return ImageKit.withExif(
        ImageKit.jpeg(picture, 0.8f), second < 0 ? exif : exif.taken(time(second)));
  }

  private static byte[] raw(int seed, int second) {
    byte[] preview = ImageKit.jpeg(ImageKit.picture(seed + 1000L, 96, 64), 0.8f);
    String text = new String(RawKit.canon(preview), ISO_8859_1);
    return text.replace("2024:05:06 07:08:09", time(second)).getBytes(ISO_8859_1);
  }

  private static String time(int second) {
    return "2024:05:06 07:08:" + (second < 10 ? "0" : "") + second;
  }

  private IngestReport index() throws InterruptedException {
    return fixture.index(tiny, fixture.photos());
  }

  private LibraryStatus status() {
    try (PhotoLibrary library = fixture.open()) {
      return library.status(tiny);
    }
  }

  private List<SearchResult> hits() {
    return fixture.search(tiny, Filter.NONE, 100, LibraryFixture.text("a landscape")).results();
  }

  private List<String> paths(SearchResult hit) {
    return hit.paths().stream().map(path -> fixture.photos().relativize(path).toString()).toList();
  }

  private Path file(String name) {
    return fixture.photos().resolve(name);
  }

  /// The names differ by the rules of a phone, so name, time and camera tell.
  @Test
  void filesNamedByThePhoneAreOnePhotoIfTheirTimesAgree() throws Exception {
    fixture.write("PXL_20240506_070801000.RAW-01.COVER.jpg", jpeg(1, 1));
    fixture.write("PXL_20240506_070801000.RAW-02.ORIGINAL.dng", raw(1, 1));
    fixture.write("IMG_E0002.JPG", jpeg(2, 2));
    fixture.write("IMG_0002.CR2", raw(2, 2));
    // Another shot with the name of a copy, and a copy without a time.
    fixture.write("IMG_0003 (1).JPG", jpeg(3, 3));
    fixture.write("IMG_0003.CR2", raw(4, 4));
    fixture.write("IMG_0005-edited.JPG", jpeg(5, -1));
    fixture.write("IMG_0005.CR2", raw(5, 5));
    // The file that differs in the extension alone takes precedence over the edited version.
    fixture.write("IMG_0006.JPG", jpeg(6, 6));
    fixture.write("IMG_0006-edited.JPG", jpeg(7, 6));
    fixture.write("IMG_0006.CR2", raw(6, 6));

    index();
    assertThat(hits())
        .extracting(this::paths)
        .containsExactlyInAnyOrder(
            List.of(
                "PXL_20240506_070801000.RAW-01.COVER.jpg",
                "PXL_20240506_070801000.RAW-02.ORIGINAL.dng"),
            List.of("IMG_E0002.JPG", "IMG_0002.CR2"),
            List.of("IMG_0003 (1).JPG"),
            List.of("IMG_0003.CR2"),
            List.of("IMG_0005-edited.JPG"),
            List.of("IMG_0005.CR2"),
            List.of("IMG_0006.JPG", "IMG_0006.CR2"),
            List.of("IMG_0006-edited.JPG"));
  }

  @Test
  void aPairIsOneResultWithOneEmbeddingAndBothPaths() throws Exception {
    fixture.write("IMG_1.CR2", raw(1, 1));
    fixture.write("IMG_1.JPG", jpeg(1, 1));
    fixture.write("IMG_2.JPG", jpeg(2, 2));
    IngestReport report = index();
    assertThat(report).returns(2L, IngestReport::embedded).returns(2L, IngestReport::photos);
    assertThat(report.files()).isEqualTo(3);
    assertThat(status())
        .returns(2L, LibraryStatus::photos)
        .returns(3L, LibraryStatus::files)
        .returns(1L, LibraryStatus::siblings)
        .returns(2L, LibraryStatus::embedded);
    assertThat(hits())
        .extracting(this::paths)
        .containsExactlyInAnyOrder(List.of("IMG_1.JPG", "IMG_1.CR2"), List.of("IMG_2.JPG"));
    try (PhotoLibrary library = fixture.open()) {
      assertThat(library.photos().timeline().size()).isEqualTo(2);
      SearchResult pair =
          hits().stream().filter(hit -> hit.paths().size() == 2).findFirst().orElseThrow();
      PhotoDetails details = library.photos().details(pair.content()).orElseThrow();
      assertThat(details.files()).extracting(PhotoDetails.PhotoFile::path).isEqualTo(pair.paths());
      assertThat(details.facts().format()).isEqualTo("JPEG");
      // A query with one of the files does not find the other.
      assertThat(
              fixture
                  .search(tiny, Filter.NONE, 10, LibraryFixture.image(file("IMG_1.CR2")))
                  .results())
          .extracting(this::paths)
          .containsExactly(List.of("IMG_2.JPG"));
    }
    assertThat(index().embedded()).as("no work is left").isZero();
  }

  @Test
  void aHeicWithoutTimeIsMatchedByAspectRatio() throws Exception {
    fixture.write("a.heic", FormatKit.committed("whole.heic"));
    index();
    SearchResult heic = hits().getFirst();
    int width;
    int height;
    try (PhotoLibrary library = fixture.open()) {
      PhotoDetails details = library.photos().details(heic.content()).orElseThrow();
      width = details.facts().width();
      height = details.facts().height();
    }
    fixture.write("a.jpg", ImageKit.photo(1, 2 * width, 2 * height));
    fixture.write("b.heic", FormatKit.committed("ten.heic"));
    fixture.write("b.jpg", ImageKit.photo(2, 200, 30));
    IngestReport report = index();
    assertThat(report.photos()).isEqualTo(3);
    assertThat(report.embedded())
        .as("both files of the pair with different aspect ratios")
        .isEqualTo(2);
    SearchResult pair =
        hits().stream().filter(hit -> hit.paths().size() == 2).findFirst().orElseThrow();
    assertThat(paths(pair)).containsExactly("a.jpg", "a.heic");
    assertThat(pair.photo()).isEqualTo(heic.photo());
  }

  @Test
  void differentShotsWithTheSameNameStaySeparate() throws Exception {
    fixture.write("a.CR2", raw(1, 1));
    fixture.write("a.JPG", jpeg(1, 2)); // another second
    fixture.write("b.CR2", raw(2, 3));
    fixture.write(
        "b.JPG",
        ImageKit.withExif(
            ImageKit.photo(2, 96, 64), new ExifBlock().taken(time(3)).camera("Sony", "A7")));
    fixture.write("one/c.CR2", raw(3, 4));
    fixture.write("other/c.JPG", jpeg(3, 4)); // another folder
    fixture.write("d.jpg", jpeg(5, 5));
    fixture.write("d.jpeg", jpeg(6, 5)); // two JPEGs are two photos
    assertThat(index().photos()).isEqualTo(8);
  }

  @Test
  void theRemainingFileOfAPairKeepsTheIdentity() throws Exception {
    fixture.write("a.CR2", raw(1, 1));
    fixture.write("a.JPG", jpeg(1, 1));
    index();
    PhotoId photo = hits().getFirst().photo();
    Files.delete(file("a.JPG"));
    IngestReport without = index();
    assertThat(without).returns(1L, IngestReport::embedded).returns(1L, IngestReport::photos);
    assertThat(hits()).extracting(this::paths).containsExactly(List.of("a.CR2"));
    assertThat(hits().getFirst().photo()).isEqualTo(photo);
    fixture.write("a.JPG", jpeg(1, 1));
    assertThat(index().embedded()).as("already embedded").isZero();
    assertThat(hits()).hasSize(1);
    assertThat(hits().getFirst().photo()).isEqualTo(photo);
    Files.delete(file("a.CR2"));
    assertThat(index()).returns(0L, IngestReport::embedded).returns(1L, IngestReport::photos);
    assertThat(hits()).extracting(this::paths).containsExactly(List.of("a.JPG"));
  }

  @Test
  void filesIndexedSeparatelyAreMergedOnceInOneFolder() throws Exception {
    fixture.write("raw/a.CR2", raw(1, 1));
    fixture.write("jpeg/a.JPG", jpeg(1, 1));
    assertThat(index().embedded()).isEqualTo(2);
    Files.move(file("raw/a.CR2"), file("jpeg/a.CR2"));
    IngestReport report = index();
    assertThat(report).returns(0L, IngestReport::embedded).returns(1L, IngestReport::photos);
    ContentId found = hits().getFirst().content();
    assertThat(hits()).hasSize(1);
    Files.move(file("jpeg"), file("moved"));
    assertThat(index()).returns(0L, IngestReport::embedded).returns(1L, IngestReport::photos);
    assertThat(hits().getFirst().content()).isEqualTo(found);
  }

  /// Computes the expected state of the library from the file operations.
  private static final class Oracle {
    /// Maps each content to the name of its class, that is, its shot.
    private final Map<String, String> classes = new HashMap<>();

    private final Set<String> embedded = new HashSet<>();

    static boolean isRaw(String content) {
      return content.startsWith("R");
    }

    private static String shot(String content) {
      return content.substring(1).replaceAll("'.*", "");
    }

    private static String stem(String path) {
      return path.substring(0, path.lastIndexOf('.'));
    }

    /// Simulates one run over the files and returns the number of images it has to embed.
    int run(Map<String, String> before, Map<String, String> files) {
      files.values().forEach(content -> classes.putIfAbsent(content, content));
      Set<String> taken = new HashSet<>();
      for (Map.Entry<String, String> raw : files.entrySet()) {
        for (Map.Entry<String, String> jpeg : files.entrySet()) {
          if (isRaw(raw.getValue())
              && !isRaw(jpeg.getValue())
              && stem(raw.getKey()).equals(stem(jpeg.getKey()))
              && shot(raw.getValue()).equals(shot(jpeg.getValue()))
              && !name(raw.getValue()).equals(name(jpeg.getValue()))
              && hasOneOfEach(files, raw.getValue(), jpeg.getValue())) {
            String all = name(raw.getValue());
            String other = name(jpeg.getValue());
            classes.replaceAll((_, name) -> name.equals(other) ? all : name);
            if (raw.getValue().equals(before.get(raw.getKey()))
                && embedded.contains(raw.getValue())) {
              taken.add(jpeg.getValue());
            }
          }
        }
      }
      embedded.addAll(taken);
      int computed = 0;
      for (Set<String> contents : photos(files).values()) {
        String lead =
            contents.stream()
                .filter(content -> !isRaw(content))
                .findFirst()
                .orElseGet(() -> contents.iterator().next());
        computed += embedded.add(lead) ? 1 : 0;
      }
      return computed;
    }

    private boolean hasOneOfEach(Map<String, String> files, String raw, String jpeg) {
      Set<String> together = new HashSet<>();
      for (String content : files.values()) {
        String name = name(content);
        if (name.equals(name(raw)) || name.equals(name(jpeg))) {
          together.add(content);
        }
      }
      return together.stream().filter(Oracle::isRaw).count() <= 1
          && together.stream().filter(content -> !isRaw(content)).count() <= 1;
    }

    private String name(String content) {
      return Objects.requireNonNull(classes.get(content));
    }

    /// Returns the contents of each photo that has files.
    Map<String, Set<String>> photos(Map<String, String> files) {
      Map<String, Set<String>> photos = new HashMap<>();
      files
          .values()
          .forEach(
              content -> photos.computeIfAbsent(name(content), _ -> new HashSet<>()).add(content));
      return photos;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void randomFileOperationsMatchTheOracle(long seed) throws Exception {
    RandomGenerator random = new SplittableRandom(seed);
    Oracle oracle = new Oracle();
    Map<String, String> files = new TreeMap<>();
    Map<String, byte[]> bytes = new HashMap<>();
    for (int shot = 0; shot < 6; shot++) {
      bytes.put("J" + shot, jpeg(shot, shot));
      bytes.put("R" + shot, raw(shot, shot));
    }
    fixture.write("keep.jpg", jpeg(99, 59));
    files.put("keep.jpg", "J99");
    index();
    oracle.run(files, files);
    Map<String, PhotoId> identities = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> before = new TreeMap<>(files);
      List<String> operations = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        operations.add(applyRandomOperation(random, files, bytes));
      }
      IngestReport report = index();
      int computed = oracle.run(before, files);
      String context = "seed " + seed + " round " + round + " " + operations + " " + files;
      assertThat(report.embedded()).as("embedded, %s", context).isEqualTo(computed);
      Map<String, Set<String>> photos = oracle.photos(files);
      assertThat(report.photos()).as("photos, %s", context).isEqualTo(photos.size());
      Set<Set<String>> expected =
          photos.values().stream()
              .map(
                  contents ->
                      files.entrySet().stream()
                          .filter(file -> contents.contains(file.getValue()))
                          .map(Map.Entry::getKey)
                          .collect(Collectors.toSet()))
              .collect(Collectors.toSet());
      List<SearchResult> hits = hits();
      assertThat(hits.stream().map(hit -> Set.copyOf(paths(hit))).toList())
          .as("paths, %s", context)
          .containsExactlyInAnyOrderElementsOf(expected);
      Map<String, PhotoId> now = new HashMap<>();
      for (SearchResult hit : hits) {
        for (String path : paths(hit)) {
          now.put(files.get(path), hit.photo());
        }
        Set<PhotoId> known =
            paths(hit).stream()
                .map(files::get)
                .flatMap(content -> Stream.ofNullable(identities.get(content)))
                .collect(Collectors.toSet());
        if (!known.isEmpty()) {
          assertThat(known).as("identity of %s, %s", paths(hit), context).contains(hit.photo());
        }
      }
      identities.putAll(now);
    }
  }

  /// Applies a random file operation. A content that an edit removed from all files never returns.
  private String applyRandomOperation(
      RandomGenerator random, Map<String, String> files, Map<String, byte[]> bytes)
      throws IOException {
    List<String> known = files.keySet().stream().filter(name -> !name.equals("keep.jpg")).toList();
    String existing = known.isEmpty() ? "" : known.get(random.nextInt(known.size()));
    int operation = known.isEmpty() ? 0 : random.nextInt(8);
    return switch (operation) {
      case 0, 1, 2 -> {
        int shot = random.nextInt(6);
        String content = (random.nextBoolean() ? "J" : "R") + shot;
        String name =
            "f" + random.nextInt(2) + "/s" + shot + (Oracle.isRaw(content) ? ".CR2" : ".JPG");
        byte[] file = bytes.get(content);
        if (file != null && !files.containsKey(name)) {
          fixture.write(name, file);
          files.put(name, content);
        }
        yield "new " + name;
      }
      case 3 -> {
        Files.delete(file(existing));
        files.remove(existing);
        yield "delete " + existing;
      }
      case 4, 5 -> {
        String to = "f" + random.nextInt(3) + existing.substring(existing.indexOf('/'));
        if (!files.containsKey(to)) {
          Files.createDirectories(file(to).getParent());
          Files.move(file(existing), file(to));
          files.put(to, Objects.requireNonNull(files.remove(existing)));
        }
        yield "move " + existing + " to " + to;
      }
      case 6 -> {
        String to =
            existing.substring(0, existing.lastIndexOf('.'))
                + "x"
                + existing.substring(existing.lastIndexOf('.'));
        if (!files.containsKey(to)) {
          Files.move(file(existing), file(to));
          files.put(to, Objects.requireNonNull(files.remove(existing)));
        }
        yield "rename " + existing + " to " + to;
      }
      default -> {
        String content = Objects.requireNonNull(files.get(existing));
        if (Oracle.isRaw(content) || content.contains("'")) {
          yield "nothing";
        }
        int shot = Integer.parseInt(content.substring(1));
        bytes.remove(content);
        fixture.write(existing, jpeg(500 + shot, shot));
        files.put(existing, content + "'");
        yield "edit " + existing;
      }
    };
  }
}
