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
import app.akin.core.synthetic.MadeCheckpoint;
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

/// A raw file or a HEIC beside the JPEG of the same shot is one photo with two files, whichever
/// comes first, goes, moves or changes. `-Dakin.rounds` says how often something happens (7).
final class SiblingFilesTest {
  private static final int ROUNDS = Integer.getInteger("akin.rounds", 7);

  @TempDir Path base;
  private LibraryFixture home;
  private ModelSelection tiny;

  @BeforeEach
  void openHome() {
    home = new LibraryFixture(base);
    Path checkpoint = base.resolve("tiny");
    MadeCheckpoint.tiny().write(checkpoint);
    tiny = new ModelSelection(checkpoint.toString(), Device.CPU, Precision.FP32);
  }

  @AfterEach
  void invariantsHold() {
    home.close();
    CatalogueInvariants.check(home.paths().library());
  }

  /// A camera's two files of one shot. The raw file's preview is another picture than the JPEG, so
  /// that both have vectors of their own.
  ///
  /// @param second of the minute in which it was taken; -1 for a JPEG that says no time
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
    return home.index(tiny, home.photos());
  }

  private LibraryStatus status() {
    try (PhotoLibrary library = home.open()) {
      return library.status(tiny);
    }
  }

  private List<SearchResult> hits() {
    return home.search(tiny, Filter.NONE, 100, LibraryFixture.text("a landscape")).results();
  }

  private List<String> paths(SearchResult hit) {
    return hit.paths().stream().map(path -> home.photos().relativize(path).toString()).toList();
  }

  private Path file(String name) {
    return home.photos().resolve(name);
  }

  @Test
  void aPairIsOneResultWithOneEmbeddingAndBothPaths() throws Exception {
    home.write("IMG_1.CR2", raw(1, 1));
    home.write("IMG_1.JPG", jpeg(1, 1));
    home.write("IMG_2.JPG", jpeg(2, 2));
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
    try (PhotoLibrary library = home.open()) {
      assertThat(library.photos().timeline().size()).isEqualTo(2);
      SearchResult pair =
          hits().stream().filter(hit -> hit.paths().size() == 2).findFirst().orElseThrow();
      PhotoDetails details = library.photos().details(pair.content()).orElseThrow();
      assertThat(details.files()).extracting(PhotoDetails.PhotoFile::path).isEqualTo(pair.paths());
      assertThat(details.facts().format()).isEqualTo("JPEG");
      // Asking with one of the files does not find the other.
      assertThat(
              home.search(tiny, Filter.NONE, 10, LibraryFixture.image(file("IMG_1.CR2"))).results())
          .extracting(this::paths)
          .containsExactly(List.of("IMG_2.JPG"));
    }
    assertThat(index().embedded()).as("and nothing is left to do").isZero();
  }

  @Test
  void aHeicWithoutTimeIsMatchedByAspectRatio() throws Exception {
    home.write("a.heic", FormatKit.committed("whole.heic"));
    index();
    SearchResult heic = hits().getFirst();
    int width;
    int height;
    try (PhotoLibrary library = home.open()) {
      PhotoDetails details = library.photos().details(heic.content()).orElseThrow();
      width = details.facts().width();
      height = details.facts().height();
    }
    home.write("a.jpg", ImageKit.photo(1, 2 * width, 2 * height));
    home.write("b.heic", FormatKit.committed("ten.heic"));
    home.write("b.jpg", ImageKit.photo(2, 200, 30));
    IngestReport report = index();
    assertThat(report.photos()).isEqualTo(3);
    assertThat(report.embedded()).as("the one of another shape, twice").isEqualTo(2);
    SearchResult pair =
        hits().stream().filter(hit -> hit.paths().size() == 2).findFirst().orElseThrow();
    assertThat(paths(pair)).containsExactly("a.jpg", "a.heic");
    assertThat(pair.photo()).isEqualTo(heic.photo());
  }

  @Test
  void differentShotsWithTheSameNameStaySeparate() throws Exception {
    home.write("a.CR2", raw(1, 1));
    home.write("a.JPG", jpeg(1, 2)); // another second
    home.write("b.CR2", raw(2, 3));
    home.write(
        "b.JPG",
        ImageKit.withExif(
            ImageKit.photo(2, 96, 64), new ExifBlock().taken(time(3)).camera("Sony", "A7")));
    home.write("one/c.CR2", raw(3, 4));
    home.write("other/c.JPG", jpeg(3, 4)); // another folder
    home.write("d.jpg", jpeg(5, 5));
    home.write("d.jpeg", jpeg(6, 5)); // two JPEGs are two pictures
    assertThat(index().photos()).isEqualTo(8);
  }

  @Test
  void theRemainingFileOfAPairKeepsTheIdentity() throws Exception {
    home.write("a.CR2", raw(1, 1));
    home.write("a.JPG", jpeg(1, 1));
    index();
    PhotoId photo = hits().getFirst().photo();
    Files.delete(file("a.JPG"));
    IngestReport without = index();
    assertThat(without).returns(1L, IngestReport::embedded).returns(1L, IngestReport::photos);
    assertThat(hits()).extracting(this::paths).containsExactly(List.of("a.CR2"));
    assertThat(hits().getFirst().photo()).isEqualTo(photo);
    home.write("a.JPG", jpeg(1, 1));
    assertThat(index().embedded()).as("known from before").isZero();
    assertThat(hits()).hasSize(1);
    assertThat(hits().getFirst().photo()).isEqualTo(photo);
    Files.delete(file("a.CR2"));
    assertThat(index()).returns(0L, IngestReport::embedded).returns(1L, IngestReport::photos);
    assertThat(hits()).extracting(this::paths).containsExactly(List.of("a.JPG"));
  }

  @Test
  void filesIndexedSeparatelyAreMergedOnceInOneFolder() throws Exception {
    home.write("raw/a.CR2", raw(1, 1));
    home.write("jpeg/a.JPG", jpeg(1, 1));
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

  /// What the library should say, worked out from what happened to the files.
  private static final class Oracle {
    /// Which contents were seen to be one shot: content to a name of its class.
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

    /// Takes one run over the files in, and tells how many pictures it had to embed.
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

    /// The contents of each photo that has files.
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
    home.write("keep.jpg", jpeg(99, 59));
    files.put("keep.jpg", "J99");
    index();
    oracle.run(files, files);
    Map<String, PhotoId> identities = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> before = new TreeMap<>(files);
      List<String> happened = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        happened.add(applyRandomOperation(random, files, bytes));
      }
      IngestReport report = index();
      int computed = oracle.run(before, files);
      String told = "seed " + seed + " round " + round + " " + happened + " " + files;
      assertThat(report.embedded()).as("embedded, %s", told).isEqualTo(computed);
      Map<String, Set<String>> photos = oracle.photos(files);
      assertThat(report.photos()).as("photos, %s", told).isEqualTo(photos.size());
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
          .as("paths, %s", told)
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
          assertThat(known).as("identity of %s, %s", paths(hit), told).contains(hit.photo());
        }
      }
      identities.putAll(now);
    }
  }

  /// Something that people do to files. What no file shows any more after an edit never comes back.
  private String applyRandomOperation(
      RandomGenerator random, Map<String, String> files, Map<String, byte[]> bytes)
      throws IOException {
    List<String> known = files.keySet().stream().filter(name -> !name.equals("keep.jpg")).toList();
    String some = known.isEmpty() ? "" : known.get(random.nextInt(known.size()));
    int what = known.isEmpty() ? 0 : random.nextInt(8);
    return switch (what) {
      case 0, 1, 2 -> {
        int shot = random.nextInt(6);
        String content = (random.nextBoolean() ? "J" : "R") + shot;
        String name =
            "f" + random.nextInt(2) + "/s" + shot + (Oracle.isRaw(content) ? ".CR2" : ".JPG");
        byte[] file = bytes.get(content);
        if (file != null && !files.containsKey(name)) {
          home.write(name, file);
          files.put(name, content);
        }
        yield "new " + name;
      }
      case 3 -> {
        Files.delete(file(some));
        files.remove(some);
        yield "delete " + some;
      }
      case 4, 5 -> {
        String to = "f" + random.nextInt(3) + some.substring(some.indexOf('/'));
        if (!files.containsKey(to)) {
          Files.createDirectories(file(to).getParent());
          Files.move(file(some), file(to));
          files.put(to, Objects.requireNonNull(files.remove(some)));
        }
        yield "move " + some + " to " + to;
      }
      case 6 -> {
        String to =
            some.substring(0, some.lastIndexOf('.')) + "x" + some.substring(some.lastIndexOf('.'));
        if (!files.containsKey(to)) {
          Files.move(file(some), file(to));
          files.put(to, Objects.requireNonNull(files.remove(some)));
        }
        yield "rename " + some + " to " + to;
      }
      default -> {
        String content = Objects.requireNonNull(files.get(some));
        if (Oracle.isRaw(content) || content.contains("'")) {
          yield "nothing";
        }
        int shot = Integer.parseInt(content.substring(1));
        bytes.remove(content);
        home.write(some, jpeg(500 + shot, shot));
        files.put(some, content + "'");
        yield "edit " + some;
      }
    };
  }
}
