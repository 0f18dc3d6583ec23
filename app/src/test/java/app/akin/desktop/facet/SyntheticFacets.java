package app.akin.desktop.facet;

import app.akin.core.place.LazyPlaceTable;
import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.desktop.search.FactTexts;
import app.akin.desktop.theme.Language;
import app.akin.resources.Resource;
import java.time.LocalDateTime;
import java.util.List;

/// Synthetic facets.
public final class SyntheticFacets {
  private static final LazyPlaceTable PLACES = new LazyPlaceTable(Resource.PLACES::open);

  private SyntheticFacets() {}

  /// Returns the names of facts, with places of the table that ships.
  public static FactTexts texts(Language language) {
    return new FactTexts(language, PLACES::name);
  }

  /// Returns the facets of a library of 4,000 photos.
  public static FacetList list() {
    return new FacetList(
        4_000,
        List.of(
            year(2024, 1_204),
            year(2023, 985),
            year(2022, 611),
            year(2019, 7),
            text(FactField.CAMERA, "Fujifilm X-T5", 2_310),
            text(FactField.CAMERA, "Apple iPhone 13", 1_500),
            text(FactField.PLACE, "Basel", 820),
            text(FactField.PLACE, "Lisbon", 514),
            text(FactField.PLACE, "Reykjavik", 223),
            text(FactField.FOLDER, "Holidays/A summer on the islands of the far north", 402),
            text(FactField.FOLDER, "Family_album", 96),
            new Facet(Fact.of(FactField.KIND, new FactValue.Text("screenshot")), "Screenshot", 61),
            text(FactField.TAG, "everything", 4_000)));
  }

  static Facet year(int year, int photos) {
    LocalDateTime start = LocalDateTime.of(year, 1, 1, 0, 0);
    return new Facet(
        Fact.of(FactField.DATE, new FactValue.Dates(start, start.plusYears(1))),
        Integer.toString(year),
        photos);
  }

  static Facet text(FactField field, String value, int photos) {
    return new Facet(Fact.of(field, new FactValue.Text(value)), value, photos);
  }
}
