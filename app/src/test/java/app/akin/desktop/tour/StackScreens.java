package app.akin.desktop.tour;

import app.akin.core.library.PhotoStacks;
import app.akin.core.library.Stacks.Member;
import app.akin.core.library.Stacks.Reason;
import app.akin.core.library.Stacks.Stack;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.desktop.Section;
import app.akin.desktop.TestTasks;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.similar.SimilarModel;
import app.akin.desktop.similar.SimilarView;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.CompareView;
import app.akin.desktop.viewer.ViewerModel;
import app.akin.desktop.viewer.ViewerView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/// Stacks in the grid and the viewer, and the page of similar photos.
final class StackScreens {
  private final Scenery scenery;

  /// @param scenery photos with stacks
  StackScreens(Scenery scenery) {
    this.scenery = scenery;
  }

  List<Screen> screens() {
    return List.of(
        grid("photos-stacks", _ -> {}),
        grid("photos-stack-open", grid -> grid.openStack(scenery.timeline().content(4))),
        grid("photos-unstacked", grid -> grid.foldingProperty().set(false)),
        grid("results-stacks", grid -> grid.showResults(scenery.hits())),
        new Screen("viewer-stack", true, this::viewer),
        new Screen("viewer-compared", true, this::compared),
        similar("similar", stacks(), _ -> {}),
        similar("similar-selected", stacks(), SimilarModel::selectAll),
        similar("similar-none", List.of(), _ -> {}));
  }

  private Screen grid(String name, Consumer<PhotoGridModel> prepare) {
    return new Screen(
        name,
        language -> {
          Scenery.Parts parts = scenery.new Parts(language);
          parts.grid.showTimeline(scenery.timeline());
          prepare.accept(parts.grid);
          return FramedScreen.with(language).content(parts.rows(new Region()).view()).view();
        });
  }

  private Region viewer(Language language) {
    Scenery.Parts parts = scenery.new Parts(language);
    ViewerModel model = new ViewerModel(scenery.source(), TestTasks.immediate(), _ -> {});
    ViewerView view = parts.viewer(model);
    GridItems photos = GridItems.of(scenery.timeline());
    model.update(photos, scenery.timeline());
    model.open(photos, scenery.timeline().content(4));
    return view.view();
  }

  private Region compared(Language language) {
    PhotoStacks stacks = scenery.timeline().stacks();
    List<ContentId> photos =
        Arrays.stream(stacks.members(0)).limit(3).mapToObj(scenery.timeline()::content).toList();
    return new CompareView(
            photos, scenery.source(), scenery.cache(), TestTasks.immediate(), language, () -> {})
        .view();
  }

  private Screen similar(String name, List<Stack> stacks, Consumer<SimilarModel> then) {
    return new Screen(
        name,
        language -> {
          SimilarModel model = new SimilarModel(() -> stacks, TestTasks.immediate());
          model.refresh();
          then.accept(model);
          return FramedScreen.with(language)
              .at(Section.SIMILAR)
              .content(
                  new SimilarView(
                          model,
                          scenery.cache(),
                          language,
                          new SimilarView.Actions(
                              scenery.actions(language), Optional::empty, _ -> {}))
                      .view())
              .view();
        });
  }

  /// Returns the stacks of the timeline with synthetic sizes.
  private List<Stack> stacks() {
    Timeline timeline = scenery.timeline();
    PhotoStacks all = timeline.stacks();
    List<Stack> stacks = new ArrayList<>();
    for (int stack = 0; stack < all.count(); stack++) {
      List<Member> members = new ArrayList<>();
      int cover = 0;
      boolean isBurst = stack % 2 == 0;
      for (int member : all.members(stack)) {
        boolean isCover = member == all.cover(stack);
        cover = isCover ? members.size() : cover;
        ContentId content = timeline.content(member);
        members.add(
            new Member(
                new PhotoId(content.value()),
                content,
                Path.of("/home/mira/Pictures/IMG_" + content.value() + ".jpg"),
                isCover ? Reason.CENTRE : isBurst ? Reason.BURST : Reason.SMALLER,
                24_000_000,
                (isCover ? 8_400_000L : 6_100_000L) - 900_000L * stack,
                false));
      }
      stacks.add(
          new Stack(
              all.id(stack), cover, members, isBurst ? Duration.ofMillis(2_300) : Duration.ZERO));
    }
    return stacks;
  }
}
