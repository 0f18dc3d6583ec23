package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.grid.MatchExplanation;
import app.akin.desktop.grid.MatchExplanationView;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.marks.MarkEditor;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.theme.BalancedLabel;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import app.akin.desktop.viewer.InspectorModel.Subject;
import app.akin.i18n.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.ImagePattern;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The panel to the right of the grid: details of the selected photo and why it was found. JavaFX
/// thread only.
public final class InspectorView implements AutoCloseable {
  private static final double WIDTH = 300;
  private static final double FACE = WIDTH - 40;
  private static final double HIGHEST_FACE = 220;

  /// Horizontal padding of a button.
  private static final double EDGE = 11;

  private final InspectorModel model;
  private final ThumbnailCache thumbnails;
  private final Language language;
  private final VBox content = new VBox(20);
  private final ScrollPane scroll = new ScrollPane(content);
  private final Rectangle face = new Rectangle();
  private final Label name = new Label();
  private final MatchExplanationView why;
  private final MarkEditor marks;
  private final FactsView facts;
  private final TextView text;
  private final HBox buttons = new HBox(4);
  private final Button seek;
  private final VBox silence;
  private final VBox several;
  private final PhotoGridModel grid;
  private final VBox head;
  private Region marksBox = new VBox();
  private Region whyBox = new VBox();
  private Region factsBox = new VBox();
  private Region textBox = new VBox();
  private final Label count = new Label();
  private final Label silent = new Label();
  private final Subscription subscriptions;
  private @Nullable ContentId shown;

  /// @param model the subject
  /// @param grid opens a photo and searches with it
  /// @param thumbnails the thumbnails
  /// @param actions actions on the photo
  /// @param markModel marks of the photos
  /// @param language texts
  public InspectorView(
      InspectorModel model,
      PhotoGridModel grid,
      ThumbnailCache thumbnails,
      PhotoActions actions,
      MarkModel markModel,
      Language language) {
    this.model = model;
    this.grid = grid;
    this.thumbnails = thumbnails;
    this.language = language;
    why = new MatchExplanationView(language);
    marks = new MarkEditor(markModel, language);
    facts = new FactsView(language);
    text = new TextView(language, () -> with(one -> actions.copyText(List.of(one))));
    face.setArcWidth(16);
    face.setArcHeight(16);
    name.getStyleClass().add("akin-heading");
    name.setWrapText(true);
    name.setMinHeight(Region.USE_PREF_SIZE);
    silent.setWrapText(true);
    silent.getStyleClass().addAll("akin-muted", "akin-inspector-silent");
    silence = new VBox(12, Icon.PHOTOS.node(Icon.Size.HUGE), new BalancedLabel(silent));
    silence.setAlignment(Pos.CENTER);
    VBox.setVgrow(silence, Priority.ALWAYS);
    count.getStyleClass().add("akin-heading");
    Button these =
        Buttons.words(
            Icon.SEARCH_WITH, language.text("grid.menu.searchThese"), grid::useChosenAsQuery);
    these.setMaxWidth(Double.MAX_VALUE);
    several = new VBox(14, count, these);
    buttons.setAlignment(Pos.CENTER_LEFT);
    buttons
        .getChildren()
        .addAll(
            button(Icon.FIT, "grid.menu.open", grid::open),
            button(Icon.FOLDER, "actions.reveal", actions::reveal),
            button(Icon.OPEN_WITH, "actions.openWith", actions::openWith),
            button(Icon.COPY, "actions.copyPicture", actions::copyPicture),
            button(Icon.LINK, "actions.copyPath", one -> actions.copyPaths(List.of(one))));
    VBox.setMargin(buttons, new Insets(0, 0, 0, -EDGE));
    // The main action has a text label.
    seek =
        Buttons.words(
            Icon.SEARCH_WITH, language.text("grid.menu.search"), () -> with(grid::useAsQuery));
    seek.setMaxWidth(Double.MAX_VALUE);
    head = new VBox(14, face, name, new VBox(8, seek, buttons));
    content.getStyleClass().add("akin-inspector-content");
    content.setFillWidth(true);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().addAll("edge-to-edge", "akin-inspector");
    scroll.setMinWidth(WIDTH);
    scroll.setPrefWidth(WIDTH);
    scroll.setMaxWidth(WIDTH);
    scroll.accessibleTextProperty().bind(language.text("viewer.inspector"));
    subscriptions =
        Subscription.combine(
            language.messagesProperty().subscribe(_ -> title()),
            model.subjectProperty().subscribe(this::show),
            language.messagesProperty().subscribe(_ -> show(model.subjectProperty().get())),
            grid.selection().changesProperty().subscribe(_ -> showSeveral()));
  }

  /// Returns the view.
  public Region view() {
    return scroll;
  }

  private void title() {
    marksBox = TitledBox.of(language, "marks.title", marks.view());
    whyBox = TitledBox.of(language, "viewer.why", why.view());
    factsBox = TitledBox.of(language, "viewer.facts", facts.view());
    textBox = TitledBox.of(language, "viewer.text", text.view());
  }

  private Button button(Icon icon, String key, Consumer<ContentId> action) {
    Button button = new Button(null, icon.node());
    button.getStyleClass().add("akin-quiet-button");
    button.accessibleTextProperty().bind(language.text(key));
    Tooltips.setText(button, language.text(key));
    button.setOnAction(_ -> with(action));
    return button;
  }

  private void with(Consumer<ContentId> action) {
    if (model.subjectProperty().get() instanceof Subject.One one) {
      action.accept(one.content());
    }
  }

  private void show(Subject subject) {
    switch (subject) {
      case Subject.Nothing _ -> silent(language.of("viewer.inspector.nothing"));
      case Subject.Several(int number) -> {
        shown = null;
        count.setText(language.of("grid.selected", number));
        showSeveral();
        setParts(List.of(several, marksBox));
      }
      case Subject.One one -> show(one);
    }
  }

  /// Shows the marks of the selected photos, which may change without their number.
  private void showSeveral() {
    if (model.subjectProperty().get() instanceof Subject.Several) {
      marks.show(grid.chosen().stream().filter(ContentId::isOwn).toList());
    }
  }

  /// A field keeps the focus while nothing is added or removed.
  private void setParts(List<Node> parts) {
    if (!content.getChildren().equals(parts)) {
      content.getChildren().setAll(parts);
    }
  }

  private void silent(String words) {
    shown = null;
    silent.setText(words);
    marks.show(List.of());
    setParts(List.of(silence));
  }

  private void show(Subject.One one) {
    if (!one.content().equals(shown)) {
      shown = one.content();
      face.setHeight(0);
      facts.clear();
      name.setText("");
      thumbnails.load(one.content(), 512, image -> face(one.content(), image));
    }
    PhotoDetails details = one.details();
    if (details != null) {
      name.setText(Text.name(details.firstAvailable().path()));
      facts.show(details);
    }
    boolean own = one.content().isOwn();
    marks.show(own ? List.of(one.content()) : List.of());
    List<Node> parts = new ArrayList<>(own ? List.of(head, marksBox) : List.of(head));
    one.result()
        .ifPresent(
            hit -> {
              why.show(MatchExplanation.of(hit));
              parts.add(whyBox);
            });
    parts.add(factsBox);
    if (details != null && !details.text().lines().isEmpty()) {
      text.show(details.text());
      parts.add(textBox);
    }
    setParts(parts);
  }

  private void face(ContentId content, Optional<Image> image) {
    if (!content.equals(shown)) {
      return;
    }
    image.ifPresentOrElse(
        picture -> {
          double aspect = picture.getWidth() / picture.getHeight();
          double width = Math.min(FACE, HIGHEST_FACE * aspect);
          double height = width / aspect;
          face.setWidth(Math.rint(width));
          face.setHeight(Math.rint(height));
          face.setFill(new ImagePattern(picture, 0, 0, width, height, false));
        },
        () -> face.setHeight(0));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    marks.close();
  }
}
