package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.PhotoDate;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.sql.FactCompiler;
import app.akin.core.store.FactLibrary.Shot;
import app.akin.core.store.FactLibrary.ShotFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares filters by random facts of every field with [FactOracle].
class FactFilterTest {
  private static final int SHOTS = 400;
  private static final int ROUNDS = 500;
  private static final long SEED = TestSeed.of(FactFilterTest.class);

  /// Facts of every field; alternatives are joined at random.
  private static final List<String> FACTS =
      List.of(
          "date:2019",
          "date:2019-07",
          "date:2019-07-14",
          "date:[2018-06-01,2019-08-01)",
          "date:>=2020",
          "date:<2018-03",
          "date:2001..2017",
          "month:7",
          "month:11..12",
          "day:07-04",
          "day:12-24",
          "day:02-29",
          "season:winter",
          "season:summer",
          "season:spring",
          "season:autumn",
          "festival:christmas",
          "festival:easter",
          "festival:halloween",
          "festival:lunar-new-year",
          "festival:new-years-eve",
          "festival:thanksgiving",
          "festival:valentines-day",
          "weekday:sun",
          "weekday:mon",
          "time:[22:00,05:00)",
          "time:[05:00,12:00)",
          "time:[00:00,00:01)",
          "camera:canon",
          "camera:\"canon 80d\"",
          "camera:\"eos 5d\"",
          "camera:\"iphone 13\"",
          "camera:\"iphone 1\"",
          "camera:\"iphone13 pro\"",
          "camera:xt4",
          "camera:x-t40",
          "camera:\"nikon z6\"",
          "camera:leica",
          "lens:24-70mm",
          "lens:85mm",
          "lens:70mm",
          "lens:sigma",
          "lens:\"sigma 24-105mm\"",
          "lens:nikkor",
          "focal:50mm",
          "focal:>100mm",
          "focal:24mm..70mm",
          "iso:100",
          "iso:>800",
          "iso:100..400",
          "aperture:1.8",
          "aperture:<2.8",
          "aperture:>=2.8",
          "shutter:1/60s",
          "shutter:<1/500s",
          "flag:reject",
          "has:flag",
          "rating:5",
          "rating:>=4",
          "rating:<3",
          "rating:<1",
          "rating:<=1",
          "rating:2..4",
          "format:jpeg",
          "format:raw",
          "format:cr2",
          "format:nef",
          "format:heic",
          "format:png",
          "kind:bw",
          "kind:panorama",
          "kind:screenshot",
          "kind:video",
          "orientation:portrait",
          "orientation:landscape",
          "orientation:square",
          "has:camera",
          "has:date",
          "has:gps",
          "has:rating",
          "has:tag",
          "size:>10mb",
          "size:<2mb",
          "size:2mb..10mb",
          "pixels:>20mp",
          "pixels:12mp",
          "pixels:<2mp",
          "folder:2019",
          "folder:\"my photos\"",
          "folder:\"My Photos/2019\"",
          "folder:photos",
          "folder:\"Ete\"",
          "folder:nowhere",
          "name:IMG_2034",
          "name:img",
          "name:jpg",
          "name:g_20",
          "name:IMG*.cr2",
          "name:\"jpg*cr2\"",
          "name:é",
          "name:[",
          "name:?",
          "place:\"Berlin, Germany\"",
          "place:\"Potsdam, Germany\"",
          "place:\"Suva, Fiji\"",
          "place:\"Levuka, Fiji\"",
          "place:\"Brandenburg, Germany\"",
          "place:Germany",
          "place:Fiji",
          "near:\"Berlin, Germany, 50 km\"",
          "near:\"Berlin, Germany, 5 km\"",
          "near:\"Levuka, Fiji, 200 km\"",
          "near:\"Levuka, Fiji, 12000 km\"",
          "near:\"Berlin, Germany, 20010 km\"",
          "near:\"Berlin, Germany, 4200 km\"",
          "area:[48,11,53,14]",
          "area:[-20,177,-16,-178]",
          "tag:family",
          "tag:Anna",
          "tag:\"new house\"",
          "tag:newhouse",
          "tag:nothing",
          "collection:Rome",
          "collection:\"Best of 2019\"",
          "collection:nothing",
          "ocr:\"no parking\"");

  private static final Set<String> EMPTY =
      Set.of(
          "camera:\"iphone 1\"",
          "camera:x-t40",
          "camera:leica",
          "lens:70mm",
          "lens:nikkor",
          "kind:video",
          "folder:nowhere",
          "name:\"jpg*cr2\"",
          "tag:nothing",
          "collection:nothing",
          "ocr:\"no parking\"");

  @TempDir Path temp;

  private final Random random = new Random(SEED);

  private static Fact fact(String text) {
    return FactSyntax.parse(text, FactLibrary.PLACES);
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> @Nullable T maybe(List<T> values) {
    return random.nextInt(3) == 0 ? null : any(values);
  }

  private Shot shot(int number) {
    Shot shot =
        Shot.of("")
            .withFiles(files(number))
            .withExposure(
                new Exposure(
                    maybe(List.of(0.0, 5.1, 24.0, 35.0, 49.6, 50.0, 50.4, 70.0, 85.0, 200.0)),
                    maybe(List.of(0.0, 1.4, 1.78, 1.8, 2.0, 2.8, 4.0, 8.0)),
                    maybe(List.of(0.0, 1 / 60.0, 1 / 64.0, 1 / 50.0, 0.001, 1 / 500.0, 2.0)),
                    maybe(List.of(0, 100, 200, 400, 800, 801, 3200))))
            .judged(
                maybe(List.of(true, false)),
                maybe(List.of(true, false)),
                maybe(List.of(true, false)));
    String date = date();
    shot = date == null ? shot : shot.withDate(date);
    String camera = maybe(FactOracle.CAMERAS);
    shot = camera == null ? shot : shot.withCamera(camera);
    String lens = maybe(FactOracle.LENSES);
    shot = lens == null ? shot : shot.withLens(lens);
    Integer rating = maybe(List.of(-1, 0, 1, 2, 3, 4, 5));
    shot = rating == null ? shot : shot.withRating(rating);
    shot =
        shot.withKeywords(
            any(
                List.of(
                    new String[0],
                    new String[] {"Family|Anna", "new house"},
                    new String[] {"family"},
                    new String[] {"New-House", "dog"})));
    List<String> collections = new ArrayList<>();
    if (number % 3 == 0) {
      collections.add("Rome");
    }
    if (number % 5 < 2) {
      collections.add("Best of 2019");
    }
    shot = shot.withCollections(collections.toArray(new String[0]));
    return place(shot);
  }

  private ShotFile[] files(int number) {
    String directory =
        any(
            List.of(
                "", "2019", "My Photos/2019", "My Photos/2019/07", "a/été", "2019b", "x/photos"));
    String name = any(List.of("IMG_20", "DSC_20", "img_é", "É20", "odd[1]", "what?"));
    long bytes = any(List.of(1_000L, 2_000_000L, 9_999_999L, 10_000_001L, 30_000_000L));
    List<int[]> sizes =
        List.of(
            new int[] {4000, 3000},
            new int[] {3000, 4000},
            new int[] {6000, 4000},
            new int[] {1000, 1000},
            new int[] {1000, 981},
            new int[] {1000, 979},
            new int[] {979, 1000},
            new int[] {40, 30});
    int[] size = any(sizes);
    String base = name + number % 40 + "_" + number;
    ShotFile first =
        switch (random.nextInt(4)) {
          case 0 -> new ShotFile(directory, base + ".HEIC", "HEIC", bytes, size[0], size[1]);
          case 1 -> new ShotFile(directory, base + ".png", "PNG", bytes, size[0], size[1]);
          default -> new ShotFile(directory, base + ".JPG", "JPEG", bytes, size[0], size[1]);
        };
    if (first.format().equals("PNG") || random.nextInt(3) > 0) {
      return new ShotFile[] {first};
    }
    return new ShotFile[] {
      first,
      new ShotFile(
          any(List.of(directory, "raw")),
          base + any(List.of(".CR2", ".nef", ".raf")),
          "RAW",
          any(List.of(25_000_000L, 1_500_000L)),
          6000,
          4000)
    };
  }

  private @Nullable String date() {
    int day = 1 + random.nextInt(28);
    int month = 1 + random.nextInt(12);
    int year = any(List.of(1962, 2017, 2018, 2019, 2019, 2020, 2024));
    String source = any(List.of("exif", "xmp", "name", "sidecar"));
    String time =
        any(
            List.of(
                "T00:00:00.000",
                "T04:59:59.999",
                "T05:00:00.000",
                "T22:00:00.000",
                "T12:30:01.500"));
    return maybe(
        List.of(
            source + " " + year,
            "%s %d-%02d".formatted(source, year, month),
            "%s %d-%02d-%02d".formatted(source, year, month, day),
            "%s %d-%02d-%02d%s".formatted(source, year, month, day, time),
            "%s %d-%02d-%02d%s".formatted(source, year, month, day, time),
            "xmp 2019-07-14",
            "xmp 2020-02-29",
            "xmp 2019-07-04T10:00:00.000",
            "name 2018-12-24",
            "xmp 2019-12-31T22:00:00.000",
            "xmp 2019-11-28",
            "xmp 2019-02-14",
            "xmp 2019-04-19",
            "xmp 1962-04-23",
            "xmp 2019-02-04",
            "xmp 2020-10-31"));
  }

  private Shot place(Shot shot) {
    return switch (random.nextInt(9)) {
      case 0 -> shot;
      case 1 -> random.nextBoolean() ? shot.at(0, 0) : shot.at(-18.1, 178.5);
      case 2 ->
          shot.at(52.52 + random.nextGaussian() / 6, 13.405 + random.nextGaussian() / 4)
              .in("Berlin, Germany", null, "Germany");
      case 3 -> shot.at(52.4, 13.06).in("Potsdam, Germany", "Brandenburg, Germany", "Germany");
      case 4 ->
          shot.at(
                  -17.9 + random.nextGaussian() / 3,
                  random.nextBoolean() ? 180 - random.nextDouble() : -180 + random.nextDouble())
              .in("Levuka, Fiji", null, "Fiji");
      case 5 -> shot.at(any(List.of(-89.9, 89.9, -33.0, 60.0)), random.nextDouble() * 360 - 180);
      case 6 -> shot.in("Berlin, Germany", null, "Germany");
      case 7 -> shot.in(null, null, any(List.of("Germany", "Fiji")));
      default -> shot.in("Potsdam, Germany", "Brandenburg, Germany", "Germany");
    };
  }

  private Fact randomFact() {
    Fact fact = fact(any(FACTS));
    if (random.nextInt(4) == 0) {
      FactField field = fact.field();
      Fact other = fact(any(FACTS.stream().filter(text -> fact(text).field() == field).toList()));
      fact =
          fact(
              FactSyntax.format(fact)
                  + "|"
                  + FactSyntax.format(other).substring(field.label().length() + 1));
    }
    return random.nextInt(3) == 0 ? fact.negate() : fact;
  }

  private static List<Long> matching(
      Map<Long, Shot> shots, List<Fact> facts, @Nullable Fact lacking) {
    return shots.entrySet().stream()
        .filter(
            entry ->
                facts.stream()
                    .filter(fact -> !fact.equals(lacking))
                    .allMatch(fact -> FactOracle.matches(entry.getValue(), fact)))
        .filter(entry -> lacking == null || FactOracle.evaluate(entry.getValue(), lacking) == null)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void randomFactsMatchTheOracle() throws SQLException {
    Set<FactField> fields = EnumSet.noneOf(FactField.class);
    FACTS.forEach(text -> fields.add(fact(text).field()));
    assertThat(fields).containsExactlyInAnyOrder(FactField.values());
    try (FactLibrary library = new FactLibrary(temp)) {
      for (int number = 0; number < SHOTS; number++) {
        library.add(shot(number));
      }
      library.commit();
      Map<Long, Shot> shots = library.shots();
      List<String> empty = new ArrayList<>();
      for (String text : FACTS) {
        check(library, shots, List.of(fact(text)));
        check(library, shots, List.of(fact(text).negate()));
        if (library.facts().count(PhotoFilter.of(List.of(fact(text)))) == 0) {
          empty.add(text);
        }
      }
      // The others are of no use if no photo has them.
      assertThat(empty).isSubsetOf(EMPTY);
      for (int round = 0; round < ROUNDS; round++) {
        List<Fact> facts = new ArrayList<>();
        for (int count = random.nextInt(3); count >= 0; count--) {
          facts.add(randomFact());
        }
        check(library, shots, facts.stream().distinct().toList());
      }
    }
    CatalogueInvariants.check(temp.resolve("library"));
  }

  private void check(FactLibrary library, Map<Long, Shot> shots, List<Fact> facts)
      throws SQLException {
    String message = "seed " + SEED + ": " + facts.stream().map(FactSyntax::format).toList();
    PhotoFilter filter = PhotoFilter.of(facts);
    FactReader reader = library.facts();
    List<Long> expected = matching(shots, facts, null);
    assertThat(reader.matching(filter))
        .as(message)
        .containsExactly(expected.stream().mapToLong(Long::longValue).toArray());
    assertThat(reader.count(filter)).isEqualTo(expected.size());
    // By sets or by a pass over all photos.
    try (Session session = library.session()) {
      FactCompiler<SQLException> compiler =
          new FactCompiler<>(new SqliteFactTables(session), FactLibrary.PLACES, false);
      assertThat(new FilterQuery(session, compiler, -1).matching(filter).stream().asLongStream())
          .as(message)
          .containsExactlyElementsOf(expected);
    }
    checkOrder(reader.photos(filter), shots, expected);
    List<MissingFact> missing = reader.missing(filter);
    for (Fact fact : facts) {
      List<Long> hidden = fact.negated() ? List.of() : matching(shots, facts, fact);
      List<MissingFact> reported =
          missing.stream().filter(line -> line.fact().equals(fact)).toList();
      if (hidden.isEmpty()) {
        assertThat(reported).as(message).isEmpty();
      } else {
        assertThat(reported).as(message + " without " + fact).hasSize(1);
        assertThat(reported.getFirst().count()).isEqualTo(hidden.size());
        assertThat(reader.matching(reported.getFirst().filter()))
            .containsExactly(hidden.stream().mapToLong(Long::longValue).toArray());
      }
    }
  }

  private static void checkOrder(FactMatches matches, Map<Long, Shot> shots, List<Long> expected) {
    Comparator<Long> newestFirst =
        Comparator.comparing(
            (Long id) -> {
              PhotoDate date = FactOracle.date(Objects.requireNonNull(shots.get(id)));
              return date == null ? LocalDateTime.MIN : date.start();
            });
    // Files of photos that were added later are later.
    List<Long> dated =
        expected.stream()
            .filter(id -> FactOracle.date(Objects.requireNonNull(shots.get(id))) != null)
            .sorted(newestFirst.reversed().thenComparing(id -> id))
            .toList();
    List<Long> undated =
        expected.stream()
            .filter(id -> FactOracle.date(Objects.requireNonNull(shots.get(id))) == null)
            .sorted(Comparator.reverseOrder())
            .toList();
    List<Long> all = new ArrayList<>(dated);
    all.addAll(undated);
    assertThat(matches.contents().stream().map(ContentId::value).toList()).isEqualTo(all);
    assertThat(matches.dated()).isEqualTo(dated.size());
  }
}
