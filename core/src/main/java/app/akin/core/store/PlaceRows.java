package app.akin.core.store;

import app.akin.core.photo.MigrationStatus;
import app.akin.core.query.Geocoder;
import app.akin.core.query.Geocoder.Location;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the places of photos that have coordinates, or else names in their metadata. For one
/// transaction of the caller.
///
/// The column `places` of a photo is the revision of the table of places that its place is from, 0
/// if it was not looked up, and null if there is nothing to look up.
final class PlaceRows {
  private static final int BATCH = 1000;

  private static final String PENDING =
      "SELECT 1 FROM search_facts WHERE places IS NOT NULL AND places <> ? LIMIT 1";

  private static final String COUNT =
      "SELECT count(*) FROM search_facts WHERE places IS NOT NULL AND places <> ?";

  private static final String ROWS =
      """
      SELECT s.content_id, s.latitude, s.longitude, f.city, f.region, f.country
      FROM search_facts s JOIN photo_facts f ON f.photo_id = s.photo_id
      WHERE s.places IS NOT NULL AND s.places <> ? LIMIT ?
      """;

  private final Session library;
  private final SearchFactRows searchFacts;
  private final Geocoder geocoder;

  /// What is known of a photo's place.
  private record Row(long content, Optional<Location> location) {}

  PlaceRows(Session library, Geocoder geocoder) {
    this.library = library;
    this.searchFacts = new SearchFactRows(library);
    this.geocoder = geocoder;
  }

  /// Returns whether photos have no place yet, or one of another revision of the table.
  static boolean isPending(Session library, int revision) throws SQLException {
    return library.firstLong(PENDING, revision).isPresent();
  }

  /// Looks up the places of all photos whose place is pending.
  void locate() throws SQLException {
    while (locateSome() > 0) {}
  }

  /// Looks up the places of all photos whose place is pending after a migration.
  void locate(MigrationProgress progress) throws SQLException {
    progress.begin(
        MigrationStatus.Phase.PLACES, library.firstLong(COUNT, geocoder.revision()).orElse(0));
    for (int located = locateSome(); located > 0; located = locateSome()) {
      progress.advance(located);
    }
  }

  /// Looks up the places of some photos and returns their number; 0 if none is pending.
  private int locateSome() throws SQLException {
    List<Row> rows = library.list(ROWS, this::read, geocoder.revision(), BATCH);
    for (Row row : rows) {
      Location location = row.location.orElse(null);
      // Outside of a city, only region and country are the photo's own.
      library.update(
          "UPDATE search_facts SET city = ?, region = ?, country = ?, places = ?"
              + " WHERE content_id = ?",
          location == null || location.near() ? null : id(location.city()),
          location == null ? null : id(location.region()),
          location == null ? null : id(location.country()),
          geocoder.revision(),
          row.content);
    }
    return rows.size();
  }

  private Row read(ResultSet row) throws SQLException {
    double latitude = row.getDouble(2);
    boolean isLocated = !row.wasNull();
    return new Row(
        row.getLong(1),
        isLocated
            ? geocoder.locate(latitude, row.getDouble(3))
            : geocoder.named(row.getString(4), row.getString(5), row.getString(6)));
  }

  private @Nullable Long id(@Nullable String place) throws SQLException {
    return searchFacts.name("place", place);
  }
}
