package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
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
import org.jspecify.annotations.Nullable;

/// A library of photos with given facts, and a table of places.
final class FactLibrary implements AutoCloseable {
  /// A file of a photo.
  record ShotFile(
      String directory, String name, String format, long bytes, int width, int height) {}

  /// What a photo has; null if unknown.
  ///
  /// @param files its files: the primary first
  /// @param date stored text of the date
  /// @param located its coordinates
  /// @param placeNames identifiers of city, region and country, as an indexing run finds them
  /// @param monochrome, screenshot, panorama how it was judged
  record Shot(
      List<ShotFile> files,
      @Nullable String date,
      @Nullable String camera,
      @Nullable String lens,
      Exposure exposure,
      @Nullable Place located,
      List<@Nullable String> placeNames,
      @Nullable Integer rating,
      List<String> keywords,
      @Nullable Boolean monochrome,
      @Nullable Boolean screenshot,
      @Nullable Boolean panorama) {
    /// A photo of which nothing is known.
    static Shot of(String name) {
      return new Shot(
          List.of(new ShotFile("", name, "JPEG", 1000, 40, 30)),
          null,
          null,
          null,
          Exposure.NONE,
          null,
          Arrays.asList(null, null, null),
          null,
          List.of(),
          null,
          null,
          null);
    }

    Shot withDate(String text) {
      return new Shot(
          files,
          text,
          camera,
          lens,
          exposure,
          located,
          placeNames,
          rating,
          keywords,
          monochrome,
          screenshot,
          panorama);
    }

    Shot withCamera(String text) {
      return new Shot(
          files,
          date,
          text,
          lens,
          exposure,
          located,
          placeNames,
          rating,
          keywords,
          monochrome,
          screenshot,
          panorama);
    }

    Shot withLens(String text) {
      return new Shot(
          files,
          date,
          camera,
          text,
          exposure,
          located,
          placeNames,
          rating,
          keywords,
          monochrome,
          screenshot,
          panorama);
    }

    Shot withExposure(Exposure other) {
      return new Shot(
          files,
          date,
          camera,
          lens,
          other,
          located,
          placeNames,
          rating,
          keywords,
          monochrome,
          screenshot,
          panorama);
    }

    Shot at(double latitude, double longitude) {
      return new Shot(
          files,
          date,
          camera,
          lens,
          exposure,
          new Place(latitude, longitude, null),
          placeNames,
          rating,
          keywords,
          monochrome,
          screenshot,
          panorama);
    }

    Shot in(@Nullable String city, @Nullable String region, @Nullable String country) {
      return new Shot(
          files,
          date,
          camera,
          lens,
          exposure,
          located,
          Arrays.asList(city, region, country),
          rating,
          keywords,
          monochrome,
          screenshot,
          panorama);
    }

    Shot withRating(Integer stars) {
      return new Shot(
          files,
          date,
          camera,
          lens,
          exposure,
          located,
          placeNames,
          stars,
          keywords,
          monochrome,
          screenshot,
          panorama);
    }

    Shot withKeywords(String... words) {
      return new Shot(
          files,
          date,
          camera,
          lens,
          exposure,
          located,
          placeNames,
          rating,
          List.of(words),
          monochrome,
          screenshot,
          panorama);
    }

    Shot judged(@Nullable Boolean bw, @Nullable Boolean screen, @Nullable Boolean wide) {
      return new Shot(
          files,
          date,
          camera,
          lens,
          exposure,
          located,
          placeNames,
          rating,
          keywords,
          bw,
          screen,
          wide);
    }

    Shot withFiles(ShotFile... others) {
      return new Shot(
          List.of(others),
          date,
          camera,
          lens,
          exposure,
          located,
          placeNames,
          rating,
          keywords,
          monochrome,
          screenshot,
          panorama);
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
