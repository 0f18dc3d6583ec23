package app.akin.core.store;

import app.akin.core.kit.BuildCache;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.core.query.GivenName;
import app.akin.core.query.Places;
import app.akin.core.query.Vocabulary;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A library of photos with given facts, and a table of places.
final class FactLibrary implements AutoCloseable {
  /// A file of a photo.
  record ShotFile(
      String directory, String name, String format, long bytes, int width, int height) {}

  /// What a photo has; null if unknown. Immutable once returned.
  static final class Shot {
    private List<ShotFile> files;
    private @Nullable String date;
    private @Nullable String camera;
    private @Nullable String lens;
    private Exposure exposure = Exposure.NONE;
    private @Nullable Place located;
    private List<@Nullable String> placeNames = Arrays.asList(null, null, null);
    private @Nullable Integer rating;
    private List<String> keywords = List.of();
    private List<String> collections = List.of();
    private @Nullable Boolean monochrome;
    private @Nullable Boolean screenshot;
    private @Nullable Boolean panorama;

    private Shot(List<ShotFile> files) {
      this.files = files;
    }

    /// A photo of which nothing is known.
    static Shot of(String name) {
      return new Shot(List.of(new ShotFile("", name, "JPEG", 1000, 40, 30)));
    }

    /// Returns a copy with a change.
    private Shot with(Consumer<Shot> change) {
      Shot copy = new Shot(files);
      copy.date = date;
      copy.camera = camera;
      copy.lens = lens;
      copy.exposure = exposure;
      copy.located = located;
      copy.placeNames = placeNames;
      copy.rating = rating;
      copy.keywords = keywords;
      copy.collections = collections;
      copy.monochrome = monochrome;
      copy.screenshot = screenshot;
      copy.panorama = panorama;
      change.accept(copy);
      return copy;
    }

    Shot withFiles(ShotFile... others) {
      return with(copy -> copy.files = List.of(others));
    }

    Shot withDate(String text) {
      return with(copy -> copy.date = text);
    }

    Shot withCamera(String text) {
      return with(copy -> copy.camera = text);
    }

    Shot withLens(String text) {
      return with(copy -> copy.lens = text);
    }

    Shot withExposure(Exposure other) {
      return with(copy -> copy.exposure = other);
    }

    Shot at(double latitude, double longitude) {
      return with(copy -> copy.located = new Place(latitude, longitude, null));
    }

    Shot in(@Nullable String city, @Nullable String region, @Nullable String country) {
      return with(copy -> copy.placeNames = Arrays.asList(city, region, country));
    }

    Shot withRating(Integer stars) {
      return with(copy -> copy.rating = stars);
    }

    Shot withKeywords(String... words) {
      return with(copy -> copy.keywords = List.of(words));
    }

    Shot withCollections(String... names) {
      return with(copy -> copy.collections = List.of(names));
    }

    Shot judged(@Nullable Boolean bw, @Nullable Boolean screen, @Nullable Boolean wide) {
      return with(
          copy -> {
            copy.monochrome = bw;
            copy.screenshot = screen;
            copy.panorama = wide;
          });
    }

    /// Returns its files: the primary first.
    List<ShotFile> files() {
      return files;
    }

    /// Returns the stored text of the date.
    @Nullable String date() {
      return date;
    }

    @Nullable String camera() {
      return camera;
    }

    @Nullable String lens() {
      return lens;
    }

    Exposure exposure() {
      return exposure;
    }

    /// Returns its coordinates.
    @Nullable Place located() {
      return located;
    }

    /// Returns identifiers of city, region and country, as an indexing run finds them.
    List<@Nullable String> placeNames() {
      return placeNames;
    }

    @Nullable Integer rating() {
      return rating;
    }

    List<String> keywords() {
      return keywords;
    }

    List<String> collections() {
      return collections;
    }

    @Nullable Boolean monochrome() {
      return monochrome;
    }

    @Nullable Boolean screenshot() {
      return screenshot;
    }

    @Nullable Boolean panorama() {
      return panorama;
    }

    private Metadata metadata() {
      return new Metadata(
          date == null ? List.of() : List.of(PhotoDate.parse(date).orElseThrow()),
          camera,
          lens,
          exposure,
          located,
          PlaceName.NONE,
          rating,
          keywords,
          null,
          null,
          null,
          null);
    }
  }

  /// A few places.
  static final Places PLACES =
      new Places() {
        private final List<Vocabulary.Place> all =
            List.of(
                place("Berlin, Germany", Vocabulary.Place.Kind.CITY, "Berlin", 52.52, 13.405, 20),
                place(
                    "Potsdam, Germany", Vocabulary.Place.Kind.CITY, "Brandenburg", 52.4, 13.06, 8),
                place("Suva, Fiji", Vocabulary.Place.Kind.CITY, "Central", -18.1416, 178.4419, 15),
                place("Levuka, Fiji", Vocabulary.Place.Kind.CITY, "Eastern", -17.68, 179.99, 30),
                place("Brandenburg, Germany", Vocabulary.Place.Kind.REGION, "", 52.4, 13.0, 0),
                place("Germany", Vocabulary.Place.Kind.COUNTRY, "", 51, 9, 0),
                place("Fiji", Vocabulary.Place.Kind.COUNTRY, "", -18, 178, 0));

        private static Vocabulary.Place place(
            String id,
            Vocabulary.Place.Kind kind,
            String region,
            double latitude,
            double longitude,
            double radius) {
          return new Vocabulary.Place(
              id,
              id.replaceAll(",.*", ""),
              kind,
              region,
              id.replaceAll(".*, ", ""),
              latitude,
              longitude,
              radius,
              1000,
              List.of());
        }

        @Override
        public Optional<Vocabulary.Place> withId(String id) {
          return all.stream().filter(place -> place.id().equals(id)).findFirst();
        }

        @Override
        public List<Vocabulary.Place> named(String name) {
          return all.stream().filter(place -> place.name().equalsIgnoreCase(name)).toList();
        }
      };

  final TestLibrary library;
  private final Path folder;
  private final TreeMap<Long, Shot> shots = new TreeMap<>();
  private int contents;

  FactLibrary(Path temp) {
    folder = temp.resolve("library");
    library = new TestLibrary(folder);
  }

  /// Adds a photo, and returns its primary content.
  ContentId add(Shot shot) {
    List<ContentId> ids = new ArrayList<>();
    for (ShotFile file : shot.files()) {
      ContentKey key = TestLibrary.key(contents++);
      ContentId content =
          library.writer.putContent(
              key,
              file.bytes(),
              new PhotoFacts(file.format(), file.width(), file.height(), 1, Metadata.NONE));
      library.writer.putFile(
          library.rootId,
          file.directory(),
          file.name(),
          file.bytes(),
          contents * 1_000_000_000L,
          content);
      library.writer.putOwnFacts(library.rootId, file.directory(), file.name(), shot.metadata(), 1);
      if (!ids.isEmpty()) {
        library.writer.mergeSiblings(ids.getFirst(), content);
      }
      ids.add(content);
    }
    shots.put(ids.getFirst().value(), shot);
    return ids.getFirst();
  }

  /// Commits, and stores what indexing runs judge of the photos.
  void commit() throws SQLException {
    library.writer.commit();
    try (Session session = Session.open(DatabaseFile.LIBRARY.uri(folder, "mode=rw"))) {
      session.begin();
      for (Map.Entry<Long, Shot> entry : shots.entrySet()) {
        Shot shot = entry.getValue();
        session.update(
            """
            UPDATE search_facts SET monochrome = ?, screenshot = ?, panorama = ?,
              city = ?, region = ?, country = ?
            WHERE content_id = ?
            """,
            number(shot.monochrome()),
            number(shot.screenshot()),
            number(shot.panorama()),
            place(session, shot.placeNames().get(0)),
            place(session, shot.placeNames().get(1)),
            place(session, shot.placeNames().get(2)),
            entry.getKey());
      }
      session.commit();
      gather(session);
    }
  }

  /// Creates the collections of the photos.
  private void gather(Session session) throws SQLException {
    Map<String, List<PhotoId>> collections = new TreeMap<>();
    for (Map.Entry<Long, Shot> entry : shots.entrySet()) {
      for (String name : entry.getValue().collections()) {
        collections
            .computeIfAbsent(name, _ -> new ArrayList<>())
            .add(
                new PhotoId(
                    session
                        .firstLong(
                            "SELECT photo_id FROM search_facts WHERE content_id = ?",
                            entry.getKey())
                        .orElseThrow()));
      }
    }
    try (EditWriter edit = EditWriter.open(folder, BuildCache.NATIVES, TestLibrary.CLOCK)) {
      collections.forEach(
          (name, photos) ->
              edit.collections()
                  .add(edit.collections().create(GivenName.of(name)).orElseThrow(), photos, null));
      edit.commit();
    }
  }

  private static @Nullable Integer number(@Nullable Boolean judged) {
    return judged == null ? null : judged ? 1 : 0;
  }

  private static @Nullable Long place(Session session, @Nullable String id) throws SQLException {
    if (id == null) {
      return null;
    }
    session.update(
        "INSERT OR IGNORE INTO names (kind, text, key) VALUES ('place', ?1, lower(?1))", id);
    return session
        .firstLong("SELECT id FROM names WHERE kind = 'place' AND text = ?", id)
        .orElseThrow();
  }

  /// Returns the photos by their primary content.
  SortedMap<Long, Shot> shots() {
    return shots;
  }

  /// Returns the reader of facts, for a home in the north.
  FactReader facts() {
    return library.reader.facts(PLACES, false);
  }

  /// Opens the catalogue for a query of its own.
  Session session() throws SQLException {
    return Session.open(DatabaseFile.LIBRARY.uri(folder, "mode=ro"));
  }

  @Override
  public void close() {
    library.close();
  }
}
