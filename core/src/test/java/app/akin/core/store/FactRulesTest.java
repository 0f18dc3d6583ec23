package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.FilterConflict;
import app.akin.core.query.Vocabulary;
import app.akin.core.store.FactLibrary.Shot;
import app.akin.core.store.FactLibrary.ShotFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests what happens to photos that lack a fact, kind by kind.
class FactRulesTest {
  @TempDir Path temp;

  private final Map<Long, String> names = new LinkedHashMap<>();
  private FactLibrary library;

  @BeforeEach
  void open() {
    library = new FactLibrary(temp);
  }

  @AfterEach
  void close() {
    library.close();
  }

  private static Shot shot(String name) {
    return Shot.of(name + ".jpg");
  }

  private void add(Shot... shots) throws SQLException {
    for (Shot shot : shots) {
      ContentId content = library.add(shot);
      names.put(content.value(), shot.files().getFirst().name().replaceAll("\\..*", ""));
    }
    library.commit();
  }

  private static PhotoFilter filter(String... facts) {
    return PhotoFilter.of(
        Arrays.stream(facts).map(text -> FactSyntax.parse(text, FactLibrary.PLACES)).toList());
  }

  /// Returns the names of the photos that have the facts.
  private List<String> found(String... facts) {
    return Arrays.stream(library.facts().matching(filter(facts))).mapToObj(names::get).toList();
  }

  /// Returns the photos that a fact leaves out for lack of data.
  private List<String> missing(String... facts) {
    List<MissingFact> missing = library.facts().missing(filter(facts));
    assertThat(missing).allSatisfy(line -> assertThat(line.count()).isPositive());
    return missing.stream()
        .flatMap(line -> Arrays.stream(library.facts().matching(line.filter())).boxed())
        .map(names::get)
        .toList();
  }

  @Test
  void aFactAskedForMustBeThereAndItsNegationKeepsTheUnknown() throws SQLException {
    add(
        shot("canon").withCamera("Canon EOS 80D"),
        shot("nikon").withCamera("Nikon D850"),
        shot("scan"));
    assertThat(found("camera:canon")).containsExactly("canon");
    assertThat(found("-camera:canon")).containsExactly("nikon", "scan");
    assertThat(found("-has:camera")).containsExactly("scan");
    assertThat(missing("camera:canon")).containsExactly("scan");
    assertThat(missing("-camera:canon")).isEmpty();
  }

  @Test
  void photosAreCountedOnlyIfNoOtherFactHidesThem() throws SQLException {
    add(
        shot("both").withCamera("Canon EOS 80D").withRating(5),
        shot("unrated").withCamera("Canon EOS 80D"),
        shot("nothing"),
        shot("other").withCamera("Nikon D850"));
    List<MissingFact> missing = library.facts().missing(filter("camera:canon", "rating:5"));
    assertThat(missing).hasSize(1);
    assertThat(FactSyntax.format(missing.getFirst().fact())).isEqualTo("rating:5");
    assertThat(missing.getFirst().count()).isEqualTo(1);
    assertThat(missing("camera:canon", "rating:5")).containsExactly("unrated");
  }

  @Test
  void timesOfFilesAreNoDates() throws SQLException {
    // The files are of 1970.
    add(shot("scan"), shot("dated").withDate("exif 1970-01-02T10:00:00.000"));
    assertThat(found("date:1970")).containsExactly("dated");
    assertThat(missing("date:1970")).containsExactly("scan");
    assertThat(found("-has:date")).containsExactly("scan");
    FactMatches all = library.facts().photos(PhotoFilter.ALL);
    assertThat(all.contents().stream().map(id -> names.get(id.value())))
        .containsExactly("dated", "scan");
    assertThat(all.dated()).isEqualTo(1);
  }

  @Test
  void aPartialDateMatchesIfAllOfItLiesInTheRange() throws SQLException {
    add(
        shot("year").withDate("xmp 2019"),
        shot("month").withDate("xmp 2019-07"),
        shot("other").withDate("xmp 2018"));
    assertThat(found("date:2019")).containsExactly("year", "month");
    assertThat(found("date:2019-07")).containsExactly("month");
    assertThat(missing("date:2019-07")).containsExactly("year");
    assertThat(missing("date:2019")).isEmpty();
    assertThat(found("-date:2019-07")).containsExactly("year", "other");
    assertThat(found("month:7")).containsExactly("month");
    assertThat(missing("month:7")).containsExactly("year", "other");
    assertThat(missing("weekday:mon")).containsExactly("year", "month", "other");
    assertThat(missing("day:07-04")).containsExactly("year", "month", "other");
  }

  @Test
  void datesOfWrongCameraClocksAreMissing() throws SQLException {
    add(
        shot("early").withCamera("Canon A").withDate("exif 1985-03-04T10:00:00.000"),
        shot("noCamera").withDate("exif 1985-03-04T10:00:00.000"),
        shot("scan").withCamera("Epson V600").withDate("sidecar 1985-03-04"),
        shot("xmp").withCamera("Epson V600").withDate("xmp 1985-03-04"),
        shot("iptc").withCamera("Epson V600").withDate("iptc 1985-03-04"),
        shot("digitized").withCamera("Epson V600").withDate("exif_digitized 1985-03-04"),
        shot("start1970").withDate("exif 1970-01-01T00:00:12.000"),
        shot("start1980").withDate("exif 1980-01-01T00:00:12.000"),
        shot("xmp1980").withDate("xmp 1980-01-01"),
        // It is 1 March 2026, 23:00 here.
        shot("tomorrow").withDate("exif 2026-03-02T23:00:00.000"),
        shot("later").withDate("exif 2026-03-03T00:00:00.000"),
        shot("laterSidecar").withDate("sidecar 2036-03-03"));
    assertThat(found("-has:date")).containsExactly("early", "start1970", "start1980", "later");
    assertThat(found("date:1985")).containsExactly("noCamera", "scan", "xmp", "iptc", "digitized");
    assertThat(missing("date:1985")).containsExactly("early", "start1970", "start1980", "later");
    assertThat(found("date:2026")).containsExactly("tomorrow");
  }

  @Test
  void aTimeOfDayNeedsAClock() throws SQLException {
    add(
        shot("night").withDate("exif 2019-07-04T23:10:00.000"),
        shot("midnight").withDate("exif 2019-07-04T00:00:00.000"),
        shot("day").withDate("xmp 2019-07-04"),
        shot("named").withDate("name 2019-07-04T00:00:00.000"),
        shot("noon").withDate("xmp 2019-07-04T12:00:00.000"));
    assertThat(found("time:[22:00,05:00)")).containsExactly("night", "midnight");
    assertThat(missing("time:[22:00,05:00)")).containsExactly("day", "named");
    assertThat(found("time:[12:00,18:00)")).containsExactly("noon");
  }

  @Test
  void aSeasonGoesByThePhotosOwnHemisphereElseHome() throws SQLException {
    add(
        shot("north").withDate("exif 2019-01-04T10:00:00.000").at(52, 13),
        shot("south").withDate("exif 2019-07-04T10:00:00.000").at(-33, 151),
        shot("home").withDate("exif 2019-12-04T10:00:00.000"),
        shot("noFix").withDate("exif 2019-12-05T10:00:00.000").at(0, 0));
    assertThat(found("season:winter")).containsExactly("north", "south", "home", "noFix");
    assertThat(missing("season:winter")).isEmpty();
    FactReader fromSouth = library.library.reader.facts(FactLibrary.PLACES, true);
    assertThat(Arrays.stream(fromSouth.matching(filter("season:winter"))).mapToObj(names::get))
        .containsExactly("north", "south");
  }

  @Test
  void festivalsAreDaysOfEveryYear() throws SQLException {
    add(
        shot("easter1969").withDate("xmp 1969-04-07"),
        shot("easter2019").withDate("exif 2019-04-19T23:59:59.999"),
        shot("tuesday").withDate("exif 2019-04-23T00:00:00.000"),
        shot("lunarEve").withDate("exif 1969-02-16T12:00:00.000"),
        shot("christmas").withDate("name 2020-12-26"),
        shot("year").withDate("xmp 2019"));
    assertThat(found("festival:easter")).containsExactly("easter1969", "easter2019");
    assertThat(found("festival:lunar-new-year")).containsExactly("lunarEve");
    assertThat(found("festival:christmas|easter"))
        .containsExactly("easter1969", "easter2019", "christmas");
    assertThat(missing("festival:easter")).containsExactly("year");
  }

  @Test
  void zeroIsAMissingExposure() throws SQLException {
    add(
        shot("bright").withExposure(new Exposure(50.0, 1.8, 0.001, 100)),
        shot("manual").withExposure(new Exposure(0.0, 0.0, 0.0, 0)),
        shot("none"));
    assertThat(found("aperture:<2.8")).containsExactly("bright");
    assertThat(missing("aperture:<2.8")).containsExactly("manual", "none");
    assertThat(missing("focal:50mm")).containsExactly("manual", "none");
    assertThat(missing("shutter:<1s")).containsExactly("manual", "none");
    assertThat(missing("iso:<200")).containsExactly("manual", "none");
    assertThat(missing("lens:50mm")).containsExactly("bright", "manual", "none");
  }

  @Test
  void aSingleExposureStandsForWhatCamerasRoundToIt() throws SQLException {
    add(
        shot("exact").withExposure(new Exposure(26.0, 1.8, 1 / 60.0, 100)),
        shot("near").withExposure(new Exposure(25.7, 1.78, 1 / 64.0, 101)),
        shot("next").withExposure(new Exposure(24.0, 2.0, 1 / 50.0, 125)));
    assertThat(found("focal:26mm")).containsExactly("exact", "near");
    assertThat(found("aperture:1.8")).containsExactly("exact", "near");
    assertThat(found("aperture:1.78")).containsExactly("near");
    assertThat(found("shutter:1/60s")).containsExactly("exact", "near");
    assertThat(found("iso:100")).containsExactly("exact");
  }

  @Test
  void unratedIsNotZeroStars() throws SQLException {
    add(
        shot("one").withRating(1),
        shot("three").withRating(3),
        shot("five").withRating(5),
        shot("rejected").withRating(-1),
        shot("zero").withRating(0),
        shot("unrated"));
    assertThat(found("rating:<3")).containsExactly("one");
    assertThat(found("rating:<=3")).containsExactly("one", "three");
    assertThat(found("rating:<1")).containsExactly("rejected");
    assertThat(found("rating:<=1")).containsExactly("one");
    assertThat(found("rating:>=3")).containsExactly("three", "five");
    assertThat(found("-has:rating")).containsExactly("zero", "unrated");
    assertThat(missing("rating:<3")).containsExactly("zero", "unrated");
    assertThat(found("-rating:>=3")).containsExactly("one", "rejected", "zero", "unrated");
  }

  @Test
  void aFactHoldsIfItHoldsForAnyFileAndItsNegationForAll() throws SQLException {
    add(
        shot("pair")
            .withFiles(
                new ShotFile("jpeg", "pair.jpg", "JPEG", 2_000_000, 1500, 1000),
                new ShotFile("raw", "pair.CR2", "RAW", 25_000_000, 6000, 4000)),
        shot("single")
            .withFiles(new ShotFile("jpeg", "single.jpg", "JPEG", 3_000_000, 1500, 1000)));
    assertThat(found("format:raw")).containsExactly("pair");
    assertThat(found("format:jpeg")).containsExactly("pair", "single");
    assertThat(found("format:cr2")).containsExactly("pair");
    assertThat(found("-format:raw")).containsExactly("single");
    assertThat(found("folder:raw")).containsExactly("pair");
    assertThat(found("-folder:raw")).containsExactly("single");
    assertThat(found("-folder:jpeg")).isEmpty();
    assertThat(found("name:cr2")).containsExactly("pair");
    assertThat(found("-name:jpg")).isEmpty();
    assertThat(found("size:>10mb")).containsExactly("pair");
    assertThat(found("pixels:>20mp")).containsExactly("pair");
    assertThat(found("pixels:1.5mp")).containsExactly("pair", "single");
  }

  @Test
  void copiesOfOneContentAreOnePhoto() throws SQLException {
    ContentId content = library.library.put("holiday", "a.jpg", 900);
    library.library.put("backup", "b.jpg", 900);
    names.put(content.value(), "copy");
    library.commit();
    assertThat(found("folder:holiday")).containsExactly("copy");
    assertThat(found("folder:backup")).containsExactly("copy");
    assertThat(found("name:b.jpg", "folder:holiday")).containsExactly("copy");
    assertThat(found("-folder:backup")).isEmpty();
    assertThat(library.facts().count(PhotoFilter.ALL)).isEqualTo(1);
  }

  @Test
  void orientationIsThatOfThePictureAsShown() throws SQLException {
    add(
        shot("square").withFiles(new ShotFile("", "square.jpg", "JPEG", 1, 1000, 980)),
        shot("landscape").withFiles(new ShotFile("", "landscape.jpg", "JPEG", 1, 1000, 979)),
        shot("portrait").withFiles(new ShotFile("", "portrait.jpg", "JPEG", 1, 979, 1000)));
    assertThat(found("orientation:square")).containsExactly("square");
    assertThat(found("orientation:landscape")).containsExactly("landscape");
    assertThat(found("orientation:portrait")).containsExactly("portrait");
    assertThat(missing("orientation:portrait")).isEmpty();
  }

  @Test
  void kindsWithoutAMarkAreNotCountedButUnseenColoursAre() throws SQLException {
    add(
        shot("bw").judged(true, false, null),
        shot("colour").judged(false, true, true),
        shot("unseen"));
    assertThat(found("kind:bw")).containsExactly("bw");
    assertThat(missing("kind:bw")).containsExactly("unseen");
    assertThat(found("kind:screenshot")).containsExactly("colour");
    assertThat(missing("kind:screenshot")).isEmpty();
    assertThat(missing("kind:panorama")).isEmpty();
    assertThat(found("-kind:bw")).containsExactly("colour", "unseen");
  }

  @Test
  void videosAreNotSearchedAndTextIsNotRead() throws SQLException {
    add(shot("a"), shot("b"));
    Fact video = FactSyntax.parse("kind:video", FactLibrary.PLACES);
    assertThat(found("kind:video")).isEmpty();
    assertThat(missing("kind:video")).isEmpty();
    assertThat(library.facts().conflict(PhotoFilter.of(List.of(video))))
        .contains(new FilterConflict.Videos(video));
    assertThat(found("ocr:\"no parking\"")).isEmpty();
    assertThat(missing("ocr:\"no parking\"")).containsExactly("a", "b");
    assertThat(found("-ocr:\"no parking\"")).containsExactly("a", "b");
  }

  @Test
  void aPlaceNeedsCoordinatesOrANameThatTheTableKnows() throws SQLException {
    add(
        shot("centre").at(52.52, 13.405).in("Berlin, Germany", null, "Germany"),
        shot("outside").at(52.9, 13.405).in("Berlin, Germany", null, "Germany"),
        shot("xmp").in("Berlin, Germany", null, "Germany"),
        shot("country").in(null, null, "Germany"),
        shot("abroad").in(null, null, "Fiji"),
        shot("noFix").at(0, 0),
        shot("nowhere").withKeywords("Berlin"));
    assertThat(found("place:\"Berlin, Germany\"")).containsExactly("centre", "xmp");
    assertThat(missing("place:\"Berlin, Germany\"")).containsExactly("country", "noFix", "nowhere");
    assertThat(found("place:Germany")).containsExactly("centre", "outside", "xmp", "country");
    assertThat(missing("place:Germany")).containsExactly("noFix", "nowhere");
    assertThat(found("near:\"Berlin, Germany, 50 km\"")).containsExactly("centre", "outside");
    assertThat(missing("near:\"Berlin, Germany, 50 km\""))
        .containsExactly("xmp", "country", "abroad", "noFix", "nowhere");
    assertThat(found("-has:gps")).containsExactly("xmp", "country", "abroad", "noFix", "nowhere");
  }

  @Test
  void distancesCrossTheDateLine() throws SQLException {
    add(
        shot("west").at(-17.68, 179.9),
        shot("east").at(-17.68, -179.9),
        shot("far").at(-17.68, 0.1));
    assertThat(found("near:\"Levuka, Fiji, 20 km\"")).containsExactly("west", "east");
    assertThat(found("area:[-18,179,-17,-179]")).containsExactly("west", "east");
  }

  @Test
  void missingKeywordsAreNotCounted() throws SQLException {
    add(shot("tagged").withKeywords("People|Anna", "New-House"), shot("untagged"));
    assertThat(found("tag:anna")).containsExactly("tagged");
    assertThat(found("tag:people")).containsExactly("tagged");
    assertThat(found("tag:\"new house\"")).containsExactly("tagged");
    assertThat(found("-tag:anna")).containsExactly("untagged");
    assertThat(found("-has:tag")).containsExactly("untagged");
    assertThat(missing("tag:anna")).isEmpty();
  }

  @Test
  void namesAreFoundByAnyPart() throws SQLException {
    add(shot("IMG_2034"), shot("IMG_20345"), shot("img-2034"), shot("a[1]"), shot("Ärger"));
    assertThat(found("name:IMG_2034")).containsExactly("IMG_2034", "IMG_20345");
    assertThat(found("name:img_2034.JPG")).containsExactly("IMG_2034");
    assertThat(found("name:im*34.jpg")).containsExactly("IMG_2034", "img-2034");
    assertThat(found("name:[1]")).containsExactly("a[1]");
    assertThat(found("name:ä")).containsExactly("Ärger");
    assertThat(found("name:g_")).containsExactly("IMG_2034", "IMG_20345");
  }

  @Test
  void changesOfFilesAreFollowed() throws SQLException {
    add(shot("first").withRating(3).withKeywords("old"));
    assertThat(found("tag:old")).containsExactly("first");
    library.library.writer.putOwnFacts(library.library.rootId, "", "first.jpg", Metadata.NONE, 2);
    library.library.writer.commit();
    assertThat(found("tag:old")).isEmpty();
    assertThat(found("-has:rating")).containsExactly("first");
    library.library.remove("first.jpg");
    library.library.writer.commit();
    assertThat(library.facts().count(PhotoFilter.ALL)).isZero();
    assertThat(found("name:first")).isEmpty();
  }

  @Test
  void aConflictNamesTheFactOrThePair() throws SQLException {
    add(
        shot("a").withCamera("Canon A").withDate("xmp 2019").withRating(5),
        shot("b").withCamera("Canon A").withDate("xmp 2020").withRating(4),
        shot("c").withCamera("Nikon B").withDate("xmp 2019").withRating(4));
    FactReader facts = library.facts();
    assertThat(facts.conflict(PhotoFilter.ALL)).isEmpty();
    assertThat(facts.conflict(filter("camera:canon"))).isEmpty();
    PhotoFilter leica = filter("camera:canon", "camera:leica");
    assertThat(facts.conflict(leica))
        .contains(new FilterConflict.Alone(leica.facts().get(1), List.of()));
    PhotoFilter old = filter("date:1999");
    assertThat(facts.conflict(old))
        .contains(new FilterConflict.Alone(old.facts().getFirst(), List.of(2019, 2020)));
    PhotoFilter pair = filter("rating:>=4", "camera:nikon", "date:2020");
    assertThat(facts.conflict(pair))
        .contains(new FilterConflict.Pair(pair.facts().get(1), 1, pair.facts().get(2), 1));
    assertThat(facts.conflict(filter("camera:canon", "date:2019", "rating:4")))
        .contains(new FilterConflict.Together());
  }

  @Test
  void facetsCountWhatTheirFactsWouldLeave() throws SQLException {
    add(
        shot("a").withCamera("Canon A").withDate("xmp 2019").withKeywords("dog", "Pets|Cat"),
        shot("b")
            .withCamera("Canon A Pro")
            .withDate("xmp 2020-02")
            .withRating(4)
            .in("Berlin, Germany", null, "Germany"),
        shot("c")
            .withCamera("Nikon B")
            .withDate("xmp 2019")
            .withKeywords("dog")
            .withFiles(new ShotFile("My Photos/2019", "c.png", "PNG", 1, 10, 20)),
        shot("d"));
    FactReader facts = library.facts();
    for (FactField field : FactField.values()) {
      for (PhotoFilter filter : List.of(PhotoFilter.ALL, filter("date:2019"))) {
        for (Facet facet : facts.facets(field, filter, 100)) {
          List<Fact> both = new ArrayList<>(filter.facts());
          both.add(facet.fact());
          assertThat(facts.count(PhotoFilter.of(both)))
              .as("%s", facet)
              .isEqualTo((int) facet.count());
          assertThat(facet.count()).isPositive();
        }
      }
    }
    BitSet found = facts.ids(filter("date:2019"));
    found.clear((int) facts.matching(filter("camera:canon", "date:2019"))[0]);
    assertThat(facts.facets(FactField.CAMERA, found, 100))
        .extracting(facet -> facet.label() + " " + facet.count())
        .containsExactly("Nikon B 1");
    assertThat(labels("camera")).containsExactly("Canon A 2", "Canon A Pro 1", "Nikon B 1");
    assertThat(labels("date")).containsExactly("2020 1", "2019 2");
    assertThat(labels("tag")).containsExactlyInAnyOrder("dog 2", "Pets 1", "Cat 1");
    assertThat(labels("folder")).containsExactlyInAnyOrder("My Photos 1", "My Photos/2019 1");
    assertThat(labels("format")).containsExactly("jpeg 3", "png 1");
    assertThat(labels("place")).containsExactlyInAnyOrder("Berlin 1", "Germany 1");
    assertThat(labels("rating")).containsExactly("4 1");
    assertThat(labels("name")).isEmpty();
    assertThat(library.facts().facets(FactField.CAMERA, PhotoFilter.ALL, 1)).hasSize(1);
  }

  private List<String> labels(String field) {
    return library.facts().facets(FactField.of(field).orElseThrow(), PhotoFilter.ALL, 100).stream()
        .map(facet -> facet.label() + " " + facet.count())
        .collect(Collectors.toList());
  }

  @Test
  void theVocabularyHoldsWhatPhotosHave() throws SQLException {
    add(
        shot("a")
            .withCamera("NIKON CORPORATION D850")
            .withDate("xmp 2019")
            .withKeywords("Pets|Cat"),
        shot("b")
            .withCamera("Apple iPhone 13")
            .withLens("iPhone 13 back camera")
            .withDate("xmp 1999")
            .withExposure(new Exposure(49.7, null, null, 100))
            .in("Berlin, Germany", null, "Germany"),
        shot("c").withFiles(new ShotFile("My Photos/2019", "c.png", "PNG", 1, 10, 20)));
    Vocabulary vocabulary = library.facts().vocabulary();
    assertThat(vocabulary.cameras())
        .containsExactlyInAnyOrder(
            new Vocabulary.Camera("Apple", "iPhone 13"), new Vocabulary.Camera("NIKON", "D850"));
    assertThat(vocabulary.lenses()).containsExactly("iPhone 13 back camera");
    assertThat(vocabulary.focalLengths()).containsExactly(50);
    assertThat(vocabulary.isos()).containsExactly(100);
    assertThat(vocabulary.years()).containsExactlyInAnyOrder(1999, 2019);
    assertThat(vocabulary.folders()).containsExactly("My Photos", "My Photos/2019", "photos");
    assertThat(vocabulary.keywords()).containsExactlyInAnyOrder("Cat", "Pets");
    assertThat(vocabulary.places().stream().map(Vocabulary.Place::id))
        .containsExactly("Berlin, Germany", "Germany");
    assertThat(library.facts().vocabulary()).isSameAs(vocabulary);
    library.library.remove("a.jpg");
    library.library.writer.commit();
    assertThat(library.facts().vocabulary().years()).containsExactly(1999);
    assertThat(library.facts().vocabulary().keywords()).isEmpty();
  }
}
