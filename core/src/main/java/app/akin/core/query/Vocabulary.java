package app.akin.core.query;

import java.util.List;
import java.util.Set;

/// The names that a library holds. Only these become facts in a typed line without a field.
///
/// @param cameras cameras of photos
/// @param lenses names of lenses
/// @param focalLengths focal lengths in whole millimetres
/// @param isos sensitivities
/// @param years years with photos
/// @param folders folders relative to their roots, names separated by '/'
/// @param keywords keywords
/// @param places cities, regions and countries with photos
/// @param collections names of collections
public record Vocabulary(
    List<Camera> cameras,
    List<String> lenses,
    Set<Integer> focalLengths,
    Set<Integer> isos,
    Set<Integer> years,
    List<String> folders,
    List<String> keywords,
    List<Place> places,
    List<String> collections) {
  /// The vocabulary of an empty library.
  public static final Vocabulary EMPTY =
      new Vocabulary(
          List.of(), List.of(), Set.of(), Set.of(), Set.of(), List.of(), List.of(), List.of());

  /// Creates the vocabulary of a library without collections.
  public Vocabulary(
      List<Camera> cameras,
      List<String> lenses,
      Set<Integer> focalLengths,
      Set<Integer> isos,
      Set<Integer> years,
      List<String> folders,
      List<String> keywords,
      List<Place> places) {
    this(cameras, lenses, focalLengths, isos, years, folders, keywords, places, List.of());
  }

  /// Copies the lists.
  public Vocabulary {
    cameras = List.copyOf(cameras);
    lenses = List.copyOf(lenses);
    focalLengths = Set.copyOf(focalLengths);
    isos = Set.copyOf(isos);
    years = Set.copyOf(years);
    folders = List.copyOf(folders);
    keywords = List.copyOf(keywords);
    places = List.copyOf(places);
    collections = List.copyOf(collections);
  }

  /// A camera.
  ///
  /// @param make its make as in the metadata, empty if unknown
  /// @param model its model as in the metadata, which may begin with the make
  public record Camera(String make, String model) {}

  /// A place of the places table.
  ///
  /// @param id identifier, such as "Paris, Texas", as it stands in canonical facts
  /// @param name its English name
  /// @param kind what it is
  /// @param region its region in English, empty if it has none
  /// @param country its country in English
  /// @param latitude degrees north
  /// @param longitude degrees east
  /// @param radius kilometres from its centre to its edge; only for cities
  /// @param population inhabitants
  /// @param aliases other names, in any language
  public record Place(
      String id,
      String name,
      Kind kind,
      String region,
      String country,
      double latitude,
      double longitude,
      double radius,
      long population,
      List<String> aliases) {
    /// Copies the aliases.
    public Place {
      aliases = List.copyOf(aliases);
    }

    /// What a place is.
    public enum Kind {
      CITY,
      REGION,
      COUNTRY
    }
  }
}
