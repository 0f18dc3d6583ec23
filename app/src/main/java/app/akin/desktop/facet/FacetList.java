package app.akin.desktop.facet;

import app.akin.core.query.Facet;
import app.akin.core.query.FactField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values of the shown photos.
///
/// @param photos number of the shown photos
/// @param facets the values of all fields, in the order in which they are offered
public record FacetList(long photos, List<Facet> facets) {
  /// No values.
  public static final FacetList NONE = new FacetList(0, List.of());

  /// The values of one field.
  ///
  /// @param field the field
  /// @param facets at least one
  record Group(FactField field, List<Facet> facets) {}

  /// Copies the list.
  public FacetList {
    facets = List.copyOf(facets);
  }

  /// Returns the values that leave out some of the shown photos, by field. The fields are in the
  /// order of their first values.
  List<Group> groups() {
    Map<FactField, List<Facet>> byField = new LinkedHashMap<>();
    for (Facet facet : facets) {
      if (facet.count() > 0 && facet.count() < photos) {
        byField.computeIfAbsent(facet.fact().field(), _ -> new ArrayList<>()).add(facet);
      }
    }
    return byField.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }
}
