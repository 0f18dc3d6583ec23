package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.query.Facet;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.search.SearchRequest.Filter;
import java.util.List;
import java.util.Locale;

/// The values of facts that the library holds, with places named in a language. Thread-safe; not
/// for the JavaFX thread.
///
/// @param library the library
record LibraryFacets(PhotoLibrary library) {
  /// Fields whose values are suggested and listed.
  private static final List<FactField> HELD =
      List.of(
          FactField.DATE,
          FactField.PLACE,
          FactField.CAMERA,
          FactField.LENS,
          FactField.FOLDER,
          FactField.TAG,
          FactField.COLLECTION,
          FactField.FORMAT,
          FactField.KIND);

  /// Maximum number of values of a field.
  private static final int MAX_HELD = 300;

  /// Returns the most frequent values that the library holds, and updates the names that lines are
  /// read with.
  List<Facet> held(Locale locale) {
    library.lines().refresh();
    return named(
        HELD.stream()
            .flatMap(field -> library.facets().of(field, Filter.NONE, MAX_HELD).stream())
            .toList(),
        locale);
  }

  /// Names places in a language.
  List<Facet> named(List<Facet> facets, Locale locale) {
    return facets.stream()
        .map(
            facet ->
                facet.fact().field() == FactField.PLACE
                        && facet.fact().values().getFirst() instanceof FactValue.Text(String place)
                    ? new Facet(
                        facet.fact(), library.photos().placeName(place, locale), facet.count())
                    : facet)
        .toList();
  }
}
