package app.akin.desktop.facet;

import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.desktop.search.FactTexts;
import app.akin.desktop.theme.Language;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/// Synthetic facets.
public final class SyntheticFacets {
  /// Chinese names of places by their identifiers.
  private static final Map<String, String> CHINESE =
      Map.of(
          "Basel", "巴塞尔",
          "Lisbon", "里斯本",
          "Reykjavik", "雷克雅未克",
          "Paris, France", "巴黎",
          "Tokyo, Japan", "东京",
          "Berlin, Germany", "柏林");

  private SyntheticFacets() {}

  /// Returns the names of facts, with Chinese names of some places.
  public static FactTexts texts(Language language) {
    return new FactTexts(
        language,
        (id, locale) ->
            locale.getLanguage().equals("zh")
                ? CHINESE.getOrDefault(id, id)
                : id.split(", ", 2)[0]);
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
