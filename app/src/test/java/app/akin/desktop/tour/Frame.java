package app.akin.desktop.tour;

import app.akin.core.model.ModelWish;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.desktop.Place;
import app.akin.desktop.Shell;
import app.akin.desktop.ShellModel;
import app.akin.desktop.look.Language;
import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.Thumbnails;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The window's own frame around a screen.
final class Frame {
  private final Language language;
  private final BorderPane content = new BorderPane();
  private final ShellModel model = new ShellModel();
  private Region foot = new Region();
  private Optional<Region> bare = Optional.empty();

  private Frame(Language language) {
    this.language = language;
  }

  /// At another place than the photos.
  Frame at(Place where) {
    model.placeProperty().set(where);
    return this;
  }

  static Frame with(Language language) {
    return new Frame(language);
  }

  Frame content(Region region) {
    content.setCenter(region);
    return this;
  }

  Frame above(Region region) {
    BorderPane.setMargin(region, new Insets(8, 24, 8, 24));
    content.setTop(region);
    return this;
  }

  Frame foot(Region region) {
    foot = region;
    return this;
  }

  Frame over(Region region) {
    StackPane shade = new StackPane(region);
    shade.getStyleClass().add("akin-shade");
    model.lay(shade);
    return this;
  }

  /// The screen alone, with nothing around it.
  Frame bare(Region region) {
    bare = Optional.of(region);
    return this;
  }

  Region view() {
    if (bare.isPresent()) {
      StackPane pane = new StackPane(bare.get());
      pane.getStyleClass().add("akin-shell");
      return pane;
    }
    SearchModel search =
        new SearchModel(
            (_, _) -> {
              throw new AkinException(Problem.LIBRARY_EMPTY);
            },
            ModelWish.DEFAULT,
            Runnable::run,
            Runnable::run,
            (_, action) -> action.run(),
            thrown -> {
              throw new AssertionError(thrown);
            });
    SearchBarView bar =
        new SearchBarView(
            search,
            new Thumbnails(_ -> new byte[0], Runnable::run, Runnable::run),
            language,
            new SearchBarView.Ways(() -> {}, _ -> {}));
    return new Shell(
            model,
            language,
            new Shell.Parts(
                bar.view(), Map.of(model.placeProperty().get(), () -> content), new Region(), foot),
            new NoticeView(new Notices(language), language))
        .view();
  }

  /// The same, scrolled to its end.
  static Region scrolledDown(Region region) {
    if (region instanceof ScrollPane scroll) {
      scroll.setVvalue(1);
    }
    return region;
  }
}
