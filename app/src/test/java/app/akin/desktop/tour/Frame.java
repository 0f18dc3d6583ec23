package app.akin.desktop.tour;

import app.akin.core.photo.AkinException;
import app.akin.desktop.Section;
import app.akin.desktop.Shell;
import app.akin.desktop.ShellModel;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.QueryThumbnails;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The window's own frame around a screen.
final class Frame {
  private final Language language;
  private final BorderPane content = new BorderPane();
  private final ShellModel model = new ShellModel();
  private final Notices notices;
  private Optional<SearchModel> search = Optional.empty();
  private QueryThumbnails thumbnails =
      new QueryThumbnails(_ -> new byte[0], Runnable::run, Runnable::run);
  private Region foot = new Region();
  private Optional<Region> bare = Optional.empty();

  private Frame(Language language) {
    this.language = language;
    notices = new Notices(language);
  }

  /// At another place than the photos.
  Frame at(Section where) {
    model.sectionProperty().set(where);
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

  /// With this in its search bar.
  Frame asking(SearchModel question, QueryThumbnails pictures) {
    search = Optional.of(question);
    thumbnails = pictures;
    return this;
  }

  /// With a sentence that core says when something cannot be done.
  Frame failed(AkinException problem) {
    notices.showError(problem);
    return this;
  }

  /// With a question about something dropped.
  Frame asked(String action, String key, Object... arguments) {
    notices.showWithAction(new Notice.Action(language.of(action), () -> {}), key, arguments);
    return this;
  }

  Frame foot(Region region) {
    foot = region;
    return this;
  }

  Frame over(Region region) {
    StackPane shade = new StackPane(region);
    shade.getStyleClass().add("akin-shade");
    return laid(shade);
  }

  /// With something over everything, as it is.
  Frame laid(Node node) {
    model.showOverlay(node);
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
    SearchBarView bar =
        new SearchBarView(
            search.orElseGet(() -> Asked.search(List.of())),
            thumbnails,
            language,
            new SearchBarView.Actions(() -> {}, _ -> {}));
    return new Shell(
            model,
            language,
            new Shell.Parts(
                bar.view(),
                Map.of(model.sectionProperty().get(), () -> content),
                new Region(),
                foot),
            new NoticeView(notices, language))
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
