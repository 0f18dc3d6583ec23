package app.akin.core.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The library of the cases: its vocabulary, a places table and the time.
final class QueryKit {
  private QueryKit() {}

  /// A library that cases are read in.
  ///
  /// @param vocabulary what it holds
  /// @param places the places table, with places that it does not hold
  /// @param now the time of the cases
  record Library(Vocabulary vocabulary, Places places, LocalDateTime now) {
    ParsedLine parse(String line, String locale) {
      return new QueryParser(vocabulary, places).parse(line, context(locale));
    }

    QueryContext context(String locale) {
      return new QueryContext(false, Locale.forLanguageTag(locale), now);
    }
  }

  /// Returns the library of the shared cases.
  static Library library() {
    return library(resource("library.json"));
  }

  /// Returns a file that a property names, else a resource.
  static String text(String property, String resource) {
    String file = System.getProperty(property);
    if (file == null) {
      return resource(resource);
    }
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(QueryKit.class.getResourceAsStream("/query/" + name))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a library.
  static Library library(String json) {
    JsonObject library = JsonParser.parseString(json).getAsJsonObject();
    List<Vocabulary.Place> places = new ArrayList<>();
    List<Vocabulary.Place> held = new ArrayList<>();
    for (JsonElement element : library.getAsJsonArray("places")) {
      Vocabulary.Place place = place(element.getAsJsonObject());
      places.add(place);
      if (isHeld(element)) {
        held.add(place);
      }
    }
    Vocabulary vocabulary =
        new Vocabulary(
            objects(library.getAsJsonArray("cameras"))
                .filter(QueryKit::isHeld)
                .map(
                    camera ->
                        new Vocabulary.Camera(string(camera, "make"), string(camera, "model")))
                .toList(),
            objects(library.getAsJsonArray("lenses"))
                .filter(QueryKit::isHeld)
                .map(lens -> string(lens, "name"))
                .toList(),
            numbers(library.getAsJsonArray("focals_mm")),
            numbers(library.getAsJsonArray("isos")),
            numbers(library.getAsJsonArray("years")),
            strings(library.getAsJsonArray("folders")),
            strings(library.getAsJsonArray("keywords")),
            held);
    return new Library(
        vocabulary, new TablePlaces(places), LocalDateTime.parse(string(library, "now")));
  }

  private static Vocabulary.Place place(JsonObject place) {
    return new Vocabulary.Place(
        string(place, "id"),
        string(place, "name"),
        Vocabulary.Place.Kind.valueOf(string(place, "kind").toUpperCase(Locale.ROOT)),
        string(place, "region"),
        string(place, "country"),
        place.get("lat").getAsDouble(),
        place.get("lon").getAsDouble(),
        place.get("radius_km").isJsonNull() ? 0 : place.get("radius_km").getAsDouble(),
        place.get("population").isJsonNull() ? 0 : place.get("population").getAsLong(),
        strings(place.getAsJsonArray("aliases")));
  }

  private static boolean isHeld(JsonElement element) {
    return element.getAsJsonObject().get("photos").getAsInt() > 0;
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
  }

  private static String string(JsonObject object, String member) {
    JsonElement value = object.get(member);
    return value.isJsonNull() ? "" : value.getAsString();
  }

  private static List<String> strings(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList();
  }

  private static Set<Integer> numbers(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsInt)
        .collect(Collectors.toSet());
  }

  /// A places table of a list.
  private static final class TablePlaces implements Places {
    private final Map<String, Vocabulary.Place> byId = new HashMap<>();
    private final Map<String, List<Vocabulary.Place>> byName = new HashMap<>();

    TablePlaces(Collection<Vocabulary.Place> places) {
      for (Vocabulary.Place place : places) {
        byId.put(place.id(), place);
        add(place.name(), place);
        place.aliases().forEach(alias -> add(alias, place));
      }
      byName
          .values()
          .forEach(
              list -> list.sort(Comparator.comparingLong(Vocabulary.Place::population).reversed()));
    }

    private void add(String name, Vocabulary.Place place) {
      List<Vocabulary.Place> places =
          byName.computeIfAbsent(Names.key(name), _ -> new ArrayList<>());
      if (!places.contains(place)) {
        places.add(place);
      }
    }

    @Override
    public Optional<Vocabulary.Place> withId(String id) {
      return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<Vocabulary.Place> named(String name) {
      return byName.getOrDefault(Names.key(name), List.of());
    }
  }
}
