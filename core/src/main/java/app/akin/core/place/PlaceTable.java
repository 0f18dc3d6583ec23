package app.akin.core.place;

import app.akin.core.query.Geocoder;
import app.akin.core.query.Names;
import app.akin.core.query.Places;
import app.akin.core.query.Vocabulary.Place;
import app.akin.core.query.Vocabulary.Place.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The populated places of 1,000 inhabitants and more, their regions and countries, from GeoNames.
/// Holds the table in memory, about 14 MB. Immutable and thread-safe.
///
/// Identifiers: a country is its name; a region is "Bavaria, Germany"; a city is "Munich, Germany",
/// or "Paris, Texas" if a larger one of its country, or a far larger one of another country, has
/// its name.
public final class PlaceTable implements Places, Geocoder {
  /// The revision of the table that ships.
  static final int REVISION = 1;

  /// A city without a country in the metadata counts if it has this many times the inhabitants of
  /// the next of its name.
  private static final int FAR_LARGER = 10;

  private static final String REGION = " (region)";

  private final PlaceData data;
  private final PlaceLocator locator;

  private PlaceTable(PlaceData data) {
    this.data = data;
    this.locator = new PlaceLocator(data);
  }

  /// Reads a table.
  ///
  /// @param compressed the table, which the caller closes
  /// @throws IOException if it is incomplete or of another revision
  public static PlaceTable read(InputStream compressed) throws IOException {
    PlaceData data = PlaceData.read(compressed);
    if (data.revision() != REVISION) {
      throw new IOException("table of places of revision " + data.revision());
    }
    return new PlaceTable(data);
  }

  @Override
  public int revision() {
    return REVISION;
  }

  @Override
  public Optional<Place> withId(String id) {
    int exact = ordinal(id);
    if (exact >= 0) {
      return Optional.of(place(exact));
    }
    for (int comma = id.indexOf(','); comma >= 0; comma = id.indexOf(',', comma + 1)) {
      String rest = Names.key(id.substring(comma + 1));
      for (int candidate : sorted(id.substring(0, comma), _ -> true)) {
        if (qualifiers(candidate).contains(rest)) {
          return Optional.of(place(candidate));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Place> named(String name) {
    return sorted(name, _ -> true).stream().map(this::place).toList();
  }

  @Override
  public Optional<Location> locate(double latitude, double longitude) {
    return locator
        .locate(latitude, longitude)
        .map(
            found ->
                new Location(
                    idOrNull(found.city()),
                    idOrNull(found.region()),
                    idOrNull(found.country()),
                    found.near()));
  }

  @Override
  public Optional<Location> named(
      @Nullable String city, @Nullable String region, @Nullable String country) {
    int ofCountry = -1;
    if (country != null && !country.isBlank()) {
      List<Integer> countries = sorted(country, data::isCountry);
      if (countries.isEmpty()) {
        return Optional.empty();
      }
      ofCountry = countries.getFirst();
    }
    int known = ofCountry;
    int ofRegion =
        region == null
            ? -1
            : first(
                sorted(
                    region,
                    place -> !data.isCity(place) && !data.isCountry(place) && isIn(place, known)));
    int ofCity = city == null ? -1 : city(city, ofRegion, known);
    if (ofCity >= 0) {
      return Optional.of(
          new Location(id(ofCity), idOrNull(data.region(ofCity)), id(data.country(ofCity)), false));
    }
    if (ofRegion >= 0 && known >= 0) {
      return Optional.of(new Location(null, id(ofRegion), id(known), false));
    }
    return known < 0 ? Optional.empty() : Optional.of(new Location(null, null, id(known), false));
  }

  @Override
  public String name(String id, Locale locale) {
    int place = ordinal(id);
    if (place < 0) {
      return id;
    }
    boolean isChinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    return isChinese && data.hasChineseName(place) ? data.names(place).get(1) : data.name(place);
  }

  private boolean isIn(int place, int country) {
    return country < 0 || data.country(place) == country;
  }

  /// Returns the city of a name in a region or country, -1 if there is none or it is ambiguous.
  private int city(String name, int region, int country) {
    List<Integer> cities = sorted(name, place -> data.isCity(place) && isIn(place, country));
    for (int city : cities) {
      if (region >= 0 && data.region(city) == region) {
        return city;
      }
    }
    boolean isClear =
        country >= 0
            || cities.size() == 1
            || (cities.size() > 1
                && data.population(cities.getFirst())
                    >= (long) FAR_LARGER * data.population(cities.get(1)));
    return isClear ? first(cities) : -1;
  }

  private static int first(List<Integer> places) {
    return places.isEmpty() ? -1 : places.getFirst();
  }

  /// Returns the places that have a name, most populous first; a region follows its city of the
  /// same name.
  private List<Integer> sorted(String name, Predicate<Integer> filter) {
    String key = Names.key(name);
    List<Integer> found = new ArrayList<>();
    for (int candidate : data.candidates(key)) {
      if (filter.test(candidate) && hasName(candidate, key)) {
        found.add(candidate);
      }
    }
    Set<Integer> regionsOfCities = new HashSet<>();
    for (int place : found) {
      if (data.isCity(place)) {
        regionsOfCities.add(data.region(place));
      }
    }
    int largest = found.stream().filter(data::isCity).mapToInt(data::population).max().orElse(0);
    found.sort(
        Comparator.<Integer>comparingInt(
                place ->
                    regionsOfCities.contains(place)
                        ? Math.min(data.population(place), largest)
                        : data.population(place))
            .reversed()
            .thenComparingInt(place -> data.isCity(place) ? 0 : 1)
            .thenComparingInt(place -> data.isSection(place) ? 1 : 0)
            .thenComparingInt(data::number));
    return found;
  }

  private boolean hasName(int place, String key) {
    for (String name : data.names(place)) {
      if (Names.key(name).equals(key) || Names.key(Umlauts.spelled(name)).equals(key)) {
        return true;
      }
    }
    return false;
  }

  /// Returns the place of an identifier, -1 if there is none.
  private int ordinal(String id) {
    for (int end = id.length(); end > 0; end = id.lastIndexOf(", ", end - 1)) {
      String name = id.substring(0, end);
      String key =
          Names.key(
              name.endsWith(REGION) ? name.substring(0, name.length() - REGION.length()) : name);
      for (int candidate : data.candidates(key)) {
        if (id.startsWith(data.name(candidate)) && id(candidate).equals(id)) {
          return candidate;
        }
      }
    }
    return -1;
  }

  /// Returns the keys of what may follow the name of a place.
  private Set<String> qualifiers(int place) {
    Set<String> keys = new HashSet<>();
    String country = data.name(data.country(place));
    for (String name : data.names(data.country(place))) {
      keys.add(Names.key(name));
    }
    int region = data.isCity(place) ? data.region(place) : -1;
    if (region >= 0) {
      for (String name : data.names(region)) {
        keys.add(Names.key(name));
        keys.add(Names.key(name + "," + country));
      }
    }
    return keys;
  }

  private @Nullable String idOrNull(int place) {
    return place < 0 ? null : id(place);
  }

  /// Returns the identifier of an ordinal.
  String id(int place) {
    String name = data.name(place);
    if (data.isCountry(place)) {
      return name;
    }
    String country = data.name(data.country(place));
    if (!data.isCity(place)) {
      return data.form(place) == 0 ? name + ", " + country : name + REGION + ", " + country;
    }
    int parent = data.region(place);
    String region = parent < 0 ? country : data.name(parent);
    return switch (data.form(place)) {
      case 0 -> name + ", " + country;
      case 1 -> name + ", " + region;
      case 2 -> name + ", " + region + ", " + country;
      default -> name + ", " + region + " (" + data.number(place) + ")";
    };
  }

  private Place place(int place) {
    List<String> names = data.names(place);
    Kind kind = data.isCountry(place) ? Kind.COUNTRY : data.isCity(place) ? Kind.CITY : Kind.REGION;
    int region = kind == Kind.CITY ? data.region(place) : kind == Kind.REGION ? place : -1;
    return new Place(
        id(place),
        names.getFirst(),
        kind,
        region < 0 ? "" : data.name(region),
        data.name(data.country(place)),
        data.latitude(place),
        data.longitude(place),
        kind == Kind.CITY ? PlaceLocator.radius(data.population(place)) : 0,
        data.population(place),
        names.subList(1, names.size()));
  }
}
