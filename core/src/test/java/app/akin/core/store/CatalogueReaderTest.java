package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.LibraryKit;
import app.akin.core.kit.LibraryKit.SyntheticEntry;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Precision;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue.Dates;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checks that written rows are read back, and compares filters and streams with brute force.
class CatalogueReaderTest {
  private static final long SEED = 20260301;

  @TempDir Path temp;

  @Test
  void writtenRowsAreReadBack() {
    Path folder = temp.resolve("library");
    PhotoFacts full =
        new PhotoFacts(
            "TIFF",
            10,
            20,
            8,
            new Metadata(
                List.of(
                    PhotoDate.of(
                        LocalDateTime.of(1969, 7, 20, 20, 17, 40, 123_000_000),
                        ZoneOffset.ofHoursMinutes(-5, -30),
                        DateSource.XMP)),
                "Maker \"X\" 100%",
                "Lens\nII",
                new Metadata.Exposure(50.0, 1.8, 0.001, 400),
                new Place(-41.5, 174.25, -3.5),
                new Metadata.PlaceName("Wellington", null, "New Zealand"),
                4,
                List.of("people|family", "beach"),
                "A title",
                "A caption",
                "Software 1.0",
                null));
    try (TestLibrary library = new TestLibrary(folder)) {
      ContentId bare = library.put("2020/a b", "z.jpg", 1);
      library.put("2020", "a.jpg", 1);
      ContentId rich = library.put("2020", "b.jpg", 2);
      library.writer.putContent(TestLibrary.key(2), 50, full);
      library.writer.putOwnFacts(library.rootId, "2020", "b.jpg", full.metadata(), 3);
      library.writer.putFailure(
          library.rootId, "2020", "c.jpg", 1, 2, FailureKind.TOO_LARGE, "30000 x 30000");
      library.writer.putThumbnail(TestLibrary.key(1), new byte[] {1, 2, 3});
      library.writer.putSetting("model", "starter");
      library.writer.putSetting("model", "base");
      library.writer.roots().setExclusions(library.rootId, List.of("raw", "2020/x"));
      long model = library.writer.vectors().putModel("print", "base", 4);
      assertThat(library.writer.vectors().putModel("print", "base", 4)).isEqualTo(model);
      library
          .writer
          .vectors()
          .putEmbedding(
              rich,
              TestLibrary.key(2),
              model,
              Precision.FP32,
              EmbeddingSource.THUMBNAIL,
              TestLibrary.embedding(2));
      library.writer.commit();

      CatalogueReader reader = library.reader;
      assertThat(reader.roots())
          .containsExactly(new Root(library.rootId, library.root, List.of("2020/x", "raw")));
      assertThat(reader.directories(library.rootId)).containsExactly("2020", "2020/a b");
      Map<String, KnownFile> files = reader.files(library.rootId, "2020", model);
      assertThat(files).containsOnlyKeys("a.jpg", "b.jpg", "c.jpg");
      assertThat(files.get("a.jpg"))
          .usingRecursiveComparison()
          .ignoringFields("id", "photoId")
          .isEqualTo(
              new KnownFile(
                  0, 101, 7, bare.value(), 0, false, true, null, 0, FileStamp.UNKNOWN, null, 0));
      assertThat(files.get("b.jpg"))
          .usingRecursiveComparison()
          .ignoringFields("id", "photoId")
          .as("embedded from a thumbnail, so the file is embedded again")
          .isEqualTo(
              new KnownFile(
                  0, 102, 7, rich.value(), 0, false, false, null, 0, FileStamp.UNKNOWN, null, 3));
      assertThat(files.get("c.jpg"))
          .usingRecursiveComparison()
          .ignoringFields("id", "photoId")
          .isEqualTo(
              new KnownFile(
                  0,
                  1,
                  2,
                  0,
                  0,
                  false,
                  false,
                  FailureKind.TOO_LARGE,
                  1,
                  FileStamp.UNKNOWN,
                  null,
                  0));
      assertThat(reader.content(TestLibrary.key(2), model))
          .as("embedded from a thumbnail only")
          .contains(new KnownContent(rich, false, false, false));
      assertThat(reader.content(TestLibrary.key(2), model + 1))
          .contains(new KnownContent(rich, false, false, false));
      assertThat(reader.content(TestLibrary.key(9), model)).isEmpty();
      assertThat(reader.vectors().modelId("print")).hasValue(model);
      assertThat(reader.vectors().modelId("other")).isEmpty();
      assertThat(reader.vectors().models())
          .containsExactly(new ModelRow(model, "print", "base", 4));
      assertThat(reader.counts(model)).isEqualTo(new Counts(1, 3, 2, 2, 1, 1, 0, 0));
      assertThat(reader.failures())
          .containsExactly(
              new FailedFile(
                  library.root.resolve("2020/c.jpg"),
                  FailureKind.TOO_LARGE,
                  "30000 x 30000",
                  1,
                  TestLibrary.NOW));
      assertThat(reader.setting("model")).contains("base");
      assertThat(reader.setting("none")).isEmpty();
      assertThat(reader.thumbnail(bare)).contains(new byte[] {1, 2, 3});
      assertThat(reader.thumbnail(rich)).isEmpty();
      assertThat(reader.vectors().embedding(bare, model)).isEmpty();
      Embedding embedding = reader.vectors().embedding(rich, model).orElseThrow();
      assertThat(embedding.norm()).isEqualTo(TestLibrary.embedding(2).norm());
      assertThat(embedding.unit())
          .usingComparatorWithPrecision(1e-3f)
          .containsExactly(TestLibrary.embedding(2).unit());

      Map<ContentId, PhotoRow> photos = reader.photos(List.of(rich, bare, bare, new ContentId(99)));
      assertThat(photos).containsOnlyKeys(bare, rich);
      assertThat(photos.get(rich))
          .isEqualTo(
              new PhotoRow(
                  library.photo(rich),
                  rich,
                  TestLibrary.key(2),
                  List.of(library.root.resolve("2020/b.jpg")),
                  102,
                  full,
                  Objects.requireNonNull(full.metadata().date())));
      assertThat(photos.get(bare))
          .isEqualTo(
              new PhotoRow(
                  library.photo(bare),
                  bare,
                  TestLibrary.key(1),
                  List.of(
                      library.root.resolve("2020/a b/z.jpg"), library.root.resolve("2020/a.jpg")),
                  101,
                  TestLibrary.FACTS,
                  PhotoDate.of(
                      LocalDateTime.ofInstant(Instant.ofEpochSecond(0, 7), TestLibrary.ZONE),
                      null,
                      DateSource.FILE)));
    }
    CatalogueInvariants.check(folder);
  }

  @Test
  void fileNamesAreStoredExactly() {
    assumeTrue(File.separatorChar == '/', "names of bytes are a matter of Unix");
    // As URIs, because not every locale can represent them: an emoji, a newline, quotes, an invalid
    // UTF-8 byte, a name like a `file:` URI, and wildcards of SQL patterns.
    List<String> names =
        List.of(
            "%F0%9F%8C%8A",
            "a%0Ab",
            "%22q%27%22",
            "%FF%FEbad",
            "file:x",
            "100%25_x",
            "100ab_x",
            "case",
            "Case",
            "%C3%A9",
            "e%CC%81");
    Path folder = temp.resolve("library");
    try (TestLibrary library = new TestLibrary(folder)) {
      List<Path> directories = new ArrayList<>();
      List<ContentId> contents = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        Path directory = Path.of(URI.create("file://" + library.root + "/" + names.get(i)));
        Path file =
            Path.of(URI.create("file://" + directory.toUri().getRawPath() + "/n" + names.get(i)));
        directories.add(directory);
        contents.add(
            library.put(
                PathText.relative(library.root, directory), PathText.relative(directory, file), i));
      }
      library.writer.commit();
      Map<ContentId, PhotoRow> photos = library.reader.photos(contents);
      for (int i = 0; i < names.size(); i++) {
        Path directory = directories.get(i);
        ContentId content = contents.get(i);
        assertThat(library.reader.matching(new PhotoFilter(directory, List.of())))
            .as(names.get(i))
            .containsExactly(content.value());
        assertThat(Objects.requireNonNull(photos.get(content)).paths())
            .allMatch(path -> directory.equals(path.getParent()))
            .hasSize(1);
        String relative = PathText.relative(library.root, directory);
        assertThat(library.reader.files(library.rootId, relative, 1)).hasSize(1);
      }
    }
    CatalogueInvariants.check(folder);
  }

  @Test
  void filtersMatchBruteForce() {
    Path folder = temp.resolve("library");
    Path photos = temp.resolve("photos").toAbsolutePath();
    int size = 1500;
    LibraryKit kit = new LibraryKit(LibraryKit.Plan.of(SEED, size).bare().dimension(8), photos);
    kit.write(folder);
    CatalogueInvariants.check(folder);
    Random random = new Random(SEED);
    try (Store store = TestLibrary.openForReading(folder)) {
      CatalogueReader reader = store.reader();
      List<ContentId> ids =
          IntStream.range(0, size)
              .mapToObj(i -> reader.content(kit.photo(i).key(), 1).orElseThrow().id())
              .map(Objects::requireNonNull)
              .toList();
      List<Path> folders =
          List.of(
              photos,
              temp,
              photos.getRoot(),
              photos.resolve("copies"),
              photos.resolve("201"),
              photos.resolve("2011"),
              photos.resolve("2011/07"),
              photos.resolve("copies/2015"),
              photos.resolveSibling("photos2"),
              photos.resolve("2012/../2013"));
      int found = 0;
      for (int round = 0; round < 200; round++) {
        Path in = random.nextBoolean() ? folders.get(random.nextInt(folders.size())) : null;
        Dates dates =
            new Dates(
                random.nextBoolean() ? day(random).atStartOfDay() : null,
                random.nextBoolean() ? day(random).atStartOfDay() : null);
        PhotoFilter filter =
            new PhotoFilter(
                in, random.nextBoolean() ? List.of(Fact.of(FactField.DATE, dates)) : List.of());
        TreeSet<Long> expected = new TreeSet<>();
        for (int i = 0; i < size; i++) {
          if (matches(kit.photo(i), photos, filter)) {
            expected.add(ids.get(i).value());
          }
        }
        assertThat(reader.matching(filter))
            .as("seed %s: %s", SEED, filter)
            .containsExactly(expected.stream().mapToLong(Long::longValue).toArray());
        found += expected.size();
      }
      assertThat(found).isPositive();
      Map<ContentId, PhotoRow> rows = reader.photos(ids);
      assertThat(rows).hasSize(size);
      for (int i = 0; i < size; i++) {
        PhotoRow row = Objects.requireNonNull(rows.get(ids.get(i)));
        SyntheticEntry photo = kit.photo(i);
        assertThat(row.facts()).isEqualTo(photo.facts());
        assertThat(row.date().start()).isEqualTo(date(photo));
      }
    }
  }

  private static LocalDate day(Random random) {
    return LocalDate.of(2004, 1, 1).plusDays(random.nextInt(22 * 365));
  }

  private static LocalDateTime date(SyntheticEntry photo) {
    LocalDateTime taken = photo.facts().taken();
    return taken != null
        ? taken
        : LocalDateTime.ofInstant(
            Instant.ofEpochSecond(0).plusNanos(photo.modified()), TestLibrary.ZONE);
  }

  /// Returns whether a photo matches; the time of its file is no date.
  private static boolean matches(SyntheticEntry photo, Path root, PhotoFilter filter) {
    LocalDateTime taken = photo.facts().taken();
    Path in = filter.in();
    String copy = photo.copy();
    return filter.facts().stream()
            .map(fact -> (Dates) fact.values().getFirst())
            .allMatch(
                dates ->
                    taken != null
                        && (dates.from() == null || !taken.isBefore(dates.from()))
                        && (dates.to() == null || taken.isBefore(dates.to())))
        && (in == null
            || root.resolve(photo.directory()).startsWith(in.normalize())
            || (copy != null && root.resolve(copy).startsWith(in.normalize())));
  }

  @Test
  void embeddingsStreamInSequenceOrder() {
    Path folder = temp.resolve("library");
    Path photos = temp.resolve("photos").toAbsolutePath();
    int size = 5000;
    LibraryKit.Plan plan = LibraryKit.Plan.of(SEED, size).bare().dimension(16);
    LibraryKit kit = new LibraryKit(plan, photos);
    long model = kit.write(folder);
    long other = new LibraryKit(plan.fingerprint("other").dimension(8), photos).write(folder);
    assertThat(other).isNotEqualTo(model);
    CatalogueInvariants.check(folder);
    try (Store store = TestLibrary.openForReading(folder)) {
      CatalogueReader reader = store.reader();
      List<Long> sequences = new ArrayList<>();
      List<Long> contents = new ArrayList<>();
      reader
          .vectors()
          .embeddingsAfter(
              model,
              0,
              Integer.MAX_VALUE,
              (sequence, contentId, unit) -> {
                Embedding expected = new Embedding(kit.vectors().photo(sequences.size()), 10);
                for (int i = 0; i < unit.length; i++) {
                  assertThat(unit[i]).isCloseTo(expected.unit()[i], within(6e-4f));
                }
                assertThat(Embedding.ofRaw(unit).norm()).isCloseTo(1, within(1e-6f));
                sequences.add(sequence);
                contents.add(contentId);
                if (sequences.size() % 1000 == 0) {
                  assertThat(reader.counts(model).embedded()).isEqualTo(size);
                }
              });
      assertThat(sequences).hasSize(size).isSorted().doesNotHaveDuplicates();
      assertThat(contents).doesNotHaveDuplicates();
      for (int from : new int[] {0, 1, 2047, 2048, 4998, 4999}) {
        List<Long> remaining = new ArrayList<>();
        reader
            .vectors()
            .embeddingsAfter(
                model, sequences.get(from), Integer.MAX_VALUE, (s, _, _) -> remaining.add(s));
        assertThat(remaining).isEqualTo(sequences.subList(from + 1, size));
      }
      List<Long> others = new ArrayList<>();
      reader
          .vectors()
          .embeddingsAfter(
              other,
              0,
              Integer.MAX_VALUE,
              (sequence, _, unit) -> {
                assertThat(unit).hasSize(8);
                others.add(sequence);
              });
      assertThat(others).hasSize(size).doesNotContainAnyElementsOf(sequences);
    }
  }

  @Test
  void rewrittenEmbeddingGetsNewSequenceAndRemovedContentIsHidden() {
    Path folder = temp.resolve("library");
    try (TestLibrary library = new TestLibrary(folder)) {
      long model = library.writer.vectors().putModel("print", "m", 4);
      ContentId first = library.embed("a.jpg", 1, model);
      ContentId second = library.embed("b.jpg", 2, model);
      library.embed("a.jpg", 1, model);
      library.writer.commit();
      List<Long> order = new ArrayList<>();
      library
          .reader
          .vectors()
          .embeddingsAfter(model, 0, Integer.MAX_VALUE, (_, content, _) -> order.add(content));
      assertThat(order).containsExactly(second.value(), first.value());
      assertThat(library.reader.vectors().hidden(model)).isEmpty();
      library.remove("a.jpg");
      library.writer.commit();
      assertThat(library.reader.vectors().hidden(model)).containsExactly(first.value());
      assertThat(library.reader.counts(model)).isEqualTo(new Counts(1, 1, 1, 1, 1, 0, 0, 0));
      library.put("c.jpg", 1);
      library.writer.commit();
      assertThat(library.reader.vectors().hidden(model)).isEmpty();
      assertThat(library.reader.vectors().hasEmbeddings(model)).isTrue();
      assertThat(library.reader.vectors().hasEmbeddings(model + 1)).isFalse();
      library.remove("b.jpg");
      library.remove("c.jpg");
      library.writer.commit();
      assertThat(library.reader.vectors().hasEmbeddings(model)).isFalse();
    }
    CatalogueInvariants.check(folder);
  }

  @Test
  void zeroEmbeddingStaysZero() {
    try (TestLibrary library = new TestLibrary(temp.resolve("library"))) {
      long model = library.writer.vectors().putModel("print", "m", 4);
      ContentId content = library.put("a.jpg", 1);
      library
          .writer
          .vectors()
          .putEmbedding(
              content,
              TestLibrary.key(1),
              model,
              Precision.FP32,
              EmbeddingSource.ORIGINAL,
              Embedding.ofRaw(new float[4]));
      library.writer.commit();
      Embedding back = library.reader.vectors().embedding(content, model).orElseThrow();
      assertThat(back.isZero()).isTrue();
      assertThat(back.unit()).containsExactly(0, 0, 0, 0);
    }
  }

  @Test
  void dumpIgnoresRowIds() {
    Path one = temp.resolve("one/library");
    Path two = temp.resolve("two/library");
    Path photos = temp.resolve("photos").toAbsolutePath();
    LibraryKit.Plan plan = LibraryKit.Plan.of(SEED, 300).dimension(8);
    new LibraryKit(plan, photos).write(one);
    // Writes the same photos in another order, so that row IDs differ.
    try (Store store = Store.openForWriting(two, BuildCache.NATIVES, TestLibrary.CLOCK)) {
      long root = store.writer().roots().add(photos, List.of());
      SyntheticEntry last = new LibraryKit(plan, photos).photo(299);
      ContentId content = store.writer().putContent(last.key(), 5, last.facts());
      store.writer().putFile(root, last.directory(), last.name(), 5, 5, content);
      store.writer().commit();
    }
    new LibraryKit(plan, photos).write(two);
    assertThat(CatalogueDump.of(two)).isEqualTo(CatalogueDump.of(one));
    try (Store store = Store.openForWriting(two, BuildCache.NATIVES, TestLibrary.CLOCK)) {
      long root = store.reader().roots().getFirst().id();
      store.writer().putFailure(root, "", "x.jpg", 1, 1, FailureKind.DAMAGED, "empty");
      store.writer().commit();
    }
    assertThat(CatalogueDump.of(two)).isNotEqualTo(CatalogueDump.of(one));
  }
}
