package app.akin.core.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.TestSeed;
import app.akin.core.query.Geocoder.Location;
import app.akin.core.query.Vocabulary.Place;
import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The table of places that ships: where landmarks are, names in several languages, identifiers.
final class PlaceTableTest {
  private static PlaceData data;
  private static PlaceTable table;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream stream = Resource.PLACES.open()) {
      data = PlaceData.read(stream);
    }
    try (InputStream stream = Resource.PLACES.open()) {
      table = PlaceTable.read(stream);
    }
  }

  @TestFactory
  Stream<DynamicTest> landmarksAreWhereTheyAre() throws IOException {
    try (InputStream stream = PlaceTableTest.class.getResourceAsStream("/place/landmarks.tsv")) {
      List<String[]> rows =
          new String(stream.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t"))
              .toList();
      assertThat(rows).hasSizeGreaterThanOrEqualTo(200);
      return rows.stream().map(row -> DynamicTest.dynamicTest(row[0], () -> check(row)));
    }
  }

  private static void check(String[] row) {
    Optional<Location> location =
        table.locate(Double.parseDouble(row[1]), Double.parseDouble(row[2]));
    String city = location.map(Location::city).flatMap(table::withId).map(Place::name).orElse("-");
    String country = location.map(Location::country).orElse("-");
    if (!row[3].equals("*")) {
      assertThat(row[3].split("\\|")).as(location.toString()).contains(city);
    }
    if (!row[4].equals("?")) {
      assertThat(country).as(location.toString()).isEqualTo(row[4]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Munich, Munich|munich|MÜNCHEN|munchen|Muenchen|Monaco di Baviera|Múnich|慕尼黑|ミュンヘン|Мюнхен",
    "Cologne, Köln|koeln|科隆|ケルン|Keulen",
    "Tokyo, Tokyo|東京|东京|Tokio",
    "Paris, paris|巴黎|パリ|París|Parigi",
    "Zurich, zurich|Zürich|zuerich|Zurigo|苏黎世",
    "Florence, Florence|Firenze|Florenz|佛罗伦萨",
    "New York, new york|New-York|NYC|New York City|Nueva York|纽约",
    "Vienna, Wien|Vienna|Vienne|维也纳|ウィーン",
    "Beijing, 北京|Peking|Pékin|beijing",
    "Moscow, Москва|Moskau|Moscou|莫斯科",
    "Athens, Αθήνα|Athen|雅典",
    "Cairo, القاهرة|Kairo|Le Caire|开罗",
    "Gothenburg, Göteborg|Goeteborg|gothenburg",
    "Xi'an, Xian|Xi’an|西安",
    "Germany, Deutschland|Allemagne|Alemania|德国|ドイツ|Германия",
    "Switzerland, Schweiz|Suisse|Svizzera|瑞士",
    "United States, USA|Vereinigte Staaten|États-Unis|美国",
    "United Kingdom, UK|Great Britain|英国|Royaume-Uni",
    "Bavaria, Bayern|Baviera|Bavière|巴伐利亚",
    "Tuscany, Toscana|Toskana|托斯卡纳"
  })
  void namesInAllLanguagesAreOnePlace(String english, String names) {
    for (String name : names.split("\\|", -1)) {
      assertThat(table.named(name)).as(name).first().extracting(Place::name).isEqualTo(english);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Paris, France",
        "Paris, Texas",
        "Berlin, Germany",
        "London, United Kingdom",
        "London, Ontario",
        "Santa Fe, United States",
        "Phoenix, United States",
        "Bavaria, Germany",
        "California, United States",
        "Italy",
        "Georgia",
        "Georgia, United States",
        "Luxembourg",
        "Luxembourg, Luxembourg",
        "New York, United States",
        "New York (region), United States"
      })
  void identifiersAreThoseOfTheirPlaces(String id) {
    assertThat(table.withId(id)).get().extracting(Place::id).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "paris, texas | Paris, Texas",
        "Paris, United States | Paris, Texas",
        "Paris, Texas, United States | Paris, Texas",
        "München, Bayern | Munich, Germany",
        "慕尼黑, 德国 | Munich, Germany",
        "Springfield, Illinois | Springfield, Illinois",
        "Portland, Maine | Portland, Maine"
      })
  void identifiersMayBeWrittenInOtherForms(String text, String id) {
    assertThat(table.withId(text)).get().extracting(Place::id).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "Qwertz",
        "Paris, Qwertz",
        "Qwertz, France",
        ", France",
        "\u0000",
        "-"
      })
  void unknownNamesHaveNoPlace(String name) {
    assertThat(table.withId(name)).isEmpty();
    assertThat(table.named(name)).isEmpty();
  }

  @Test
  void everyPlaceHasItsOwnIdentifierAndIsFoundByIt() {
    Set<String> ids = new HashSet<>();
    for (int place = 0; place < data.size(); place++) {
      assertThat(ids.add(table.id(place))).as(table.id(place)).isTrue();
    }
    Random random = new Random(TestSeed.of(PlaceTableTest.class));
    for (int i = 0; i < 5_000; i++) {
      String id = table.id(random.nextInt(data.size()));
      assertThat(table.withId(id)).as(id).get().extracting(Place::id).isEqualTo(id);
    }
  }

  @Test
  void everyNameOfAPlaceFindsIt() {
    Random random = new Random(TestSeed.of(PlaceTableTest.class));
    for (int i = 0; i < 5_000; i++) {
      int place = random.nextInt(data.size());
      String id = table.id(place);
      for (String name : data.names(place)) {
        assertThat(table.named(name)).as(name).anyMatch(found -> found.id().equals(id));
      }
    }
  }

  @Test
  void theMostPopulousComesFirstAndARegionFollowsItsCity() {
    assertThat(table.named("Paris").getFirst().id()).isEqualTo("Paris, France");
    assertThat(table.named("Springfield"))
        .extracting(Place::population)
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(table.named("New York"))
        .extracting(Place::id)
        .startsWith("New York, United States", "New York (region), United States");
    assertThat(table.named("Luxembourg").getFirst().id()).isEqualTo("Luxembourg");
  }

  @Test
  void placesStateRegionCountryCoordinatesAndRadius() {
    Place munich = table.withId("Munich, Germany").orElseThrow();
    assertThat(munich.kind()).isEqualTo(Place.Kind.CITY);
    assertThat(munich.region()).isEqualTo("Bavaria");
    assertThat(munich.country()).isEqualTo("Germany");
    assertThat(munich.latitude()).isCloseTo(48.137, Offset.offset(0.02));
    assertThat(munich.longitude()).isCloseTo(11.575, Offset.offset(0.02));
    assertThat(munich.radius()).isBetween(12.0, 20.0);
    assertThat(munich.population()).isBetween(1_300_000L, 1_700_000L);
    Place australia = table.withId("Australia").orElseThrow();
    assertThat(australia.kind()).isEqualTo(Place.Kind.COUNTRY);
    assertThat(australia.latitude()).isNegative();
    assertThat(australia.region()).isEmpty();
    assertThat(table.withId("Bavaria, Germany").orElseThrow().kind()).isEqualTo(Place.Kind.REGION);
  }

  @Test
  void locateAgreesWithAScanOfAllCities() {
    PlaceLocator locator = new PlaceLocator(data);
    Random random = new Random(TestSeed.of(PlaceTableTest.class));
    int inside = 0;
    for (int i = 0; i < 300; i++) {
      int around = data.firstCity() + random.nextInt(data.size() - data.firstCity());
      double latitude = Math.clamp(data.latitude(around) + random.nextGaussian() / 20, -90, 90);
      double longitude =
          Math.IEEEremainder(data.longitude(around) + random.nextGaussian() / 20, 360);
      int best = -1;
      double bestShare = 1;
      for (int city = data.firstCity(); city < data.size(); city++) {
        double share =
            distance(latitude, longitude, data.latitude(city), data.longitude(city))
                / PlaceLocator.radius(data.population(city));
        if (!data.isSection(city) && share <= bestShare) {
          best = city;
          bestShare = share;
        }
      }
      Optional<PlaceLocator.Found> found = locator.locate(latitude, longitude);
      if (best >= 0) {
        inside++;
        assertThat(found).get().extracting(PlaceLocator.Found::city).isEqualTo(best);
      } else {
        assertThat(found.map(PlaceLocator.Found::near)).isNotEqualTo(Optional.of(false));
      }
    }
    assertThat(inside).isGreaterThan(50);
  }

  /// Returns the distance in kilometres by the haversine formula.
  private static double distance(double latitude, double longitude, double north, double east) {
    double a = Math.toRadians(latitude);
    double b = Math.toRadians(north);
    double h =
        Math.pow(Math.sin((a - b) / 2), 2)
            + Math.cos(a)
                * Math.cos(b)
                * Math.pow(Math.sin(Math.toRadians(longitude - east) / 2), 2);
    return 2 * 6371 * Math.asin(Math.sqrt(Math.min(1, h)));
  }

  @ParameterizedTest
  @CsvSource({"NaN, 5", "5, NaN", "91, 5", "5, 181", "-90.1, 0", "Infinity, 0"})
  void invalidCoordinatesHaveNoPlace(double latitude, double longitude) {
    assertThat(table.locate(latitude, longitude)).isEmpty();
  }

  @Test
  void bordersAndSeasAreNearAPlaceWithoutACountry() {
    // The tripoint of Belgium, Germany and Luxembourg; the middle of the Strait of Dover.
    assertThat(table.locate(50.1280, 6.1370)).get().extracting(Location::near).isEqualTo(true);
    Location channel = table.locate(51.05, 1.57).orElseThrow();
    assertThat(channel.near()).isTrue();
    assertThat(channel.city()).isNotNull();
    assertThat(channel.country()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "München | - | Deutschland | Munich, Germany | Germany",
        "巴黎 | - | 法国 | Paris, France | France",
        "Paris | Texas | USA | Paris, Texas | United States",
        "Paris | - | - | Paris, France | France",
        "Springfield | - | - | - | -",
        "Springfield | Illinois | - | Springfield, Illinois | United States",
        "Nowhere | - | Italy | - | Italy",
        "- | Toscana | Italia | - | Italy",
        "Paris | - | Atlantis | - | -",
        "- | - | - | - | -"
      })
  void namesInMetadataArePlaces(
      String city, String region, String country, String id, String ofCountry) {
    Optional<Location> location = table.named(city, region, country);
    assertThat(location.map(Location::city).orElse(null)).isEqualTo(id);
    assertThat(location.map(Location::country).orElse(null)).isEqualTo(ofCountry);
  }

  @Test
  void namesAreShownInEnglishAndChinese() {
    assertThat(table.name("Munich, Germany", Locale.SIMPLIFIED_CHINESE)).isEqualTo("慕尼黑");
    assertThat(table.name("Bavaria, Germany", Locale.SIMPLIFIED_CHINESE)).isEqualTo("巴伐利亚");
    assertThat(table.name("Germany", Locale.SIMPLIFIED_CHINESE)).isEqualTo("德国");
    assertThat(table.name("Munich, Germany", Locale.UK)).isEqualTo("Munich");
    assertThat(table.name("Atlantis", Locale.UK)).isEqualTo("Atlantis");
  }

  @Test
  void aDamagedTableIsRejected() {
    assertThatThrownBy(() -> new PlaceData(new byte[100])).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> PlaceData.read(InputStream.nullInputStream()))
        .isInstanceOf(IOException.class);
  }
}
