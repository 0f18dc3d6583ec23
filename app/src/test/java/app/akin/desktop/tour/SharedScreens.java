package app.akin.desktop.tour;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SharedAnswer;
import app.akin.desktop.TestTasks;
import app.akin.desktop.search.NoSecondModel;
import app.akin.desktop.search.ScopeView;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.SharedPhotoIds;
import app.akin.desktop.search.SharedSearchModel;
import app.akin.desktop.search.SyntheticSharedPhotos;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.layout.Region;

/// The results of all computers.
final class SharedScreens {
  private final Scenery scenery;

  SharedScreens(Scenery scenery) {
    this.scenery = scenery;
  }

  List<Screen> screens() {
    return List.of(
        new Screen("results-shared", language -> results(language, SyntheticSharedPhotos::answer)),
        new Screen(
            "results-shared-partly",
            language ->
                results(
                    language,
                    () -> new SharedAnswer(Optional.of("base"), List.of(), false, 0.4, List.of()))),
        new Screen(
            "results-shared-away",
            language ->
                results(
                    language,
                    () -> {
                      throw new AkinException(
                          new Problem.ShareUnreachable("nas.example:5432", "no route to host"));
                    })));
  }

  private Region results(Language language, Supplier<SharedAnswer> answer) {
    SearchModel search = AnsweredSearch.search(scenery.hits());
    SharedSearchModel model =
        new SharedSearchModel(
            new SharedSearchModel.Service() {
              @Override
              public boolean isConnected() {
                return true;
              }

              @Override
              public Optional<SharedAnswer> find(
                  SearchRequest request, BooleanSupplier superseded) {
                return Optional.of(answer.get());
              }
            },
            search,
            NoSecondModel.of(search),
            new SharedPhotoIds(),
            TestTasks.immediate(),
            (_, _) -> {});
    model.onProperty().set(true);
    model.refresh();
    search.type("a harbour at night");
    Scenery.Parts parts = scenery.new Parts(language);
    parts.grid.showTimeline(scenery.timeline());
    parts.grid.showResults(scenery.hits());
    return FramedScreen.with(language)
        .above(new ScopeView(model, language).view())
        .content(parts.rows(new Region()).view())
        .view();
  }
}
