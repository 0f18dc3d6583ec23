package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.query.Geocoder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The places that a store writes for photos, by a geocoder of two countries.
final class PhotoPlacesTest {
  private static final String NOWHERE = "- - -";

  @TempDir Path temp;

  /// The northern hemisphere is the city of North; east of 100 degrees is near it. The southern one
  /// has no places. A metadata name is a city of Named.
  private record TwoCountries(int revision) implements Geocoder {
    @Override
    public Optional<Location> locate(double latitude, double longitude) {
      return latitude > 0
          ? Optional.of(new Location("North " + revision, "Region", "Land", longitude > 100))
          : Optional.empty();
    }

    @Override
    public Optional<Location> named(
        @Nullable String city, @Nullable String region, @Nullable String country) {
      return Optional.of(new Location(city, region, "Named", false));
    }

    @Override
    public String name(String id, Locale locale) {
      return id;
    }
  }

  private static Metadata metadata(@Nullable Place place, PlaceName name) {
    return new Metadata(
        List.of(), null, null, Exposure.NONE, place, name, null, List.of(), null, null, null, null);
  }

  private void put(TestLibrary library, String name, int number, Metadata metadata) {
    library.put(name, number);
    library.writer.putOwnFacts(library.rootId, "", name, metadata, 1);
  }

  /// Creates a library without a geocoder.
  private Path create() {
    Path folder = temp.resolve("library");
    try (TestLibrary library = new TestLibrary(folder)) {
      put(library, "inside.jpg", 1, metadata(new Place(10, 20, null), PlaceName.NONE));
      put(library, "near.jpg", 2, metadata(new Place(10, 120, null), PlaceName.NONE));
      put(library, "nowhere.jpg", 3, metadata(new Place(-10, 20, null), PlaceName.NONE));
      put(
          library,
          "both.jpg",
          4,
          metadata(new Place(10, 20, null), new PlaceName("Town", null, "Named")));
      put(library, "named.jpg", 5, metadata(null, new PlaceName("Town", null, "Named")));
      put(
          library,
          "zero.jpg",
          6,
          metadata(new Place(0, 0, null), new PlaceName("Town", null, "Named")));
      put(library, "plain.jpg", 7, metadata(null, PlaceName.NONE));
      library.writer.commit();
    }
    return folder;
  }

  /// Returns city, region and country by content.
  private static Map<ContentId, String> places(Path folder) throws SQLException {
    Map<ContentId, String> places = new TreeMap<>(Comparator.comparingLong(ContentId::value));
    try (Session session = Session.open(DatabaseFile.LIBRARY.uri(folder, "mode=ro"))) {
      session.forEach(
          """
          SELECT content_id, ifnull((SELECT text FROM names WHERE id = city), '-'),
            ifnull((SELECT text FROM names WHERE id = region), '-'),
            ifnull((SELECT text FROM names WHERE id = country), '-') FROM search_facts
          """,
          row ->
              places.put(
                  new ContentId(row.getLong(1)),
                  row.getString(2) + " " + row.getString(3) + " " + row.getString(4)));
    }
    return places;
  }

  private static void findPlaces(Path folder, int revision) {
    try (Store store = TestLibrary.openForReading(folder)) {
      store.findPlaces(BuildCache.NATIVES, new TwoCountries(revision), _ -> {});
    }
  }

  @Test
  void coordinatesCountBeforeNamesAndPhotosNearACityAreNotInIt() throws Exception {
    Path folder = create();
    assertThat(places(folder).values()).containsOnly(NOWHERE);

    findPlaces(folder, 1);

    assertThat(places(folder).values())
        .containsExactly(
            "North 1 Region Land",
            "- Region Land",
            NOWHERE,
            "North 1 Region Land",
            "Town - Named",
            "Town - Named",
            NOWHERE);
    CatalogueInvariants.check(folder);
  }

  @Test
  void anotherRevisionOfTheTableFindsThePlacesAgain() throws Exception {
    Path folder = create();
    findPlaces(folder, 1);
    findPlaces(folder, 2);
    assertThat(places(folder).values())
        .contains("North 2 Region Land")
        .doesNotContain("North 1 Region Land");
  }

  @Test
  void nothingIsWrittenIfNoPlaceIsPending() {
    Path folder = create();
    findPlaces(folder, 1);
    try (Store writing = Store.openForWriting(folder, BuildCache.NATIVES, TestLibrary.CLOCK, null);
        Store reading = TestLibrary.openForReading(folder)) {
      // Would fail: the library is locked.
      reading.findPlaces(BuildCache.NATIVES, new TwoCountries(1), _ -> {});
      assertThat(writing.reader().matching(PhotoFilter.ALL)).hasSize(7);
    }
  }

  @Test
  void aCommitFindsThePlacesOfNewAndChangedPhotos() throws Exception {
    Path folder = create();
    findPlaces(folder, 1);
    try (Store store =
        Store.openForWriting(folder, BuildCache.NATIVES, TestLibrary.CLOCK, new TwoCountries(1))) {
      long root = store.reader().roots().getFirst().id();
      store
          .writer()
          .putOwnFacts(
              root, "", "nowhere.jpg", metadata(new Place(30, 30, null), PlaceName.NONE), 1);
      store.writer().putOwnFacts(root, "", "inside.jpg", metadata(null, PlaceName.NONE), 1);
      store.writer().commit();
    }
    assertThat(places(folder).values()).startsWith(NOWHERE, "- Region Land", "North 1 Region Land");
  }
}
