package app.akin.desktop.tour;

import app.akin.core.evaluation.ModelRecall;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.ingest.Throttle;
import app.akin.core.library.LibraryStatus;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.MigrationStatus;
import app.akin.core.photo.Problem;
import app.akin.desktop.Section;
import app.akin.desktop.TestTasks;
import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.folders.FoldersView;
import app.akin.desktop.folders.PhotoFolder;
import app.akin.desktop.indexing.FailuresView;
import app.akin.desktop.indexing.IndexingBarView;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.indexing.LibraryUpdateView;
import app.akin.desktop.models.ModelOfferView;
import app.akin.desktop.models.ModelsModel;
import app.akin.desktop.models.ModelsView;
import app.akin.desktop.search.DropTarget;
import app.akin.desktop.settings.ShortcutSheet;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.StatusPage;
import app.akin.desktop.welcome.Condition;
import app.akin.desktop.welcome.ConditionView;
import app.akin.desktop.welcome.WelcomeModel;
import app.akin.desktop.welcome.WelcomeView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;

/// All screens in all states.
final class Screens {
  private static final Path HOME = Path.of("/home/mira");
  private static final Path PICTURES = HOME.resolve("Pictures");

  /// Background photos.
  private static final Scenery SCENERY = SyntheticScenery.scenery();

  private Screens() {}

  static List<Screen> all() {
    return Stream.of(
            welcome(),
            drops(),
            indexing(),
            folders(),
            models(),
            settings(),
            conditions(),
            MapScreens.all(SCENERY::behind),
            FacetScreens.all(SCENERY::behind),
            SCENERY.screens(),
            new FactScreens(SCENERY).screens(),
            new CollectionScreens(SCENERY).screens(),
            new StackScreens(SyntheticScenery.stacked()).screens(),
            new SharedScreens(SCENERY).screens(),
            new TextScreens(SCENERY).screens(),
            new MarkScreens(SCENERY).screens())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Screen> welcome() {
    return List.of(
        new Screen("welcome", language -> welcome(language, Optional.of(PICTURES), _ -> {})),
        new Screen(
            "welcome-folders",
            language ->
                welcome(
                    language,
                    Optional.of(PICTURES),
                    model -> model.choose(Path.of("/media/mira/Archive/Photos")))),
        new Screen("welcome-empty", language -> welcome(language, Optional.empty(), _ -> {})),
        new Screen(
            "update",
            language ->
                new LibraryUpdateView(
                        new MigrationStatus(
                            MigrationStatus.Phase.FACTS,
                            34_500,
                            100_000,
                            Optional.of(Duration.ofSeconds(12))),
                        language)
                    .view()),
        new Screen(
            "first-photos",
            language -> {
              FakeRuns.FakeRun run =
                  new FakeRuns.FakeRun(
                      FakeRuns.status(Phase.TAKING_IN, 18_204, 96, 11.4, Throttle.FULL));
              IndexingModel indexing = FakeRuns.indexing(() -> run);
              indexing.start();
              return FramedScreen.with(language)
                  .content(
                      new StatusPage(
                              Icon.PHOTOS,
                              language.text("shell.coming"),
                              language.text("shell.coming.sentence"))
                          .view())
                  .foot(new IndexingBarView(indexing, language, (_, _) -> {}).view())
                  .view();
            }),
        offer("offer", () -> ModelLists.over(ModelLists.fresh()), _ -> {}),
        offer("offer-licence", () -> ModelLists.over(ModelLists.fresh()), m -> m.get("base")),
        offer(
            "offer-fetching",
            () -> ModelLists.amid(ModelLists.fresh()),
            model -> {
              model.get("base");
              model.confirm();
            }),
        offer("offer-resume", () -> ModelLists.over(ModelLists.begun()), _ -> {}),
        offer("offer-moving", () -> ModelLists.over(ModelLists.moving()), _ -> {}));
  }

  private static Region drop(Language language, boolean canAdd) {
    DropTarget drops =
        new DropTarget(
            FramedScreen.with(language).content(SCENERY.behind(language)).view(),
            language,
            new SimpleBooleanProperty(canAdd),
            (_, _) -> {});
    drops.invite(true);
    return drops.view();
  }

  private static List<Screen> drops() {
    return List.of(
        new Screen("drop", true, language -> drop(language, false)),
        new Screen("drop-add", true, language -> drop(language, true)),
        question("drop-address", "search.address.fetch", "search.address", "images.example.org"),
        question("drop-address-off", "search.address.settings", "search.address.off"),
        question("drop-folder", "search.folder.add", "search.folder", "Lofoten and back"));
  }

  private static Screen question(String name, String action, String key, Object... arguments) {
    return new Screen(
        name,
        language ->
            FramedScreen.with(language)
                .content(SCENERY.behind(language))
                .asked(action, key, arguments)
                .view());
  }

  private static Region welcome(
      Language language, Optional<Path> pictures, Consumer<WelcomeModel> then) {
    WelcomeModel model =
        new WelcomeModel(
            folders(List.of(), FakeRuns.indexing(() -> new FakeRuns.FakeRun(taking()))),
            () -> pictures,
            () -> {},
            TestTasks.immediate());
    then.accept(model);
    return FramedScreen.with(language)
        .bare(new WelcomeView(model, language, List::of).view())
        .view();
  }

  private static Screen offer(
      String name, java.util.function.Supplier<ModelsModel> models, Consumer<ModelsModel> then) {
    return new Screen(
        name,
        language -> {
          ModelsModel model = models.get();
          then.accept(model);
          Region offer =
              new ModelOfferView(model, language, new SimpleObjectProperty<>(true), () -> {})
                  .view();
          return FramedScreen.with(language).above(offer).content(SCENERY.behind(language)).view();
        });
  }

  private static app.akin.core.ingest.IngestStatus taking() {
    return FakeRuns.status(Phase.TAKING_IN, 18_204, 4_310, 11.4, Throttle.FULL);
  }

  private static List<Screen> indexing() {
    return List.of(
        bar(
            "indexing-looking",
            new FakeRuns.FakeRun(FakeRuns.status(Phase.LOOKING, 0, 0, 0, Throttle.FULL))),
        bar(
            "indexing-checking",
            new FakeRuns.FakeRun(FakeRuns.status(Phase.CHECKING, 9, 0, 0, Throttle.FULL))),
        bar("indexing-taking", new FakeRuns.FakeRun(FakeRuns.failing(taking(), 6))),
        bar(
            "indexing-gentle",
            new FakeRuns.FakeRun(
                FakeRuns.status(Phase.TAKING_IN, 18_204, 4_310, 2.5, Throttle.GENTLE)),
            model -> model.gentleProperty().set(true)),
        bar(
            "indexing-paused",
            new FakeRuns.FakeRun(
                FakeRuns.status(Phase.TAKING_IN, 18_204, 4_310, 0, Throttle.PAUSED)),
            IndexingModel::togglePause),
        bar(
            "indexing-battery",
            new FakeRuns.FakeRun(
                FakeRuns.status(Phase.TAKING_IN, 18_204, 4_310, 0, Throttle.ON_BATTERY))),
        bar(
            "indexing-finishing",
            new FakeRuns.FakeRun(
                FakeRuns.status(Phase.INDEXING, 18_204, 18_204, 0, Throttle.FULL))),
        bar("indexing-ended", new FakeRuns.FakeRun(FakeRuns.failing(taking(), 6)), Screens::end),
        bar("indexing-failed", failed()),
        new Screen(
            "notice",
            language ->
                FramedScreen.with(language)
                    .content(SCENERY.behind(language))
                    .failed(
                        new AkinException(new Problem.PictureRefused("images.example.org", 403)))
                    .view()),
        new Screen(
            "indexing-failures",
            true,
            language -> {
              IndexingModel model = FakeRuns.indexing(() -> new FakeRuns.FakeRun(taking()));
              return FramedScreen.with(language)
                  .content(SCENERY.behind(language))
                  .over(new FailuresView(model, language, _ -> {}, () -> {}).view())
                  .view();
            }));
  }

  private static void end(IndexingModel model) {
    model.stop();
    model.tick();
  }

  private static FakeRuns.FakeRun failed() {
    FakeRuns.FakeRun run = new FakeRuns.FakeRun(taking());
    run.fail(new AkinException(new Problem.DiskFull(HOME.resolve(".local/share/akin/library"))));
    return run;
  }

  private static Screen bar(String name, FakeRuns.FakeRun run) {
    return bar(name, run, _ -> {});
  }

  private static Screen bar(String name, FakeRuns.FakeRun run, Consumer<IndexingModel> then) {
    return new Screen(
        name,
        language -> {
          IndexingModel model = FakeRuns.indexing(() -> run);
          model.start();
          then.accept(model);
          return FramedScreen.with(language)
              .content(SCENERY.behind(language))
              .foot(new IndexingBarView(model, language, (_, _) -> {}).view())
              .view();
        });
  }

  private static FoldersModel folders(List<PhotoFolder> folders, IndexingModel indexing) {
    return new FoldersModel(
        new FoldersModel.Actions(() -> folders, (_, _) -> {}, _ -> {}, _ -> {}),
        indexing,
        TestTasks.immediate());
  }

  private static List<Screen> folders() {
    List<PhotoFolder> some =
        List.of(
            new PhotoFolder(
                PICTURES,
                List.of("Screenshots", "2019/Receipts"),
                true,
                14_807,
                FakeRuns.failures(),
                null),
            new PhotoFolder(
                Path.of("/media/mira/Archive/Photos"), List.of(), false, 3_391, List.of(), null),
            new PhotoFolder(
                HOME.resolve("Nextcloud/Family album"), List.of(), true, 6, List.of(), null));
    List<PhotoFolder> doubtful =
        List.of(
            new PhotoFolder(
                PICTURES,
                List.of(),
                true,
                14_807,
                List.of(),
                new LibraryStatus.PendingConfirmation(true, 12_118, 14_807, false)),
            new PhotoFolder(
                Path.of("/media/mira/Archive/Photos"),
                List.of(),
                false,
                3_391,
                List.of(),
                new LibraryStatus.PendingConfirmation(false, 0, 3_391, false)),
            new PhotoFolder(
                HOME.resolve("Nextcloud/Family album"),
                List.of(),
                true,
                6,
                List.of(),
                new LibraryStatus.PendingConfirmation(true, 6, 6, true)));
    return List.of(
        folders("folders", some, _ -> {}),
        folders("folders-failures", some, _ -> {}),
        folders("folders-question", some, model -> model.requestRemoval(PICTURES)),
        folders("folders-doubts", doubtful, _ -> {}),
        folders("folders-none", List.of(), _ -> {}));
  }

  private static Screen folders(String name, List<PhotoFolder> list, Consumer<FoldersModel> then) {
    return new Screen(
        name,
        language -> {
          FoldersModel model =
              folders(list, FakeRuns.indexing(() -> new FakeRuns.FakeRun(taking())));
          then.accept(model);
          return FramedScreen.with(language)
              .at(Section.FOLDERS)
              .content(
                  FramedScreen.unfolded(
                      new FoldersView(
                              model,
                              language,
                              new FoldersView.Actions(
                                  List::of,
                                  _ -> Optional.empty(),
                                  _ -> {},
                                  _ -> {},
                                  _ -> {},
                                  () -> {},
                                  () -> {}))
                          .view(),
                      name.contains("failures")))
              .view();
        });
  }

  private static List<Screen> models() {
    return List.of(
        models("models", () -> ModelLists.over(ModelLists.fresh()), _ -> {}),
        models("models-licence", () -> ModelLists.over(ModelLists.fresh()), m -> m.get("base")),
        models(
            "models-fetching",
            () -> ModelLists.amid(ModelLists.fresh()),
            model -> {
              model.get("base");
              model.confirm();
            }),
        models(
            "models-family", () -> ModelLists.over(ModelLists.family(Optional.empty())), _ -> {}),
        models(
            "models-timing",
            () -> ModelLists.amid(ModelLists.family(Optional.empty())),
            m -> m.use("mllm-s1")),
        models(
            "models-long",
            () -> ModelLists.over(ModelLists.family(ModelLists.slow())),
            m -> m.use("mllm-s1")),
        models(
            "models-importing",
            () -> ModelLists.amid(ModelLists.fresh()),
            m -> m.importFrom(Path.of("mllm-s1"))),
        models("models-moving", () -> ModelLists.over(ModelLists.moving()), _ -> {}),
        models("models-moved", () -> ModelLists.over(ModelLists.moved()), _ -> {}),
        models("models-checked", () -> ModelLists.over(ModelLists.moved()), ModelsModel::check),
        models("models-checking", () -> ModelLists.amid(ModelLists.moved()), ModelsModel::check),
        models(
            "models-remove",
            () -> ModelLists.over(ModelLists.moved()),
            m -> m.requestConfirmation("base")),
        recall(
            "models-recall-measuring",
            () -> ModelLists.over(ModelLists.moved()),
            ModelLists.recalls(),
            true),
        recall(
            "models-recall-results",
            () -> ModelLists.over(ModelLists.moved()),
            ModelLists.recalls(),
            false),
        recall(
            "models-recall-nothing",
            () -> ModelLists.over(ModelLists.fresh()),
            ModelLists.noRecalls(),
            false));
  }

  private static Screen models(
      String name, java.util.function.Supplier<ModelsModel> models, Consumer<ModelsModel> then) {
    return new Screen(
        name,
        language -> {
          ModelsModel model = models.get();
          then.accept(model);
          return FramedScreen.with(language)
              .at(Section.MODELS)
              .content(
                  FramedScreen.unfolded(
                      new ModelsView(
                              model,
                              language,
                              ModelLists.NO_SOURCES,
                              ModelLists.recall(model, language, List.of(), false))
                          .view(),
                      name.contains("check")))
              .view();
        });
  }

  private static Screen recall(
      String name,
      java.util.function.Supplier<ModelsModel> models,
      List<ModelRecall> results,
      boolean measuring) {
    return new Screen(
        name,
        language -> {
          ModelsModel model = models.get();
          return FramedScreen.with(language)
              .at(Section.MODELS)
              .content(
                  FramedScreen.scrolledDown(
                      new ModelsView(
                              model,
                              language,
                              ModelLists.NO_SOURCES,
                              ModelLists.recall(model, language, results, measuring))
                          .view()))
              .view();
        });
  }

  private static List<Screen> settings() {
    return List.of(
        UpdateStates.screen("settings", UpdateStates.nowhere(), view -> view),
        UpdateStates.screen("settings-below", UpdateStates.nowhere(), FramedScreen::scrolledDown),
        UpdateStates.screen("settings-advanced", UpdateStates.nowhere(), FramedScreen::advanced),
        UpdateStates.screen("settings-updates-off", UpdateStates.off(), FramedScreen::advanced),
        UpdateStates.screen(
            "settings-updates-newest", UpdateStates.heard("0.1.0"), FramedScreen::advanced),
        UpdateStates.screen(
            "settings-updates-newer",
            UpdateStates.heard("0.2.0\nhttps://akin.example.org/download"),
            FramedScreen::advanced),
        UpdateStates.screen(
            "settings-updates-failed", UpdateStates.failing(), FramedScreen::advanced),
        new Screen(
            "shortcuts",
            true,
            language ->
                FramedScreen.with(language)
                    .content(SCENERY.behind(language))
                    .over(new ShortcutSheet(language, () -> {}).view())
                    .view()));
  }

  private static List<Screen> conditions() {
    List<Screen> screens = new ArrayList<>();
    for (Condition condition : Condition.values()) {
      screens.add(
          new Screen(
              "state-" + condition.name().toLowerCase(Locale.ROOT).replace('_', '-'),
              language ->
                  FramedScreen.with(language)
                      .content(new ConditionView(condition, language, () -> {}).view())
                      .view()));
    }
    return screens;
  }
}
