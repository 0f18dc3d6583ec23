package app.akin.desktop;

import app.akin.core.library.Coordinates;
import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue.Area;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.Vocabulary;
import app.akin.core.search.PhotoList;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.desktop.facet.FacetList;
import app.akin.desktop.facet.FacetsModel;
import app.akin.desktop.facet.FacetsView;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.map.Land;
import app.akin.desktop.map.MapLabels;
import app.akin.desktop.map.MapPoints;
import app.akin.desktop.map.PlacesMap;
import app.akin.desktop.map.PlacesMapModel;
import app.akin.desktop.search.FactTexts;
import app.akin.desktop.search.SearchModel.Found;
import app.akin.desktop.theme.Language;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The facets of the shown photos and the map of places, which add facts to the typed line. JavaFX
/// thread only.
final class FilterViews implements AutoCloseable {
  /// The fields with facets, in the order of the row.
  private static final List<FactField> FIELDS =
      List.of(FactField.DATE, FactField.CAMERA, FactField.PLACE, FactField.FOLDER, FactField.KIND);

  /// Values in a menu at most.
  private static final int MOST_VALUES = 40;

  private final WindowModels models;
  private final Overlays overlays;
  private final Language language;
  private final FacetsModel facets;
  private final FacetsView row;
  private final PlacesMapModel places;
  private final Subscription subscription;

  /// Receives the area that the user chooses on the open map.
  private Consumer<Area> onChosen = _ -> {};

  /// Created on first use and reused.
  private @Nullable PlacesMap map;

  FilterViews(WindowModels models, Overlays overlays, Language language) {
    this.models = models;
    this.overlays = overlays;
    this.language = language;
    facets =
        new FacetsModel(
            models.workers.facts(), facet -> models.line.add(facet.fact(), facet.label()));
    FactTexts texts = models.line.texts();
    row =
        new FacetsView(
            facets,
            language,
            new FacetsView.Texts(texts::name, facet -> value(texts, facet), FactTexts::icon),
            this::openMap);
    places =
        new PlacesMapModel(
            new PlacesMapModel.Source(() -> points(_ -> true), Land::load, this::labels),
            models.workers.background(),
            area -> {
              overlays.hide();
              onChosen.accept(area);
            },
            overlays::hide);
    subscription =
        Subscription.combine(
            models.grid.itemsProperty().subscribe(_ -> refresh()),
            models.countingFactsProperty().subscribe(() -> refresh()),
            language.messagesProperty().subscribe(() -> refresh()));
  }

  /// Returns the row of facets.
  Region facets() {
    return row.view();
  }

  /// Loads the facets of the photos that are shown now.
  private void refresh() {
    if (!models.countingFactsProperty().get()) {
      return;
    }
    Optional<Found> found = models.search.foundProperty().get();
    Locale locale = language.locale();
    if (found.isEmpty()) {
      Filter filter =
          new Filter(models.search.queryProperty().get().filter().in(), List.of(), List.of());
      facets.load(
          () ->
              list(
                  models.library.facets().count(filter),
                  field -> named(models.library.facets().of(field, filter, MOST_VALUES), locale)));
    } else {
      BitSet photos = found.get().answer().list().map(PhotoList::ids).orElseGet(this::shownResults);
      facets.load(
          () ->
              list(
                  photos.cardinality(),
                  field -> named(models.library.facets().of(field, photos, MOST_VALUES), locale)));
    }
  }

  /// Returns the primary contents of the results that are shown.
  private BitSet shownResults() {
    GridItems items = models.grid.itemsProperty().get();
    BitSet photos = new BitSet();
    for (int i = 0; i < items.size(); i++) {
      if (items.content(i).isOwn()) {
        photos.set(Math.toIntExact(items.content(i).value()));
      }
    }
    return photos;
  }

  private static List<Fact> facts(Found found) {
    return found.line().facts().stream().map(ParsedLine.Chip::fact).toList();
  }

  private static FacetList list(long photos, Function<FactField, List<Facet>> read) {
    return new FacetList(
        photos, FIELDS.stream().flatMap(field -> read.apply(field).stream()).toList());
  }

  private List<Facet> named(List<Facet> facets, Locale locale) {
    return models.facets.named(facets, locale);
  }

  /// Returns names as they stand in the metadata, and other values in the language of the window.
  private static String value(FactTexts texts, Facet facet) {
    return switch (facet.fact().field()) {
      case CAMERA, PLACE, FOLDER -> facet.label();
      default -> texts.value(facet.fact());
    };
  }

  /// Opens the map to add an area to the search; an area of the search is selected on it.
  void openMap() {
    showMap(area -> models.line.add(Fact.of(FactField.AREA, area), ""));
    places.open(area());
  }

  /// Opens the map at the photos of a place; an area is selected on it.
  ///
  /// @param fact a fact about a place
  /// @param chosen receives the area that the user chooses instead
  void openMap(Fact fact, Consumer<Area> chosen) {
    showMap(chosen);
    if (fact.values().getFirst() instanceof Area area) {
      places.open(Optional.of(area));
    } else {
      Fact place = new Fact(fact.field(), false, fact.values());
      places.openAt(() -> points(models.library.facets().ids(Filter.of(place))::get).bounds());
    }
  }

  private void showMap(Consumer<Area> chosen) {
    onChosen = chosen;
    PlacesMap shown = map;
    if (shown == null) {
      shown = new PlacesMap(places, language);
      map = shown;
    }
    overlays.showSheet(shown.view());
    shown.focus();
  }

  private Optional<Area> area() {
    return models.search.foundProperty().get().map(FilterViews::facts).orElse(List.of()).stream()
        .filter(fact -> fact.field() == FactField.AREA && !fact.negated())
        .map(fact -> (Area) fact.values().getFirst())
        .findFirst();
  }

  /// Returns the places of some photos.
  ///
  /// @param isShown whether a photo is one of them, by the ID of its primary content
  private MapPoints points(IntPredicate isShown) {
    Coordinates coordinates = models.library.photos().coordinates();
    int[] shown =
        IntStream.range(0, coordinates.size())
            .filter(i -> isShown.test(Math.toIntExact(coordinates.content(i).value())))
            .toArray();
    return new MapPoints(
        Arrays.stream(shown).mapToDouble(coordinates::latitude).toArray(),
        Arrays.stream(shown).mapToDouble(coordinates::longitude).toArray());
  }

  /// Returns the cities with photos.
  private MapLabels labels() {
    models.library.lines().refresh();
    return new MapLabels(
        models.library.lines().vocabulary().places().stream()
            .filter(place -> place.kind() == Vocabulary.Place.Kind.CITY)
            .map(
                place ->
                    new MapLabels.City(
                        models.library.photos().placeName(place.id(), language.locale()),
                        place.latitude(),
                        place.longitude(),
                        place.population()))
            .toList());
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    row.close();
    if (map != null) {
      map.close();
    }
  }
}
