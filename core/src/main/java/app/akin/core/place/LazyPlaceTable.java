package app.akin.core.place;

import app.akin.core.query.Geocoder;
import app.akin.core.query.Places;
import app.akin.core.query.Vocabulary.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of places, read at its first use. Thread-safe. Its methods throw
/// [UncheckedIOException] if the table cannot be read, as in a damaged installation.
public final class LazyPlaceTable implements Places, Geocoder {
  /// Opens the compressed table.
  @FunctionalInterface
  public interface Source {
    /// Returns a stream of the table, which the caller closes.
    InputStream open() throws IOException;
  }

  private final Source source;
  private volatile @Nullable PlaceTable table;

  /// Reads nothing yet.
  public LazyPlaceTable(Source source) {
    this.source = source;
  }

  /// Returns the revision without reading the table.
  @Override
  public int revision() {
    return PlaceTable.REVISION;
  }

  @Override
  public Optional<Place> withId(String id) {
    return table().withId(id);
  }

  @Override
  public List<Place> named(String name) {
    return table().named(name);
  }

  @Override
  public Optional<Location> locate(double latitude, double longitude) {
    return table().locate(latitude, longitude);
  }

  @Override
  public Optional<Location> named(
      @Nullable String city, @Nullable String region, @Nullable String country) {
    return table().named(city, region, country);
  }

  @Override
  public String name(String id, Locale locale) {
    return table().name(id, locale);
  }

  private PlaceTable table() {
    PlaceTable known = table;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      PlaceTable read = table;
      if (read == null) {
        try (InputStream stream = source.open()) {
          read = PlaceTable.read(stream);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        table = read;
      }
      return read;
    }
  }
}
