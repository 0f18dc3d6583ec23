package app.akin.desktop.tour;

import app.akin.core.photo.AkinException;
import app.akin.core.query.Facet;
import app.akin.core.query.gloss.GlossCorrections;
import app.akin.desktop.Section;
import app.akin.desktop.Shell;
import app.akin.desktop.ShellModel;
import app.akin.desktop.TestTasks;
import app.akin.desktop.facet.SyntheticFacets;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.EnglishLineModel;
import app.akin.desktop.search.EnglishLineView;
import app.akin.desktop.search.LineModel;
import app.akin.desktop.search.QueryThumbnails;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Puts a screen into the frame of the window.
final class FramedScreen {
  private final Language language;
  private final BorderPane content = new BorderPane();
  private final ShellModel model = new ShellModel();
  private final Notices notices;
  private Optional<SearchModel> search = Optional.empty();
  private QueryThumbnails thumbnails = new QueryThumbnails(_ -> new byte[0], TestTasks.immediate());
  private List<Facet> held = List.of();
  private Region foot = new Region();
  private Region inspector = new Region();
  private Optional<Region> bare = Optional.empty();

  private FramedScreen(Language language) {
    this.language = language;
    notices = new Notices(language);
  }

  /// Selects another section.
  FramedScreen at(Section where) {
    model.sectionProperty().set(where);
    return this;
  }

  static FramedScreen with(Language language) {
    return new FramedScreen(language);
  }

  FramedScreen content(Region region) {
    content.setCenter(region);
    return this;
  }

  FramedScreen above(Region region) {
    BorderPane.setMargin(region, new Insets(8, 24, 8, 24));
    content.setTop(region);
    return this;
  }

  FramedScreen below(Region region) {
    content.setBottom(region);
    return this;
  }

  /// Shows a query in the search bar.
  FramedScreen asking(SearchModel question, QueryThumbnails pictures) {
    search = Optional.of(question);
    thumbnails = pictures;
    return this;
  }

  /// Completes the typed line with facts that the library holds.
  FramedScreen holding(List<Facet> values) {
    held = values;
    return this;
  }

  /// Returns the frame, after it was laid out and an action has used the search bar.
  Region viewAfter(Consumer<Region> used) {
    Region view = view();
    // Chips are placed over the text once it is laid out.
    new Scene(view, 1440, 900);
    view.applyCss();
    view.layout();
    used.accept(view);
    view.getScene().setRoot(new Region());
    return view;
  }

  /// Shows a problem as a notice.
  FramedScreen failed(AkinException problem) {
    notices.showError(problem);
    return this;
  }

  /// Shows a notice with an action.
  FramedScreen asked(String action, String key, Object... arguments) {
    notices.showWithAction(new Notice.Action(language.of(action), () -> {}), key, arguments);
    return this;
  }

  FramedScreen foot(Region region) {
    foot = region;
    return this;
  }

  /// Opens the inspector.
  FramedScreen inspector(Region region) {
    inspector = region;
    model.inspectorProperty().set(true);
    return this;
  }

  FramedScreen over(Region region) {
    StackPane shade = new StackPane(region);
    shade.getStyleClass().add("akin-shade");
    return laid(shade);
  }

  /// Shows an overlay.
  FramedScreen laid(Node node) {
    model.showOverlay(node);
    return this;
  }

  /// Returns the screen without a frame.
  FramedScreen bare(Region region) {
    bare = Optional.of(region);
    return this;
  }

  Region view() {
    if (bare.isPresent()) {
      StackPane pane = new StackPane(bare.get());
      pane.getStyleClass().add("akin-shell");
      return pane;
    }
    SearchModel shown = search.orElseGet(() -> AnsweredSearch.search(List.of()));
    LineModel line =
        new LineModel(
            shown, _ -> held, TestTasks.immediate(), (_, _) -> {}, SyntheticFacets.texts(language));
    line.load();
    SearchBarView bar =
        new SearchBarView(
            shown,
            line,
            thumbnails,
            language,
            new SearchBarView.Actions(() -> {}, _ -> {}, () -> {}, (_, _) -> {}));
    bar.addBelow(
        new EnglishLineView(
                new EnglishLineModel(
                    shown,
                    GlossCorrections.inMemory(),
                    new SimpleObjectProperty<>(false),
                    () -> {},
                    TestTasks.immediate()),
                language)
            .view());
    return new Shell(
            model,
            language,
            new Shell.Parts(
                bar.view(), Map.of(model.sectionProperty().get(), () -> content), inspector, foot),
            new NoticeView(notices, language, (_, _) -> {}))
        .view();
  }

  /// Returns a page with its collapsed sections open, scrolled to its end.
  static Region advanced(Region page) {
    return scrolledDown(unfolded(page, true));
  }

  /// Returns a page with its collapsed sections open or not.
  static Region unfolded(Region page, boolean open) {
    unfold(page, open);
    return page;
  }

  private static void unfold(Node node, boolean open) {
    if (node instanceof TitledPane fold) {
      fold.setExpanded(open);
    } else if (node instanceof ScrollPane scroll) {
      unfold(scroll.getContent(), open);
    } else if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> unfold(child, open));
    }
  }

  /// Returns a region scrolled to its end.
  static Region scrolledDown(Region region) {
    if (region instanceof ScrollPane scroll) {
      scroll.setVvalue(1);
    }
    return region;
  }
}
