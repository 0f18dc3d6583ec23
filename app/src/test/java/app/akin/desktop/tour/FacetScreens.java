package app.akin.desktop.tour;

import app.akin.core.query.FactField;
import app.akin.desktop.TestTasks;
import app.akin.desktop.facet.FacetsModel;
import app.akin.desktop.facet.FacetsView;
import app.akin.desktop.facet.SyntheticFacets;
import app.akin.desktop.search.FactTexts;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.function.Function;
import javafx.scene.layout.Region;

/// The row of facets above the photos.
final class FacetScreens {
  private FacetScreens() {}

  static List<Screen> all(Function<Language, Region> behind) {
    return List.of(
        new Screen(
            "facets",
            language -> {
              FacetsModel model = new FacetsModel(TestTasks.immediate(), _ -> {});
              model.load(SyntheticFacets::list);
              FactTexts texts = SyntheticFacets.texts(language);
              FacetsView view =
                  new FacetsView(
                      model,
                      language,
                      new FacetsView.Texts(
                          texts::name,
                          facet ->
                              facet.fact().field() == FactField.KIND
                                  ? texts.value(facet.fact())
                                  : facet.label(),
                          FactTexts::icon),
                      () -> {});
              return FramedScreen.with(language)
                  .above(view.view())
                  .content(behind.apply(language))
                  .view();
            }));
  }
}
