package app.akin.desktop.tour;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.core.sidecar.Destination;
import app.akin.core.sidecar.Obstacle;
import app.akin.core.sidecar.PlannedSidecar;
import app.akin.core.sidecar.PlannedSidecar.Action;
import app.akin.core.sidecar.SidecarPlan;
import app.akin.core.sidecar.SidecarReport;
import app.akin.core.sidecar.SidecarValues;
import app.akin.core.sidecar.UndoReport;
import app.akin.desktop.TestTasks;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.sidecars.SidecarExportModel;
import app.akin.desktop.sidecars.SidecarExportView;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.ViewerModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Marks of one and several photos, and the export of sidecars.
final class MarkScreens {
  private static final Path PICTURES = Path.of("/home/mira/Pictures");

  private final Scenery scenery;

  MarkScreens(Scenery scenery) {
    this.scenery = scenery;
  }

  List<Screen> screens() {
    return List.of(
        new Screen("marks-several", this::several),
        new Screen(
            "marks-viewer",
            true,
            language -> {
              ViewerModel model = new ViewerModel(scenery.source(), TestTasks.immediate(), _ -> {});
              Region view = scenery.new Parts(language).viewer(model).view();
              model.open(GridItems.of(scenery.timeline()), scenery.timeline().content(1));
              model.factsProperty().set(true);
              return view;
            }),
        export("export-preview", Runnable::run, plan(), _ -> {}),
        export("export-none", Runnable::run, plan().subList(0, 0), _ -> {}),
        export("export-reading", _ -> {}, plan(), _ -> {}),
        export("export-written", Runnable::run, plan(), view -> fire(view, "akin-export-write")),
        export("export-failed", Runnable::run, plan(), view -> fire(view, "akin-export-undo")));
  }

  private Region several(Language language) {
    Scenery.Parts parts = scenery.new Parts(language);
    parts.grid.showTimeline(scenery.timeline());
    Region rows = parts.rows(new Region()).view();
    parts.grid.focusModel().press(1, false, false);
    parts.grid.focusModel().press(3, false, true);
    return FramedScreen.with(language).content(rows).inspector(parts.inspector()).view();
  }

  private static void fire(Region view, String style) {
    if (view.lookup("." + style) instanceof Button button) {
      button.fire();
    }
  }

  private Screen export(
      String name, Executor executor, List<PlannedSidecar> planned, Consumer<Region> then) {
    return new Screen(
        name,
        true,
        language -> {
          SidecarExportModel model =
              new SidecarExportModel(new PlannedExport(planned), TestTasks.on(executor));
          model.open(List.of(new ContentId(1), new ContentId(2)));
          Region view = new SidecarExportView(model, language, Optional::empty, () -> {}).view();
          then.accept(view);
          return FramedScreen.with(language).content(scenery.behind(language)).over(view).view();
        });
  }

  private static List<PlannedSidecar> plan() {
    List<PlannedSidecar> plan = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      plan.add(planned("2019/Lofoten/IMG_" + (2_034 + i) + ".jpg", Action.CREATE, null));
    }
    plan.add(planned("2016/Paris/DSC_0012.jpg", Action.CHANGE, null));
    plan.add(planned("2016/Paris/DSC_0013.jpg", Action.EQUAL, null));
    plan.add(planned("2011/scan.tif", Action.BLOCKED, Obstacle.MALFORMED));
    plan.add(planned("CD/IMG_1.jpg", Action.BLOCKED, Obstacle.FOLDER_READ_ONLY));
    return plan;
  }

  private static PlannedSidecar planned(String photo, Action action, @Nullable Obstacle obstacle) {
    return new PlannedSidecar(
        PICTURES.resolve(photo),
        PICTURES.resolve(photo + ".xmp"),
        action,
        obstacle,
        null,
        "",
        "",
        SidecarValues.NONE);
  }

  /// An export that writes nothing.
  ///
  /// @param planned the preview
  private record PlannedExport(List<PlannedSidecar> planned) implements SidecarExportModel.Store {
    @Override
    public Optional<SidecarPlan> plan(
        Optional<List<ContentId>> photos, Optional<Path> folder, DoublePredicate progress) {
      return Optional.of(new SidecarPlan(new Destination.Beside(), planned));
    }

    @Override
    public SidecarReport write(SidecarPlan plan, DoublePredicate progress) {
      return new SidecarReport(14, 1, 1, 1, 0, plan.blocked());
    }

    @Override
    public UndoReport undo(DoublePredicate progress) {
      throw new AkinException(new Problem.LibraryBusy(PICTURES));
    }

    @Override
    public int undoable() {
      return 1;
    }
  }
}
